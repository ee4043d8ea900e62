using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace NnGen.Benchmarks.Peers;

/// <summary>
/// A peer in a process of its own, which cannot take the report down with it and takes its turn in each round: a line goes in, a line
/// comes back, "ok" with what was asked for or "error" with why not.
/// </summary>
internal sealed class PeerProcess : IDisposable
{
    /// <summary>Far above what any answer takes, so that a peer that hangs ends.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(4);

    private readonly string _name;
    private readonly Process _process;
    private readonly StringBuilder _errors = new();

    private PeerProcess(string name, Process process)
    {
        _name = name;
        _process = process;
        process.ErrorDataReceived += (_, line) =>
        {
            lock (_errors)
            {
                _errors.AppendLine(line.Data);
            }
        };
        process.BeginErrorReadLine();
    }

    /// <summary>What the peer says of itself.</summary>
    public string Greeting { get; private set; } = "";

    /// <summary>The bytes that the last call allocated.</summary>
    public long AllocatedBytes { get; private set; }

    /// <summary>Starts a peer and waits for its greeting; null with a reason where that fails.</summary>
    public static PeerProcess? TryStart(string name, string program, IEnumerable<string> arguments, out string reason)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        ChildProcess.Clean(start.Environment);
        PeerProcess? peer = null;
        try
        {
            peer = new PeerProcess(name, Process.Start(start)!);
            peer.Greeting = peer.Ask("hello");
            reason = "";
            return peer;
        }
        catch (Exception exception) when (exception is Win32Exception or InvalidOperationException)
        {
            reason = ChildProcess.FirstLine(exception.Message);
            peer?.Dispose();
            return null;
        }
    }

    /// <summary>Asks, and gives what follows the "ok".</summary>
    /// <exception cref="InvalidOperationException">The peer answers with an error, or not at all.</exception>
    public string Ask(string line)
    {
        try
        {
            _process.StandardInput.WriteLine(line);
            _process.StandardInput.Flush();
        }
        catch (IOException)
        {
            // It has ended; its last words follow.
        }

        Task<string?> reading = _process.StandardOutput.ReadLineAsync();
        if (!reading.Wait(s_patience))
        {
            throw new InvalidOperationException($"{_name} did not answer '{line}' within {s_patience.TotalMinutes} minutes.");
        }

        if (reading.Result is string answer && (answer == "ok" || answer.StartsWith("ok ", StringComparison.Ordinal)))
        {
            return answer[2..].Trim();
        }

        throw new InvalidOperationException($"{_name} {(reading.Result is null ? $"ended: {LastWords()}" : $"answered: {reading.Result}")}");
    }

    /// <summary>What it has been given under a name, timed by its own clock: the way there and back is no part of it.</summary>
    public Contender Contender(string key) => Benchmarks.Contender.Clocked(_name, times =>
    {
        string[] numbers = Ask(string.Create(CultureInfo.InvariantCulture, $"time {times} {key}")).Split(' ');
        AllocatedBytes = long.Parse(numbers[1], CultureInfo.InvariantCulture) / times;
        return double.Parse(numbers[0], CultureInfo.InvariantCulture) / 1e9;
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private string LastWords()
    {
        _process.WaitForExit(s_patience);
        _process.WaitForExit();
        lock (_errors)
        {
            return ChildProcess.FirstLine(_errors.ToString());
        }
    }
}

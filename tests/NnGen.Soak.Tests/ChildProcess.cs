using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace NnGen.Soak.Tests;

/// <summary>A process that trains, as its parent sees it.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;

    /// <summary>Starts a process.</summary>
    /// <param name="folder">Where it trains.</param>
    /// <param name="epochs">The epochs of the whole run.</param>
    /// <param name="limit">The steps after which it waits for being killed; null for none.</param>
    public ChildProcess(string folder, long epochs, int? limit)
    {
        var start = new ProcessStartInfo(DotNet(), [typeof(ChildProcess).Assembly.Location, "train", folder, epochs.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = Process.Start(start)!;
        _errors = _process.StandardError.ReadToEndAsync();
        _process.StandardInput.WriteLine(limit?.ToString(CultureInfo.InvariantCulture) ?? "");
        _process.StandardInput.Flush();
    }

    /// <summary>The last step it told of; null for none.</summary>
    public long? LastStep { get; private set; }

    /// <summary>The steps it started with; null where it did not get that far.</summary>
    public long? StartedWith { get; private set; }

    /// <summary>Reads what it says until it told of so many steps, or for so long as it lives.</summary>
    public void ReadSteps(int count)
    {
        while (count > 0 && _process.StandardOutput.ReadLine() is string line)
        {
            count -= Read(line) ? 1 : 0;
        }
    }

    /// <summary>Lets it do what it does for some time.</summary>
    public void Leave(int milliseconds) => _process.WaitForExit(milliseconds);

    /// <summary>Kills it at once, by SIGKILL where there are signals, and reads what it had said.</summary>
    public void Kill()
    {
        _process.Kill();
        ReadSteps(int.MaxValue);
        _process.WaitForExit();
    }

    /// <summary>Waits until it has ended by itself.</summary>
    /// <returns>What went wrong; null for nothing.</returns>
    public string? WaitForEnd()
    {
        ReadSteps(int.MaxValue);
        _process.WaitForExit();
        return _process.ExitCode == 0 ? null : $"The process ended with code {_process.ExitCode}: {_errors.Result}";
    }

    /// <summary>What it said of errors; empty where all was well. Only after its end.</summary>
    public string Errors => _errors.Result;

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    // A line cut in two by the kill is no number or a smaller one, which claims less.
    private bool Read(string line)
    {
        const string Start = "start: ";
        if (line.StartsWith(Start, StringComparison.Ordinal))
        {
            StartedWith = long.Parse(line[Start.Length..], CultureInfo.InvariantCulture);
            return false;
        }

        if (!long.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out long step))
        {
            return false;
        }

        LastStep = Math.Max(step, LastStep ?? 0);
        return true;
    }

    /// <summary>The program that runs this process, or the one that its runtime belongs to.</summary>
    private static string DotNet()
    {
        string name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        return Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", name));
    }
}

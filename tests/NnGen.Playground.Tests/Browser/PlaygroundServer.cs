using System.Diagnostics;

namespace NnGen.Playground.Tests.Browser;

/// <summary>The playground as a program of its own, at a free port.</summary>
internal sealed class PlaygroundServer : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private PlaygroundServer(Process process, Uri address) => (_process, Address) = (process, address);

    /// <summary>Where it is.</summary>
    public Uri Address { get; }

    /// <summary>Starts it.</summary>
    public static async Task<PlaygroundServer> StartAsync()
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Playground.dll"), "--port", "0"]) { RedirectStandardOutput = true };
        Process process = Process.Start(start) ?? throw new InvalidOperationException("The playground did not start.");
        try
        {
            using var patience = new CancellationTokenSource(s_patience);
            string? said = await process.StandardOutput.ReadLineAsync(patience.Token);
            var address = new Uri(said?.Split(' ')[^1] ?? throw new InvalidOperationException("The playground ended before it said where it is."));
            _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
            return new PlaygroundServer(process, address);
        }
        catch
        {
            process.Kill();
            throw;
        }
    }

    /// <summary>Ends it.</summary>
    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}

using System.Diagnostics;

namespace NnGen.Benchmarks.Builds;

/// <summary>What the C# compiler takes for a project, run as a process of its own as a build without a server runs it.</summary>
/// <param name="Seconds">The processor time of all its threads, in seconds.</param>
/// <param name="Megabytes">Its largest resident memory, in MiB.</param>
internal sealed record BuildCost(double Seconds, double Megabytes)
{
    private const int PollMilliseconds = 10;

    /// <summary>Writes a project into a folder: a response file of the C# compiler, and the sources that it names.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="sources">File names and texts.</param>
    /// <param name="withNetworks">Whether the project refers to the library and its generator.</param>
    /// <returns>The response file.</returns>
    public static string Write(string folder, IEnumerable<(string Name, string Text)> sources, bool withNetworks)
    {
        Directory.CreateDirectory(folder);
        string sdk = Toolchain.Sdk;
        var lines = new List<string> { "/nostdlib+", "/target:library", "/optimize+", "/debug:portable", "/deterministic+", "/nullable:enable", "/langversion:latest", "/nologo", $"/out:\"{Path.Combine(folder, "Project.dll")}\"" };
        lines.AddRange(Toolchain.Framework.Select(path => $"/reference:\"{path}\""));
        lines.AddRange(Toolchain.FrameworkAnalyzers(sdk).Select(path => $"/analyzer:\"{path}\""));
        string rules = Path.Combine(sdk, "Sdks", "Microsoft.NET.Sdk", "analyzers", "build", "config", $"analysislevel_{Environment.Version.Major}_default.globalconfig");
        if (File.Exists(rules))
        {
            lines.Add($"/analyzerconfig:\"{rules}\"");
        }

        if (withNetworks)
        {
            lines.Add($"/reference:\"{Toolchain.Library}\"");
            lines.AddRange(Toolchain.Generator.Select(path => $"/analyzer:\"{path}\""));
        }

        foreach ((string name, string text) in sources)
        {
            string path = Path.Combine(folder, name);
            File.WriteAllText(path, text);
            lines.Add($"\"{path}\"");
        }

        string response = Path.Combine(folder, "Project.rsp");
        File.WriteAllLines(response, lines);
        return response;
    }

    /// <summary>The bytes of the assembly of a project that has been compiled.</summary>
    public static long AssemblyBytes(string response) => new FileInfo(Path.ChangeExtension(response, ".dll")).Length;

    /// <summary>Compiles a project once.</summary>
    /// <exception cref="InvalidOperationException">The project does not compile.</exception>
    public static BuildCost Measure(string response)
    {
        string compiler = Path.Combine(Toolchain.Sdk, "Roslyn", "bincore", "csc.dll");
        var start = new ProcessStartInfo(Toolchain.DotNet, ["exec", compiler, "/noconfig", $"@{response}"]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        double seconds = 0;
        double peak = 0;

        // Once a process has ended, only some systems still tell what it took.
        while (!process.WaitForExit(PollMilliseconds))
        {
            try
            {
                process.Refresh();
                seconds = Math.Max(seconds, process.TotalProcessorTime.TotalSeconds);
                peak = Math.Max(peak, process.PeakWorkingSet64 / (1024.0 * 1024));
            }
            catch (InvalidOperationException)
            {
                // It has ended between the two lines above.
            }
        }

        return process.ExitCode == 0 ? new BuildCost(seconds, peak) : throw new InvalidOperationException($"The C# compiler refuses {response}:\n{output.Result}");
    }
}

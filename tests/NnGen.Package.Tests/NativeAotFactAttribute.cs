namespace NnGen.Package.Tests;

/// <summary>A test that publishes as Native AOT: skipped, with the reason, where this machine cannot link.</summary>
public sealed class NativeAotFactAttribute : FactAttribute
{
    /// <summary>Looks for what Native AOT needs on this machine.</summary>
    public NativeAotFactAttribute()
    {
        if (!OperatingSystem.IsLinux() || System.Runtime.InteropServices.RuntimeInformation.OSArchitecture != System.Runtime.InteropServices.Architecture.X64)
        {
            Skip = "Publishes for Linux x64, which this machine is not.";
        }
        else if (!OnPath("clang") && !OnPath("gcc"))
        {
            Skip = "Native AOT links with clang or gcc; neither is on the PATH. On Debian: apt-get install clang zlib1g-dev.";
        }
    }

    private static bool OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));
}

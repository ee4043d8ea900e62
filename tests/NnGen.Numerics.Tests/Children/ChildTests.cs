using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using NnGen.Numerics.Tests.Support;
using Xunit.Abstractions;

namespace NnGen.Numerics.Tests.Children;

/// <summary>
/// The same program on other machines, played by this one: processes whose runtime is told to use narrower vectors, or no fused
/// multiply-adds. The first give the same bits, the others agree within tolerance, with the golden files too.
/// </summary>
public sealed class ChildTests(ITestOutputHelper output)
{
    private const int TimeoutSeconds = 300;
    private static readonly Lazy<Results> s_here = new(Results.Compute);

    [Theory]
    [InlineData(256)]
    [InlineData(128)]
    public void NarrowerVectors_GiveTheSameBits(int preferred)
    {
        Results child = Run($"DOTNET_PreferredVectorBitWidth={preferred}", Math.Min(Machine.Width, preferred), Machine.Fuses, runsGoldenCases: false);
        foreach ((string name, double[] values) in s_here.Value.Values)
        {
            // Floats became doubles on both sides without loss.
            Compare.SameBits<double>(values, child.Values[name], name);
        }
    }

    [Theory]
    [InlineData("DOTNET_EnableAVX2=0", 128, true)]
    [InlineData("DOTNET_EnableHWIntrinsic=0", 0, false)]
    public void WithoutFusedMultiplyAdds_ResultsAgreeWithinTolerance(string setting, int width, bool runsGoldenCases)
    {
        // The settings name instructions of x64; elsewhere they change nothing, and the child must find what is here.
        bool isX64 = RuntimeInformation.ProcessArchitecture == Architecture.X64;
        Results child = isX64 ? Run(setting, width, fuses: false, runsGoldenCases) : Run("DOTNET_TieredCompilation=0", Machine.Width, Machine.Fuses, runsGoldenCases);
        foreach ((string name, double[] values) in s_here.Value.Values)
        {
            double relative = name.Split(':')[0].EndsWith("Double", StringComparison.Ordinal) ? Compare.Unfused<double>() : Compare.Unfused<float>();
            Compare.Close<double>(values, child.Values[name], relative, name);
        }
    }

    private Results Run(string setting, int width, bool fuses, bool runsGoldenCases)
    {
        string file = Path.GetTempFileName();
        try
        {
            string[] pair = setting.Split('=');
            var start = new ProcessStartInfo(DotNet(), [typeof(Child).Assembly.Location, width.ToString(CultureInfo.InvariantCulture), fuses.ToString(), runsGoldenCases.ToString(), file])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            foreach (string inherited in start.Environment.Keys.Where(key => key.StartsWith("DOTNET_Enable", StringComparison.Ordinal) || key.StartsWith("DOTNET_Preferred", StringComparison.Ordinal)).ToArray())
            {
                start.Environment.Remove(inherited);
            }

            start.Environment[pair[0]] = pair[1];
            using Process child = Process.Start(start)!;
            Task<string> errors = child.StandardError.ReadToEndAsync();
            Task<string> lines = child.StandardOutput.ReadToEndAsync();
            if (!child.WaitForExit(TimeSpan.FromSeconds(TimeoutSeconds)))
            {
                child.Kill(entireProcessTree: true);
                Assert.Fail($"{setting}: the child had not ended after {TimeoutSeconds} s");
            }

            output.WriteLine($"{setting}: {lines.Result}");
            Assert.True(child.ExitCode == 0, $"{setting}: exit code {child.ExitCode}\n{lines.Result}\n{errors.Result}");
            using FileStream stream = File.OpenRead(file);
            return Results.Read(stream);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>The program that runs this process, or the one that its runtime belongs to.</summary>
    private static string DotNet()
    {
        string name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        string runtimes = RuntimeEnvironment.GetRuntimeDirectory();
        return Path.GetFullPath(Path.Combine(runtimes, "..", "..", "..", name));
    }
}

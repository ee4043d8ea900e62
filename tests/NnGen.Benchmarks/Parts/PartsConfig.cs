using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace NnGen.Benchmarks.Parts;

/// <summary>How BenchmarkDotNet runs the parts.</summary>
internal static class PartsConfig
{
    /// <summary>In this process, so that nothing is generated and built; <c>--job</c> adds jobs that are. Reports go below artifacts/.</summary>
    public static IConfig Create() => DefaultConfig.Instance
        .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance))
        .AddDiagnoser(MemoryDiagnoser.Default)
        .WithArtifactsPath(Path.Combine(ProjectFolder.Root, "artifacts", "benchmarkdotnet"));
}

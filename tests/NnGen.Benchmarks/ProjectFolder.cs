using System.Reflection;

namespace NnGen.Benchmarks;

/// <summary>Where the sources of this program stand.</summary>
internal static class ProjectFolder
{
    /// <summary>The folder of the project.</summary>
    public static string Path { get; } = Assembly.GetExecutingAssembly()
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(data => data.Key == "ProjectFolder").Value!;

    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = System.IO.Path.GetFullPath(System.IO.Path.Combine(Path, "..", ".."));
}

using System.Reflection;

namespace NnGen.Package.Tests;

/// <summary>
/// The package as <c>dotnet pack</c> makes it, with those for Parquet and Arrow files in a folder that serves as feed. Their version is new each time, so that no package
/// folder of this machine can hold an older one of the same name.
/// </summary>
public sealed class PackedPackage : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nngen-package-").FullName;

    /// <summary>Packs what the build of this test project has built.</summary>
    public PackedPackage()
    {
        Version = $"0.1.0-test.{DateTime.UtcNow.Ticks}";
        Feed = Directory.CreateDirectory(Path.Combine(_folder, "feed")).FullName;
        PackOutput = Pack("NnGen") + Pack("NnGen.Data.Parquet") + Pack("NnGen.Data.Arrow");

        string Pack(string project) => DotNet.Sdk(
            RepositoryRoot,
            "pack", $"src/{project}/{project}.csproj", "--no-build", "-c", Configuration, "-o", Feed, $"-p:PackageVersion={Version}", "-nodeReuse:false");
    }

    /// <summary>The version that this run gave to the packages.</summary>
    public string Version { get; }

    /// <summary>The folder that holds the packages and nothing else.</summary>
    public string Feed { get; }

    /// <summary>The path of the package of the library.</summary>
    public string PackagePath => Path.Combine(Feed, $"NnGen.{Version}.nupkg");

    /// <summary>What <c>dotnet pack</c> wrote.</summary>
    public string PackOutput { get; }

    /// <summary>The configuration that this project, and with it everything that it runs, is built in.</summary>
    public static string Configuration { get; } = typeof(PackedPackage).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    /// <summary>The folder that holds the solution.</summary>
    public static string RepositoryRoot { get; } = FindRepositoryRoot();

    /// <summary>A new consumer of the package, in a folder of its own.</summary>
    public Consumer NewConsumer(string name, string targetFramework, string moreProperties = "") =>
        new(this, Directory.CreateDirectory(Path.Combine(_folder, name)).FullName, targetFramework, moreProperties);

    /// <summary>Deletes the feed and all consumers.</summary>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string FindRepositoryRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "NnGen.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds NnGen.sln.");
    }
}

/// <summary>All tests share one package.</summary>
[CollectionDefinition(Name)]
public sealed class PackageCollection : ICollectionFixture<PackedPackage>
{
    /// <summary>The collection's name.</summary>
    public const string Name = "package";
}

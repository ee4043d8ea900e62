using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NnGen.Compiler;
using NnGen.Generator;

namespace NnGen.Benchmarks.Builds;

/// <summary>Where the SDK is that runs this program, and Roslyn in this process.</summary>
internal static class Toolchain
{
    private static readonly CSharpParseOptions s_parse = new(LanguageVersion.CSharp13);

    /// <summary>The program <c>dotnet</c>.</summary>
    public static string DotNet { get; } = Path.Combine(Root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");

    /// <summary>The folder of the SDK that a build in this repository takes.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static string Sdk
    {
        get
        {
            (int code, string version) = ChildProcess.Run(DotNet, ["--version"], ProjectFolder.Root);
            string folder = Path.Combine(Root, "sdk", ChildProcess.FirstLine(version));
            return code == 0 && Directory.Exists(folder) ? folder : throw new InvalidOperationException($"There is no SDK in {folder}; 'dotnet --version' said: {version.Trim()}");
        }
    }

    /// <summary>The assemblies of the framework that a project refers to: the reference assemblies, or those of the runtime where they are not installed.</summary>
    public static IReadOnlyList<string> Framework { get; } = FindFramework();

    /// <summary>The analyzers that every project has: the framework's.</summary>
    public static IReadOnlyList<string> FrameworkAnalyzers(string sdk)
    {
        string[] folders = [Path.Combine(sdk, "Sdks", "Microsoft.NET.Sdk", "analyzers"), Path.Combine(ReferencePack, "analyzers", "dotnet", "cs")];
        return [.. folders.Where(Directory.Exists).SelectMany(folder => Directory.GetFiles(folder, "*.dll")).Where(path => !path.Contains("VisualBasic", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }

    /// <summary>The library.</summary>
    public static string Library => typeof(NetworkAttribute).Assembly.Location;

    /// <summary>The generator and what it needs, as the package gives them to the C# compiler.</summary>
    public static IReadOnlyList<string> Generator => [typeof(NetworkGenerator).Assembly.Location, typeof(NetworkCompiler).Assembly.Location];

    private static string Root => Path.GetFullPath(Path.Combine(RuntimeFolder, "..", "..", ".."));

    private static string RuntimeFolder => Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    private static string ReferencePack => Path.Combine(Root, "packs", "Microsoft.NETCore.App.Ref", Path.GetFileName(RuntimeFolder));

    /// <summary>A project in memory.</summary>
    public static CSharpCompilation Project(IEnumerable<SyntaxTree> trees, Microsoft.CodeAnalysis.OutputKind kind = Microsoft.CodeAnalysis.OutputKind.DynamicallyLinkedLibrary)
    {
        IEnumerable<MetadataReference> references = Framework.Append(Library).Select(path => MetadataReference.CreateFromFile(path));
        var options = new CSharpCompilationOptions(kind, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable);
        return CSharpCompilation.Create("Project", trees, references, options);
    }

    /// <summary>A file of it.</summary>
    public static SyntaxTree Tree(string source, string path) => CSharpSyntaxTree.ParseText(source, s_parse, path);

    /// <summary>The generator, not run yet.</summary>
    public static GeneratorDriver Driver() => CSharpGeneratorDriver.Create([new NetworkGenerator().AsSourceGenerator()], parseOptions: s_parse);

    private static string[] FindFramework()
    {
        string references = Path.Combine(ReferencePack, "ref");
        string? folder = Directory.Exists(references) ? Directory.GetDirectories(references).FirstOrDefault() : null;
        string[] paths = folder is not null ? Directory.GetFiles(folder, "*.dll") : [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(path => Path.GetDirectoryName(path) == RuntimeFolder)];
        return [.. paths.Order(StringComparer.Ordinal)];
    }
}

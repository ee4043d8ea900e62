using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NnGen.Generator.Tests.Support;

/// <summary>A user's project in memory: sources, the library NnGen and the runtime.</summary>
internal static class TestCompilation
{
    /// <summary>C# 13 is the least that emitted code may rely on.</summary>
    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.CSharp13, DocumentationMode.Diagnose);

    public static CSharpCompilationOptions Options { get; } = new(
        Microsoft.CodeAnalysis.OutputKind.DynamicallyLinkedLibrary,
        allowUnsafe: false,
        nullableContextOptions: NullableContextOptions.Disable);

    public static IReadOnlyList<MetadataReference> References { get; } = FindReferences();

    public static CSharpCompilation Create(params string[] sources)
    {
        IEnumerable<SyntaxTree> trees = sources.Select((source, i) => Tree(source, $"File{i}.cs"));
        return CSharpCompilation.Create("Sample", trees, References, Options);
    }

    public static SyntaxTree Tree(string source, string path) => CSharpSyntaxTree.ParseText(source, ParseOptions, path);

    /// <summary>The reference assemblies of the runtime that runs the tests, not those of the test project.</summary>
    private static IReadOnlyList<MetadataReference> FindReferences()
    {
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        return trusted.Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == runtime)
            .Append(typeof(NetworkAttribute).Assembly.Location)
            .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path))
            .ToArray();
    }
}

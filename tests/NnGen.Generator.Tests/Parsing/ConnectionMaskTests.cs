using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using NnGen.Compiler.Model;
using NnGen.Generator.Tests.Emitted;
using NnGen.Generator.Tests.Support;

namespace NnGen.Generator.Tests.Parsing;

/// <summary>Masks below their layers: what they mean, and where they are left out.</summary>
public class ConnectionMaskTests
{
    private const string Below = """
        using NnGen;
        namespace Samples;
        [Network, Input(3)]
        [Dense(2, Connections = Connections.Mask), ReLU]
        [ConnectionMask("110", "0 0 1")]
        [Dense(4), ReLU, Dense(2, Connections = Connections.Mask), ConnectionMask(["1000", "0111"])]
        public partial class Net;
        """;

    private const string Inside = """
        using NnGen;
        namespace Samples;
        [Network, Input(3)]
        [Dense(2, Mask = ["110", "0 0 1"]), ReLU]
        [Dense(4), ReLU, Dense(2, Mask = ["1000", "0111"])]
        public partial class Net;
        """;

    private const string Block = """
        using NnGen;
        namespace Parts;
        [Block, Dense(2, Connections = Connections.Mask, Name = "some"), ConnectionMask("110", "001"), ReLU]
        public class Part;
        """;

    private const string User = "using NnGen; using Parts; namespace Samples; [Network, Input(3), Use<Part>, Dense(2), CrossEntropyLoss] public partial class Net;";

    /// <summary>Only the comment that repeats the declaration differs.</summary>
    [Fact]
    public void MaskBelow_IsTheSameNetworkAsMaskInside()
    {
        string[] below = Lines(Below);
        string[] inside = Lines(Inside);

        Assert.Contains(below, line => line.Contains("ConnectionMask(", StringComparison.Ordinal));
        Assert.Equal(inside.Where(IsCode), below.Where(IsCode));

        static bool IsCode(string line) => !line.StartsWith("// ", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Mask_IsInMetadataOnlyWhereItIsKept(bool isKept)
    {
        using var reader = new PEReader(Compile(Block, isKept));
        MetadataReader metadata = reader.GetMetadataReader();
        IEnumerable<string> attributes = metadata.CustomAttributes.Select(handle => metadata.GetCustomAttribute(handle).Constructor)
            .Where(constructor => constructor.Kind == HandleKind.MemberReference)
            .Select(constructor => metadata.GetMemberReference((MemberReferenceHandle)constructor).Parent)
            .Where(parent => parent.Kind == HandleKind.TypeReference)
            .Select(parent => metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)parent).Name));

        Assert.Contains(nameof(DenseAttribute), attributes);
        Assert.Equal(isKept, attributes.Contains(nameof(ConnectionMaskAttribute)));
    }

    [Fact]
    public void BlockInTheSameAssembly_HasItsMask() => Assert.Equal("ConnectionMask", MaskOption(Toolchain.Parse(User, Block).Declaration));

    [Fact]
    public async Task BlockOfAnotherAssemblyThatKeepsMasks_HasItsMask()
    {
        (NetworkDeclaration declaration, IReadOnlyList<Diagnostic> found) = await UseAsync(isKept: true);

        Assert.Equal("ConnectionMask", MaskOption(declaration));
        Assert.Empty(found);
    }

    /// <summary>Nothing is guessed: without its mask the layer would be another one.</summary>
    [Fact]
    public async Task BlockOfAnotherAssemblyWithoutMasks_IsRefusedWithTheRemedy()
    {
        (_, IReadOnlyList<Diagnostic> found) = await UseAsync(isKept: false);

        Diagnostic only = Assert.Single(found);
        Assert.Equal("NNG031", only.Id);
        Assert.Equal("Use<Part>", only.Location.SourceTree!.ToString().Substring(only.Location.SourceSpan.Start, only.Location.SourceSpan.Length));
        Assert.Contains("Dense (some) of the block Part", only.GetMessage());
        Assert.Contains("NNGEN_KEEP_MASKS", only.GetMessage());
    }

    private static string[] Lines(string source) => [.. EmittedNet.Of(source).Files.OrderBy(file => file.HintName, StringComparer.Ordinal).SelectMany(file => file.SourceText.ToString().Split('\n'))];

    private static string MaskOption(NetworkDeclaration declaration)
    {
        OptionDeclaration option = declaration.Nodes[1].Options.Single(candidate => candidate.Value is EquatableArray<string>);
        Assert.Equal(new EquatableArray<string>("110", "001"), option.Value);
        return option.Name;
    }

    private static MemoryStream Compile(string source, bool isKept)
    {
        var image = new MemoryStream();
        SyntaxTree tree = CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.CSharp13, preprocessorSymbols: isKept ? ["NNGEN_KEEP_MASKS"] : []));
        Assert.True(CSharpCompilation.Create("Parts", [tree], TestCompilation.References, TestCompilation.Options).Emit(image).Success);
        image.Position = 0;
        return image;
    }

    private static async Task<(NetworkDeclaration Declaration, IReadOnlyList<Diagnostic> Found)> UseAsync(bool isKept)
    {
        CSharpCompilation compilation = TestCompilation.Create(User).AddReferences(MetadataReference.CreateFromImage(Compile(Block, isKept).ToArray()));
        GeneratorDriver driver = Toolchain.Driver().RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _);
        Assert.Empty(output.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        var declaration = (NetworkDeclaration)driver.GetRunResult().Results.Single().TrackedSteps[StepNames.Declaration].Single().Outputs.Single().Value;
        return (declaration, await output.WithAnalyzers([new NetworkAnalyzer()]).GetAnalyzerDiagnosticsAsync());
    }
}

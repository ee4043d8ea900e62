using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using NnGen.Compiler.Model;
using NnGen.Generator.Tests.Support;

namespace NnGen.Generator.Tests.Parsing;

/// <summary>Blocks are read where they stand, and their nodes are those of the networks that use them.</summary>
public class BlockTests
{
    private const string Blocks = """
        using NnGen;
        namespace Parts;
        [Block, Input(Name = "x"), Dense(8, Bias = false), LeakyReLU, Dense(8, Name = "change", Initializer = Init.HeNormal), Add("x", "change")]
        public class Residual;
        public static class Outer
        {
            [Block, Use<Residual>(Repeat = 2), HardTanh(-2, max: 3), Concat("input1", "hardtanh1")]
            public class Inner;
        }
        """;

    private const string Net = "using NnGen; using Parts; namespace Samples; [Network, Input(8), Use<Outer.Inner>(Name = \"part\"), Dense(2), CrossEntropyLoss] public partial class Net;";

    private const string WrittenOut = """
        using NnGen;
        namespace Samples;
        [Network, Input(8, Name = "input1")]
        [Dense(8, Bias = false, Name = "part.residual1.dense1"), LeakyReLU(Name = "part.residual1.leakyrelu1"), Dense(8, Initializer = Init.HeNormal, Name = "part.residual1.change"), Add("input1", "part.residual1.change", Name = "part.residual1.add1")]
        [Dense(8, Bias = false, Name = "part.residual2.dense1"), LeakyReLU(Name = "part.residual2.leakyrelu1"), Dense(8, Initializer = Init.HeNormal, Name = "part.residual2.change"), Add("part.residual1.add1", "part.residual2.change", Name = "part.residual2.add1")]
        [HardTanh(-2, max: 3, Name = "part.hardtanh1"), Concat("input1", "part.hardtanh1", Name = "part.concat1")]
        [Dense(2, Name = "dense1"), CrossEntropyLoss]
        public partial class Net;
        """;

    [Fact]
    public void Use_IsReplacedByTheNodesOfTheBlock() => Assert.Equal(Sorted(Toolchain.Parse(WrittenOut).Declaration), Sorted(Toolchain.Parse(Net, Blocks).Declaration));

    /// <summary>Attributes of another assembly have no text: what they leave out is their default there.</summary>
    [Fact]
    public async Task BlockOfAnotherAssembly_IsTheSame()
    {
        var image = new MemoryStream();
        Assert.True(CSharpCompilation.Create("Parts", [TestCompilation.Tree(Blocks, "Parts.cs")], TestCompilation.References, TestCompilation.Options).Emit(image).Success);
        CSharpCompilation compilation = TestCompilation.Create(Net).AddReferences(MetadataReference.CreateFromImage(image.ToArray()));
        GeneratorDriver driver = Toolchain.Driver().RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _);

        var declaration = (NetworkDeclaration)driver.GetRunResult().Results.Single().TrackedSteps[StepNames.Declaration].Single().Outputs.Single().Value;
        Assert.Equal(Sorted(Toolchain.Parse(Net, Blocks).Declaration), Sorted(declaration));
        Assert.Empty(output.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        Assert.Empty(await output.WithAnalyzers([new NetworkAnalyzer()]).GetAnalyzerDiagnosticsAsync());
    }

    /// <summary>What only a network shows is told where it uses the block, once for all turns, and points to the block's node.</summary>
    [Fact]
    public async Task ProblemInABlock_IsToldOnceWhereTheBlockIsUsed()
    {
        ToolchainResult result = await MarkedSource.ExpectAsync("using NnGen; namespace Samples; [Network, Input(5), {|NNG020:Use<Residual>(Repeat = 3)|}, Dense(1)] partial class Net; [Block, Input(Name = \"x\"), Dense(8, Name = \"y\"), Add(\"x\", \"y\"), ReLU] class Residual;");

        Diagnostic found = result.Found.Single();
        Assert.Contains("Add (residual1.add1)", found.GetMessage());
        Location cause = Assert.Single(found.AdditionalLocations);
        Assert.Equal("Add(\"x\", \"y\")", cause.SourceTree!.ToString().Substring(cause.SourceSpan.Start, cause.SourceSpan.Length));
        Assert.Single(result.Run.GeneratedSources);
        Assert.Empty(result.CSharpErrors);
    }

    /// <summary>What is wrong with the use itself is told at its argument, and hides nothing beside it.</summary>
    [Theory]
    [InlineData("[Network, Input(5), Use<Layer>(Repeat = {|NNG013:0|}), Dense({|NNG013:0|})] partial class Net;")]
    [InlineData("[Network, Input(5), Use<Layer>(Repeat = {|NNG013:1_000_000|}), Dense(2)] partial class Net;")]
    [InlineData("[Network, Input(5), Use<Layer>(Shared = {|NNG013:true|}), Dense(2)] partial class Net;")]
    [InlineData("[Network, Input(5), Use<Layer>(Name = {|NNG015:\"a b\"|}), Dense(2)] partial class Net;")]
    [InlineData("[Network, Input(5), Use<Layer>(Name = \"a\"), Use<Layer>(Name = {|NNG016:\"a\"|}), Dense(2)] partial class Net;")]
    [InlineData("[Network, Input(5), Dense(5, Name = \"a\"), Use<Layer>(Name = {|NNG016:\"a\"|}, Repeat = 2), Dense(2)] partial class Net;")]
    [InlineData("[Network, Input(5), Use<Layer>(Name = \"a\"), Dense(2, Name = {|NNG016:\"a\"|})] partial class Net;")]
    [InlineData("[Network, Input(5), Use<Many>(Repeat = {|NNG014:100|}), Dense(2)] partial class Net; [Block, Use<Layer>(Repeat = 200)] class Many;")]
    [InlineData("[Network, Input(5), Use<Part>, Dense(2)] partial class Net; [Block, Dense(2, From = {|NNG017:\"dense2\"|})] class Part;")]
    [InlineData("[Network, Input(5), Use<Part>, Dense(2)] partial class Net; [Block, Dense(2, From = {|NNG018:\"relu1\"|}), ReLU] class Part;")]
    [InlineData("[Network, Input(5), Use<Part>, Dense(2)] partial class Net; [Block, Dense(2, Name = \"a\"), ReLU(Name = {|NNG016:\"a\"|})] class Part;")]
    [InlineData("[Block] class {|NNG012:Part|};")]
    [InlineData("[Network, Input(5, 2), {|NNG032:Recurrent<Layer>|}, Dense(2)] partial class Net;")]
    [InlineData("[Network, Input(5, 2), {|NNG032:Use<Part>|}, Dense(2)] partial class Net; [Cell, State(3, Next = \"dense1\"), Dense(3)] class Part;")]
    [InlineData("[Network, Input(5), {|NNG020:Recurrent<Part>|}, Dense(2)] partial class Net; [Cell, State(3, Next = \"dense1\"), Dense(3)] class Part;")]
    [InlineData("[Network, Input(5, 2), Recurrent<Part>(Time = {|NNG013:4|}), Dense(2)] partial class Net; [Cell, State(3, Next = \"dense1\"), Dense(3)] class Part;")]
    [InlineData("[Cell, State(3, Next = \"dense1\"), Dense(3), {|NNG033:GRU(3)|}, {|NNG033:Use<Layer>|}, {|NNG033:MeanSquaredErrorLoss|}] class Part;")]
    [InlineData("[Network, Input(50_000, 2), {|NNG014:Recurrent<Part>|}, Dense(2)] partial class Net; [Cell, State(3, Next = \"tanh2\"), Dense(3), Tanh, Tanh] class Part;")]
    [InlineData("[Cell, State(3, Next = {|NNG017:\"dense2\"|}), Dense(3)] class Part;")]
    [InlineData("[Network(Streaming = true), {|NNG036:Input(5)|}, Recurrent<Part>(Time = 4), Dense(2)] partial class Net; [Cell, State(3, Next = \"dense1\"), Dense(3)] class Part;")]
    [InlineData("[Block, Dense(2)] partial class Part; [{|NNG003:ReLU|}] partial class Part;")]
    public async Task Mistakes_AreToldAtTheirArguments(string source) =>
        await MarkedSource.ExpectAsync("using NnGen; namespace Samples; " + source + " [Block, Dense(3), ReLU] class Layer;");

    /// <summary>The options in an order of their own: which comes first says nothing.</summary>
    private static IEnumerable<string> Sorted(NetworkDeclaration declaration) => declaration.Nodes.Select(node => $"{node.Kind}({string.Join(", ", node.Options.Select(Text).Order(StringComparer.Ordinal))})");

    private static string Text(OptionDeclaration option) => $"{option.Name} = {(option.Value is System.Collections.IEnumerable values and not string ? string.Join(" ", values.Cast<object>()) : option.Value)}";
}

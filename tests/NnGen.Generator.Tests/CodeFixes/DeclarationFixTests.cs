using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using NnGen.CodeFixes;
using NnGen.Generator.Tests.Support;

namespace NnGen.Generator.Tests.CodeFixes;

/// <summary>Fixes of what is declared: each as text before and after, and sound for compiler and C# then.</summary>
public class DeclarationFixTests
{
    [Theory]
    [InlineData(
        "/// <summary>A net.</summary>\n[Input(4)]\n[Dense(3), Softmax] // classes\npartial class Net;",
        "/// <summary>A net.</summary>\n[Network]\n[Input(4)]\n[Dense(3), Softmax] // classes\npartial class Net;")]
    [InlineData(
        "partial class A\n{\n    [System.Obsolete, NnGen.Input(4), NnGen.Dense(3)]\n    partial class Net;\n}",
        "partial class A\n{\n    [System.Obsolete, NnGen.Network, NnGen.Input(4), NnGen.Dense(3)]\n    partial class Net;\n}")]
    [InlineData(
        "[Input(4), Dense(3)] partial class Net;",
        "[Network]\n[Input(4), Dense(3)] partial class Net;")]
    [InlineData(
        "[System.Serializable] [Input(4)] [Dense(3)] partial class Net;",
        "[System.Serializable] [Network, Input(4)] [Dense(3)] partial class Net;")]
    public Task LayerWithoutNetwork_GetsOne(string before, string after) => ExpectAsync(new AddNetworkFix(), before, after, "Add [Network]");

    [Theory]
    [InlineData(
        "[Network, Input(2), Dense(1, Initializer = /* a */ Init.Zeros)] partial class Net { int Init; }",
        "[Network, Input(2), Dense(1, Initializer = /* a */ global::NnGen.Init.Zeros)] partial class Net { int Init; }",
        "Write 'global::NnGen.Init'")]
    [InlineData(
        "[Network(Precision = Precision.Double), Input(2), Dense(1)] partial class Net; class Precision { }",
        "[Network(Precision = global::NnGen.Precision.Double), Input(2), Dense(1)] partial class Net; class Precision { }",
        "Write 'global::NnGen.Precision'")]
    public Task HiddenEnum_IsQualified(string before, string after, string title) => ExpectAsync(new QualifyNameFix(), before, after, title);

    [Theory]
    [InlineData(
        "[Network]\n[Input(2)]\n[Dense(1, Name = /* a */ \"a b\")] // mine\npartial class Net;",
        "[Network]\n[Input(2)]\n[Dense(1, Name = /* a */ \"a_b\")] // mine\npartial class Net;",
        "Rename it to 'a_b'")]
    [InlineData(
        "[Network, Input(2, Name = \"x-1\"), Dense(2, Name = \"x_1\"), Add(\"x-1\", \"x_1\"), Dense(1)]\npartial class Net;",
        "[Network, Input(2, Name = \"x_2\"), Dense(2, Name = \"x_1\"), Add(\"x_2\", \"x_1\"), Dense(1)]\npartial class Net;",
        "Rename it to 'x_2'")]
    [InlineData(
        "[Network, Input(2, Name = \"\"), Dense(1)]\npartial class Net;",
        "[Network, Input(2, Name = \"node\"), Dense(1)]\npartial class Net;",
        "Rename it to 'node'")]
    [InlineData(
        "[Network]\n[Input(2)]\n[Dense(2, Name = \"h\"), ReLU]\n[Dense(1, Name = \"h\")]\npartial class Net;",
        "[Network]\n[Input(2)]\n[Dense(2, Name = \"h\"), ReLU]\n[Dense(1, Name = \"h2\")]\npartial class Net;",
        "Rename it to 'h2'")]
    [InlineData(
        "[Network, Input(2), Dense(2, Name = \"dense2\"), ReLU, Dense(1)]\npartial class Net;",
        "[Network, Input(2), Dense(2, Name = \"dense2\"), ReLU, Dense(1, Name = \"dense3\")]\npartial class Net;",
        "Rename it to 'dense3'")]
    [InlineData(
        "[Network, Input(2, Name = \"x\"), Dense(2, Name = \"a\"), Tanh, Dense(2, Name = \"a\"), Sigmoid(From = \"x\"), Add(\"sigmoid1\", \"a\"), Dense(1)]\npartial class Net;",
        "[Network, Input(2, Name = \"x\"), Dense(2, Name = \"a\"), Tanh, Dense(2, Name = \"a2\"), Sigmoid(From = \"x\"), Add(\"sigmoid1\", \"a2\"), Dense(1)]\npartial class Net;",
        "Rename it to 'a2'")]
    public Task NameThatIsMalformedOrTaken_IsReplaced(string before, string after, string title) => ExpectAsync(new RenameNodeFix(), before, after, title);

    [Theory]
    [InlineData(
        "[Network]\n[Input(2)]\n[Dense(2, From = \"act\")] // late\n[ReLU(Name = \"act\")]\npartial class Net;",
        "[Network]\n[Input(2)]\n[ReLU(Name = \"act\")]\n[Dense(2, From = \"act\")] // late\npartial class Net;",
        "Move [Dense] below 'act'")]
    [InlineData(
        "[Network, Input(2, Name = \"x\"), Add(\"x\", \"h\"), Dense(2, Name = \"h\", From = \"x\")]\npartial class Net;",
        "[Network, Input(2, Name = \"x\"), Dense(2, Name = \"h\", From = \"x\"), Add(\"x\", \"h\")]\npartial class Net;",
        "Move [Add] below 'h'")]
    [InlineData(
        "[Network]\n[Input(2)]\n[Dense(3)]\n[CrossEntropyLoss(LabelSmoothing = 0.1)] // loss\n[Softmax] // classes\npartial class Net;",
        "[Network]\n[Input(2)]\n[Dense(3)]\n[Softmax] // classes\n[CrossEntropyLoss(LabelSmoothing = 0.1)] // loss\npartial class Net;",
        "Move [CrossEntropyLoss] to the end")]
    [InlineData(
        "[Network, Input(2), Dense(1), MeanSquaredErrorLoss, Identity]\npartial class Net;",
        "[Network, Input(2), Dense(1), Identity, MeanSquaredErrorLoss]\npartial class Net;",
        "Move [MeanSquaredErrorLoss] to the end")]
    [InlineData(
        "/// <summary>A net.</summary>\n[Network]\n[Dense(8), ReLU]\n// the flower\n[Input(4)] // numbers\n[Dense(3), Softmax]\npartial class Net;",
        "/// <summary>A net.</summary>\n[Network]\n[Input(4)] // numbers\n[Dense(8), ReLU]\n// the flower\n[Dense(3), Softmax]\npartial class Net;",
        "Move [Input] above the layers")]
    public Task NodeInTheWrongPlace_IsMoved(string before, string after, string title) => ExpectAsync(new MoveNodeFix(), before, after, title);

    /// <summary>All at once, so that their order stays; who took one because it stood above takes it by name now.</summary>
    [Fact]
    public async Task SeveralInputsBelowLayers_AreMovedTogether()
    {
        const string Before = "[Network]\n[Input(3)]\n[Dense(2), Input(2, Name = \"y\"), Input(2)]\n[Tanh, Add(\"dense1\", \"y\", \"tanh1\")]\npartial class Net;";
        const string After = "[Network]\n[Input(3)]\n[Input(2, Name = \"y\")]\n[Input(2)]\n[Dense(2, From = \"input1\")]\n[Tanh(From = \"input3\"), Add(\"dense1\", \"y\", \"tanh1\")]\npartial class Net;";

        IReadOnlyList<OfferedFix> fixes = await CodeFixRunner.OfferedAsync(new MoveNodeFix(), Wrap(Before));

        Assert.Equal(2, fixes.Count);
        Assert.All(fixes, fix => Assert.Equal(Wrap(After), fix.Texts[0]));
        await MarkedSource.ExpectAsync(Wrap(After));
    }

    [Theory]
    [InlineData(
        "[Network]\n[Input(2, Name = \"x\")]\n[Dense(3)] // lost\n[Dense(1, From = \"x\")]\npartial class Net;",
        "[Network]\n[Input(2, Name = \"x\")]\n[Dense(1, From = \"x\")]\npartial class Net;",
        "Remove [Dense]")]
    [InlineData(
        "[Network, Input(2, Name = \"x\"), Dense(3), Tanh, Dense(1, From = \"x\")]\npartial class Net;",
        "[Network, Input(2, Name = \"x\"), Dense(1, From = \"x\")]\npartial class Net;",
        "Remove [Dense] and [Tanh]")]
    [InlineData(
        "[Network]\n[Input(2), Input(3)]\n[Dense(1)]\npartial class Net;",
        "[Network]\n[Input(3)]\n[Dense(1)]\npartial class Net;",
        "Remove [Input]")]
    [InlineData(
        "[Network]\n[Input(2)]\n[Dense(3), Softmax]\n[CrossEntropyLoss]\n[HingeLoss] // or this?\npartial class Net;",
        "[Network]\n[Input(2)]\n[Dense(3), Softmax]\n[CrossEntropyLoss]\npartial class Net;",
        "Remove [HingeLoss]")]
    [InlineData(
        "[Network, Input(2), Dense(1, Name = \"a\"), Output(\"a\"), MeanSquaredErrorLoss, L1Loss] partial class Net;",
        "[Network, Input(2), Dense(1, Name = \"a\"), Output(\"a\"), MeanSquaredErrorLoss] partial class Net;",
        "Remove [L1Loss]")]
    public Task NodeThatIsOneTooMany_IsRemoved(string before, string after, string title) => ExpectAsync(new RemoveNodeFix(), before, after, title);

    /// <summary>C# allows one <c>[Output]</c> and says so itself; the fix is there nevertheless.</summary>
    [Fact]
    public async Task SecondOutput_IsRemoved()
    {
        OfferedFix fix = Assert.Single(await CodeFixRunner.OfferedAsync(new RemoveNodeFix(), Wrap("[Network, Input(2), Dense(1, Name = \"a\"), Output(\"a\"), Output(\"a\")] partial class Net;")));

        Assert.Equal(Wrap("[Network, Input(2), Dense(1, Name = \"a\"), Output(\"a\")] partial class Net;"), fix.Texts[0]);
    }

    [Theory]
    [InlineData(
        "[Network]\n[Input(2)]\n[Dense(4), Step(Name = \"s\")] // gate\n[Dense(1), Sigmoid]\npartial class Net;",
        "[Network]\n[Input(2)]\n[Dense(4), Sigmoid(Name = \"s\")] // gate\n[Dense(1), Sigmoid]\npartial class Net;",
        "Replace [Step] with [Sigmoid]")]
    [InlineData(
        "[Network]\n[Input(4)]\n[Dense(16)] // wide\n[Dense(3), Softmax]\npartial class Net;",
        "[Network]\n[Input(4)]\n[Dense(16), ReLU] // wide\n[Dense(3), Softmax]\npartial class Net;",
        "Insert [ReLU] between the two")]
    [InlineData(
        "[NnGen.Network, NnGen.Input(4), NnGen.Dense(16), NnGen.Dropout(0.5), NnGen.Dense(3), NnGen.Softmax]\npartial class Net;",
        "[NnGen.Network, NnGen.Input(4), NnGen.Dense(16), NnGen.ReLU, NnGen.Dropout(0.5), NnGen.Dense(3), NnGen.Softmax]\npartial class Net;",
        "Insert [ReLU] between the two")]
    [InlineData(
        "[Network]\n[Input(4)]\n[Dense(3), Dropout(0.5), Softmax]\npartial class Net;",
        "[Network]\n[Input(4)]\n[Dense(3), Softmax]\npartial class Net;",
        "Remove [Dropout]")]
    public Task Layers_AreChangedAsTheMessageSays(string before, string after, string title) => ExpectAsync(new ChangeLayersFix(), before, after, title);

    [Fact]
    public async Task DropoutAfterTheLastLayer_IsMovedBeforeItOrRemoved()
    {
        const string Before = "[Network]\n[Input(4)]\n[Dense(16), ReLU]\n[Dense(3), Dropout(0.5)] // late\n[Softmax]\npartial class Net;";

        IReadOnlyList<OfferedFix> fixes = await CodeFixRunner.OfferedAsync(new ChangeLayersFix(), Wrap(Before));

        Assert.Equal(["Move [Dropout] before the last layer", "Remove [Dropout]"], fixes.Select(fix => fix.Title));
        Assert.Equal(Wrap(Before.Replace(", Dropout(0.5)", "").Replace("ReLU", "ReLU, Dropout(0.5)")), fixes[0].Texts[0]);
        Assert.Equal(Wrap(Before.Replace(", Dropout(0.5)", "")), fixes[1].Texts[0]);
    }

    [Theory]
    [InlineData(
        "[Network]\n[Input(4, Name = \"x\")]\n[Dense(16), ReLU, Dense(8)] // back\n[Add(\"x\", \"dense2\"), Dense(1)]\npartial class Net;",
        "[Network]\n[Input(4, Name = \"x\")]\n[Dense(16), ReLU, Dense(4)] // back\n[Add(\"x\", \"dense2\"), Dense(1)]\npartial class Net;",
        "Change [Dense(8)] to [Dense(4)]")]
    [InlineData(
        "[Network, Input(4, Name = \"x\"), Dense(8, Name = \"h\"), Tanh, Multiply(\"tanh1\", \"x\"), Dense(1)]\npartial class Net;",
        "[Network, Input(4, Name = \"x\"), Dense(4, Name = \"h\"), Tanh, Multiply(\"tanh1\", \"x\"), Dense(1)]\npartial class Net;",
        "Change [Dense(8)] to [Dense(4)]")]
    public Task InputsOfDifferentSizes_AreMadeEqual(string before, string after, string title) => ExpectAsync(new EqualUnitsFix(), before, after, title);

    [Fact]
    public async Task TwoLayersOfDifferentSizes_CanBothBeChanged()
    {
        IReadOnlyList<OfferedFix> fixes = await CodeFixRunner.OfferedAsync(
            new EqualUnitsFix(),
            Wrap("[Network, Input(2, Name = \"x\"), Dense(3, Name = \"a\"), Dense(5, Name = \"b\", From = \"x\"), Add(\"a\", \"b\"), Dense(1)]\npartial class Net;"));

        Assert.Equal(["Change [Dense(5)] to [Dense(3)]", "Change [Dense(3)] to [Dense(5)]"], fixes.Select(fix => fix.Title));
    }

    /// <summary>Where a change would break another thing, or what was meant is open, none is offered.</summary>
    [Theory]
    [InlineData("NNG016", "[Network, Input(2), Dense(2, Name = \"a\"), Dense(2, Name = \"a\", From = \"input1\"), Add(\"a\", \"a\")]")]
    [InlineData("NNG018", "[Network, Input(2), Dense(2, Name = \"x\", From = \"x\")]")]
    [InlineData("NNG018", "[Network, Input(2), Dense(2, From = \"dense2\"), Dense(2)]")]
    [InlineData("NNG019", "[Network, Input(2, Name = \"x\"), Dense(3), Dense(2, From = \"x\"), Tanh, Add(\"dense2\", \"tanh1\")]")]
    [InlineData("NNG020", "[Network, Input(2, Name = \"x\"), Input(3, Name = \"y\"), Add(\"x\", \"y\"), Dense(1)]")]
    [InlineData("NNG101", "[Network, Input(2), Dense(2), Step, Dense(2, From = \"step1\"), Sigmoid]")]
    [InlineData("NNG201", "[Network, Input(4), Dense(16), Dense(3), ReLU, Dense(3), Add(\"dense3\", \"relu1\")]")]
    public async Task FixThatIsNotUniqueOrBreaksAnotherThing_IsNotOffered(string id, string attributes)
    {
        string source = Wrap($"{attributes}\npartial class Net;");

        Assert.Contains(id, (await Toolchain.RunAsync(source)).Ids);
        foreach (CodeFixProvider provider in new CodeFixProvider[] { new RenameNodeFix(), new MoveNodeFix(), new RemoveNodeFix(), new ChangeLayersFix(), new EqualUnitsFix() })
        {
            Assert.Empty(provider.FixableDiagnosticIds.Contains(id) ? await CodeFixRunner.OfferedAsync(provider, source) : []);
        }
    }

    [Fact]
    public async Task AllOfAProject_AreFixedAtOnce()
    {
        string[] sources =
        [
            Wrap("[Network]\n[Input(4)]\n[Dense(16)]\n[Dense(12), Tanh]\n[Dense(3), Softmax]\npartial class A;"),
            Wrap("[Network, Input(4), Dense(8), Dense(8), Tanh, Dense(8), Dense(8), Tanh, Dense(2)] partial class B;"),
        ];

        IReadOnlyList<string> texts = await CodeFixRunner.FixAllAsync(new ChangeLayersFix(), "NNG201", sources);

        Assert.Equal(sources[0].Replace("Dense(16)", "Dense(16), ReLU"), texts[0]);
        Assert.Equal(sources[1].Replace("Dense(8), Dense(8)", "Dense(8), ReLU, Dense(8)"), texts[1]);
    }

    private static async Task ExpectAsync(CodeFixProvider provider, string before, string after, string title)
    {
        OfferedFix fix = Assert.Single(await CodeFixRunner.OfferedAsync(provider, Wrap(before)));

        Assert.Equal(title, fix.Title);
        Assert.Equal(Wrap(after), fix.Texts[0]);

        // Advice may be left.
        ToolchainResult result = await Toolchain.RunAsync(fix.Texts[0]);
        Assert.DoesNotContain(result.Found, diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);
        Assert.Empty(result.CSharpErrors);
    }

    private static string Wrap(string declaration) => $"using NnGen;\nnamespace Samples;\n{declaration}\n";
}

using Microsoft.CodeAnalysis;
using NnGen.CodeFixes;
using NnGen.Generator.Tests.Support;

namespace NnGen.Generator.Tests.CodeFixes;

/// <summary>NNG024 and NNG025: the loss that fits.</summary>
public class LossFixTests
{
    [Theory]
    [InlineData("[Dense(3), Softmax]", "NegativeLogLikelihoodLoss", "CrossEntropyLoss")]
    [InlineData("[Dense(3), Softmax]", "BinaryCrossEntropyLoss", "CrossEntropyLoss")]
    [InlineData("[Dense(3), LogSoftmax]", "CrossEntropyLoss", "NegativeLogLikelihoodLoss")]
    [InlineData("[Dense(3), Softmax, Identity, Flatten]", "KLDivergenceLoss", "CrossEntropyLoss")]
    [InlineData("[Dense(3)]", "NegativeLogLikelihoodLoss", "CrossEntropyLoss")]
    [InlineData("[Dense(3)]", "KLDivergenceLoss", "CrossEntropyLoss")]
    [InlineData("[Dense(1)]", "CrossEntropyLoss", "BinaryCrossEntropyLoss")]
    [InlineData("[Dense(1)]", "NegativeLogLikelihoodLoss", "BinaryCrossEntropyLoss")]
    [InlineData("[Dense(1), Sigmoid]", "CrossEntropyLoss", "BinaryCrossEntropyLoss")]
    [InlineData("[Dense(3), Sigmoid]", "PerceptronLoss", "BinaryCrossEntropyLoss")]
    [InlineData("[Dense(1), Step]", "BinaryCrossEntropyLoss", "PerceptronLoss")]
    [InlineData("[Dense(1), Tanh]", "CrossEntropyLoss", "MeanSquaredErrorLoss")]
    [InlineData("[Dense(3), PReLU]", "BinaryCrossEntropyLoss", "MeanSquaredErrorLoss")]
    public async Task LossThatDoesNotFit_IsReplacedByTheOneThatDoes(string layers, string wrong, string right)
    {
        string source = Wrap($"{layers}\n[{wrong}] // mine\npartial class Net;");

        OfferedFix fix = Assert.Single(await CodeFixRunner.OfferedAsync(new FitLossFix(), source));

        Assert.Equal($"Replace [{wrong}] with [{right}]", fix.Title);
        Assert.Equal(source.Replace(wrong, right), fix.Texts[0]);
        await AssertSound(fix);
    }

    [Theory]
    [InlineData("[Network, Input(2), Dense(3), NnGen.NegativeLogLikelihoodLoss(ClassWeights = new[] { 1, 2.0, 1 }, Reduction = Reduction.Sum)]", "[Network, Input(2), Dense(3), CrossEntropyLoss(ClassWeights = new[] { 1, 2.0, 1 }, Reduction = Reduction.Sum)]")]
    [InlineData("[Network, Input(2), Dense(1), CrossEntropyLoss(LabelSmoothing = 0.1, Reduction = Reduction.Sum)]", "[Network, Input(2), Dense(1), BinaryCrossEntropyLoss(Reduction = Reduction.Sum)]")]
    [InlineData("[Network, Input(2), Dense(1), CrossEntropyLoss(LabelSmoothing = 0.1)]", "[Network, Input(2), Dense(1), BinaryCrossEntropyLoss]")]
    public async Task OptionsThatBothHave_AreKept(string before, string after)
    {
        OfferedFix fix = Assert.Single(await CodeFixRunner.OfferedAsync(new FitLossFix(), WrapOne(before)));

        Assert.Equal(WrapOne(after), fix.Texts[0]);
        await AssertSound(fix);
    }

    [Theory]
    [InlineData(
        "[Network]\n// first\n[Input(4)]\n[Dense(3), Tanh] // last\n[System.Obsolete]\npartial class Net;",
        "[Network]\n// first\n[Input(4)]\n[Dense(3), Tanh] // last\n[MeanSquaredErrorLoss]\n[System.Obsolete]\npartial class Net;")]
    [InlineData(
        "class A\n{\n    partial class B\n    {\n        [Network, Input(4)]\n        [Dense(3), ReLU]\n        partial class Net;\n    }\n}",
        "class A\n{\n    partial class B\n    {\n        [Network, Input(4)]\n        [Dense(3), ReLU]\n        [MeanSquaredErrorLoss]\n        partial class Net;\n    }\n}")]
    [InlineData(
        "[Network, Input(4), Dense(3), GELU]\npartial class Net;",
        "[Network, Input(4), Dense(3), GELU, MeanSquaredErrorLoss]\npartial class Net;")]
    [InlineData(
        "[Network] [Input(4)] [Dense(3), SiLU] partial class Net;",
        "[Network] [Input(4)] [Dense(3), SiLU, MeanSquaredErrorLoss] partial class Net;")]
    public async Task NoLossAfterAnActivation_AddsSquaredErrorAtTheEnd(string before, string after)
    {
        OfferedFix fix = Assert.Single(await CodeFixRunner.OfferedAsync(new FitLossFix(), WrapBare(before)));

        Assert.Equal("Add [MeanSquaredErrorLoss]", fix.Title);
        Assert.Equal(WrapBare(after), fix.Texts[0]);
    }

    [Fact]
    public async Task FileWithoutTheUsing_GetsAQualifiedName()
    {
        const string Source = "namespace Samples;\n[NnGen.Network]\n[NnGen.Input(4)]\n[NnGen.Dense(3), NnGen.Tanh]\npartial class Net;\n";

        OfferedFix fix = Assert.Single(await CodeFixRunner.OfferedAsync(new FitLossFix(), Source));

        Assert.Equal(Source.Replace("NnGen.Tanh]\n", "NnGen.Tanh]\n[NnGen.MeanSquaredErrorLoss]\n"), fix.Texts[0]);
        await AssertSound(fix);
    }

    [Theory]
    [InlineData("[Dense(1), Softmax]\n[CrossEntropyLoss(LabelSmoothing = 0.5)]", "[Dense(1), Sigmoid]\n[BinaryCrossEntropyLoss]", "Replace [Softmax] with [Sigmoid] and [CrossEntropyLoss] with [BinaryCrossEntropyLoss]")]
    [InlineData("[Dense(1), LogSoftmax(Name = \"p\"), Identity]\n[NegativeLogLikelihoodLoss]", "[Dense(1), Sigmoid(Name = \"p\"), Identity]\n[BinaryCrossEntropyLoss]", "Replace [LogSoftmax] with [Sigmoid] and [NegativeLogLikelihoodLoss] with [BinaryCrossEntropyLoss]")]
    [InlineData("[Dense(1), Softmax]\n[BinaryCrossEntropyLoss(Reduction = Reduction.Sum)]", "[Dense(1), Sigmoid]\n[BinaryCrossEntropyLoss(Reduction = Reduction.Sum)]", "Replace [Softmax] with [Sigmoid]")]
    [InlineData("[Dense(1), Softmax]", "[Dense(1), Sigmoid]", "Replace [Softmax] with [Sigmoid]")]
    [InlineData("[Dense(4), Softmax, Dense(1), Softmax]", "[Dense(4), Softmax, Dense(1), Sigmoid]", "Replace [Softmax] with [Sigmoid]")]
    public async Task SoftmaxOverOneOutput_BecomesASigmoid(string before, string after, string title)
    {
        OfferedFix fix = Assert.Single(await CodeFixRunner.OfferedAsync(new FitLossFix(), Wrap($"{before}\npartial class Net;")));

        Assert.Equal(title, fix.Title);
        Assert.Equal(Wrap($"{after}\npartial class Net;"), fix.Texts[0]);
        await AssertSound(fix);
    }

    /// <summary>Where more than one change would do, none is better than the rest.</summary>
    [Theory]
    [InlineData("[Dense(1)]\n[MultiMarginLoss]")]
    [InlineData("[Dense(1), Softmax]\n[Output(\"softmax1\")]")]
    public async Task FixThatIsNotUnique_IsNotOffered(string nodes)
    {
        string source = Wrap($"{nodes}\npartial class Net;");

        Assert.Contains("NNG024", (await Toolchain.RunAsync(source)).Ids);
        Assert.Empty(await CodeFixRunner.OfferedAsync(new FitLossFix(), source));
    }

    private static async Task AssertSound(OfferedFix fix)
    {
        // Advice may be left: which loss fits is known, whether the targets lie in the output's range is not.
        ToolchainResult result = await Toolchain.RunAsync(fix.Texts[0]);
        Assert.DoesNotContain(result.Found, diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);
        Assert.Empty(result.CSharpErrors);
    }

    private static string Wrap(string rest) => WrapBare($"[Network]\n[Input(2)]\n{rest}");

    private static string WrapOne(string attributes) => WrapBare($"{attributes}\npartial class Net;");

    private static string WrapBare(string declaration) => $"using NnGen;\nnamespace Samples;\n{declaration}\n";
}

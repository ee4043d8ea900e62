using NnGen.CodeFixes;
using NnGen.Generator.Tests.Support;

namespace NnGen.Generator.Tests.CodeFixes;

/// <summary>NNG203, NNG205, NNG206 and NNG208: advice that can be followed in one way.</summary>
public class FollowAdviceFixTests
{
    [Theory]
    [InlineData(
        "[Network]\n[Input(4)]\n[Dense(3), Softmax]\n[MeanSquaredErrorLoss] // mine\npartial class Net;",
        "[Network]\n[Input(4)]\n[Dense(3), Softmax]\n[CrossEntropyLoss] // mine\npartial class Net;",
        "Replace [MeanSquaredErrorLoss] with [CrossEntropyLoss]")]
    [InlineData(
        "[Network, Input(4), Dense(3), Softmin, HalfSquaredErrorLoss(Reduction = Reduction.Sum)]\npartial class Net;",
        "[Network, Input(4), Dense(3), Softmin, CrossEntropyLoss(Reduction = Reduction.Sum)]\npartial class Net;",
        "Replace [HalfSquaredErrorLoss] with [CrossEntropyLoss]")]
    [InlineData(
        "[Network]\n[Input(4)]\n[Dense(3, Initializer = Init.Constant, InitializerScale = 2, Name = \"a\"), Tanh]\n[Dense(1)]\npartial class Net;",
        "[Network]\n[Input(4)]\n[Dense(3, Name = \"a\"), Tanh]\n[Dense(1)]\npartial class Net;",
        "Remove the initializer")]
    [InlineData(
        "[Network, Input(4), Dense(1), Softmax(Name = \"p\"), Dense(2)]\npartial class Net;",
        "[Network, Input(4), Dense(1), Sigmoid(Name = \"p\"), Dense(2)]\npartial class Net;",
        "Replace [Softmax] with [Sigmoid]")]
    [InlineData(
        "[Network]\n[Input(4)]\n[Dense(8), BatchNorm, ReLU] // hidden\n[Dense(1)]\npartial class Net;",
        "[Network]\n[Input(4)]\n[Dense(8, Bias = false), BatchNorm, ReLU] // hidden\n[Dense(1)]\npartial class Net;",
        "Add Bias = false")]
    [InlineData(
        "[Network, Input(4), Dense(8, Bias = true, Name = \"a\"), BatchNorm, ReLU, Dense(1)]\npartial class Net;",
        "[Network, Input(4), Dense(8, Name = \"a\", Bias = false), BatchNorm, ReLU, Dense(1)]\npartial class Net;",
        "Add Bias = false")]
    public async Task AdviceWithOneWay_IsFollowed(string before, string after, string title)
    {
        OfferedFix fix = Assert.Single(await CodeFixRunner.OfferedAsync(new FollowAdviceFix(), Wrap(before)));

        Assert.Equal(title, fix.Title);
        Assert.Equal(Wrap(after), fix.Texts[0]);
        ToolchainResult result = await MarkedSource.ExpectAsync(fix.Texts[0]);
        Assert.Empty(result.CSharpErrors);
    }

    /// <summary>Another node takes it by the name that its kind gives it.</summary>
    [Fact]
    public async Task SoftmaxThatIsReferredTo_IsNotReplaced()
    {
        string source = Wrap("[Network, Input(4), Dense(1), Softmax, Dense(2, From = \"softmax1\")]\npartial class Net;");

        Assert.Contains("NNG206", (await Toolchain.RunAsync(source)).Ids);
        Assert.Empty(await CodeFixRunner.OfferedAsync(new FollowAdviceFix(), source));
    }

    private static string Wrap(string declaration) => $"using NnGen;\nnamespace Samples;\n{declaration}\n";
}

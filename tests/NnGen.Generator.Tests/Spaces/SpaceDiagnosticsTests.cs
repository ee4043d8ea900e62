using NnGen.Generator.Tests.Support;

namespace NnGen.Generator.Tests.Spaces;

/// <summary>What the analyzer says of search spaces, and of choices elsewhere.</summary>
public class SpaceDiagnosticsTests
{
    /// <summary>A space is no network: nothing is emitted for it, and nothing is missing from it.</summary>
    [Theory]
    [InlineData("[Dense(Choices = [8, 16]), ReLU] [Dense(3), Softmax]")]
    [InlineData("[Dense(8), Choices(\"Units\", 8, 16)] [Choice(\"relu\", \"LeakyReLU(0.2)\", \"\")] [Dense(3), Softmax]")]
    [InlineData("[Dense(8), Choices(nameof(DenseAttribute.Units), 8, 16), Choices(\"bias\", true, false), Choices(\"Initializer\", Init.HeNormal, Init.GlorotNormal)] [Dense(3), Softmax]")]
    [InlineData("[Use<Hidden>, Repeat(0, 4)] [Dense(3), Softmax]")]
    [InlineData("[Use<Plain>, Repeat(1, 4)] [Dense(3), Softmax]")]
    [InlineData("[Choice(\"Use<Plain>\", \"Dense(16), Tanh\")] [Dropout(Choices = [0.1, 0.3]), Repeat(0, 1)] [Dense(3), Softmax]")]
    [InlineData("[Dense(64, Connections = Connections.Random), Choices(\"Density\", 0.1, 0.5, 1)] [Dense(3), Softmax]")]
    [InlineData("[Dense(Choices = [8, 100000])] [Dense(3), Softmax] [Budget(Parameters = 200)]")]
    [InlineData("[Dense(8), ReLU] [Dense(3), Softmax] [TrainingChoices(LearningRate = [1e-3, 1e-2], BatchSize = [16, 32], Optimizer = [\"Adam\", \"Momentum\"], WeightDecay = [0, 1e-4])]")]
    public async Task SoundSpace_ReportsAndEmitsNothing(string nodes)
    {
        ToolchainResult result = await MarkedSource.ExpectAsync(Space(nodes));

        Assert.Empty(result.Run.GeneratedSources);
        Assert.Empty(result.CSharpErrors.Select(error => error.ToString()));
    }

    [Theory]
    [InlineData("[Dense(16), {|NNG046:Choices(\"Unit\", 8, 16)|}] [Dense(3), Softmax]", "write \"Units\"")]
    [InlineData("[Dense(16), {|NNG046:Choices(\"Bias\", 1, 0)|}] [Dense(3), Softmax]", "values of the type bool")]
    [InlineData("[Dense(16), {|NNG046:Choices(\"Units\", 16, 16)|}] [Dense(3), Softmax]", "have 16 twice")]
    [InlineData("[Dense(16), {|NNG046:Choices(\"Units\", 16)|}] [Dense(3), Softmax]", "are one value")]
    [InlineData("[{|NNG046:Dense(Choices = [16])|}] [Dense(3), Softmax]", "are one value")]
    [InlineData("[{|NNG046:Dense|}, Choice(\"ReLU\", \"Tanh\")] [Dense(3), Softmax]", "says no Units")]
    [InlineData("[Dense(16), {|NNG046:Choice(\"ReLU\", \"Tahn\")|}] [Dense(3), Softmax]", "[Tanh]")]
    [InlineData("[Dense(16), {|NNG046:Choice(\"ReLU\", \"ReLU] class X { } [ReLU\")|}] [Dense(3), Softmax]", "is no node")]
    [InlineData("[Dense(16), {|NNG046:Choice(\"ReLU\", \"relu\")|}] [Dense(3), Softmax]", "twice")]
    [InlineData("[Dense(16), {|NNG046:Choice(\"ReLU\")|}] [Dense(3), Softmax]", "has 1 alternatives")]
    [InlineData("[Dense(Choices = [8, 16]), {|NNG046:Repeat(2, 2)|}] [Dense(3), Softmax]", "says 2 to 2 turns")]
    [InlineData("[Dense(Choices = [8, 16]), {|NNG046:Repeat(1, 1000)|}] [Dense(3), Softmax]", "at most 64")]
    [InlineData("[Dense(8, Name = \"a\"), {|NNG046:Repeat(1, 2)|}] [Dense(3), Softmax]", "remove the Name")]
    [InlineData("[Dense(Choices = [8, 16])] [Dense(3), Softmax] [{|NNG046:TrainingChoices(LearningRate = [0.0])|}]", "rates above 0")]
    [InlineData("[Dense(Choices = [8, 16])] [Dense(3), Softmax] [{|NNG046:TrainingChoices(Optimizer = [\"Adm\"])|}]", "write one of Adam")]
    [InlineData("[Dense(8), Choices(\"Units\", 8, 16, Key = \"w\")] [Dense(8), {|NNG046:Choices(\"Units\", 8, 16, 32, Key = \"w\")|}] [Dense(3), Softmax]", "as many options")]
    public async Task ChoiceWithoutSense_ReportsNNG046(string nodes, string says)
    {
        ToolchainResult result = await MarkedSource.ExpectAsync(Space(nodes));

        Assert.Contains(says, Assert.Single(result.Found).GetMessage(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[{|NNG046:SearchSpace|}] [Input(4)] [Dense(3), Softmax] public class Space;", "nothing to choose")]
    [InlineData("[SearchSpace] [{|NNG046:Block|}] [Input(4)] [Dense(Choices = [3, 4]), Softmax] public class Space;", "remove one of the two")]
    [InlineData("[{|NNG048:SearchSpace|}] [Dense(Choices = [3, 4]), Softmax] public class Space;", "NNG010")]
    [InlineData("[{|NNG048:SearchSpace|}] [Input(4)] [Dense(Choices = [3, 4]), Softmax] [Budget(Parameters = 5)] public class Space;", "NNG037")]
    [InlineData("[{|NNG048:SearchSpace(PredictedNanoseconds = 0.5)|}] [Input(4)] [Dense(Choices = [3, 4]), Softmax] public class Space;", "by the cost model")]
    [InlineData("[Block] [Dense(16), {|NNG046:Choices(\"Unit\", 8, 16)|}] public class Hidden;", "write \"Units\"")]
    public async Task SpaceThatIsNone_IsReported(string source, string says)
    {
        ToolchainResult result = await MarkedSource.ExpectAsync($"using NnGen; namespace Samples; {source}");

        Assert.Contains(says, Assert.Single(result.Found).GetMessage(), StringComparison.Ordinal);
    }

    /// <summary>Choices are for spaces: a network that has some is told so, and keeps its signatures.</summary>
    [Theory]
    [InlineData("[Input(4)] [Dense(Choices = {|NNG047:[8, 16]|})] [Dense(3), Softmax]")]
    [InlineData("[Input(4)] [Dense(8), {|NNG047:Choice(\"ReLU\", \"Tanh\")|}] [Dense(3), Softmax]")]
    [InlineData("[Input(4)] [Dense(8), {|NNG047:Choices(\"Units\", 8, 16)|}] [Dense(3), Softmax]")]
    [InlineData("[Input(4)] [Dense(8), {|NNG047:Repeat(1, 2)|}] [Dense(3), Softmax]")]
    [InlineData("[Input(4)] [{|NNG047:Dense|}] [Dense(3), Softmax]")]
    [InlineData("[Input(4)] [Dense(8), {|NNG047:Dropout|}] [Dense(3), Softmax]")]
    [InlineData("[Input(4)] [{|NNG047:Use<Hidden>|}] [Dense(3), Softmax]")]
    public async Task NetworkWithChoices_ReportsNNG047(string nodes)
    {
        ToolchainResult result = await MarkedSource.ExpectAsync($"{Blocks} [Network] {nodes} public partial class Net;");

        Assert.Empty(result.CSharpErrors.Select(error => error.ToString()));
        result.AssertNoException();
    }

    private const string Blocks = "using NnGen; namespace Samples; [Block] [Dense(Choices = [8, 16]), ReLU] public class Hidden; [Block] [Dense(8), ReLU] public class Plain;";

    private static string Space(string nodes) => $"{Blocks} [SearchSpace] [Input(4)] {nodes} public class Space;";
}

using NnGen.Compiler.Model;
using NnGen.Compiler.Tests.Support;

namespace NnGen.Compiler.Tests.Plan;

/// <summary>What networks may cost; what they do cost was counted by hand.</summary>
public class BudgetTests
{
    // 784 x 50 + 50 = 39,250 and 50 x 10 + 10 = 510 parameters; 39,200 and 500 multiply-adds.
    private static readonly NetworkDeclaration s_digits = Declare.Net(Declare.Input(784), Declare.Dense(50), Declare.Node("ReLU"), Declare.Dense(10), Declare.Node("Softmax"));

    [Fact]
    public void Excess_SaysHowMuchOfWhatAndWhere()
    {
        Problem problem = Assert.Single(Check(("Parameters", 39_000L), ("MultiplyAdds", 39_700L)));

        Assert.Equal("NNG037", problem.Kind.Id);
        Assert.Equal((Problem.AtBudget, "Parameters"), (problem.Node, problem.Option));
        Assert.Equal(
            "Net has 39,760 trained parameters, 760 more than its budget of 39,000; the largest layer is dense1. By layer: dense1 Dense[50] 39,250, dense2 Dense[10] 510. Make layers smaller, or raise the limit",
            problem.Message);
    }

    [Fact]
    public void WeightBytes_CountTheBlockWithItsPadding()
    {
        long bytes = 4L * s_digits.Plan().StorageLength;
        Assert.InRange(bytes, 4 * 39_760, 4 * 39_760 + 4 * 1_000);
        Assert.Empty(Check(("WeightBytes", bytes)));
        Assert.Contains("bytes of parameters, padding included, 1 more than", Assert.Single(Check(("WeightBytes", bytes - 1))).Message, StringComparison.Ordinal);
        long ofDouble = 8L * s_digits.Double().Plan().StorageLength;
        Assert.Empty(NetworkCompiler.Check(s_digits.Double() with { Budget = new(new OptionDeclaration("WeightBytes", ofDouble)) }));
    }

    [Fact]
    public void ScratchBytes_AreThoseOfTheCallThatTakesMost()
    {
        long bytes = 4L * Math.Max(s_digits.Plan().Predict.ScratchLength, s_digits.Plan().PredictBatch.ScratchLength);
        Assert.Empty(Check(("ScratchBytes", bytes)));
        Assert.Contains("the largest layer is dense1.", Assert.Single(Check(("ScratchBytes", bytes - 1))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LongTables_AreCut()
    {
        NetworkDeclaration deep = Declare.Net([Declare.Input(2), .. Enumerable.Range(0, 40).Select(_ => Declare.Dense(2))]) with { Budget = new(new OptionDeclaration("Parameters", 0L)) };
        string message = Assert.Single(NetworkCompiler.Check(deep)).Message;
        Assert.Contains("dense12 Dense[2] 6, and 28 more with 168. Make", message, StringComparison.Ordinal);
    }

    [Fact]
    public void NegativeLimits_AreRefused()
    {
        Problem problem = Assert.Single(Check(("ScratchBytes", -1L)));
        Assert.Equal("ScratchBytes of Budget is -1, but must be at least 0, or left out", problem.Message);
    }

    private static EquatableArray<Problem> Check(params (string Name, long Most)[] limits) =>
        NetworkCompiler.Check(s_digits with { Budget = new(limits.Select(limit => new OptionDeclaration(limit.Name, limit.Most))) });
}

using NnGen.Search;
using Xunit;

namespace NnGen.Tests.Search;

public sealed class SearchMethodTests
{
    [Fact]
    public void Next_LagOfThree_WaitsForTheResultThreeTrialsBack()
    {
        var method = new RandomSearchMethod(Spaces.Cube(3, 4), new SearchOptions { Lag = 3 });
        Assert.Equal(0, method.Next()!.Number);
        Assert.Equal(1, method.Next()!.Number);
        Assert.Equal(2, method.Next()!.Number);

        Assert.Null(method.Next());
        method.Report(2, TrialResult.Completed(1, 1));
        method.Report(1, TrialResult.Completed(1, 1));
        Assert.Null(method.Next());
        Assert.False(method.IsFinished);
        method.Report(0, TrialResult.Completed(1, 1));

        Assert.Equal(3, method.Next()!.Number);
        Assert.Equal(4, method.Next()!.Number);
        Assert.Equal(5, method.Next()!.Number);
        Assert.Null(method.Next());
    }

    [Fact]
    public void Report_TwiceOrUnasked_IsRefused()
    {
        var method = new RandomSearchMethod(Spaces.Cube(3, 4), new SearchOptions { Lag = 1 });
        method.Next();
        method.Report(0, TrialResult.Completed(1, 1));

        Assert.Throws<ArgumentException>(() => method.Report(0, TrialResult.Completed(1, 1)));
        Assert.Throws<ArgumentException>(() => method.Report(1, TrialResult.Completed(1, 1)));
        method.Next();
        Assert.Contains("is known already", Assert.Throws<ArgumentException>(() => method.Report(0, TrialResult.Completed(1, 1))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CommittedCost_CountsWhatWasSpentOfLearntTrialsAndWhatIsPlannedOfOthers()
    {
        var method = new RandomSearchMethod(Spaces.Cube(3, 4), new SearchOptions { Lag = 2, Epochs = 10 });
        method.Next();
        method.Next();
        Assert.Equal(20, method.CommittedCost);
        method.Report(0, TrialResult.Cut(1, 4));
        Assert.Equal(20, method.CommittedCost);
        method.Next();

        Assert.Equal(24, method.CommittedCost);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Result_ObjectiveNotFinite_IsAFailure(double objective)
    {
        var result = TrialResult.Completed(objective, 3);

        Assert.Equal(TrialOutcome.Failed, result.Outcome);
        Assert.True(double.IsNaN(result.Objective));
        Assert.Contains("the objective is", result.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void Result_ImpossibleCost_IsRefused(double spent) => Assert.Throws<ArgumentOutOfRangeException>(() => TrialResult.Completed(1, spent));
}

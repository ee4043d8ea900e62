using NnGen.Search;
using Xunit;

namespace NnGen.Tests.Search;

public sealed class HalvingTests
{
    private static readonly ChoiceSpace s_space = Spaces.Cube(4, 5);

    [Fact]
    public void Ladder_OfEpochs_RungsOfThePaper()
        => Assert.Equal([(1, 1.0), (3, 1.0), (9, 1.0), (27, 1.0), (81, 1.0)], ResourceLadder.Epochs(1, 81).Rungs);

    [Fact]
    public void Ladder_OfEpochsThatDoNotDivide_EndsAtTheMostAndBeginsNotBelowTheFewest()
        => Assert.Equal([(2, 1.0), (6, 1.0), (20, 1.0)], ResourceLadder.Epochs(2, 20).Rungs);

    [Fact]
    public void Ladder_OfData_SharesFromSmallToAll()
        => Assert.Equal([(5, 1 / 9.0), (5, 1 / 3.0), (5, 1.0)], ResourceLadder.Data(5, 0.1).Rungs);

    // Li et al., 2018, algorithm 1 with R = 81 and eta = 3: ceil(5 / (s + 1) * 3^s) for s = 4, 3, 2, 1, 0.
    [Fact]
    public void Hyperband_81By3_BracketsOfTheFormula()
        => Assert.Equal([(81, 0), (34, 1), (15, 2), (8, 3), (5, 4)], new Hyperband(s_space, ResourceLadder.Epochs(1, 81)).Brackets);

    // The rows of the bracket s = 4 in the paper's table 1, then those of s = 3 by the formula.
    [Fact]
    public void Hyperband_81By3_TrialsPerRungOfTheTable()
    {
        List<FinishedTrial> trials = Spaces.RunInTurns(new Hyperband(Spaces.Cube(6, 6), ResourceLadder.Epochs(1, 81)), 81 + 27 + 9 + 3 + 1 + 34 + 11 + 3 + 1 + 1);

        int[] epochs = [.. trials.Select(finished => finished.Trial.Epochs)];
        Assert.Equal(
            [
                .. Enumerable.Repeat(1, 81), .. Enumerable.Repeat(3, 27), .. Enumerable.Repeat(9, 9), .. Enumerable.Repeat(27, 3), 81,
                .. Enumerable.Repeat(3, 34), .. Enumerable.Repeat(9, 11), .. Enumerable.Repeat(27, 3), 81, 9,
            ],
            epochs);
    }

    [Fact]
    public void SuccessiveHalving_PromotesTheBestAndContinuesThem()
    {
        // The objective is the distance of the trial's number from 5, so of trials 0 to 8 the best are 5, then 4 and 6.
        List<FinishedTrial> trials = Spaces.RunInTurns(
            new SuccessiveHalving(s_space, ResourceLadder.Epochs(1, 9)),
            14,
            trial => TrialResult.Completed(Math.Abs((trial.Continues ?? trial.Number) - 5), trial.PlannedCost));

        Assert.All(trials.Take(9), finished => Assert.Equal((1, 0, null), (finished.Trial.Epochs, finished.Trial.EpochsBefore, finished.Trial.Continues)));
        Assert.Equal([(5, 3, 1), (4, 3, 1), (6, 3, 1)], trials.Skip(9).Take(3).Select(finished => (finished.Trial.Continues!.Value, finished.Trial.Epochs, finished.Trial.EpochsBefore)));
        Trial last = trials[12].Trial;
        Assert.Equal((9, 9, 3, 2), (last.Continues!.Value, last.Epochs, last.EpochsBefore, last.Rung));
        Assert.Equal(trials[5].Trial.Configuration, last.Configuration);
        Assert.Equal(trials[5].Trial.Seed, last.Seed);
        Assert.Equal(6, last.PlannedCost);
        Assert.Equal((1, null), (trials[13].Trial.Epochs, trials[13].Trial.Continues));
    }

    [Fact]
    public void SuccessiveHalving_OfData_BeginsAnewWithTheSameSeed()
    {
        List<FinishedTrial> trials = Spaces.RunInTurns(new SuccessiveHalving(s_space, ResourceLadder.Data(6, 0.3)), 4, trial => TrialResult.Completed(trial.Number, trial.PlannedCost));

        Trial promoted = trials[3].Trial;
        Assert.Equal((6, 1.0, 0, null), (promoted.Epochs, promoted.DataShare, promoted.EpochsBefore, promoted.Continues));
        Assert.Equal(trials[0].Trial.Configuration, promoted.Configuration);
        Assert.Equal(trials[0].Trial.Seed, promoted.Seed);
        Assert.Equal(2, trials[0].Trial.PlannedCost, 1e-12);
        Assert.Equal(6, promoted.PlannedCost);
    }

    [Fact]
    public void SuccessiveHalving_FailedTrials_AreNotPromoted()
    {
        List<FinishedTrial> trials = Spaces.RunInTurns(
            new SuccessiveHalving(s_space, ResourceLadder.Epochs(1, 9)),
            12,
            trial => trial.Number is 3 or 7 or > 8 ? TrialResult.Completed(trial.Number, 1) : TrialResult.Failed("broken"));

        Assert.Equal([3, 7, null], trials.Skip(9).Select(finished => finished.Trial.Continues));
    }

    // By hand, with the reduction 2: a rung promotes its best half so far.
    [Fact]
    public void Asha_ByHand()
    {
        double[] objectives = [5, 3, 2.5, 4, 1, 0.5, 0.25, 9];
        List<FinishedTrial> trials = Spaces.RunInTurns(
            new Asha(s_space, ResourceLadder.Epochs(1, 4, reduction: 2), new SearchOptions { Lag = 1 }),
            objectives.Length,
            trial => TrialResult.Completed(objectives[trial.Number], trial.PlannedCost));

        Assert.Equal(
            [(1, null), (1, null), (2, 1), (1, null), (1, null), (2, 4), (4, 5), (1, null)],
            trials.Select(finished => (finished.Trial.Epochs, finished.Trial.Continues)));
    }

    [Fact]
    public void Asha_SpaceIsExhausted_PromotesWhatIsLeftAndEnds()
    {
        var method = new Asha(Spaces.Cube(1, 4), ResourceLadder.Epochs(1, 4, reduction: 2), new SearchOptions { Lag = 4 });

        List<FinishedTrial> trials = Spaces.RunInTurns(method, 100, trial => TrialResult.Completed(trial.Configuration[0], trial.PlannedCost));

        Assert.True(method.IsFinished);
        Assert.Equal([1, 1, 1, 1, 2, 2, 4], trials.Select(finished => finished.Trial.Epochs));
        Assert.Equal(0, trials[^1].Trial.Configuration[0]);
    }
}

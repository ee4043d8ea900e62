using NnGen.Search;
using NnGen.Tests.Training;
using Xunit;

namespace NnGen.Tests.Search;

public sealed class ArchitectureSearchTests
{
    [Fact]
    public void Run_AList_TrainsEachOnceAndFindsTheBest()
    {
        ArchitectureReport report = ArchitectureSearch.Run(Rates(0.000001, 0.05, 0.0001));

        Assert.Equal(SearchEndReason.NothingLeft, report.Outcome.EndReason);
        Assert.Equal(3, report.Outcome.History.Count);
        Assert.Equal("rate 0.05", report.BestCandidate!.Name);
        Assert.Equal([4, 0], report.Best!.Result.Costs.Take(2));
        Assert.All(report.Outcome.History.Trials, finished => Assert.Equal(10, finished.Result.Curve.Count));
        Assert.All(report.Outcome.History.Trials, finished => Assert.Equal(10, finished.Result.Spent));
        Assert.Equal(report.Best.Result.Curve.Min(), report.Best.Result.Objective);
    }

    [Fact]
    public void Run_SeveralWorkers_SameTable()
    {
        string alone = Searched(1).ToString();

        Assert.Equal(alone, Searched(4).ToString());

        static ArchitectureReport Searched(int workers) => ArchitectureSearch.Run(
            Rates(0.0001, 0.001, 0.01, 0.1, 0.03, 0.003),
            space => new Asha(space, ResourceLadder.Epochs(1, 9), new SearchOptions { Lag = 4 }),
            new SearchRunOptions { Workers = workers });
    }

    [Fact]
    public void Run_ShareOfTheData_TakesTheFirstRows()
    {
        ArchitectureReport report = ArchitectureSearch.Run(Rates(0.05, 0.01, 0.002), space => new SuccessiveHalving(space, ResourceLadder.Data(6, 0.3)), new SearchRunOptions { MaxTrials = 4 });

        Assert.Equal([1 / 3.0, 1 / 3.0, 1 / 3.0, 1], report.Outcome.History.Trials.Select(finished => finished.Trial.DataShare));
        Assert.Equal(6 * 20 / 60.0, report.Outcome.History.Find(0)!.Result.Spent, 1e-12);
        Assert.Equal(6, report.Outcome.History.Find(3)!.Result.Spent, 1e-12);
    }

    [Fact]
    public void Run_DivergingCandidate_FailsAndTheOthersGoOn()
    {
        ArchitectureReport report = ArchitectureSearch.Run(Rates(1e300, 0.05));

        Assert.Equal(TrialOutcome.Failed, report.Outcome.History.Find(0)!.Result.Outcome);
        Assert.Equal("rate 0.05", report.BestCandidate!.Name);
        Assert.Contains("failed", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_WithCuts_StopsTheHopeless()
    {
        ArchitectureReport report = ArchitectureSearch.Run(
            Rates(0.05, 0.000001),
            space => new GridSearchMethod(space, new SearchOptions { Lag = 1, Epochs = 30, Stopping = new CurveStopping() }));

        TrialResult cut = report.Outcome.History.Find(1)!.Result;
        Assert.Equal(TrialOutcome.Cut, cut.Outcome);
        Assert.InRange(cut.Curve.Count, 4, 29);
        Assert.Equal(cut.Curve.Count, cut.Spent);
    }

    [Fact]
    public void Run_Resumed_TrainsTheRestOnly()
    {
        ArchitectureCandidate[] candidates = Rates(0.05, 0.01, 0.002);
        ChoiceSpace space = ArchitectureSearch.SpaceOf(candidates);
        var history = new SearchHistory(space, ArchitectureCandidate.CostNames);
        ArchitectureSearch.Run(candidates, options: new SearchRunOptions { MaxTrials = 2, History = history });
        string two = history.ToCsv();

        ArchitectureSearch.Run(candidates, options: new SearchRunOptions { History = history });

        Assert.StartsWith(two, history.ToCsv(), StringComparison.Ordinal);
        Assert.Equal(3, history.Count);
    }

    [Fact]
    public void Run_NothingOrTwoOfOneName_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => ArchitectureSearch.Run([]));
        Assert.Throws<ArgumentException>(() => ArchitectureSearch.Run(Rates(0.1, 0.1)));
        Assert.Throws<ArgumentException>(() => ArchitectureSearch.Run(Rates(0.1, 0.2), options: new SearchRunOptions { History = new SearchHistory(Spaces.Layers()) }));
    }

    [Fact]
    public void Run_Cancelled_SaysSo()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.Equal(SearchEndReason.Cancelled, ArchitectureSearch.Run(Rates(0.1), cancellation: source.Token).Outcome.EndReason);
    }

    // One linear network under several learning rates: y = x0 - 2 x1 + 0.5 x2, which it can learn exactly.
    private static ArchitectureCandidate[] Rates(params double[] rates)
    {
        var random = new Random(4);
        double[] inputs = [.. Enumerable.Range(0, 240).Select(_ => random.NextDouble() - 0.5)];
        double[] targets = [.. Enumerable.Range(0, 80).Select(i => inputs[3 * i] - (2 * inputs[(3 * i) + 1]) + (0.5 * inputs[(3 * i) + 2]))];
        var data = Dataset.FromTargets(inputs, 3, targets, 1);
        return
        [
            .. rates.Select(rate => ArchitectureCandidate.Of<HandMadeNetwork<Regression, double>, double>(
                data.Slice(0, 60),
                data.Slice(60, 20),
                trial => new TrainingOptions { Epochs = trial.Epochs, BatchSize = 8, Optimizer = new Adam(rate) },
                name: $"rate {rate}")),
        ];
    }
}

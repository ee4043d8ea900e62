using NnGen.Search;
using Xunit;

namespace NnGen.Tests.Search;

public sealed class EvolutionTests
{
    private static readonly ChoiceSpace s_space = Spaces.Cube(4, 5);

    [Fact]
    public void Grid_TriesEachOnceInOrderAndEnds()
    {
        ChoiceSpace space = Spaces.Layers();
        var method = new GridSearchMethod(space);

        List<FinishedTrial> trials = Spaces.RunInTurns(method, 100);

        Assert.True(method.IsFinished);
        Assert.Equal(24, method.Count);
        Assert.Equal(space.Enumerate(), trials.Select(finished => finished.Trial.Configuration));
    }

    [Fact]
    public void Grid_TooMany_IsRefused()
        => Assert.Contains("more than 10000 configurations", Assert.Throws<ArgumentException>(() => new GridSearchMethod(Spaces.Cube(6, 5))).Message, StringComparison.Ordinal);

    // In a tournament that draws everybody the best of the newest three wins, however good an older one was.
    [Fact]
    public void Evolution_ParentIsTheBestOfTheNewestAndTheChildDiffersInOneChoice()
    {
        double[] objectives = [1, 5, 4, 3, 8, 7, 6, 2, 9, 9.5, 9.6, 1];
        List<FinishedTrial> trials = Spaces.RunInTurns(
            new RegularizedEvolution(s_space, new SearchOptions { Lag = 1, Seed = 2 }, populationSize: 3, sampleSize: 400),
            objectives.Length,
            trial => TrialResult.Completed(objectives[trial.Number], 1));

        int[] parents = [0, 3, 3, 3, 6, 7, 7, 7, 8];
        for (int i = 3; i < trials.Count; i++)
        {
            int parent = parents[i - 3];
            Assert.Equal($"mutation of {parent}", trials[i].Trial.Origin);
            Assert.Equal(1, Differences(trials[parent].Trial.Configuration, trials[i].Trial.Configuration));
        }
    }

    [Fact]
    public void Evolution_ConditionalChoices_AreDrawnWhereTheyBeginToMatterAndGoWhereTheyCease()
    {
        ChoiceSpace space = Spaces.Layers();
        List<FinishedTrial> trials = Spaces.RunInTurns(new RegularizedEvolution(space, new SearchOptions { Lag = 1 }, populationSize: 4, sampleSize: 2), 24);

        Assert.Equal(24, trials.Select(finished => finished.Trial.Configuration).Distinct().Count());
        Assert.All(trials, finished => Assert.Equal(finished.Trial.Configuration[0] == 0, finished.Trial.Configuration[2] == Configuration.Inactive));
    }

    // By hand: A (1, 5), B (2, 3) twice and C (4, 1) are dominated by nobody; B dominates D (3, 4), and E (5, 5) is dominated by D too.
    [Fact]
    public void Fronts_ByHand()
        => Assert.Equal([0, 0, 0, 1, 2, 0], NonDominatedFronts.Ranks([[1, 5], [2, 3], [4, 1], [3, 4], [5, 5], [2, 3]]));

    // By hand: of (1, 6) the first coordinates of the neighbours are 3 and 0 of 10, the second 10 and 3 of 10; and so on.
    [Fact]
    public void CrowdingDistances_ByHand()
    {
        double[] distances = NonDominatedFronts.CrowdingDistances([[3, 3], [0, 10], [10, 0], [1, 6], [7, 1]]);

        Assert.Equal(0.6 + 0.5, distances[0], 1e-12);
        Assert.Equal(double.PositiveInfinity, distances[1]);
        Assert.Equal(double.PositiveInfinity, distances[2]);
        Assert.Equal(0.3 + 0.7, distances[3], 1e-12);
        Assert.Equal(0.7 + 0.3, distances[4], 1e-12);
    }

    // x^2 and (x - 3)^2, both worse by y: nobody beats x from 0 to 3 with y = 0, four of 400 configurations. 140 drawn ones have all four in one search of seventy.
    [Fact]
    public void Nsga2_FindsTheFront()
    {
        var space = new ChoiceSpace([new Choice("x", Names(20), true), new Choice("y", Names(20), true)]);
        int whole = 0;
        for (ulong seed = 0; seed < 10; seed++)
        {
            var history = new SearchHistory(space, ["distance"]);
            SearchRunner.Run(
                new Nsga2(space, [0], new SearchOptions { Seed = seed }, populationSize: 10),
                (trial, _) =>
                {
                    (int x, int y) = (trial.Configuration[0], trial.Configuration[1]);
                    return TrialResult.Completed((x * x) + y, 1, costs: [((x - 3) * (x - 3)) + y]);
                },
                new SearchRunOptions { MaxTrials = 140, History = history });
            whole += history.ParetoFront().Count(finished => finished.Trial.Configuration[1] == 0) == 4 ? 1 : 0;
        }

        Assert.InRange(whole, 7, 10);

        static string[] Names(int count) => [.. Enumerable.Range(0, count).Select(i => $"{i}")];
    }

    [Fact]
    public void Nsga2_WithoutCosts_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new Nsga2(s_space, []));
        Assert.Throws<ArgumentException>(() => new Nsga2(s_space, [0], new SearchOptions { Stopping = new CurveStopping() }));
        var method = new Nsga2(s_space, [1], new SearchOptions { Lag = 1 });
        method.Next();
        method.Report(0, TrialResult.Completed(1, 1, costs: [1]));
        Assert.Contains("has 1 costs, but NSGA-II was told to weigh cost 1", Assert.Throws<InvalidOperationException>(() => method.Next()).Message, StringComparison.Ordinal);
    }

    private static int Differences(Configuration first, Configuration second) => first.Zip(second).Count(pair => pair.First != pair.Second);
}

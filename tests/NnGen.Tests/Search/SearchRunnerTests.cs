using NnGen.Search;
using Xunit;

namespace NnGen.Tests.Search;

public sealed class SearchRunnerTests
{
    private static readonly ChoiceSpace s_space = Spaces.Cube(4, 5);

    /// <summary>Every method, made anew.</summary>
    public static TheoryData<string> Methods => [.. MethodsUnderTest.All.Keys];

    [Theory]
    [MemberData(nameof(Methods))]
    public void Run_AnyNumberOfWorkers_SameHistory(string name)
    {
        string alone = Run(name, workers: 1).ToCsv();

        Assert.Equal(alone, Run(name, workers: 3).ToCsv());
        Assert.Equal(alone, Run(name, workers: 8).ToCsv());
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Run_FromAHistoryWithGaps_TrainsTheMissingTrialsOnlyAndEndsAlike(string name)
    {
        SearchHistory whole = Run(name, workers: 1);
        var gaps = new SearchHistory(s_space, MethodsUnderTest.CostNames);
        foreach (FinishedTrial finished in whole.Trials.Where(finished => finished.Trial.Number is < 20 and not 13 or 22))
        {
            gaps.Add(finished.Trial, finished.Result);
        }

        using var text = new StringReader(gaps.ToCsv());
        var resumed = SearchHistory.Read(text, s_space, MethodsUnderTest.CostNames);
        var trained = new List<int>();
        Run(name, workers: 2, resumed, trained);

        Assert.Equal(whole.ToCsv(), resumed.ToCsv());
        Assert.Equal(whole.Trials.Select(finished => finished.Trial.Number).Where(number => number >= 20 && number != 22 || number == 13), trained.Order());
    }

    [Fact]
    public void Run_HistoryOfAnotherSeed_IsRefused()
    {
        SearchHistory other = Run("random search", workers: 1);
        var method = new RandomSearchMethod(s_space, new SearchOptions { Seed = 99 });

        var error = Assert.Throws<InvalidOperationException>(() => SearchRunner.Run(method, (trial, _) => Spaces.Train(s_space, trial), new SearchRunOptions { History = other }));

        Assert.Contains("The history is of another search: its trial 0 is", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_Exception_EndsTheSearchAndIsThrown()
    {
        var method = new RandomSearchMethod(s_space);

        var error = Assert.Throws<InvalidDataException>(() => SearchRunner.Run(
            method,
            (trial, _) => trial.Number == 5 ? throw new InvalidDataException("broken") : Spaces.Train(s_space, trial),
            new SearchRunOptions { Workers = 4 }));

        Assert.Equal("broken", error.Message);
    }

    [Fact]
    public void Run_Cancelled_ReturnsWhatIsFinished()
    {
        using var source = new CancellationTokenSource();
        var method = new RandomSearchMethod(s_space);

        SearchOutcome outcome = SearchRunner.Run(
            method,
            (trial, token) =>
            {
                if (trial.Number == 6)
                {
                    source.Cancel();
                    token.ThrowIfCancellationRequested();
                }

                return Spaces.Train(s_space, trial);
            },
            new SearchRunOptions(),
            source.Token);

        Assert.Equal(SearchEndReason.Cancelled, outcome.EndReason);
        Assert.Equal([0, 1, 2, 3, 4, 5], outcome.History.Trials.Select(finished => finished.Trial.Number));
    }

    [Fact]
    public void Run_Limits_AreKept()
    {
        SearchOutcome trials = SearchRunner.Run(new RandomSearchMethod(s_space), (trial, _) => Spaces.Train(s_space, trial), new SearchRunOptions { MaxTrials = 7 });
        SearchOutcome cost = SearchRunner.Run(new RandomSearchMethod(s_space, new SearchOptions { Epochs = 4 }), (trial, _) => Spaces.Train(s_space, trial), new SearchRunOptions { MaxCost = 33 });
        SearchOutcome time = SearchRunner.Run(new RandomSearchMethod(s_space), (trial, _) => Spaces.Train(s_space, trial), new SearchRunOptions { MaxTime = TimeSpan.Zero });

        Assert.Equal((SearchEndReason.TrialLimit, 7), (trials.EndReason, trials.History.Count));
        Assert.Equal((SearchEndReason.CostLimit, 9), (cost.EndReason, cost.History.Count));
        Assert.Equal((SearchEndReason.TimeLimit, 0), (time.EndReason, time.History.Count));
    }

    // What a trial gives depends on the trial alone; how long it takes does not.
    private static SearchHistory Run(string name, int workers, SearchHistory? history = null, List<int>? trained = null)
    {
        SearchMethod method = MethodsUnderTest.All[name](s_space);
        return SearchRunner.Run(
            method,
            (trial, _) =>
            {
                if (trained is not null)
                {
                    lock (trained)
                    {
                        trained.Add(trial.Number);
                    }
                }

                Thread.SpinWait((int)(trial.Seed % 20_000));
                return MethodsUnderTest.Train(s_space, trial);
            },
            new SearchRunOptions { Workers = workers, MaxTrials = 60, History = history ?? new SearchHistory(s_space, MethodsUnderTest.CostNames) }).History;
    }
}

using System.Xml.Linq;
using NnGen.Search;
using NnGen.Tool.Commands;
using NnGen.Tool.Reports;
using NnGen.Tool.Training;

namespace NnGen.Tool.Tests;

/// <summary>Searches of a small space, from a file of C# and a CSV file to their ends.</summary>
public class SearchTests(WholeSearch whole) : IClassFixture<WholeSearch>
{
    /// <summary>Curves, objectives and configurations to the last bit, whoever was first.</summary>
    [Fact]
    public async Task Search_IsTheSameWithOneTwoAndThreeWorkers()
    {
        using var folder = new SearchFolder();
        var histories = new List<string>();
        foreach (int workers in new[] { 1, 2, 3 })
        {
            (SearchSession session, SearchOutcome outcome) = await SearchFolder.SearchAsync(folder.Settings($"w{workers}", workers) with { Method = "evolution", Lag = 3 });
            using (session)
            {
                histories.Add(outcome.History.ToCsv());
            }
        }

        Assert.Equal(histories[0], histories[1]);
        Assert.Equal(histories[0], histories[2]);
        Assert.Equal(7, histories[0].Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
    }

    /// <summary>A search that is ended in its midst and goes on has the history of one that was not.</summary>
    [Fact]
    public async Task ResumedSearch_EqualsOneThatWasNotInterrupted()
    {
        using var folder = new SearchFolder();
        (SearchSession whole, SearchOutcome expected) = await SearchFolder.SearchAsync(folder.Settings("whole") with { Method = "evolution" });
        using CancellationTokenSource stop = new();
        SearchSettings settings = folder.Settings("parts", workers: 2) with { Method = "evolution" };
        var afterThree = new After(3, stop);
        (SearchSession first, SearchOutcome cut) = await SearchFolder.SearchAsync(settings, afterThree, stop.Token);
        settings.Save();
        (SearchSession second, SearchOutcome resumed) = await SearchFolder.SearchAsync(SearchSettings.Load(settings.Output) with { Resume = true, Trials = settings.Trials });
        using (whole)
        using (first)
        using (second)
        {
            Assert.Equal(SearchEndReason.Cancelled, cut.EndReason);
            Assert.InRange(cut.History.Count, 3, 5);
            Assert.Equal(expected.History.ToCsv(), resumed.History.ToCsv());
        }
    }

    /// <summary>(2 + 1) * 8 + (8 + 1) * 4 + (4 + 1) * 2 parameters are 70, of a budget of 60.</summary>
    [Fact]
    public void NetworksOverTheBudget_AreNeverCompiled()
    {
        // 3 sizes, 2 activations, with or without a second layer, 2 rates; 8 units with a second layer are too many.
        Assert.Equal(24 - 4, whole.Outcome.History.Count);
        Assert.Equal(SearchEndReason.NothingLeft, whole.Outcome.EndReason);
        Assert.Equal(4, whole.Session.Rejected.Count);
        Assert.All(whole.Session.Rejected, rejected => Assert.True(rejected.IsOverBudget));
        Assert.Contains("70", whole.Session.Rejected[0].Fault, StringComparison.Ordinal);
        Assert.All(whole.Outcome.History.Trials, trial => Assert.Equal(TrialOutcome.Completed, trial.Result.Outcome));
        Assert.All(whole.Outcome.History.Trials, trial => Assert.InRange(trial.Result.Costs[0], 12, 60));
    }

    [Fact]
    public void Page_IsOneFileWithEveryTrial()
    {
        string page = HistoryPage.Of(whole.Session, whole.Outcome);

        Assert.DoesNotContain("http", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<script src", page, StringComparison.Ordinal);
        foreach (FinishedTrial trial in whole.Outcome.History.Trials)
        {
            Assert.Contains($"data-t=\"{trial.Trial.Number}\"", page, StringComparison.Ordinal);
        }

        // Every picture is XML by itself, and the best is there to paste.
        string[] pictures = [.. page.Split("<svg").Skip(1).Select(rest => "<svg" + rest[..rest.IndexOf("</svg>", StringComparison.Ordinal)] + "</svg>")];
        Assert.Equal(5, pictures.Length);
        Assert.All(pictures, picture => XElement.Parse(picture));
        Assert.Contains("public partial class PointNet;", page, StringComparison.Ordinal);
    }

    /// <summary>The rate 0.1 learns a circle within the epochs that it is given, 0.001 does not; of the best ones the smallest is taken.</summary>
    [Fact]
    public void Best_IsANetworkThatHasLearnt()
    {
        SearchSession session = whole.Session;
        FinishedTrial best = whole.Outcome.History.Best!;

        Assert.InRange(session.Metric.Value(best.Result.Objective), 0.95, 1);
        Assert.Contains("new Adam(0.1)", session.Paste(best), StringComparison.Ordinal);
        Assert.All(whole.Outcome.History.Trials.Where(trial => trial.Result.Objective.Equals(best.Result.Objective)), trial => Assert.True(trial.Result.Costs[0] >= best.Result.Costs[0]));
    }

    private sealed class After(int trials, CancellationTokenSource stop) : IProgress<FinishedTrial>
    {
        private int _count;

        public void Report(FinishedTrial value)
        {
            if (++_count == trials)
            {
                stop.Cancel();
            }
        }
    }
}

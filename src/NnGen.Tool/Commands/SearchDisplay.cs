using System.Globalization;
using NnGen.Search;
using NnGen.Tool.Training;
using Spectre.Console;

namespace NnGen.Tool.Commands;

/// <summary>What a user sees of a search.</summary>
internal sealed class SearchDisplay
{
    private const int MostOfFront = 12;

    private readonly IAnsiConsole _out = AnsiConsole.Console;
    private readonly IAnsiConsole _error = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

    /// <summary>Something is wrong.</summary>
    public void Error(string message) => _error.MarkupLineInterpolated($"[red]{message}[/]");

    /// <summary>Before the space is read, which may take a build.</summary>
    public void Opening(SearchSettings settings) => _out.MarkupLineInterpolated($"Reading the space in [bold]{settings.Source}[/] and the data in [bold]{settings.Data}[/] ...");

    /// <summary>What will be searched.</summary>
    public void Opened(SearchSession session, SearchHistory history)
    {
        _out.MarkupLineInterpolated($"[bold]{session.Space.Name}[/]: {session.Choices.Choices.Count} choices, {Count(session.Space.Count)} networks and trainings. {session.Data.Description}.");
        _out.MarkupLineInterpolated($"Searching by [bold]{session.Settings.Method}[/] for the best [bold]{session.Metric.Name}[/] ({session.Metric.Meaning}) on {100 * session.Settings.Validation:0.#} % of the rows; seed {session.Settings.Seed}, {session.Settings.Workers} {(session.Settings.Workers == 1 ? "worker" : "workers")}, {Limits(session.Settings)}.");
        if (history.Count > 0)
        {
            _out.MarkupLineInterpolated($"Going on after {history.Count} trials of {session.Settings.HistoryPath}.");
        }

        _out.WriteLine();
    }

    /// <summary>Shows a line that changes while the search runs, and keeps the history on the disk.</summary>
    public SearchOutcome Follow(SearchSession session, SearchHistory history, Func<IProgress<FinishedTrial>, SearchOutcome> search)
    {
        bool isLive = _out.Profile.Capabilities.Interactive && _out.Profile.Capabilities.Ansi;
        if (!isLive)
        {
            return search(new Told(finished => { Keep(session, history); Line(session, history, finished); }));
        }

        return _out.Status().Start("Training the first candidates ...", status => search(new Told(finished =>
        {
            Keep(session, history);
            if (ReferenceEquals(history.Best, finished))
            {
                Line(session, history, finished);
            }

            status.Status = Markup.Escape(Summary(session, history));
        })));
    }

    /// <summary>What came of it.</summary>
    public void Ended(SearchSession session, SearchOutcome outcome)
    {
        SearchHistory history = outcome.History;
        _out.WriteLine();
        _out.MarkupLineInterpolated($"[bold]{InWords(outcome.EndReason)}[/] {Summary(session, history)}");
        if (history.Best is not { } best)
        {
            Error(history.Count == 0 ? "No candidate was finished." : $"All {history.Count} candidates failed; the first: {history.Trials.First().Result.Message}");
            return;
        }

        IReadOnlyList<FinishedTrial> front = history.ParetoFront(0);
        var table = new Table().Border(TableBorder.Simple).Title("Worth a look: nothing is both cheaper and better");
        foreach (string column in new[] { "trial", session.Metric.Name, "parameters", "multiply-adds", "predicted ns", "epochs" })
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        foreach (FinishedTrial finished in front.TakeLast(MostOfFront))
        {
            table.AddRow([Number(finished.Trial.Number), Quality(session, finished), .. finished.Result.Costs.Select(cost => cost.ToString("N0", CultureInfo.InvariantCulture)), Number(finished.Result.Curve.Count)]);
        }

        _out.Write(table);
        int equal = history.Trials.Count(trial => trial.Result.Outcome == TrialOutcome.Completed && trial.Trial.Epochs == best.Trial.Epochs && trial.Trial.DataShare.Equals(best.Trial.DataShare) && trial.Result.Objective.Equals(best.Result.Objective));
        if (equal > 2)
        {
            _out.MarkupLineInterpolated($"{equal} trials are equally good: the fewest parameters decide{(session.Metric.Name == "accuracy" ? ". --metric loss would tell them apart" : "")}.");
        }

        _out.MarkupLineInterpolated($"The best is trial {best.Trial.Number}, {session.Metric.Name} {Quality(session, best)} on the rows it was judged by. To paste:");
        _out.WriteLine();
        Console.Out.WriteLine(session.Paste(best));
        _out.WriteLine();
        _out.MarkupLineInterpolated($"{session.Settings.HistoryPath}: every trial. {session.Settings.PagePath}: the same as a page. {session.Settings.BestPath}: what to paste.");
        if (outcome.EndReason is not SearchEndReason.NothingLeft)
        {
            _out.MarkupLineInterpolated($"To go on: nngen search --resume --output {session.Settings.Output} --trials {history.Count * 2}");
        }
    }

    private void Line(SearchSession session, SearchHistory history, FinishedTrial finished)
    {
        string result = finished.Result.Outcome switch
        {
            TrialOutcome.Failed => $"failed: {finished.Result.Message}",
            TrialOutcome.Cut => $"cut after {finished.Result.Curve.Count} epochs at {Quality(session, finished)}",
            _ => $"{session.Metric.Name} {Quality(session, finished)}",
        };
        string best = ReferenceEquals(history.Best, finished) ? ", the best so far" : "";
        _out.MarkupLineInterpolated($"trial {finished.Trial.Number}: {result}, {finished.Result.Costs.FirstOrDefault():N0} parameters{best}");
    }

    private static void Keep(SearchSession session, SearchHistory history) => history.Save(session.Settings.HistoryPath);

    private static string Summary(SearchSession session, SearchHistory history)
    {
        string best = history.Best is { } found ? $"best {session.Metric.Name} {Quality(session, found)} (trial {found.Trial.Number})" : "none finished yet";
        int cut = history.Trials.Count(trial => trial.Result.Outcome == TrialOutcome.Cut);
        int failed = history.Trials.Count(trial => trial.Result.Outcome == TrialOutcome.Failed);
        int over = session.Rejected.Count(rejected => rejected.IsOverBudget);
        int impossible = session.Rejected.Count - over;
        return $"{history.Count} trials, {best}"
            + (cut > 0 ? $"; {cut} cut" : "")
            + (failed > 0 ? $"; {failed} failed" : "")
            + (over > 0 ? $"; {over} over the budget" : "")
            + (impossible > 0 ? $"; {impossible} impossible" : "")
            + (over + impossible > 0 ? ", never compiled." : ".");
    }

    private static string Quality(SearchSession session, FinishedTrial finished) => session.Metric.Text(finished.Result.Objective);

    private static string Limits(SearchSettings settings) =>
        string.Join(", ", new[] { settings.Trials is int trials ? $"at most {trials} trials" : "", settings.Budget is TimeSpan time ? $"at most {time}" : "" }.Where(limit => limit.Length > 0));

    private static string InWords(SearchEndReason reason) => reason switch
    {
        SearchEndReason.NothingLeft => "The whole space was tried.",
        SearchEndReason.TrialLimit => "All trials are done.",
        SearchEndReason.TimeLimit => "The time is up.",
        SearchEndReason.CostLimit => "The budget of epochs is used up.",
        _ => "Ended by Ctrl+C.",
    };

    private static string Count(double count) => count < 1e6 ? count.ToString("N0", CultureInfo.InvariantCulture) : count.ToString("0.#e0", CultureInfo.InvariantCulture);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed class Told(Action<FinishedTrial> tell) : IProgress<FinishedTrial>
    {
        public void Report(FinishedTrial value) => tell(value);
    }
}

using System.Globalization;
using NnGen.Search;
using NnGen.Tool.Training;

namespace NnGen.Tool.Reports;

/// <summary>A search as one page that needs nothing but itself.</summary>
internal static class HistoryPage
{
    /// <summary>The page.</summary>
    public static string Of(SearchSession session, SearchOutcome outcome)
    {
        SearchHistory history = outcome.History;
        FinishedTrial? best = history.Best;
        var charts = new SearchCharts(history, session.Metric, best);
        var tables = new SearchTables(session, history, best);
        string name = Html.Encoded(session.Space.Name);
        int cut = history.Trials.Count(trial => trial.Result.Outcome == TrialOutcome.Cut);
        int failed = history.Trials.Count(trial => trial.Result.Outcome == TrialOutcome.Failed);
        return $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width,initial-scale=1">
            <title>{name}: search</title>
            <style>{PageStyle.Text}</style>
            </head>
            <body><main>
            <p class="kind">Search for an architecture</p>
            <h1>{name}</h1>
            <p class="lead">{Html.Encoded(session.Data.Description)}. Judged by {Html.Encoded(session.Metric.Name)} ({Html.Encoded(session.Metric.Meaning)}) on {100 * session.Settings.Validation:0.#} % of the rows, by {Html.Encoded(outcome.Method)} with seed {session.Settings.Seed}.</p>
            <dl class="facts">
            {Fact(session.Metric.Name, best is null ? "none" : session.Metric.Text(best.Result.Objective), best is null ? "no candidate was finished" : $"of trial {best.Trial.Number}")}
            {Fact("parameters", best is null ? "" : best.Result.Costs[0].ToString("N0", CultureInfo.InvariantCulture), best is null ? "" : $"{best.Result.Costs[2]:N0} ns a prediction, predicted")}
            {Fact("trials", history.Count.ToString(CultureInfo.InvariantCulture), $"{cut} cut, {failed} failed")}
            {Fact("never compiled", session.Rejected.Count.ToString(CultureInfo.InvariantCulture), $"{session.Rejected.Count(rejected => rejected.IsOverBudget)} over the budget")}
            {Fact("epochs over all the data", history.Spent.ToString("N0", CultureInfo.InvariantCulture), "trained altogether")}
            </dl>
            {(best is null ? "" : $"<h2>The best, to paste</h2><pre class=\"card\" tabindex=\"0\">{Html.Encoded(session.Paste(best))}</pre>")}
            <h2>Quality against cost</h2>
            <p class="note">Each dot is a candidate; the line joins those to which no other is both cheaper and better. Point at one to find it in the other pictures.</p>
            <div class="pick">{string.Concat(history.CostNames.Select((cost, i) => $"<input type=\"radio\" name=\"cost\" id=\"cost{i}\"{(i == 0 ? " checked" : "")}><label for=\"cost{i}\">{Html.Encoded(cost.Replace('_', ' '))}</label>"))}
            {string.Concat(history.CostNames.Select((_, i) => $"<div class=\"card c{i}\">{charts.Costs(i)}</div>"))}</div>
            <h2>Curves</h2>
            <p class="note">{Html.Encoded(session.Metric.Name)} after each epoch. A curve that was cut ends in a dot; the best is thick.</p>
            <div class="card">{charts.Curves()}</div>
            <h2>What was cut, and when</h2>
            <p class="note">A bar for each trial, in the order in which they were asked for: how long it was trained of what was planned (thin). Those that end early without a cut made no progress for {session.Settings.Patience} epochs.</p>
            <div class="card">{charts.Lengths()}</div>
            <h2>What the options came to</h2>
            <div class="card scroll" tabindex="0" role="region" aria-label="What the options came to">{tables.Choices()}</div>
            <h2>All trials</h2>
            <div class="card scroll tall" tabindex="0" role="region" aria-label="All trials">{tables.Trials()}</div>
            {tables.Rejected()}
            <footer>To the rows that candidates are judged by, the best of many is better than it will be to others: measure it on rows that no candidate has seen.</footer>
            </main>
            <script>{PageStyle.Script}</script>
            </body></html>
            """;
    }

    private static string Fact(string name, string value, string more) => $"<div><dt>{Html.Encoded(name)}</dt><dd>{Html.Encoded(value)}<p class=\"more\">{Html.Encoded(more)}</p></dd></div>";
}

using System.Globalization;
using System.Text;
using NnGen.Search;
using NnGen.Tool.Training;

namespace NnGen.Tool.Reports;

/// <summary>The tables of a search.</summary>
/// <param name="session">The search.</param>
/// <param name="history">The trials.</param>
/// <param name="best">The best of them; null where none was finished.</param>
internal sealed class SearchTables(SearchSession session, SearchHistory history, FinishedTrial? best)
{
    private const int MostRejected = 200;

    /// <summary>What each option came to, over the trials that were finished: of how many, and their median and best.</summary>
    public string Choices()
    {
        FinishedTrial[] finished = [.. history.Trials.Where(trial => trial.Result.Outcome == TrialOutcome.Completed)];
        var rows = new StringBuilder();
        for (int i = 0; i < history.Space.Choices.Count; i++)
        {
            Choice choice = history.Space.Choices[i];
            for (int option = 0; option < choice.Options.Count; option++)
            {
                double[] objectives = [.. finished.Where(trial => trial.Trial.Configuration[i] == option).Select(trial => trial.Result.Objective).Order()];
                string name = option == 0 ? $"<th scope=\"rowgroup\" class=\"word\" rowspan=\"{choice.Options.Count}\">{Html.Encoded(choice.Name)}</th>" : "";
                rows.Append(CultureInfo.InvariantCulture, $"<tr>{name}<td class=\"word mono\">{Html.Encoded(choice.Options[option])}</td><td>{objectives.Length}</td><td>{(objectives.Length == 0 ? "" : Quality(objectives[objectives.Length / 2]))}</td><td>{(objectives.Length == 0 ? "" : Quality(objectives[0]))}</td></tr>");
            }
        }

        return $"<table><thead><tr><th class=\"word\">choice</th><th class=\"word\">option</th><th>trials</th><th>median</th><th>best</th></tr></thead><tbody>{rows}</tbody></table>";
    }

    /// <summary>All trials, the best first.</summary>
    public string Trials()
    {
        var rows = new StringBuilder();
        foreach (FinishedTrial trial in history.Trials.OrderBy(trial => trial.Result.Outcome == TrialOutcome.Failed).ThenBy(trial => trial.Result.Objective).ThenBy(trial => trial.Trial.Number))
        {
            string outcome = trial.Result.Outcome switch
            {
                TrialOutcome.Cut => "cut",
                TrialOutcome.Failed => trial.Result.Message,
                _ => "",
            };
            rows.Append(CultureInfo.InvariantCulture, $"<tr class=\"t{(trial == best ? " total" : "")}\" data-t=\"{trial.Trial.Number}\"><th scope=\"row\">{trial.Trial.Number}</th><td>{(trial.Result.Outcome == TrialOutcome.Failed ? "" : Quality(trial.Result.Objective))}</td>");
            for (int cost = 0; cost < history.CostNames.Count; cost++)
            {
                rows.Append(CultureInfo.InvariantCulture, $"<td>{(trial.Result.Costs.Count == 0 ? "" : trial.Result.Costs[cost].ToString("N0", CultureInfo.InvariantCulture))}</td>");
            }

            rows.Append(CultureInfo.InvariantCulture, $"<td>{trial.Result.Curve.Count} of {trial.Trial.Epochs}</td><td class=\"word\">{Html.Encoded(outcome)}</td><td class=\"word\">{Html.Encoded(trial.Trial.Origin)}</td><td class=\"word mono\">{Html.Encoded(history.Space.Describe(trial.Trial.Configuration))}</td></tr>");
        }

        string costs = string.Concat(history.CostNames.Select(name => $"<th>{Html.Encoded(name.Replace('_', ' '))}</th>"));
        return $"<table><thead><tr><th>trial</th><th>{Html.Encoded(session.Metric.Name)}</th>{costs}<th>epochs</th><th class=\"word\">end</th><th class=\"word\">origin</th><th class=\"word\">choices</th></tr></thead><tbody>{rows}</tbody></table>";
    }

    /// <summary>What was never compiled, and why; empty where there is nothing.</summary>
    public string Rejected()
    {
        if (session.Rejected.Count == 0)
        {
            return "";
        }

        string rows = string.Concat(session.Rejected.Take(MostRejected).Select(rejected => $"<tr><td class=\"word\">{(rejected.IsOverBudget ? "over the budget" : "impossible")}</td><td class=\"word why\">{Html.Encoded(rejected.Fault)}</td><td class=\"word mono\">{Html.Encoded(history.Space.Describe(rejected.Configuration))}</td></tr>"));
        string more = session.Rejected.Count > MostRejected ? $"<p class=\"note\">The first {MostRejected} of {session.Rejected.Count}.</p>" : "";
        return $"<h2>Never compiled</h2>{more}<div class=\"card scroll tall\" tabindex=\"0\" role=\"region\" aria-label=\"Networks that were never compiled\"><table><thead><tr><th class=\"word\">is</th><th class=\"word\">why</th><th class=\"word\">choices</th></tr></thead><tbody>{rows}</tbody></table></div>";
    }

    private string Quality(double objective) => session.Metric.Text(objective);
}

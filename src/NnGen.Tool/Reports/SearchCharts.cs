using System.Globalization;
using System.Text;
using NnGen.Search;
using NnGen.Tool.Training;

namespace NnGen.Tool.Reports;

/// <summary>The pictures of a search.</summary>
/// <param name="history">The trials.</param>
/// <param name="metric">What was judged.</param>
/// <param name="best">The best of them; null where none was finished.</param>
internal sealed class SearchCharts(SearchHistory history, SearchMetric metric, FinishedTrial? best)
{
    private readonly FinishedTrial[] _judged = [.. history.Trials.Where(trial => trial.Result.Outcome != TrialOutcome.Failed)];

    /// <summary>Quality against a cost, with the trials to which no other is better in both joined by a line.</summary>
    /// <param name="cost">The number of the cost.</param>
    public string Costs(int cost)
    {
        string name = history.CostNames[cost].Replace('_', ' ');
        var plot = new PlotArea(new Axis(name, _judged.Select(trial => trial.Result.Costs[cost]), isLogarithmic: true), Quality());
        HashSet<int> front = [.. history.ParetoFront(cost).Select(trial => trial.Trial.Number)];
        var text = new StringBuilder();
        text.Append("<polyline class=\"front\" points=\"");
        (double X, double Y)? before = null;
        foreach (FinishedTrial trial in history.ParetoFront(cost))
        {
            // A staircase: up to the next one, what is there is the best for the money.
            (double x, double y) = (plot.X(trial.Result.Costs[cost]), plot.Y(Value(trial)));
            text.Append(before is { } last ? Point(x, last.Y) : "").Append(Point(x, y));
            before = (x, y);
        }

        text.Append("\"/>");
        foreach (FinishedTrial trial in _judged.OrderBy(trial => front.Contains(trial.Trial.Number)))
        {
            string kind = trial == best ? "dot best" : front.Contains(trial.Trial.Number) ? "dot on" : trial.Result.Outcome == TrialOutcome.Cut ? "dot cut" : "dot";
            text.Append(CultureInfo.InvariantCulture, $"<circle class=\"{kind} t\" data-t=\"{trial.Trial.Number}\" cx=\"{plot.X(trial.Result.Costs[cost]):0.#}\" cy=\"{plot.Y(Value(trial)):0.#}\" r=\"{(trial == best ? 6 : 4.5)}\"><title>{Title(trial)}</title></circle>");
        }

        return plot.Draw($"{metric.Name} against {name}", text.ToString());
    }

    /// <summary>The curve of every candidate.</summary>
    public string Curves()
    {
        FinishedTrial[] curved = [.. _judged.Where(trial => trial.Result.Curve.Count > 0).OrderBy(trial => trial == best)];
        var plot = new PlotArea(new Axis("epochs", curved.Select(trial => (double)trial.Result.Curve.Count), fromZero: true), Quality());
        var text = new StringBuilder();
        foreach (FinishedTrial trial in curved)
        {
            string kind = trial == best ? "curve best" : trial.Result.Outcome == TrialOutcome.Cut ? "curve cut" : "curve";
            text.Append(CultureInfo.InvariantCulture, $"<polyline class=\"{kind} t\" data-t=\"{trial.Trial.Number}\" points=\"");
            for (int epoch = 0; epoch < trial.Result.Curve.Count; epoch++)
            {
                text.Append(double.IsFinite(trial.Result.Curve[epoch]) ? Point(plot.X(epoch + 1), plot.Y(metric.Value(trial.Result.Curve[epoch]))) : "");
            }

            text.Append(CultureInfo.InvariantCulture, $"\"><title>{Title(trial)}</title></polyline>");
            if (trial.Result.Outcome == TrialOutcome.Cut)
            {
                text.Append(CultureInfo.InvariantCulture, $"<circle class=\"dot cut\" cx=\"{plot.X(trial.Result.Curve.Count):0.#}\" cy=\"{plot.Y(metric.Value(trial.Result.Curve[^1])):0.#}\" r=\"3\"/>");
            }
        }

        return plot.Draw($"{metric.Name} of every candidate after each epoch", text.ToString());
    }

    /// <summary>How long each trial was trained, in the order in which they were asked for.</summary>
    public string Lengths()
    {
        FinishedTrial[] all = [.. history.Trials];
        double height = Math.Clamp(60 + 7 * all.Length, 160, 900);
        var plot = new PlotArea(new Axis("epochs", all.Select(trial => (double)Math.Max(trial.Trial.Epochs, 1)), fromZero: true), new Axis("trial", all.Select(trial => -(double)trial.Trial.Number)), height);
        double thickness = Math.Clamp((height - 60) / all.Length * 0.7, 0.8, 9);
        var text = new StringBuilder();
        foreach (FinishedTrial trial in all)
        {
            string kind = trial == best ? "bar best" : trial.Result.Outcome switch { TrialOutcome.Cut => "bar cut", TrialOutcome.Failed => "bar failed", _ => "bar" };
            double y = plot.Y(-trial.Trial.Number);
            int end = Math.Max(trial.Result.Curve.Count, 1);
            text.Append(CultureInfo.InvariantCulture, $"<g class=\"t\" data-t=\"{trial.Trial.Number}\"><line class=\"planned\" x1=\"{plot.X(0):0.#}\" x2=\"{plot.X(trial.Trial.Epochs):0.#}\" y1=\"{y:0.#}\" y2=\"{y:0.#}\"/><line class=\"{kind}\" stroke-width=\"{thickness:0.#}\" x1=\"{plot.X(Math.Min(trial.Trial.EpochsBefore, end)):0.#}\" x2=\"{plot.X(end):0.#}\" y1=\"{y:0.#}\" y2=\"{y:0.#}\"/><title>{Title(trial)}</title></g>");
        }

        // Numbers of trials go downwards, and are written without the sign.
        return plot.Draw("Epochs of every trial", text.ToString()).Replace(">-", ">", StringComparison.Ordinal);
    }

    private Axis Quality()
    {
        // What is far worse than most would leave no room for the differences that matter.
        double[] values = [.. _judged.Select(Value).Where(double.IsFinite).Order()];
        if (values.Length > 8)
        {
            values = metric.IsComplement ? values[(values.Length / 10)..] : values[..^(values.Length / 10)];
        }

        // Errors are told apart by factors, shares of right decisions by differences.
        return new Axis(metric.Name, values, isLogarithmic: !metric.IsComplement);
    }

    private double Value(FinishedTrial trial) => metric.Value(trial.Result.Objective);

    private string Title(FinishedTrial trial)
    {
        string result = trial.Result.Outcome == TrialOutcome.Failed ? $"failed: {trial.Result.Message}" : string.Create(CultureInfo.InvariantCulture, $"{metric.Name} {metric.Text(trial.Result.Objective)}{(trial.Result.Outcome == TrialOutcome.Cut ? $", cut after {trial.Result.Curve.Count} epochs" : "")}");
        return Html.Encoded($"trial {trial.Trial.Number}: {result}; {history.Space.Describe(trial.Trial.Configuration)}");
    }

    private static string Point(double x, double y) => string.Create(CultureInfo.InvariantCulture, $"{x:0.#},{y:0.#} ");
}

namespace NnGen;

/// <summary>The top of the page: the name, what happened in a sentence, the network, the few numbers that matter most, the warnings.</summary>
internal static class ReportHead
{
    private const string WarningIcon =
        """<svg class="icon" viewBox="0 0 26 26" aria-hidden="true"><path d="M13 3 24.5 23H1.5Z" fill="none" stroke="currentColor" stroke-width="2" stroke-linejoin="round"/><path d="M13 10.2V16M13 19.4v.1" fill="none" stroke="currentColor" stroke-width="2.4" stroke-linecap="round"/></svg>""";

    private const string FineIcon =
        """<svg class="icon" viewBox="0 0 26 26" aria-hidden="true"><circle cx="13" cy="13" r="11" fill="none" stroke="currentColor" stroke-width="2"/><path d="m8 13.4 3.6 3.6L18.4 9.6" fill="none" stroke="currentColor" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round"/></svg>""";

    public static void Write(Markup page, TrainingReport report, EvaluationReport? evaluation, bool isWatched)
    {
        using (page.Open("header"))
        {
            page.Leaf("p", "Training report", "class", "kind");
            page.Leaf("h1", report.Network);
            WriteLead(page, report);
            WriteNodes(page, report);
        }

        page.Line();
        WriteFacts(page, report, evaluation);
        WriteWarnings(page, report.FindWarnings(), isWatched);
    }

    /// <summary>How a run ended, as a sentence.</summary>
    public static string InWords(StopReason reason) => reason switch
    {
        StopReason.EpochsDone => "All epochs were done.",
        StopReason.EveryErrorBelowLimit => "It stopped because the error of every example is below the limit.",
        StopReason.LossUnchanged => "It stopped because the loss hardly changes any more.",
        StopReason.NoImprovement => "It stopped early because the watched number got no better.",
        StopReason.StoppedByCallback => "A callback stopped it.",
        StopReason.Cancelled => "It was cancelled.",
        StopReason.NotFinite => "It stopped because a number became NaN or infinite.",
        _ => $"It stopped: {reason}.",
    };

    private static void WriteLead(Markup page, TrainingReport report)
    {
        using Markup.Scope lead = page.Open("p", "class", "lead");
        page.Text("Trained on ");
        page.Leaf("strong", $"{Figures.Count(report.Rows)} {Plural(report.Rows, "row", "rows")}");
        page.Text(" for ");
        page.Leaf("strong", $"{Figures.Count(report.Epochs.Count)} {Plural(report.Epochs.Count, "epoch", "epochs")}");
        string best = report is { IsBestRestored: true, BestEpoch: int epoch } ? $" The network has the parameters of epoch {Figures.Count(epoch)}, the best one." : "";
        page.Text($", {Figures.Count(report.Steps)} {Plural(report.Steps, "step", "steps")}, in {Figures.Duration(report.Seconds)}. {InWords(report.StopReason)}{best}");
    }

    private static void WriteNodes(Markup page, TrainingReport report)
    {
        if (NodeTable.Parse(report.LayerTable) is not NodeTable table)
        {
            return;
        }

        using (page.Open("ol", "class", "nodes", "aria-label", "The network's layers"))
        {
            foreach (IReadOnlyList<string> row in table.Rows)
            {
                using Markup.Scope item = page.Open("li");
                using Markup.Scope node = page.Open("span", "class", row[3] == "0" ? "node" : "node learns");
                page.Leaf("b", row[0]);
                page.Leaf("span", row[2].Trim('[', ']').Replace(", ", "\u00D7", StringComparison.Ordinal));
            }
        }

        page.Line();
    }

    private static void WriteFacts(Markup page, TrainingReport report, EvaluationReport? evaluation)
    {
        IReadOnlyList<Fact> facts = [.. Facts(report, evaluation)];
        using (page.Open("dl", "class", "facts", "style", Figures.Plain($"--n:{facts.Count}")))
        {
            foreach (Fact fact in facts)
            {
                using Markup.Scope item = page.Open("div");
                page.Leaf("dt", fact.Name);
                page.Leaf("dd", fact.Number);
                page.Leaf("dd", fact.More, "class", "more");
            }
        }

        page.Line();
    }

    private static IEnumerable<Fact> Facts(TrainingReport report, EvaluationReport? evaluation)
    {
        if (evaluation is not null)
        {
            string loss = $"loss {Figures.Short(evaluation.Loss)}, {Figures.Count(evaluation.Rows)} {Plural(evaluation.Rows, "row", "rows")}";
            yield return evaluation switch
            {
                { Accuracy: double accuracy } => new Fact("Test accuracy", Figures.Percent(accuracy), loss),
                { RootMeanSquaredError: double error, RSquared: double fit } => new Fact("Test RMSE", Figures.Short(error), $"R\u00B2 {Figures.Short(fit)}, {loss}"),
                _ => new Fact("Test loss", Figures.Short(evaluation.Loss), $"{Figures.Count(evaluation.Rows)} {Plural(evaluation.Rows, "row", "rows")}"),
            };
        }

        if (report.Epochs.LastOrDefault(epoch => epoch.ValidationLoss is not null) is EpochReport validated)
        {
            yield return Quality("Validation", report, validated.ValidationLoss!.Value, validated.ValidationAccuracy, epoch => epoch.ValidationLoss, epoch => epoch.ValidationAccuracy);
        }

        if (report.Last is EpochReport last)
        {
            yield return Quality("Training", report, last.TrainLoss, last.TrainAccuracy, epoch => epoch.TrainLoss, epoch => epoch.TrainAccuracy);
        }

        long rowsTrained = report.Epochs.Sum(epoch => (long)epoch.Rows);
        yield return new Fact("Training time", Figures.Duration(report.Seconds), report.Seconds > 0 ? $"{Figures.Short(rowsTrained / report.Seconds)} rows a second" : "");
        if (report.BytesAllocatedPerStep is double bytes)
        {
            yield return new Fact("Allocated a step", $"{Figures.Short(bytes)}\u00A0bytes", "measured on the heap");
        }
    }

    /// <summary>The last accuracy, or the last loss where there is no accuracy; with the best one if that was another.</summary>
    private static Fact Quality(
        string data, TrainingReport report, double loss, double? accuracy, Func<EpochReport, double?> lossOf, Func<EpochReport, double?> accuracyOf)
    {
        Func<EpochReport, double?> value = accuracy is null ? lossOf : accuracyOf;
        Func<double, string> format = accuracy is null ? Figures.Short : Figures.Percent;
        IEnumerable<EpochReport> finite = report.Epochs.Where(epoch => value(epoch) is double number && double.IsFinite(number));
        EpochReport? best = accuracy is null ? finite.MinBy(value) : finite.MaxBy(value);
        bool isLastBest = best is null || value(best) == (accuracy ?? loss);
        string bestWords = isLastBest ? "" : $"best {format(value(best!)!.Value)} in epoch {Figures.Count(best!.Epoch)}";
        return accuracy is double part
            ? new Fact($"{data} accuracy", Figures.Percent(part), isLastBest ? $"loss {Figures.Short(loss)}" : bestWords)
            : new Fact($"{data} loss", Figures.Short(loss), isLastBest && report.Epochs.Count > 1 ? $"first epoch {Format(lossOf(report.Epochs[0]))}" : bestWords);

        string Format(double? number) => number is double known ? format(known) : "none";
    }

    private static void WriteWarnings(Markup page, IReadOnlyList<TrainingWarning> warnings, bool isWatched)
    {
        if (warnings.Count == 0)
        {
            using Markup.Scope fine = page.Open("div", "class", "fine");
            page.Raw(FineIcon);
            page.Leaf("p", isWatched
                ? "Nothing looks wrong: losses, gradients and dead units were checked."
                : "Nothing looks wrong with the losses. Gradients were not watched; TrainingOptions.Watch adds their norms, dead units and weights to this page.");
            return;
        }

        using (page.Open("ul", "class", "warnings", "aria-label", "Warnings"))
        {
            foreach (TrainingWarning warning in warnings)
            {
                using Markup.Scope item = page.Open("li");
                page.Raw(WarningIcon);
                using Markup.Scope text = page.Open("div");
                page.Leaf("h3", $"Warning: {Title(warning.Kind)}");
                page.Leaf("p", warning.Message);
                page.Leaf("p", warning.Advice, "class", "advice");
            }
        }

        page.Line();
    }

    private static string Title(TrainingWarningKind kind) => kind switch
    {
        TrainingWarningKind.NotFinite => "NaN or infinite numbers",
        TrainingWarningKind.ExplodingGradients => "exploding gradients",
        TrainingWarningKind.VanishingGradients => "vanishing gradients",
        TrainingWarningKind.DeadUnits => "dead units",
        TrainingWarningKind.LossNotFalling => "the loss does not fall",
        TrainingWarningKind.CheckpointFailed => "a checkpoint could not be written",
        _ => "overfitting",
    };

    private static string Plural(long number, string one, string several) => number == 1 ? one : several;

    /// <summary>A number of the page's head.</summary>
    private readonly record struct Fact(string Name, string Number, string More);
}

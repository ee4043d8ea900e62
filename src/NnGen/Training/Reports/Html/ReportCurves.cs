namespace NnGen;

/// <summary>The curves over the epochs, and over the layers where these are too many for a curve each.</summary>
internal static class ReportCurves
{
    /// <summary>A loss that spans more than this factor is drawn on a logarithmic axis: on an even one the end would be flat.</summary>
    private const double WideSpan = 30;

    /// <summary>A learning rate that spends half of its epochs below this part of its largest value needs one too.</summary>
    private const double SmallRate = 0.02;

    /// <summary>More layers than this are drawn along the network instead, with lines for a few epochs.</summary>
    private const int MostLines = 8;

    private const int MostMarks = 6;

    public static void Write(Markup page, TrainingReport report, IReadOnlyList<LayerHistory> layers)
    {
        if (report.Epochs.Count == 0)
        {
            page.Leaf("p", "No epoch was trained, so there are no curves.", "class", "lead");
            return;
        }

        page.Leaf("h2", "How it learnt");
        using (page.Open("div", "class", "charts"))
        {
            Losses(report).Write(page);
            Accuracies(report)?.Write(page);
            LearningRates(report)?.Write(page);
        }

        LayerHistory[] parameters = [.. layers.Where(layer => layer.HasParameters)];
        LayerHistory[] units = [.. layers.Where(layer => layer.HasUnits)];
        if (parameters.Length + units.Length == 0)
        {
            return;
        }

        page.Leaf("h2", "What the layers did");
        using Markup.Scope charts = page.Open("div", "class", "charts");
        if (parameters.Length > 0)
        {
            Norms(report, parameters, "Gradient norm", "Mean over the watched steps of an epoch", layer => layer.GradientNorm).Write(page);
            Norms(report, parameters, "Update norm", "What a step added, mean over the watched steps", layer => layer.UpdateNorm).Write(page);
        }

        if (units.Length > 0)
        {
            Layers(
                report, units, "Dead units", "Share of units that were 0 in every watched row of an epoch",
                layer => layer is { Units: int count and > 0, DeadUnits: int dead } ? (double)dead / count : null,
                values => ValueAxis.Linear(values.Append(0).Append(0.05), Figures.ShortPercent, limit: 1), Figures.ShortPercentOf).Write(page);
        }
    }

    private static LineChart Losses(TrainingReport report)
    {
        double?[] validation = [.. report.Epochs.Select(epoch => epoch.ValidationLoss)];
        int? best = BestIndex(validation, isMore: false);
        List<ChartSeries> series = [new("training", [.. report.Epochs.Select(epoch => (double?)epoch.TrainLoss)])];
        if (validation.Any(value => value is not null))
        {
            series.Add(new ChartSeries("validation", validation) { Marked = best });
        }

        ValueAxis axis = Fitting(series);
        string bestWords = best is int index && report.Epochs.Count > 1 ? $"; least validation loss in epoch {Figures.Count(report.Epochs[index].Epoch)}" : "";
        return Chart(report, "Loss", $"{Sentence(report.Loss)}{Scale(axis)}{bestWords}", series, axis, Figures.Short);
    }

    private static LineChart? Accuracies(TrainingReport report)
    {
        double?[] training = [.. report.Epochs.Select(epoch => epoch.TrainAccuracy)];
        double?[] validation = [.. report.Epochs.Select(epoch => epoch.ValidationAccuracy)];
        var series = new List<ChartSeries>();
        if (training.Any(value => value is not null))
        {
            series.Add(new ChartSeries("training", training));
        }

        int? best = BestIndex(validation, isMore: true);
        if (validation.Any(value => value is not null))
        {
            series.Add(new ChartSeries("validation", validation) { Marked = best });
        }

        if (series.Count == 0)
        {
            return null;
        }

        ValueAxis axis = ValueAxis.Linear(series.SelectMany(line => line.Numbers), Figures.ShortPercent, limit: 1);
        string note = best is int index && report.Epochs.Count > 1 ? $"Right decisions; best on validation in epoch {Figures.Count(report.Epochs[index].Epoch)}" : "Right decisions";
        return Chart(report, "Accuracy", note, series, axis, Figures.Percent);
    }

    private static LineChart? LearningRates(TrainingReport report)
    {
        double?[] rates = [.. report.Epochs.Select(epoch => epoch.LearningRate)];
        if (rates.All(rate => rate is null))
        {
            return null;
        }

        ChartSeries[] series = [new("learning rate", rates)];
        double[] sorted = [.. rates.OfType<double>().Where(double.IsFinite).Order()];
        bool isSmall = sorted.Length > 0 && sorted[0] > 0 && sorted[sorted.Length / 2] < SmallRate * sorted[^1];
        ValueAxis axis = isSmall ? ValueAxis.Logarithmic(sorted, Figures.Short) : ValueAxis.Linear(sorted.Append(0), Figures.Short);
        return Chart(report, "Learning rate", $"{report.Optimizer}{Scale(axis)}", series, axis, Figures.Short) with { IsNamed = false };
    }

    private static LineChart Norms(TrainingReport report, LayerHistory[] layers, string title, string note, Func<LayerStatistics, double?> value)
        => Layers(report, layers, title, $"{note}, logarithmic", value, values => ValueAxis.Logarithmic(values, Figures.Short), Figures.Short);

    private static LineChart Layers(
        TrainingReport report, LayerHistory[] layers, string title, string note,
        Func<LayerStatistics, double?> value, Func<IEnumerable<double>, ValueAxis> axis, Func<double, string> format)
    {
        double?[] Values(LayerHistory layer) => [.. layer.Epochs.Select(epoch => epoch is null ? null : value(epoch))];
        ValueAxis fitting = axis(layers.SelectMany(layer => Values(layer).OfType<double>()));
        if (layers.Length <= MostLines)
        {
            return Chart(report, title, note, [.. layers.Select(layer => new ChartSeries(layer.Layer, Values(layer)))], fitting, format);
        }

        int count = report.Epochs.Count;
        ChartSeries[] series =
        [
            .. new[] { count - 1, count / 2, 0 }.Distinct().Select(index => new ChartSeries(
                $"epoch {Figures.Count(report.Epochs[index].Epoch)}",
                [.. layers.Select(layer => layer.Epochs[index] is LayerStatistics statistics ? value(statistics) : null)])),
        ];
        return new LineChart
        {
            Title = title,
            Note = $"{note}; from the input to the output",
            Along = "layer",
            Places = [.. layers.Select(layer => layer.Layer)],
            Marks = [.. new[] { 0, layers.Length / 2, layers.Length - 1 }.Distinct()],
            Series = series,
            Axis = fitting,
            Format = format,
            IsNamed = true,
        };
    }

    private static LineChart Chart(
        TrainingReport report, string title, string? note, IReadOnlyList<ChartSeries> series, ValueAxis axis, Func<double, string> format) => new()
        {
            Title = title,
            Note = note,
            Along = "epoch",
            Places = [.. report.Epochs.Select(epoch => Figures.Count(epoch.Epoch))],
            Marks = EpochMarks(report.Epochs.Count),
            Series = series,
            Axis = axis,
            Format = format,
            IsNamed = true,
        };

    /// <summary>The first epoch and round ones after it.</summary>
    private static List<int> EpochMarks(int count)
    {
        var marks = new List<int> { 0 };
        int step = 1;
        for (int i = 0; count / step > MostMarks; i++)
        {
            step = i % 3 == 1 ? step / 2 * 5 : step * 2;
        }

        for (int epoch = step; epoch <= count; epoch += step)
        {
            // A mark next to the first one would touch it.
            if (2 * (epoch - 1) > step)
            {
                marks.Add(epoch - 1);
            }
        }

        return marks;
    }

    private static ValueAxis Fitting(IReadOnlyList<ChartSeries> series)
    {
        double[] values = [.. series.SelectMany(line => line.Numbers).Where(double.IsFinite)];
        return values.Length > 0 && values.Min() > 0 && values.Max() / values.Min() > WideSpan
            ? ValueAxis.Logarithmic(values, Figures.Short)
            : ValueAxis.Linear(values, Figures.Short);
    }

    private static int? BestIndex(double?[] values, bool isMore)
    {
        int? best = null;
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] is double value && double.IsFinite(value) && (best is not int index || (isMore ? value > values[index] : value < values[index])))
            {
                best = i;
            }
        }

        return best;
    }

    private static string Scale(ValueAxis axis) => axis.IsLogarithmic ? ", logarithmic" : "";

    private static string Sentence(string words) => words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
}

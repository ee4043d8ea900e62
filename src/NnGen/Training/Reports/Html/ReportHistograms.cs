using System.Text;

namespace NnGen;

/// <summary>The weights of each layer, after the first epoch and after the last, as small drawings of one form.</summary>
internal static class ReportHistograms
{
    private const double Size = 1000;

    public static void Write(Markup page, TrainingReport report, IReadOnlyList<LayerHistory> layers)
    {
        LayerHistory[] weighed = [.. layers.Where(layer => layer.Last?.Weights is not null)];
        if (weighed.Length == 0)
        {
            return;
        }

        page.Leaf("h2", "Weights");
        using Markup.Scope card = page.Open("div", "class", "card long");
        WriteLegend(page, report.Epochs.Count > 1);
        using Markup.Scope grid = page.Open("div", "class", "histograms");
        foreach (LayerHistory layer in weighed)
        {
            LayerStatistics last = layer.Last!;
            LayerStatistics first = layer.Epochs.First(epoch => epoch?.Weights is not null)!;
            WriteLayer(page, last, first == last ? null : first.Weights, last.Weights!);
        }
    }

    private static void WriteLegend(Markup page, bool hasFirst)
    {
        using (page.Open("ul", "class", "legend"))
        {
            Item("filled", "after the last epoch");
            if (hasFirst)
            {
                Item("outline", "after the first epoch");
            }
        }

        page.Line();

        void Item(string style, string name)
        {
            using Markup.Scope item = page.Open("li");
            using (page.Open("svg", "viewBox", "0 0 28 8", "aria-hidden", "true"))
            {
                page.Empty("path", "class", style, "d", "M1 9V-1H27V9");
            }

            page.Leaf("span", name);
        }
    }

    private static void WriteLayer(Markup page, LayerStatistics layer, WeightHistogram? first, WeightHistogram last)
    {
        double low = Math.Min(last.Minimum, first?.Minimum ?? last.Minimum);
        double high = Math.Max(last.Maximum, first?.Maximum ?? last.Maximum);
        if (low == high)
        {
            double half = low == 0 ? 1 : Math.Abs(low) / 2;
            (low, high) = (low - half, high + half);
        }

        double tallest = Math.Max(Density(last, low, high).Max(), first is null ? 0 : Density(first, low, high).Max());
        using (page.Open("figure", "class", "histogram"))
        {
            using (page.Open("figcaption"))
            {
                page.Leaf("h3", layer.Layer);
                string lost = last.NotFinite > 0 ? $", {Figures.Count(last.NotFinite)} not finite" : "";
                page.Leaf("p", $"{Figures.Count(last.Counts.Sum())} weights{lost}", "class", "note");
            }

            string title = page.NewId();
            string description = page.NewId();
            using (page.Open("svg", "viewBox", "0 0 1000 1000", "preserveAspectRatio", "none", "role", "img", "aria-labelledby", $"{title} {description}"))
            {
                page.Leaf("title", $"Weights of {layer.Layer}", "id", title);
                page.Leaf("desc", Describe(first, last), "id", description);
                page.Empty("path", "class", "filled", "d", Steps(last, low, high, tallest));
                if (first is not null)
                {
                    page.Empty("path", "class", "outline", "d", Steps(first, low, high, tallest));
                }

                page.Empty("path", "class", "axis", "d", "M0 1000H1000");
            }

            WriteMarks(page, low, high);
        }

        page.Line();
    }

    private static void WriteMarks(Markup page, double low, double high)
    {
        using Markup.Scope marks = page.Open("div", "class", "marks", "aria-hidden", "true");
        page.Leaf("span", Figures.Rough(low), "class", "low");
        double zero = -low / (high - low);
        if (zero is > 0.25 and < 0.75)
        {
            page.Leaf("span", "0", "class", "zero", "style", $"left:{Figures.Share(zero)}");
        }

        page.Leaf("span", Figures.Rough(high), "class", "high");
    }

    private static string Describe(WeightHistogram? first, WeightHistogram last)
    {
        string now = $"After the last epoch from {Figures.Short(last.Minimum)} to {Figures.Short(last.Maximum)}.";
        return first is null ? now : $"After the first epoch from {Figures.Short(first.Minimum)} to {Figures.Short(first.Maximum)}. {now}";
    }

    /// <summary>The share of the weights in each bin over the bin's part of the axis, so that histograms of other widths compare.</summary>
    private static IEnumerable<double> Density(WeightHistogram histogram, double low, double high)
    {
        double total = Math.Max(1, histogram.Counts.Sum());
        double width = BinWidth(histogram, low, high);
        return histogram.Counts.Select(count => count / total / width);
    }

    private static string Steps(WeightHistogram histogram, double low, double high, double tallest)
    {
        var path = new StringBuilder();
        double width = BinWidth(histogram, low, high);
        double left = histogram.Minimum / (high - low) - low / (high - low);
        path.Append($"M{Figures.Coordinate(Size * left)} 1000");
        int bin = 0;
        foreach (double density in Density(histogram, low, high))
        {
            bin++;
            double height = tallest > 0 ? density / tallest : 0;
            path.Append($"V{Figures.Coordinate(Size * (1 - height))}H{Figures.Coordinate(Size * Math.Min(1, left + bin * width))}");
        }

        return path.Append("V1000").ToString();
    }

    // If all weights are equal, a bin has no width; it is drawn as one hundredth of the axis.
    private static double BinWidth(WeightHistogram histogram, double low, double high)
    {
        double span = histogram.Maximum / (high - low) - histogram.Minimum / (high - low);
        return (span > 0 ? span : 0.01 * histogram.Counts.Count) / histogram.Counts.Count;
    }
}

using System.Text;

namespace NnGen;

/// <summary>The text around a <see cref="LineChart"/>: marks, names at the lines' ends, the legend that replaces these on a narrow page, the description.</summary>
internal static class ChartLabels
{
    /// <summary>The least distance of two names at the lines' ends, as a part of the plot's height: 16 of 210 pixels.</summary>
    private const double EndDistance = 0.08;

    /// <summary>More names than this find no room at the lines' ends.</summary>
    private const int MostEnds = 8;

    private const int LongestEnd = 26;

    private const double LetterWidth = 0.98;

    public static bool HasEnds(LineChart chart) => chart.IsNamed && chart.Series.Count <= MostEnds;

    /// <summary>The width of the widest name at the lines' ends, in the width of a figure: letters are a little narrower.</summary>
    public static double EndWidth(LineChart chart)
        => LetterWidth * Math.Min(LongestEnd, 2 + chart.Series.Max(series => series.Name.Length + LastText(chart, series).Length));

    public static void WriteLegend(Markup page, LineChart chart)
    {
        if (!chart.IsNamed)
        {
            return;
        }

        using (page.Open("ul", "class", HasEnds(chart) ? "legend doubled" : "legend"))
        {
            for (int i = 0; i < chart.Series.Count; i++)
            {
                using Markup.Scope item = page.Open("li", "class", Figures.Plain($"s{i % ReportPalette.Series.Count}"));
                using (page.Open("svg", "viewBox", "0 0 28 8", "aria-hidden", "true"))
                {
                    page.Empty("path", "class", "line", "d", "M1 4H27");
                }

                page.Leaf("b", chart.Series[i].Name);
                page.Leaf("span", LastText(chart, chart.Series[i]));
            }
        }

        page.Line();
    }

    public static void WriteUp(Markup page, ValueAxis axis)
    {
        using Markup.Scope marks = page.Open("div", "class", "marks up", "aria-hidden", "true");
        foreach (AxisMark mark in axis.Marks)
        {
            page.Leaf("span", mark.Label, "style", $"top:{Figures.Share(1 - mark.Place)}");
        }
    }

    public static void WriteAlong(Markup page, LineChart chart)
    {
        using (page.Open("div", "class", "marks along", "aria-hidden", "true"))
        {
            foreach (int index in chart.Marks)
            {
                page.Leaf("span", chart.Places[index], "style", $"left:{Figures.Share(chart.PlaceOf(index))}");
            }
        }

        page.Leaf("div", chart.Along, "class", "along-name", "aria-hidden", "true");
    }

    public static void WriteEnds(Markup page, LineChart chart)
    {
        var ends = new List<(int Series, double Top)>();
        for (int i = 0; i < chart.Series.Count; i++)
        {
            if (chart.Series[i].Last is double last && chart.Axis.Place(last) is double place)
            {
                ends.Add((i, 1 - place));
            }
        }

        ends.Sort((one, other) => one.Top.CompareTo(other.Top));
        double[] tops = Spread([.. ends.Select(end => end.Top)]);
        using Markup.Scope labels = page.Open("div", "class", "ends", "aria-hidden", "true");
        for (int i = 0; i < ends.Count; i++)
        {
            ChartSeries series = chart.Series[ends[i].Series];
            using Markup.Scope label = page.Open("span", "class", Figures.Plain($"s{ends[i].Series}"), "style", $"top:{Figures.Share(tops[i])}");
            page.Text(series.Name);
            page.Leaf("i", LastText(chart, series));
        }
    }

    /// <summary>The chart in sentences, for those who hear the page.</summary>
    public static string Describe(LineChart chart)
    {
        var text = new StringBuilder();
        foreach (ChartSeries series in chart.Series)
        {
            int first = Index(series, (value, best) => false);
            if (first < 0)
            {
                text.Append($"{series.Name}: no finite value. ");
                continue;
            }

            int low = Index(series, (value, best) => value < best);
            int high = Index(series, (value, best) => value > best);
            text.Append($"{series.Name}: {At(first)}, last {Format(series.Last)}, least {At(low)}, largest {At(high)}. ");

            string At(int index) => $"{Format(series.Values[index])} at {chart.Along} {chart.Places[index]}";
        }

        return text.ToString().TrimEnd();

        string Format(double? value) => value is double number ? chart.Format(number) : "none";
    }

    /// <summary>The index of the best finite value, the first of several; -1 if there is none.</summary>
    private static int Index(ChartSeries series, Func<double, double, bool> isBetter)
    {
        int best = -1;
        for (int i = 0; i < series.Values.Count; i++)
        {
            if (series.Values[i] is double value && double.IsFinite(value) && (best < 0 || isBetter(value, series.Values[best]!.Value)))
            {
                best = i;
            }
        }

        return best;
    }

    private static string LastText(LineChart chart, ChartSeries series) => series.Last is double last ? chart.Format(last) : "";

    /// <summary>Moves sorted labels apart until each has its room, none below the plot.</summary>
    private static double[] Spread(double[] tops)
    {
        for (int i = 1; i < tops.Length; i++)
        {
            tops[i] = Math.Max(tops[i], tops[i - 1] + EndDistance);
        }

        double limit = 1;
        for (int i = tops.Length - 1; i >= 0; i--)
        {
            tops[i] = Math.Min(tops[i], limit);
            limit = tops[i] - EndDistance;
        }

        return tops;
    }
}

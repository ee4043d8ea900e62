using System.Text;

namespace NnGen;

/// <summary>One line of a chart: a value for each place along it, null or not finite where there is none.</summary>
internal sealed record ChartSeries(string Name, IReadOnlyList<double?> Values)
{
    /// <summary>The place to mark with a ring, such as the best epoch; null for none.</summary>
    public int? Marked { get; init; }

    /// <summary>The last finite value; null if there is none.</summary>
    public double? Last => Values.LastOrDefault(value => value is double number && double.IsFinite(number));

    public IEnumerable<double> Numbers => Values.OfType<double>();
}

/// <summary>
/// Lines over evenly spaced places. The drawing is an SVG that stretches with the page while its lines keep their width; all text beside it
/// is HTML, so it is as large on a telephone as on a desk.
/// </summary>
internal sealed record LineChart
{
    /// <summary>The drawing's own width and height; the page stretches both.</summary>
    private const double Size = 1000;

    /// <summary>Up to so many places have dots, and up to so many say their values under the pointer.</summary>
    private const int DottedPlaces = 16;
    private const int SpeakingPlaces = 250;

    /// <summary>More places than this are drawn as the least and the largest value of equal parts: a screen shows no more.</summary>
    private const int DrawnPlaces = 600;

    public required string Title { get; init; }

    /// <summary>A sentence below the title; null for none.</summary>
    public string? Note { get; init; }

    /// <summary>What the places are, such as <c>epoch</c>.</summary>
    public required string Along { get; init; }

    /// <summary>What each place is called.</summary>
    public required IReadOnlyList<string> Places { get; init; }

    /// <summary>The indices of the places with marks.</summary>
    public required IReadOnlyList<int> Marks { get; init; }

    public required IReadOnlyList<ChartSeries> Series { get; init; }

    public required ValueAxis Axis { get; init; }

    /// <summary>How values are written.</summary>
    public required Func<double, string> Format { get; init; }

    /// <summary>Whether the lines' names are shown; false where the title says it all.</summary>
    public bool IsNamed { get; init; }

    public void Write(Markup page)
    {
        using Markup.Scope figure = page.Open("figure", "class", "chart card");
        using (page.Open("figcaption"))
        {
            page.Leaf("h3", Title);
            if (Note is not null)
            {
                page.Leaf("p", Note, "class", "note");
            }
        }

        page.Line();
        ChartLabels.WriteLegend(page, this);
        int left = Math.Max(3, Axis.Marks.Select(mark => mark.Label.Length).DefaultIfEmpty(0).Max());
        bool hasEnds = ChartLabels.HasEnds(this);
        string right = hasEnds ? Figures.Plain($";--right:{ChartLabels.EndWidth(this):0.#}") : "";
        using (page.Open("div", "class", hasEnds ? "plot ended" : "plot", "style", Figures.Plain($"--left:{left}{right}")))
        {
            ChartLabels.WriteUp(page, Axis);
            WriteDrawing(page);
            if (hasEnds)
            {
                ChartLabels.WriteEnds(page, this);
            }

            page.Line();
            ChartLabels.WriteAlong(page, this);
        }

        page.Line();
    }

    /// <summary>Where a place lies, from 0 at the left to 1 at the right; a single one is in the middle.</summary>
    public double PlaceOf(int index) => Places.Count == 1 ? 0.5 : (double)index / (Places.Count - 1);

    private void WriteDrawing(Markup page)
    {
        string title = page.NewId();
        string description = page.NewId();
        using Markup.Scope drawing = page.Open(
            "svg", "viewBox", "0 0 1000 1000", "preserveAspectRatio", "none", "role", "img", "aria-labelledby", $"{title} {description}");
        page.Leaf("title", $"{Title} by {Along}", "id", title);
        page.Leaf("desc", ChartLabels.Describe(this), "id", description);
        var grid = new StringBuilder();
        foreach (AxisMark mark in Axis.Marks)
        {
            grid.Append($"M0 {Figures.Coordinate(Size * (1 - mark.Place))}H1000");
        }

        page.Empty("path", "class", "grid", "d", grid.Length == 0 ? "M0 0" : grid.ToString());
        page.Empty("path", "class", "axis", "d", "M0 1000H1000");
        page.Line();

        // The first series matters most, so it is drawn last, above the others.
        for (int i = Series.Count - 1; i >= 0; i--)
        {
            WriteSeries(page, Series[i], Figures.Plain($"s{i % ReportPalette.Series.Count}"));
        }

        if (Places.Count <= SpeakingPlaces)
        {
            WriteTargets(page);
        }
    }

    private void WriteSeries(Markup page, ChartSeries series, string style)
    {
        var line = new StringBuilder();
        var dots = new StringBuilder();
        List<(double X, double? Y)> points = Points(series);
        for (int i = 0; i < points.Count; i++)
        {
            if (points[i].Y is not double y)
            {
                continue;
            }

            bool follows = i > 0 && points[i - 1].Y is not null;
            bool isFollowed = i + 1 < points.Count && points[i + 1].Y is not null;
            string point = $"{Figures.Coordinate(Size * points[i].X)} {Figures.Coordinate(Size * (1 - y))}";
            line.Append(follows ? 'L' : 'M').Append(point);

            // A line of length 0 with round ends is a dot that the page does not stretch.
            if (Places.Count <= DottedPlaces || !follows && !isFollowed)
            {
                dots.Append('M').Append(point).Append("h0");
            }
        }

        if (line.Length == 0)
        {
            return;
        }

        using (page.Open("g", "class", style))
        {
            page.Empty("path", "class", "line", "d", line.ToString());
            if (dots.Length > 0)
            {
                page.Empty("path", "class", "dot", "d", dots.ToString());
            }

            if (series.Marked is int marked && series.Values[marked] is double value && Axis.Place(value) is double place)
            {
                string ring = $"M{Figures.Coordinate(Size * PlaceOf(marked))} {Figures.Coordinate(Size * (1 - place))}h0";
                page.Empty("path", "class", "ring", "d", ring);
                page.Empty("path", "class", "ring inner", "d", ring);
            }
        }

        page.Line();
    }

    private List<(double X, double? Y)> Points(ChartSeries series)
    {
        var points = new List<(double, double?)>();
        int perPart = Places.Count <= DrawnPlaces ? 1 : (2 * Places.Count - 1) / DrawnPlaces + 1;
        for (int start = 0; start < Places.Count; start += perPart)
        {
            int end = Math.Min(start + perPart, Places.Count);
            if (end - start == 1)
            {
                points.Add((PlaceOf(start), Height(series.Values[start])));
                continue;
            }

            (int low, int high) = Extremes(series, start, end);
            points.Add((PlaceOf(Math.Min(low, high)), Height(series.Values[Math.Min(low, high)])));
            points.Add((PlaceOf(Math.Max(low, high)), Height(series.Values[Math.Max(low, high)])));
        }

        return points;
    }

    private double? Height(double? value) => value is double number ? Axis.Place(number) : null;

    private static (int Low, int High) Extremes(ChartSeries series, int start, int end)
    {
        int low = start;
        int high = start;
        for (int i = start; i < end; i++)
        {
            if (series.Values[i] is double value && double.IsFinite(value))
            {
                low = !(series.Values[low] <= value) ? i : low;
                high = !(series.Values[high] >= value) ? i : high;
            }
        }

        return (low, high);
    }

    /// <summary>Bands that show their values while the pointer rests on them; the browser does that without a script.</summary>
    private void WriteTargets(Markup page)
    {
        double width = Size / Math.Max(1, Places.Count - 1);
        for (int i = 0; i < Places.Count; i++)
        {
            double from = Math.Max(0, Size * PlaceOf(i) - width / 2);
            double to = Math.Min(Size, Size * PlaceOf(i) + width / 2);
            var text = new StringBuilder($"{Along} {Places[i]}");
            foreach (ChartSeries series in Series)
            {
                if (series.Values[i] is double value)
                {
                    text.Append($"\n{series.Name}: {Format(value)}");
                }
            }

            using Markup.Scope target = page.Open(
                "rect", "class", "hit", "x", Figures.Coordinate(from), "y", "0", "width", Figures.Coordinate(to - from), "height", "1000");
            page.Leaf("title", text.ToString());
        }

        page.Line();
    }
}

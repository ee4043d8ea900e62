namespace Samples.Svg;

/// <summary>A rectangle of a page with two axes: turns numbers into places. With a logarithmic y axis, y is given as its power of ten.</summary>
/// <param name="page">The page.</param>
/// <param name="box">The rectangle, in pixels of the page.</param>
/// <param name="x">The least and the largest x.</param>
/// <param name="y">The least and the largest y.</param>
internal sealed class Plot(SvgPage page, (double Left, double Top, double Width, double Height) box, (double Least, double Most) x, (double Least, double Most) y)
{
    private double Bottom => box.Top + box.Height;

    private double Right => box.Left + box.Width;

    /// <summary>The rectangle's rim.</summary>
    public void Frame() => page.Line([(box.Left, box.Top), (Right, box.Top), (Right, Bottom), (box.Left, Bottom), (box.Left, box.Top)], "frame");

    /// <summary>A line across at <paramref name="value"/>, with words to its left.</summary>
    public void Across(double value, string words)
    {
        page.Line([(box.Left, Y(value)), (Right, Y(value))], "grid");
        page.Text(box.Left - 8, Y(value) + 4, words, "quiet", "end");
    }

    /// <summary>Words below the axis at <paramref name="value"/>.</summary>
    public void Below(double value, string words) => page.Text(X(value), Bottom + 20, words, "quiet", "middle");

    /// <summary>Words above the upper left corner, and more above the upper right one.</summary>
    public void Head(string left, string right)
    {
        page.Text(box.Left, box.Top - 8, left);
        page.Text(Right, box.Top - 8, right, "quiet", "end");
    }

    /// <summary>A curve; what lies beyond the rectangle runs along its rim.</summary>
    public void Curve(IEnumerable<(double X, double Y)> points, string style, bool dots = false)
    {
        (double X, double Y)[] places = [.. points.Select(point => (X(point.X), Y(Math.Clamp(point.Y, y.Least, y.Most))))];
        page.Line(places, style);
        foreach ((double X, double Y) place in dots ? places : [])
        {
            page.Dot(place.X, place.Y, style);
        }
    }

    /// <summary>Words at a point of the plot, shifted by pixels.</summary>
    public void Label(double atX, double atY, double shiftX, double shiftY, string words, string style) =>
        page.Text(X(atX) + shiftX, Y(atY) + shiftY, words, style);

    private double X(double value) => box.Left + (box.Width * (value - x.Least) / (x.Most - x.Least));

    private double Y(double value) => Bottom - (box.Height * (value - y.Least) / (y.Most - y.Least));
}

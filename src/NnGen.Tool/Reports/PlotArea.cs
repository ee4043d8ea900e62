using System.Globalization;
using System.Text;

namespace NnGen.Tool.Reports;

/// <summary>A plot of the page: two axes with ticks, and places for numbers.</summary>
internal sealed class PlotArea
{
    private const double Width = 720;
    private const double Left = 64;
    private const double Right = 16;
    private const double Top = 14;
    private const double Bottom = 44;

    private readonly double _height;
    private readonly Axis _x;
    private readonly Axis _y;

    /// <summary>A plot.</summary>
    /// <param name="x">The numbers to the right.</param>
    /// <param name="y">The numbers upwards.</param>
    /// <param name="height">The height of the picture.</param>
    public PlotArea(Axis x, Axis y, double height = 360)
    {
        _x = x;
        _y = y;
        _height = height;
    }

    /// <summary>Where a number stands to the right.</summary>
    public double X(double value) => Left + _x.Share(value) * (Width - Left - Right);

    /// <summary>Where a number stands upwards.</summary>
    public double Y(double value) => _height - Bottom - _y.Share(value) * (_height - Top - Bottom);

    /// <summary>The picture.</summary>
    /// <param name="label">What it shows, for those who do not see it.</param>
    /// <param name="content">What stands between the axes, as SVG.</param>
    public string Draw(string label, string content)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {Width} {_height}\" role=\"img\" aria-label=\"{Html.Encoded(label)}\">");
        foreach (double tick in _y.Ticks)
        {
            text.Append(CultureInfo.InvariantCulture, $"<line class=\"grid\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Y(tick):0.#}\" y2=\"{Y(tick):0.#}\"/><text class=\"tick\" text-anchor=\"end\" x=\"{Left - 8}\" y=\"{Y(tick) + 4:0.#}\">{Axis.Text(tick)}</text>");
        }

        foreach (double tick in _x.Ticks)
        {
            text.Append(CultureInfo.InvariantCulture, $"<line class=\"grid\" y1=\"{Top}\" y2=\"{_height - Bottom}\" x1=\"{X(tick):0.#}\" x2=\"{X(tick):0.#}\"/><text class=\"tick\" text-anchor=\"middle\" x=\"{X(tick):0.#}\" y=\"{_height - Bottom + 18}\">{Axis.Text(tick)}</text>");
        }

        text.Append(CultureInfo.InvariantCulture, $"<text class=\"tick\" text-anchor=\"end\" x=\"{Width - Right}\" y=\"{_height - 6}\">{Html.Encoded(_x.Name)}</text>");
        text.Append(CultureInfo.InvariantCulture, $"<text class=\"tick\" text-anchor=\"end\" transform=\"translate(14 {Top}) rotate(-90)\">{Html.Encoded(_y.Name)}</text>");
        return text.Append(content).Append("</svg>").ToString();
    }
}

/// <summary>An axis: what it measures, from where to where.</summary>
internal sealed class Axis
{
    private const int MostTicks = 6;

    private readonly double _low;
    private readonly double _high;
    private readonly bool _isLogarithmic;

    /// <summary>An axis that has room for some numbers.</summary>
    /// <param name="name">What it measures.</param>
    /// <param name="values">The numbers, all finite.</param>
    /// <param name="isLogarithmic">Whether equal distances are equal factors; for numbers above 0.</param>
    /// <param name="fromZero">Whether it begins at 0.</param>
    public Axis(string name, IEnumerable<double> values, bool isLogarithmic = false, bool fromZero = false)
    {
        double[] all = [.. values];
        Name = name;
        _isLogarithmic = isLogarithmic && all.All(value => value > 0);
        double low = all.Length == 0 ? 0 : fromZero ? 0 : Scaled(all.Min());
        double high = all.Length == 0 ? 1 : Scaled(all.Max());
        double margin = high > low ? (high - low) * 0.04 : _isLogarithmic ? 0.5 : Math.Max(Math.Abs(high) * 0.05, 1e-3);
        (_low, _high) = (fromZero && !_isLogarithmic ? 0 : low - margin, high + margin);
        Ticks = [.. MakeTicks()];
    }

    /// <summary>What it measures.</summary>
    public string Name { get; }

    /// <summary>Where lines stand.</summary>
    public IReadOnlyList<double> Ticks { get; }

    /// <summary>Where a number stands, from 0 to 1; numbers outside stand at the ends.</summary>
    public double Share(double value) => Math.Clamp((Scaled(value) - _low) / (_high - _low), 0, 1);

    /// <summary>A number at a tick.</summary>
    public static string Text(double value) => Math.Abs(value) >= 1e6 ? string.Create(CultureInfo.InvariantCulture, $"{value / 1e6:0.##}M")
        : Math.Abs(value) >= 10_000 ? string.Create(CultureInfo.InvariantCulture, $"{value / 1e3:0.##}k")
        : value.ToString("0.#####", CultureInfo.InvariantCulture);

    private double Scaled(double value) => _isLogarithmic ? Math.Log10(Math.Max(value, double.Epsilon)) : value;

    private IEnumerable<double> MakeTicks()
    {
        if (_isLogarithmic)
        {
            double[] steps = _high - _low > 2 ? [1] : _high - _low > 0.9 ? [1, 2, 5] : [1, 1.5, 2, 3, 4, 5, 6, 8];
            for (int power = (int)Math.Floor(_low); power <= _high; power++)
            {
                foreach (double tick in steps.Select(step => step * Math.Pow(10, power)).Where(tick => Math.Log10(tick) >= _low && Math.Log10(tick) <= _high))
                {
                    yield return tick;
                }
            }

            yield break;
        }

        double raw = (_high - _low) / MostTicks;
        double unit = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        double width = new[] { 1, 2, 5, 10 }.First(step => step * unit >= raw) * unit;
        for (double place = Math.Ceiling(_low / width); place * width <= _high; place++)
        {
            // Never the zero with a sign.
            yield return Math.Round(place * width, 10) + 0.0;
        }
    }
}

/// <summary>Texts as HTML.</summary>
internal static class Html
{
    /// <summary>A text in which nothing is markup.</summary>
    public static string Encoded(string text) => System.Net.WebUtility.HtmlEncode(text);
}

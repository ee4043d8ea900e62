namespace Samples.Digits;

/// <summary>
/// The strokes of the ten digits, each as a person might write it, in a box of width and height 1 with y downwards. Every call draws
/// the shape a little differently: corners move, arcs grow, shrink and start elsewhere.
/// </summary>
internal sealed class DigitShapes(Random random)
{
    /// <summary>Degrees between two points of an arc: short enough that 20 pixels show no corners.</summary>
    private const double ArcStep = 12;

    private readonly List<List<(double X, double Y)>> _strokes = [];

    /// <summary>The strokes of one digit, each a polyline.</summary>
    /// <param name="digit">0 to 9.</param>
    public List<List<(double X, double Y)>> Draw(int digit)
    {
        _strokes.Clear();
        bool variant = random.Next(2) == 0;
        switch (digit)
        {
            case 0:
                Stroke().Arc(0.5, 0.5, 0.45, 0.5, -90, variant ? 280 : 255);
                break;
            case 1:
                Stroke().Line(0.5, 0).Line(0.5, 1);
                if (variant)
                {
                    Stroke().Line(0.22, 0.24).Line(0.5, 0);
                }

                if (random.Next(4) == 0)
                {
                    Stroke().Line(0.2, 1).Line(0.8, 1);
                }

                break;
            case 2:
                Stroke().Arc(0.5, 0.28, 0.42, 0.28, 190, 400).Line(variant ? 0.05 : 0.2, 0.97).Line(0.98, 0.97);
                break;
            case 3:
                Stroke().Arc(0.45, 0.26, 0.4, 0.26, 205, 440);
                Stroke().Arc(0.45, 0.74, 0.46, 0.26, 275, 515);
                break;
            case 4:
                if (variant)
                {
                    Stroke().Line(0.62, 0).Line(0.05, 0.66).Line(0.98, 0.66);
                }
                else
                {
                    Stroke().Line(0.12, 0).Line(0.08, 0.55).Line(0.95, 0.55);
                }

                Stroke().Line(0.75, variant ? 0.25 : 0).Line(0.7, 1);
                break;
            case 5:
                Stroke().Line(0.92, 0.02).Line(0.18, 0.02).Line(0.12, 0.45).Arc(0.46, 0.68, 0.44, 0.32, 225, 510);
                break;
            case 6:
                Stroke().Arc(0.8, 0.66, 0.73, 0.66, variant ? 265 : 250, 180).Arc(0.5, 0.71, 0.43, 0.29, 180, -180);
                break;
            case 7:
                Stroke().Line(0.05, 0.04).Line(0.95, 0.04).Line(0.38, 1);
                if (variant)
                {
                    Stroke().Line(0.28, 0.52).Line(0.85, 0.5);
                }

                break;
            case 8:
                Stroke().Arc(0.5, 0.25, 0.34, 0.25, 90, 450).Arc(0.5, 0.75, 0.43, 0.25, -90, 270);
                break;
            case 9:
                Stroke().Arc(0.48, 0.29, 0.42, 0.29, 0, -350);
                if (variant)
                {
                    Stroke().Line(0.9, 0.2).Line(0.82, 1);
                }
                else
                {
                    Stroke().Arc(0.2, 0.3, 0.7, 0.7, -5, 75);
                }

                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(digit), digit, "A digit is 0 to 9.");
        }

        return _strokes;
    }

    private DigitShapes Stroke()
    {
        _strokes.Add([]);
        return this;
    }

    private DigitShapes Line(double x, double y)
    {
        _strokes[^1].Add((x + Jitter(0.05), y + Jitter(0.04)));
        return this;
    }

    private DigitShapes Arc(double x, double y, double radiusX, double radiusY, double from, double to)
    {
        x += Jitter(0.04);
        y += Jitter(0.03);
        radiusX *= 1 + Jitter(0.12);
        radiusY *= 1 + Jitter(0.1);
        from += Jitter(14);
        to += Jitter(14);
        int steps = (int)(Math.Abs(to - from) / ArcStep) + 1;
        for (int i = 0; i <= steps; i++)
        {
            double angle = (from + ((to - from) * i / steps)) * Math.PI / 180;
            _strokes[^1].Add((x + (radiusX * Math.Cos(angle)), y + (radiusY * Math.Sin(angle))));
        }

        return this;
    }

    private double Jitter(double most) => most * ((2 * random.NextDouble()) - 1);
}

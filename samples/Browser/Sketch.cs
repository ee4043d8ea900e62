using Samples.Digits;

namespace Samples.Browser;

/// <summary>What was drawn: strokes on a square of <see cref="Side"/> by <see cref="Side"/>.</summary>
internal sealed class Sketch
{
    /// <summary>The side of the square, in pixels of the page.</summary>
    public const int Side = 280;

    // As tall, and about as thick, as the digits that the network learnt from, in pixels of its images.
    private const double Height = 20;
    private const double Radius = 1.2;

    private readonly List<List<(double X, double Y)>> _strokes = [];
    private bool _isOpen;

    /// <summary>Whether nothing was drawn.</summary>
    public bool IsEmpty => _strokes.Count == 0;

    /// <summary>Each stroke as the points of a polyline.</summary>
    public IEnumerable<string> Polylines => _strokes.Select(stroke =>
        string.Join(' ', stroke.Append(stroke[^1]).Select(point => FormattableString.Invariant($"{point.X:F1},{point.Y:F1}"))));

    /// <summary>The pen is down at a point: where a stroke is open it goes on, otherwise one begins.</summary>
    public void Draw(double x, double y)
    {
        if (!_isOpen)
        {
            _strokes.Add([]);
            _isOpen = true;
        }

        _strokes[^1].Add((x, y));
    }

    /// <summary>The pen is lifted.</summary>
    public void Lift() => _isOpen = false;

    /// <summary>Takes everything away.</summary>
    public void Clear()
    {
        _strokes.Clear();
        _isOpen = false;
    }

    /// <summary>Draws a digit as the program would, each time a little differently.</summary>
    public void Show(int digit)
    {
        const double Tall = 0.72 * Side;
        const double Wide = 0.65 * Tall;
        Clear();
        foreach (List<(double X, double Y)> stroke in new DigitShapes(Random.Shared).Draw(digit))
        {
            _strokes.Add([.. stroke.Select(point => ((Side / 2.0) + ((point.X - 0.5) * Wide), (Side / 2.0) + ((point.Y - 0.5) * Tall)))]);
        }
    }

    /// <summary>Draws the strokes in the middle of an image of 28 by 28, as large as those that the network learnt from; ink 1 on ground 0.</summary>
    public void Rasterize(Span<float> image)
    {
        image.Clear();
        if (IsEmpty)
        {
            return;
        }

        (double left, double right) = Range(point => point.X);
        (double top, double bottom) = Range(point => point.Y);
        double scale = Height / Math.Max(Math.Max(right - left, bottom - top), 1);
        foreach (List<(double X, double Y)> stroke in _strokes)
        {
            (double X, double Y) last = Place(stroke[0]);
            foreach ((double X, double Y) point in stroke)
            {
                DrawnDigits.DrawLine(image, last, Place(point), Radius);
                last = Place(point);
            }
        }

        (double X, double Y) Place((double X, double Y) point)
        {
            const double Centre = (DrawnDigits.Side - 1) / 2.0;
            return (Centre + ((point.X - ((left + right) / 2)) * scale), Centre + ((point.Y - ((top + bottom) / 2)) * scale));
        }
    }

    private (double Least, double Most) Range(Func<(double X, double Y), double> coordinate)
    {
        IEnumerable<double> all = _strokes.SelectMany(stroke => stroke).Select(coordinate);
        return (all.Min(), all.Max());
    }
}

using NnGen;

namespace Samples.DeepOrWide;

/// <summary>Yes or no for points of the unit square.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="IsYes">The truth.</param>
internal sealed record Task2D(string Name, Func<double, double, bool> IsYes)
{
    /// <summary>The number of borders between the stripes of <see cref="Stripes"/>.</summary>
    public const int Borders = 16;

    private const int Side = 32;

    /// <summary>Inside a circle: a region that lines can be drawn around.</summary>
    public static Task2D Disc { get; } = new("disc", (x, y) => double.Hypot(x - 0.5, y - 0.5) < 0.4);

    /// <summary>Two bars that cross.</summary>
    public static Task2D Cross { get; } = new("cross", (x, y) => Math.Abs(x - y) < 0.17 || Math.Abs(x + y - 1) < 0.17);

    /// <summary>Upright stripes, no and yes in turn; the first and the last are half as wide as the others.</summary>
    public static Task2D Stripes { get; } = new("stripes", (x, _) => (int)Math.Floor((x * Borders) + 0.5) % 2 == 1);

    /// <summary>A grid of points in the middle of square cells, with the truth as target.</summary>
    public Dataset<float> Grid()
    {
        float[] points = new float[2 * Side * Side];
        float[] targets = new float[Side * Side];
        for (int cell = 0; cell < targets.Length; cell++)
        {
            double x = ((cell % Side) + 0.5) / Side;
            double y = ((cell / Side) + 0.5) / Side;
            points[2 * cell] = (float)x;
            points[(2 * cell) + 1] = (float)y;
            targets[cell] = IsYes(x, y) ? 1 : 0;
        }

        return Dataset.FromTargets(points, inputSize: 2, targets, targetSize: 1);
    }
}

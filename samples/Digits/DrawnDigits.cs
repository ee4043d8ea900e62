using NnGen;

namespace Samples.Digits;

/// <summary>
/// Draws digits with random slant, scale, thickness, shift and noise as 28x28 grey images, ink 1 on ground 0. The same seed draws the
/// same images.
/// </summary>
internal static class DrawnDigits
{
    public const int Side = 28;

    /// <summary>The height of an unscaled digit in pixels, as in MNIST.</summary>
    private const double Height = 20;

    private const double Width = 13;

    private const int TrainCount = 10_000;
    private const int TestCount = 2_000;

    /// <summary>Images to learn from and others to be tested with.</summary>
    public static (Dataset<float> Train, Dataset<float> Test) Load(int seed)
    {
        Dataset<float> all = Draw(TrainCount + TestCount, new Random(seed));
        return (all.Slice(0, TrainCount), all.Slice(TrainCount, TestCount));
    }

    /// <summary>Draws one image of a digit.</summary>
    public static float[] DrawOne(int digit, int seed)
    {
        var random = new Random(seed);
        float[] image = new float[Side * Side];
        Draw(new DigitShapes(random).Draw(digit), random, image);
        return image;
    }

    /// <summary>Draws images and their labels; every digit comes equally often, in random order.</summary>
    private static Dataset<float> Draw(int count, Random random)
    {
        var shapes = new DigitShapes(random);
        float[] images = new float[count * Side * Side];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++)
        {
            labels[i] = i % 10;
        }

        random.Shuffle(labels);
        for (int i = 0; i < count; i++)
        {
            Draw(shapes.Draw(labels[i]), random, images.AsSpan(i * Side * Side, Side * Side));
        }

        return Dataset.FromLabels(images, Side * Side, labels);
    }

    private static void Draw(List<List<(double X, double Y)>> strokes, Random random, Span<float> image)
    {
        double width = Width * Between(random, 0.7, 1.25);
        double height = Height * Between(random, 0.75, 1.1);
        double slant = Between(random, -0.2, 0.45);
        double turn = Between(random, -0.15, 0.15);
        double wave = Between(random, -0.05, 0.05);
        double phase = Between(random, 0, 2 * Math.PI);
        double radius = Between(random, 0.7, 1.7);
        double centreX = ((Side - 1) / 2.0) + Between(random, -2.5, 2.5);
        double centreY = ((Side - 1) / 2.0) + Between(random, -2.5, 2.5);

        foreach (List<(double X, double Y)> stroke in strokes)
        {
            (double X, double Y) last = Place(stroke[0]);
            foreach ((double X, double Y) corner in stroke)
            {
                (double X, double Y) next = Place(corner);
                DrawLine(image, last, next, radius);
                last = next;
            }
        }

        double ink = Between(random, 0.75, 1);
        double noise = Between(random, 0, 0.12);
        foreach (ref float pixel in image)
        {
            double grain = random.NextDouble() + random.NextDouble() - 1;
            pixel = (float)Math.Clamp((pixel * ink) + (noise * grain), 0, 1);
        }

        (double X, double Y) Place((double X, double Y) point)
        {
            double y = (point.Y - 0.5) * height;
            double x = ((point.X - 0.5 + (wave * Math.Sin((2 * Math.PI * point.Y) + phase))) * width) - (slant * y);
            return (centreX + (x * Math.Cos(turn)) - (y * Math.Sin(turn)), centreY + (x * Math.Sin(turn)) + (y * Math.Cos(turn)));
        }
    }

    /// <summary>Inks every pixel by its distance to the line; half a pixel on either side of the rim gives the grey edge.</summary>
    public static void DrawLine(Span<float> image, (double X, double Y) from, (double X, double Y) to, double radius)
    {
        double reach = radius + 1;
        int top = Math.Max(0, (int)(Math.Min(from.Y, to.Y) - reach));
        int bottom = Math.Min(Side - 1, (int)(Math.Max(from.Y, to.Y) + reach));
        int left = Math.Max(0, (int)(Math.Min(from.X, to.X) - reach));
        int right = Math.Min(Side - 1, (int)(Math.Max(from.X, to.X) + reach));
        (double X, double Y) along = (to.X - from.X, to.Y - from.Y);
        double length = Math.Max((along.X * along.X) + (along.Y * along.Y), 1e-9);
        for (int y = top; y <= bottom; y++)
        {
            for (int x = left; x <= right; x++)
            {
                double at = Math.Clamp((((x - from.X) * along.X) + ((y - from.Y) * along.Y)) / length, 0, 1);
                double distance = double.Hypot(x - from.X - (at * along.X), y - from.Y - (at * along.Y));
                ref float pixel = ref image[(y * Side) + x];
                pixel = Math.Max(pixel, (float)Math.Clamp(radius + 0.5 - distance, 0, 1));
            }
        }
    }

    private static double Between(Random random, double least, double most) => least + ((most - least) * random.NextDouble());
}

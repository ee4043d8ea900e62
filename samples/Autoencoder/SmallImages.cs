using NnGen;
using Samples.Digits;

namespace Samples.Autoencoder;

/// <summary>The drawn digits of the sample Digits at half their size, each its own target: nobody says which digit it is.</summary>
internal static class SmallImages
{
    public const int Side = DrawnDigits.Side / 2;

    /// <summary>Images to learn from, and others.</summary>
    public static (Dataset<float> Train, Dataset<float> Test) Load(int seed)
    {
        (Dataset<float> train, Dataset<float> test) = DrawnDigits.Load(seed);
        return (Halve(train.Slice(0, 4000)), Halve(test.Slice(0, 500)));
    }

    /// <summary>An image of a digit.</summary>
    public static float[] DrawOne(int digit, int seed) => Halve(DrawnDigits.DrawOne(digit, seed));

    /// <summary>Lines of text, a block of ink for each pixel, images side by side.</summary>
    public static IEnumerable<string> Show(params float[][] images)
    {
        for (int y = 0; y < Side; y++)
        {
            yield return string.Join("  ", images.Select(image => string.Concat(Enumerable.Range(0, Side).Select(x => Ink(image[(y * Side) + x])))));
        }
    }

    private static Dataset<float> Halve(Dataset<float> images)
    {
        float[] halves = new float[images.Rows * Side * Side];
        for (int row = 0; row < images.Rows; row++)
        {
            Halve(images.InputRow(row)).CopyTo(halves, row * Side * Side);
        }

        return Dataset.FromTargets(halves, Side * Side, halves, Side * Side);
    }

    private static float[] Halve(ReadOnlySpan<float> image)
    {
        float[] half = new float[Side * Side];
        for (int y = 0; y < Side; y++)
        {
            for (int x = 0; x < Side; x++)
            {
                int corner = (2 * y * DrawnDigits.Side) + (2 * x);
                half[(y * Side) + x] = (image[corner] + image[corner + 1] + image[corner + DrawnDigits.Side] + image[corner + DrawnDigits.Side + 1]) / 4;
            }
        }

        return half;
    }

    private static string Ink(float grey) => grey switch
    {
        < 0.15f => "  ",
        < 0.35f => "░░",
        < 0.6f => "▒▒",
        < 0.8f => "▓▓",
        _ => "██",
    };
}

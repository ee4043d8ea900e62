using NnGen;
using Samples.Digits;

namespace Samples.Pretraining;

/// <summary>The drawn digits of the sample Digits at half their size.</summary>
internal static class HalvedDigits
{
    private const int Side = DrawnDigits.Side / 2;

    /// <summary>Many images, of which few are to be learnt with their labels, and others to be tested with.</summary>
    public static (Dataset<float> All, Dataset<float> Labelled, Dataset<float> Test) Load(int images, int labels)
    {
        (Dataset<float> train, Dataset<float> test) = DrawnDigits.Load(seed: 21);
        Dataset<float> all = Halve(train.Slice(0, images));
        return (all, all.Slice(0, labels), Halve(test));
    }

    private static Dataset<float> Halve(Dataset<float> images)
    {
        float[] halves = new float[images.Rows * Side * Side];
        int[] labels = new int[images.Rows];
        for (int row = 0; row < images.Rows; row++)
        {
            labels[row] = images.Label(row);
            Halve(images.InputRow(row), halves.AsSpan(row * Side * Side, Side * Side));
        }

        return Dataset.FromLabels(halves, Side * Side, labels);
    }

    private static void Halve(ReadOnlySpan<float> image, Span<float> half)
    {
        for (int i = 0; i < half.Length; i++)
        {
            int corner = (2 * (i / Side) * DrawnDigits.Side) + (2 * (i % Side));
            half[i] = (image[corner] + image[corner + 1] + image[corner + DrawnDigits.Side] + image[corner + DrawnDigits.Side + 1]) / 4;
        }
    }
}

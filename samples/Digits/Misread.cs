using NnGen;

namespace Samples.Digits;

/// <summary>Draws a few images that a network took for another digit.</summary>
internal static class Misread
{
    public static void Show(DigitNet net, Dataset<float> data)
    {
        var shown = new List<(float[] Pixels, string Title)>();
        float[] p = new float[DigitNet.OutputSize];
        for (int row = 0; row < data.Rows && shown.Count < Terminal.ImagesAbreast; row++)
        {
            ReadOnlySpan<float> image = data.InputRow(row);
            int digit = net.Classify(image);
            if (digit != data.Label(row))
            {
                net.Predict(image, p);
                shown.Add((image.ToArray(), $"a {data.Label(row)}, read as {digit} ({Terminal.Number(100 * p[digit])} %)"));
            }
        }

        if (shown.Count == 0)
        {
            Terminal.Line("No image was misread.");
        }
        else
        {
            Terminal.Images(shown);
        }
    }
}

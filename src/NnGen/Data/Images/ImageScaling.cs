namespace NnGen;

/// <summary>Brings pictures to another size: along the lines first, then across them, each with weights that are computed once.</summary>
internal static class ImageScaling
{
    /// <summary>The bytes of a picture of another size.</summary>
    public static byte[] Stretch(ImagePixels image, int height, int width)
    {
        int channels = image.Channels;
        ReadOnlySpan<byte> from = image.Pixels.Span;
        Taps[] ofColumns = Weights(image.Width, width);
        Taps[] ofLines = Weights(image.Height, height);
        var lines = new double[ArraySize.Of((long)image.Height * width, channels, "The picture does not fit")];
        for (int y = 0; y < image.Height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                for (int channel = 0; channel < channels; channel++)
                {
                    double sum = 0;
                    Taps taps = ofColumns[x];
                    for (int i = 0; i < taps.Weights.Length; i++)
                    {
                        sum += taps.Weights[i] * from[(y * image.Width + taps.First + i) * channels + channel];
                    }

                    lines[(y * width + x) * channels + channel] = sum;
                }
            }
        }

        var pixels = new byte[ArraySize.Of((long)height * width, channels, "The picture does not fit")];
        int row = width * channels;
        for (int y = 0; y < height; y++)
        {
            Taps taps = ofLines[y];
            for (int i = 0; i < row; i++)
            {
                double sum = 0;
                for (int tap = 0; tap < taps.Weights.Length; tap++)
                {
                    sum += taps.Weights[tap] * lines[(taps.First + tap) * row + i];
                }

                pixels[y * row + i] = (byte)Math.Clamp(Math.Round(sum, MidpointRounding.AwayFromZero), byte.MinValue, byte.MaxValue);
            }
        }

        return pixels;
    }

    /// <summary>For each new place the old ones that count, and how much: a triangle around its centre.</summary>
    private static Taps[] Weights(int from, int to)
    {
        double scale = (double)from / to;
        double reach = Math.Max(1, scale);
        var all = new Taps[to];
        for (int place = 0; place < to; place++)
        {
            double centre = (place + 0.5) * scale;
            int first = Math.Max(0, (int)(centre - reach + 0.5));
            int end = Math.Min(from, (int)(centre + reach + 0.5));
            var weights = new double[end - first];
            double sum = 0;
            for (int i = 0; i < weights.Length; i++)
            {
                weights[i] = Math.Max(0, 1 - Math.Abs(first + i + 0.5 - centre) / reach);
                sum += weights[i];
            }

            for (int i = 0; i < weights.Length; i++)
            {
                weights[i] /= sum;
            }

            all[place] = new Taps(first, weights);
        }

        return all;
    }

    private readonly record struct Taps(int First, double[] Weights);
}

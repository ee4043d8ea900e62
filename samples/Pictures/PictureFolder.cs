using NnGen;
using SkiaSharp;

namespace Samples.Pictures;

/// <summary>PNG and JPEG pictures in a folder for each class, as rows of bytes.</summary>
internal static class PictureFolder
{
    /// <summary>The lines, and the pixels of a line, that each picture is brought to.</summary>
    public const int Side = 32;

    private const int Channels = 3;
    private static readonly string[] s_endings = [".png", ".jpg", ".jpeg"];

    /// <summary>Reads all pictures; the classes are the folders in ordinal order.</summary>
    /// <exception cref="InvalidDataException">A file is no picture, or a class has none.</exception>
    public static (Dataset<float> Data, string[] Classes) Read(string folder)
    {
        string[] classes = [.. Directory.GetDirectories(folder).Order(StringComparer.Ordinal)];
        var pixels = new List<byte>();
        var labels = new List<int>();
        for (int label = 0; label < classes.Length; label++)
        {
            string[] files = [.. Directory.GetFiles(classes[label]).Where(file => s_endings.Contains(Path.GetExtension(file).ToLowerInvariant())).Order(StringComparer.Ordinal)];
            if (files.Length == 0)
            {
                throw new InvalidDataException($"{classes[label]} has no {string.Join(", ", s_endings)}.");
            }

            foreach (string file in files)
            {
                pixels.AddRange(Pixels(file));
                labels.Add(label);
            }
        }

        return (Dataset.FromBytes<float>(pixels.ToArray(), Side * Side * Channels, labels.ToArray()), [.. classes.Select(path => Path.GetFileName(path))]);
    }

    /// <summary>A picture as the network takes it: lines of pixels of red, green and blue.</summary>
    public static byte[] Pixels(string file)
    {
        using SKBitmap decoded = SKBitmap.Decode(file) ?? throw new InvalidDataException($"{file} is no picture that can be read.");
        using SKBitmap small = decoded.Resize(new SKImageInfo(Side, Side, SKColorType.Rgba8888, SKAlphaType.Unpremul), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear))
            ?? throw new InvalidDataException($"{file} cannot be brought to {Side} x {Side}.");
        ReadOnlySpan<byte> four = small.GetPixelSpan();
        var three = new byte[Side * Side * Channels];
        for (int pixel = 0; pixel < Side * Side; pixel++)
        {
            four.Slice(4 * pixel, Channels).CopyTo(three.AsSpan(Channels * pixel));
        }

        return three;
    }
}

using System.Globalization;
using System.Text;
using NnGen;

namespace Samples.Digits;

/// <summary>
/// Reads images from IDX files, plain or packed, and reads and writes grey images as PGM, plain (P2) or binary (P5). White is 1, black 0:
/// ink is expected to be white, as in MNIST.
/// </summary>
internal static class ImageFiles
{
    private const int Side = DrawnDigits.Side;

    /// <summary>The pixels of all images of a file, in [0, 1].</summary>
    /// <param name="path">The file; its content decides what it is, not its name.</param>
    /// <param name="invert">Whether the ink is dark.</param>
    /// <exception cref="InvalidDataException">The file is neither, or damaged, or its images have another size.</exception>
    public static float[] Read(string path, bool invert)
    {
        byte[] file = File.ReadAllBytes(path);
        float[] pixels = file switch
        {
            [(byte)'P', (byte)'2' or (byte)'5', ..] => ReadPgm(path, file),
            [0, 0, ..] or [0x1F, 0x8B, ..] => ReadIdx(path, file),
            _ => throw new InvalidDataException($"{path} is neither an IDX file nor a PGM image (P2 or P5)."),
        };
        if (invert)
        {
            for (int i = 0; i < pixels.Length; i++)
            {
                pixels[i] = 1 - pixels[i];
            }
        }

        return pixels;
    }

    private static float[] ReadIdx(string path, byte[] file)
    {
        IdxFile images = IdxReader.Read(new MemoryStream(file), path);
        if (images.ElementType != IdxElementType.UnsignedByte || images.Shape.Count != 3 || images.Shape[1] != Side || images.Shape[2] != Side)
        {
            throw new InvalidDataException($"{path} holds {images.ElementType} of shape [{string.Join(", ", images.Shape)}], but images are UnsignedByte of shape [count, {Side}, {Side}].");
        }

        return Array.ConvertAll(images.ToArray<float>(), pixel => pixel / byte.MaxValue);
    }

    private static float[] ReadPgm(string path, byte[] file)
    {
        bool binary = file[1] == '5';
        int position = 2;
        int width = NextNumber("the width");
        int height = NextNumber("the height");
        int white = NextNumber("the value of white");
        if (width != Side || height != Side)
        {
            throw new InvalidDataException(
                $"{path}: the image has {width}x{height} pixels, but the network reads {Side}x{Side}. Scale it first: the digit about 20 pixels high and in the middle, light on dark.");
        }

        if (white is < 1 or > 65535)
        {
            throw new InvalidDataException($"{path}: the value of white is {white}, but PGM allows 1 to 65535.");
        }

        float[] pixels = new float[Side * Side];
        int bytes = white < 256 ? 1 : 2;
        position += binary ? 1 : 0;
        if (binary && file.Length - position < pixels.Length * bytes)
        {
            throw new InvalidDataException($"{path}: {pixels.Length * bytes} bytes of pixels were expected from byte {position}, but the file has {Math.Max(0, file.Length - position)}.");
        }

        for (int i = 0; i < pixels.Length; i++)
        {
            int value = !binary ? NextNumber($"pixel {i}") : bytes == 1 ? file[position + i] : (file[position + (2 * i)] << 8) | file[position + (2 * i) + 1];
            pixels[i] = value <= white ? (float)value / white : throw new InvalidDataException($"{path}: pixel {i} is {value}, brighter than white ({white}).");
        }

        return pixels;

        int NextNumber(string what)
        {
            while (position < file.Length && (char.IsWhiteSpace((char)file[position]) || file[position] == '#'))
            {
                position = file[position] == '#' ? EndOfLine(file, position) : position + 1;
            }

            int start = position;
            while (position < file.Length && char.IsAsciiDigit((char)file[position]))
            {
                position++;
            }

            return int.TryParse(Encoding.ASCII.GetString(file, start, position - start), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
                ? number
                : throw new InvalidDataException($"{path}: {what} was expected at byte {start}, but no number stands there.");
        }
    }

    /// <summary>Writes a 28x28 image as binary PGM.</summary>
    public static void WritePgm(string path, ReadOnlySpan<float> pixels)
    {
        using FileStream file = File.Create(path);
        file.Write(Encoding.ASCII.GetBytes($"P5 {Side} {Side} 255\n"));
        foreach (float pixel in pixels)
        {
            file.WriteByte((byte)Math.Round(pixel * 255));
        }
    }

    private static int EndOfLine(byte[] file, int position)
    {
        int length = file.AsSpan(position).IndexOf((byte)'\n');
        return length < 0 ? file.Length : position + length;
    }
}

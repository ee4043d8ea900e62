using System.Globalization;

namespace NnGen;

/// <summary>The MNIST digits, and whatever else comes as one IDX file of images and one of labels.</summary>
public static class Mnist
{
    private const int Classes = 10;
    private const float White = 255;

    // As the files are distributed, and as some unpackers name them.
    private static readonly string[] NameForms = ["{0}-idx{1}-ubyte", "{0}-idx{1}-ubyte.gz", "{0}.idx{1}-ubyte", "{0}.idx{1}-ubyte.gz"];

    /// <summary>Reads the four standard files of a directory, plain or packed by gzip.</summary>
    /// <param name="directory">Holds <c>train-images-idx3-ubyte</c>, <c>train-labels-idx1-ubyte</c>, <c>t10k-images-idx3-ubyte</c> and
    /// <c>t10k-labels-idx1-ubyte</c>; each may end in <c>.gz</c>, and <c>.idx</c> may stand for <c>-idx</c>.</param>
    /// <returns>60,000 rows to train on and 10,000 to test with (in the standard files): 784 pixels each, from 0 (paper) to 1 (ink), and a label from 0 to 9.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such directory.</exception>
    /// <exception cref="FileNotFoundException">A file is missing; the message lists what was looked for.</exception>
    /// <exception cref="InvalidDataException">A file is not what it should be.</exception>
    public static (Dataset<float> Training, Dataset<float> Test) Load(string directory) => Load(directory, Read);

    /// <summary>The same with pixels as the files have them, bytes from 0 (paper) to 255 (ink): a quarter of the memory.</summary>
    /// <inheritdoc cref="Load(string)"/>
    public static (Dataset<float> Training, Dataset<float> Test) LoadBytes(string directory) => Load(directory, ReadBytes);

    private static (Dataset<float> Training, Dataset<float> Test) Load(string directory, Func<string, string, Dataset<float>> read)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        if (!Directory.Exists(directory))
        {
            throw new DirectoryNotFoundException($"There is no directory '{directory}' to read the MNIST files from.");
        }

        string trainingImages = Find(directory, "train-images", axes: 3);
        string trainingLabels = Find(directory, "train-labels", axes: 1);
        string testImages = Find(directory, "t10k-images", axes: 3);
        string testLabels = Find(directory, "t10k-labels", axes: 1);
        return (read(trainingImages, trainingLabels), read(testImages, testLabels));
    }

    /// <summary>Reads one file of images and one of labels.</summary>
    /// <param name="imagesPath">An IDX file of unsigned bytes with the axes items, rows, columns.</param>
    /// <param name="labelsPath">An IDX file of unsigned bytes from 0 to 9 with the axis items.</param>
    /// <returns>Pixels divided by 255, and labels.</returns>
    /// <exception cref="InvalidDataException">A file is not what it should be, or the numbers of items differ.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static Dataset<float> Read(string imagesPath, string labelsPath)
    {
        (IdxFile images, int[] labels) = ReadBoth(imagesPath, labelsPath);
        return Dataset.FromLabels(Pixels(images.Data.Span), images.Shape[1] * images.Shape[2], labels);
    }

    /// <summary>Reads one file of images and one of labels, pixels as bytes.</summary>
    /// <param name="imagesPath">An IDX file of unsigned bytes with the axes items, rows, columns.</param>
    /// <param name="labelsPath">An IDX file of unsigned bytes from 0 to 9 with the axis items.</param>
    /// <returns>Pixels from 0 to 255, and labels.</returns>
    /// <exception cref="InvalidDataException">A file is not what it should be, or the numbers of items differ.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static Dataset<float> ReadBytes(string imagesPath, string labelsPath)
    {
        (IdxFile images, int[] labels) = ReadBoth(imagesPath, labelsPath);
        return Dataset.FromBytes<float>(images.Data, images.Shape[1] * images.Shape[2], labels);
    }

    private static (IdxFile Images, int[] Labels) ReadBoth(string imagesPath, string labelsPath)
    {
        IdxFile images = ReadFile(imagesPath, axes: 3);
        IdxFile labels = ReadFile(labelsPath, axes: 1);
        if (images.Shape[0] != labels.Shape[0])
        {
            throw new InvalidDataException($"{imagesPath} has {images.Shape[0]} images, but {labelsPath} has {labels.Shape[0]} labels.");
        }

        if (images.Count == 0)
        {
            throw new InvalidDataException($"{imagesPath} holds no pixels: its shape is [{string.Join(", ", images.Shape)}].");
        }

        return (images, Labels(labels, labelsPath));
    }

    private static string Find(string directory, string stem, int axes)
    {
        var candidates = new string[NameForms.Length];
        for (int i = 0; i < candidates.Length; i++)
        {
            candidates[i] = string.Format(CultureInfo.InvariantCulture, NameForms[i], stem, axes);
            string path = Path.Combine(directory, candidates[i]);
            if (File.Exists(path))
            {
                return path;
            }
        }

        throw new FileNotFoundException($"'{directory}' holds none of {string.Join(", ", candidates)}.", Path.Combine(directory, candidates[0]));
    }

    private static IdxFile ReadFile(string path, int axes)
    {
        IdxFile file = IdxReader.Read(path);
        if (file.ElementType != IdxElementType.UnsignedByte || file.Shape.Count != axes)
        {
            throw new InvalidDataException($"{path}, byte 2: expected unsigned bytes with {axes} axes (magic number {0x800 + axes}), but found {file.ElementType} with {file.Shape.Count} axes.");
        }

        return file;
    }

    private static float[] Pixels(ReadOnlySpan<byte> bytes)
    {
        var pixels = new float[bytes.Length];
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = bytes[i] / White;
        }

        return pixels;
    }

    private static int[] Labels(IdxFile file, string path)
    {
        const int HeaderBytes = 8;
        ReadOnlySpan<byte> bytes = file.Data.Span;
        var labels = new int[bytes.Length];
        for (int i = 0; i < labels.Length; i++)
        {
            if (bytes[i] >= Classes)
            {
                throw new InvalidDataException($"{path}, byte {HeaderBytes + i}: label {bytes[i]} of item {i} is no digit from 0 to {Classes - 1}.");
            }

            labels[i] = bytes[i];
        }

        return labels;
    }
}

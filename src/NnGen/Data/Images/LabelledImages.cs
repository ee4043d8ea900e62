namespace NnGen;

/// <summary>Pictures of one size as rows of bytes, each with its class. Immutable.</summary>
public sealed class LabelledImages
{
    private readonly byte[] _pixels;

    internal LabelledImages(byte[] pixels, int[] shape, ImageLayout layout, CategoryLabels classes, string[] files)
    {
        _pixels = pixels;
        Shape = Array.AsReadOnly(shape);
        Layout = layout;
        Classes = classes;
        Files = Array.AsReadOnly(files);
    }

    /// <summary>Channels, height and width: the shape of the network's input.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>The order in which the bytes of a row lie.</summary>
    public ImageLayout Layout { get; }

    /// <summary>The class of each picture, and the name of each class.</summary>
    public CategoryLabels Classes { get; }

    /// <summary>The file of each picture.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>The bytes of all pictures, row after row.</summary>
    public ReadOnlyMemory<byte> Pixels => _pixels;

    /// <summary>The rows to learn from or to be measured by: bytes, which are not copied, with the number of their class.</summary>
    public Dataset<float> ToDataset() => ToDataset<float>();

    /// <summary>The same for a network of either precision.</summary>
    public Dataset<T> ToDataset<T>()
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => Dataset.FromBytes<T>(_pixels, Shape[0] * Shape[1] * Shape[2], Classes.Labels);
}

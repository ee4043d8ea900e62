using System.Collections.Concurrent;

namespace NnGen.Tool.Data;

/// <summary>Images and labels as IDX files, such as MNIST; pixels are divided by 255.</summary>
internal sealed class ImageData : SearchData
{
    private readonly Dataset<float> _all;
    private readonly int _classes;
    private readonly string _name;
    private readonly Lazy<(Dataset<float> Training, Dataset<float> Validation)> _parts;
    private readonly ConcurrentDictionary<Type, Lazy<(object Training, object Validation)>> _converted = new();

    /// <summary>Reads two files.</summary>
    /// <exception cref="ToolException">A file is not what it should be.</exception>
    public ImageData(string images, string labels, int? rows, double validation, ulong seed)
    {
        try
        {
            _all = Mnist.Read(images, labels);
        }
        catch (InvalidDataException exception)
        {
            throw new ToolException(exception.Message);
        }

        _name = Path.GetFileName(images);
        _all = rows is int most && most < _all.Rows ? _all.Shuffle(seed).Slice(0, most) : _all;
        _classes = 1 + Enumerable.Range(0, _all.Rows).Max(_all.Label);
        _parts = new(() => Split(_all, validation, seed));
    }

    /// <inheritdoc/>
    public override string Description => $"{_name}: {_all.Rows} images of {_all.InputSize} pixels, {_classes} classes";

    /// <inheritdoc/>
    public override (Dataset<T> Training, Dataset<T> Validation) For<TNetwork, T>(TNetwork network)
    {
        NetworkInfo info = TNetwork.Info;
        if (info.InputSize != _all.InputSize)
        {
            throw Misfit($"The networks take {info.InputSize} numbers, but the images of {_name} have {_all.InputSize} pixels: write [Input({_all.InputSize})], or with axes, such as [Input(1, 28, 28)].");
        }

        if (info.Output is not OutputKind.ClassScores || info.OutputSize < _classes)
        {
            throw Misfit($"The labels of {_name} are {_classes} classes: end with [Dense({_classes}), Softmax].");
        }

        (object training, object held) = _converted.GetOrAdd(typeof(T), _ => new(() => (Convert<T>(_parts.Value.Training), Convert<T>(_parts.Value.Validation)))).Value;
        return ((Dataset<T>)training, (Dataset<T>)held);
    }

    private static object Convert<T>(Dataset<float> data)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        if (data is Dataset<T> same)
        {
            return same;
        }

        var inputs = new T[data.Rows * data.InputSize];
        for (int row = 0; row < data.Rows; row++)
        {
            ReadOnlySpan<float> pixels = data.InputRow(row);
            for (int i = 0; i < pixels.Length; i++)
            {
                inputs[row * data.InputSize + i] = T.CreateTruncating(pixels[i]);
            }
        }

        return Dataset.FromLabels(inputs, data.InputSize, [.. Enumerable.Range(0, data.Rows).Select(data.Label)]);
    }
}

namespace NnGen;

/// <summary>The rows of an IDX file of inputs and one of labels.</summary>
internal sealed class IdxRowStream<T> : RowStream<T>
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    private readonly string _inputsPath;
    private readonly string _labelsPath;
    private readonly double? _divisor;

    private IdxRowStream(string inputsPath, string labelsPath, double? divisor, int rows, int inputSize)
        : base(inputsPath, rows, inputSize, targetSize: 0)
    {
        _inputsPath = inputsPath;
        _labelsPath = labelsPath;
        _divisor = divisor;
    }

    /// <summary>Reads the headers.</summary>
    public static IdxRowStream<T> Create(string inputsPath, string labelsPath, double? divisor)
    {
        using var reader = new IdxRowReader<T>(inputsPath, labelsPath, divisor);
        return new IdxRowStream<T>(inputsPath, labelsPath, divisor, reader.Rows, reader.InputSize);
    }

    public override RowReader<T> Open()
    {
        var reader = new IdxRowReader<T>(_inputsPath, _labelsPath, _divisor);
        if (reader.Rows == Rows && reader.InputSize == InputSize)
        {
            return reader;
        }

        reader.Dispose();
        throw new InvalidDataException($"{Name} has {reader.Rows} rows of {reader.InputSize} now, but had {Rows} of {InputSize}; it was changed since.");
    }
}

/// <summary>Reads an IDX file of inputs and one of labels side by side.</summary>
internal sealed class IdxRowReader<T> : RowReader<T>
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    private readonly IdxItems _inputs;
    private readonly IdxItems _labels;
    private readonly T _divisor;

    public IdxRowReader(string inputsPath, string labelsPath, double? divisor)
    {
        const double White = 255;
        _inputs = new IdxItems(inputsPath);
        try
        {
            _labels = new IdxItems(labelsPath);
            Check(inputsPath, labelsPath);
        }
        catch
        {
            Dispose();
            throw;
        }

        _divisor = T.CreateTruncating(divisor ?? (_inputs.ElementType == IdxElementType.UnsignedByte ? White : 1));
    }

    public int Rows => _inputs.Count;

    public int InputSize => _inputs.ItemElements;

    public override bool Read(Span<T> inputs, Span<T> targets, out int label, out T weight)
    {
        label = 0;
        weight = T.One;
        ReadOnlySpan<byte> item = _inputs.Read();
        if (item.IsEmpty)
        {
            return false;
        }

        IdxFile.Convert(_inputs.ElementType, item, inputs);
        if (_divisor != T.One)
        {
            foreach (ref T input in inputs)
            {
                input /= _divisor;
            }
        }

        // Integers, which doubles hold exactly.
        Span<double> number = [0];
        IdxFile.Convert(_labels.ElementType, _labels.Read(), number);
        label = (int)number[0];
        return label >= 0 ? true : throw _labels.Error($"the label is {label}; classes are numbered from 0");
    }

    public override void Dispose()
    {
        _inputs.Dispose();

        // Null where opening it failed.
        _labels?.Dispose();
    }

    private void Check(string inputsPath, string labelsPath)
    {
        if (_inputs.Count == 0 || _inputs.ItemElements == 0)
        {
            throw new InvalidDataException($"{inputsPath} holds no numbers: its shape is [{string.Join(", ", _inputs.Shape)}].");
        }

        if (_labels.Shape.Length != 1 || _labels.ElementType is IdxElementType.Single or IdxElementType.Double)
        {
            throw new InvalidDataException($"{labelsPath} has the shape [{string.Join(", ", _labels.Shape)}] of {_labels.ElementType}, but one integer a row was expected.");
        }

        if (_inputs.Count != _labels.Count)
        {
            throw new InvalidDataException($"{inputsPath} has {_inputs.Count} rows, but {labelsPath} has {_labels.Count} labels.");
        }
    }
}

namespace NnGen;

/// <summary>
/// Rows that can be read one after another, from the first one on, as often as wanted: a file, a data base, whatever gives the same rows in
/// the same order each time. <see cref="StreamingDataset"/> has those of IDX and CSV files; derive from this for others.
/// </summary>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class RowStream<T>
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    /// <summary>The facts of a stream.</summary>
    /// <param name="name">What error messages call it, such as the file's path.</param>
    /// <param name="rows">The number of rows, at least 1.</param>
    /// <param name="inputSize">The elements of one input row, at least 1.</param>
    /// <param name="targetSize">The elements of one target row; 0 where there are labels.</param>
    /// <param name="hasWeights">Whether each row has a weight in the loss.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    protected RowStream(string name, int rows, int inputSize, int targetSize, bool hasWeights = false)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(inputSize, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(targetSize);
        Name = name;
        Rows = rows;
        InputSize = inputSize;
        TargetSize = targetSize;
        HasWeights = hasWeights;
    }

    /// <summary>What error messages call it, such as the file's path.</summary>
    public string Name { get; }

    /// <summary>The number of rows, at least 1.</summary>
    public int Rows { get; }

    /// <summary>The elements of one input row.</summary>
    public int InputSize { get; }

    /// <summary>The elements of one target row; 0 where there are labels.</summary>
    public int TargetSize { get; }

    /// <summary>Whether the rows have class labels; otherwise they have rows of targets.</summary>
    public bool HasLabels => TargetSize == 0;

    /// <summary>Whether each row has a weight in the loss.</summary>
    public bool HasWeights { get; }

    /// <summary>Begins to read at the first row. Several readers may be open at once.</summary>
    /// <exception cref="IOException">The rows cannot be read.</exception>
    /// <exception cref="InvalidDataException">The rows are no longer what they were.</exception>
    public abstract RowReader<T> Open();
}

/// <summary>Reads the rows of a <see cref="RowStream{T}"/> in their order. Made by the thread that trains; rows are read by another, ahead of it, by one at a time.</summary>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class RowReader<T> : IDisposable
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    /// <summary>Reads the next row. Should allocate nothing, as it is called within training steps.</summary>
    /// <param name="inputs">The elements of one input row, overwritten.</param>
    /// <param name="targets">The elements of one target row, overwritten; empty where there are labels.</param>
    /// <param name="label">The class, 0 or more; 0 where there are targets.</param>
    /// <param name="weight">The weight, finite and not negative; 1 where there are none.</param>
    /// <returns>False at the end.</returns>
    /// <exception cref="InvalidDataException">The row is not what it should be; the message names the file and the row.</exception>
    /// <exception cref="IOException">The row cannot be read.</exception>
    public abstract bool Read(Span<T> inputs, Span<T> targets, out int label, out T weight);

    /// <summary>Closes what is open.</summary>
    public abstract void Dispose();
}

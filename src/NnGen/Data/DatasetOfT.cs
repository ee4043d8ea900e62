using System.Diagnostics.CodeAnalysis;

namespace NnGen;

/// <summary>
/// Rows to learn from or to be measured by: inputs, and for each row either a class label or a row of targets.
/// A view: slices, selections and shuffles show the same memory in another order. Immutable as long as that memory is left alone;
/// any number of threads may read it.
/// </summary>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed partial class Dataset<T> : TrainingData<T>
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    private readonly InputMemory<T> _inputs;
    private readonly ReadOnlyMemory<int> _labels;
    private readonly ReadOnlyMemory<T> _targets;
    private readonly ReadOnlyMemory<T> _weights;
    private readonly DatasetRows _rows;

    internal Dataset(InputMemory<T> inputs, int inputSize, ReadOnlyMemory<int> labels, ReadOnlyMemory<T> targets, int targetSize, ReadOnlyMemory<T> weights, DatasetRows rows)
    {
        _inputs = inputs;
        InputSize = inputSize;
        _labels = labels;
        _targets = targets;
        TargetSize = targetSize;
        _weights = weights;
        _rows = rows;
    }

    /// <inheritdoc/>
    public override int Rows => _rows.Count;

    /// <inheritdoc/>
    public override int InputSize { get; }

    /// <inheritdoc/>
    public override int TargetSize { get; }

    /// <inheritdoc/>
    public override int LabelsPerRow => HasLabels ? _labels.Length / (_inputs.Length / InputSize) : 0;

    /// <summary>Whether the rows of this view are neighbours in memory, in order, so that <c>TryGetContiguous</c> succeeds.</summary>
    public bool IsContiguous => _rows.IsContiguous;

    /// <summary>
    /// Whether the inputs are bytes (<see cref="Dataset.FromBytes{T}(ReadOnlyMemory{byte}, int, ReadOnlyMemory{int})"/>): each is the number that it is, from
    /// 0 to 255, wherever numbers are asked for.
    /// </summary>
    public bool IsOfBytes => _inputs.IsOfBytes;

    /// <summary>Whether batches of neighbouring rows can be seen where they are, as numbers.</summary>
    internal bool IsInPlace => IsContiguous && !IsOfBytes;

    /// <summary>The rows from <paramref name="start"/> on. Nothing is copied.</summary>
    /// <param name="start">The first row.</param>
    /// <param name="count">The number of rows, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The run is empty or reaches beyond the rows.</exception>
    public Dataset<T> Slice(int start, int count)
    {
        CheckRun(start, count);
        return With(_rows.Slice(start, count));
    }

    /// <summary>The listed rows in the order of the list, which is copied; the data are not. A row may come several times.</summary>
    /// <param name="rows">Numbers of rows, at least one.</param>
    /// <exception cref="ArgumentException">The list is empty, or names a row that does not exist.</exception>
    public Dataset<T> Select(ReadOnlySpan<int> rows)
    {
        if (rows.IsEmpty)
        {
            throw new ArgumentException("The list of rows is empty; a data set has at least one row.", nameof(rows));
        }

        for (int i = 0; i < rows.Length; i++)
        {
            if ((uint)rows[i] >= (uint)Rows)
            {
                throw new ArgumentException($"Row {rows[i]}, entry {i} of the list, is out of range: there are the rows 0 to {Rows - 1}.", nameof(rows));
            }
        }

        return With(_rows.Select(rows));
    }

    /// <summary>The same rows in the random order of a seed. The data are not copied.</summary>
    /// <param name="seed">The seed; the same seed and number of rows give the same order.</param>
    public Dataset<T> Shuffle(ulong seed) => With(_rows.Shuffle(seed));

    /// <summary>Parts the rows at random into those to train on and those to validate with. The data are not copied.</summary>
    /// <param name="validationFraction">The share of the rows that goes to validation, between 0 and 1; rounded to whole rows.</param>
    /// <param name="seed">The seed.</param>
    /// <exception cref="ArgumentOutOfRangeException">The fraction would leave one part without a row.</exception>
    public (Dataset<T> Training, Dataset<T> Validation) Split(double validationFraction, ulong seed)
    {
        int validationRows = validationFraction is > 0 and < 1 ? (int)Math.Round(Rows * validationFraction) : 0;
        if (validationRows < 1 || validationRows >= Rows)
        {
            throw new ArgumentOutOfRangeException(nameof(validationFraction), validationFraction, $"The fraction must leave at least one of the {Rows} rows in each part.");
        }

        DatasetRows shuffled = _rows.Shuffle(seed);
        int trainingRows = Rows - validationRows;
        return (With(shuffled.Slice(0, trainingRows)), With(shuffled.Slice(trainingRows, validationRows)));
    }

    /// <summary>The inputs of a row: in place, or, where they are bytes, as numbers in an array of their own.</summary>
    /// <param name="row">From 0 to <see cref="Rows"/> - 1.</param>
    /// <returns><see cref="InputSize"/> elements.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="row"/> is out of range.</exception>
    public ReadOnlySpan<T> InputRow(int row) => InputRow(row, []);

    /// <summary>The bytes of a row.</summary>
    /// <param name="row">From 0 to <see cref="Rows"/> - 1.</param>
    /// <returns><see cref="InputSize"/> bytes.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="row"/> is out of range.</exception>
    /// <exception cref="InvalidOperationException">The inputs are numbers.</exception>
    public ReadOnlySpan<byte> ByteRow(int row)
    {
        CheckRow(row);
        return IsOfBytes
            ? _inputs.Bytes.Slice(_rows.At(row) * InputSize, InputSize)
            : throw new InvalidOperationException("The inputs of these rows are numbers, not bytes; InputRow has them.");
    }

    /// <summary>The inputs of a row in place, or, where they are bytes, as numbers in some room, if there is any.</summary>
    internal ReadOnlySpan<T> InputRow(int row, Span<T> room)
    {
        CheckRow(row);
        int start = _rows.At(row) * InputSize;
        if (!IsOfBytes)
        {
            return _inputs.InPlace.Slice(start, InputSize);
        }

        Span<T> numbers = room.IsEmpty ? new T[InputSize] : room[..InputSize];
        _inputs.CopyTo(start, numbers);
        return numbers;
    }

    /// <summary>The class of a row.</summary>
    /// <param name="row">From 0 to <see cref="Rows"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="row"/> is out of range.</exception>
    /// <exception cref="InvalidOperationException">The rows have targets instead, or several labels each.</exception>
    public int Label(int row)
    {
        CheckRow(row);
        CheckHasOneLabel();
        return _labels.Span[_rows.At(row)];
    }

    /// <summary>The labels of a row: one, or one for each step of a sequence.</summary>
    /// <param name="row">From 0 to <see cref="Rows"/> - 1.</param>
    /// <returns><see cref="LabelsPerRow"/> class numbers.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="row"/> is out of range.</exception>
    /// <exception cref="InvalidOperationException">The rows have targets instead.</exception>
    public ReadOnlySpan<int> LabelRow(int row)
    {
        CheckRow(row);
        CheckHasLabels();
        return _labels.Span.Slice(_rows.At(row) * LabelsPerRow, LabelsPerRow);
    }

    /// <summary>The targets of a row.</summary>
    /// <param name="row">From 0 to <see cref="Rows"/> - 1.</param>
    /// <returns><see cref="TargetSize"/> elements.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="row"/> is out of range.</exception>
    /// <exception cref="InvalidOperationException">The rows have labels instead.</exception>
    public ReadOnlySpan<T> TargetRow(int row)
    {
        CheckRow(row);
        CheckHasTargets();
        return _targets.Span.Slice(_rows.At(row) * TargetSize, TargetSize);
    }

    internal override string Fingerprint(NetworkInfo info) => DataFingerprint.Of(this);

    internal override string Order(bool shuffle) => shuffle ? "shuffled" : "that of the data";

    internal override BatchSource<T> Open(NetworkInfo info, int capacity, bool shuffle, NetworkTape<T>? tape) => new BatchReader<T>(this, capacity, shuffle, tape);

    private Dataset<T> With(DatasetRows rows) => new(_inputs, InputSize, _labels, _targets, TargetSize, _weights, rows);

    private void CheckRun(int start, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        if (count < 1 || count > Rows - start)
        {
            throw new ArgumentOutOfRangeException(nameof(count), count, $"From row {start} on there are {Math.Max(0, Rows - start)} rows; at least 1 and at most these can be taken.");
        }
    }

    private void CheckRow(int row)
    {
        if ((uint)row >= (uint)Rows)
        {
            ThrowRow(row);
        }
    }

    private void CheckHasLabels()
    {
        if (!HasLabels)
        {
            throw new InvalidOperationException($"These rows have {TargetSize} targets each, not labels.");
        }
    }

    private void CheckHasOneLabel()
    {
        CheckHasLabels();
        if (LabelsPerRow > 1)
        {
            throw new InvalidOperationException($"These rows have {LabelsPerRow} labels each, one for each step, so a row has no class of its own. LabelRow has them.");
        }
    }

    private void CheckHasTargets()
    {
        if (HasLabels)
        {
            throw new InvalidOperationException("These rows have labels, not targets; OneHot.Encode makes targets of labels.");
        }
    }

    [DoesNotReturn]
    private void ThrowRow(int row) =>
        throw new ArgumentOutOfRangeException(nameof(row), row, $"There are the rows 0 to {Rows - 1}.");
}

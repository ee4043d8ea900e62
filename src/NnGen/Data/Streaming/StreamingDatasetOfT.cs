using System.Diagnostics.CodeAnalysis;

namespace NnGen;

/// <summary>
/// Rows to learn from that need not fit into memory: they are read from their source again in each epoch, and shuffled by a buffer of some of
/// them. <see cref="StreamingDataset"/> makes one. Immutable; any number of threads may use it.
/// </summary>
/// <remarks>
/// <para>How good the shuffle is. The buffer holds <see cref="BufferRows"/> rows; each row trained is drawn from it at random, and the next
/// row of the source takes its place. So a row is trained at most <see cref="BufferRows"/> - 1 places earlier than it stands in the source,
/// and on average about as many places later as it has waited: neighbours end up some <see cref="BufferRows"/> rows apart. Rows further apart
/// than a few buffers hardly mix. A source that is sorted, by class or by time, needs a buffer that spans many of its runs, or must be
/// shuffled once as a whole, before. With a buffer of all rows every order is equally likely, and is the very order of a
/// <see cref="Dataset{T}"/> of these rows: same seed, same epoch, same bits.</para>
/// <para>The order depends on the seed, the epoch, the number of rows and <see cref="BufferRows"/> only. Without shuffling the rows come in
/// the order of the source.</para>
/// <para>Memory: the buffer, and three batches. Batches are read ahead, by a thread that lives as long as the call of <c>Fit</c> or <c>Evaluate</c>; what is wrong
/// with a row is thrown where its batch is trained, on the thread that trains.</para>
/// </remarks>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class StreamingDataset<T> : TrainingData<T>
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    internal StreamingDataset(RowStream<T> source, int bufferRows, IReadOnlyList<string>? classes)
    {
        Source = source;
        BufferRows = bufferRows;
        Classes = classes;
    }

    /// <summary>Where the rows come from.</summary>
    public RowStream<T> Source { get; }

    /// <inheritdoc/>
    public override int Rows => Source.Rows;

    /// <inheritdoc/>
    public override int InputSize => Source.InputSize;

    /// <inheritdoc/>
    public override int TargetSize => Source.TargetSize;

    /// <inheritdoc/>
    public override bool HasWeights => Source.HasWeights;

    /// <summary>The rows that a shuffled epoch keeps in memory: as many as were asked for, or all there are.</summary>
    public int BufferRows { get; }

    /// <summary>The name of each class in the order of the labels, where the source has names; null elsewhere.</summary>
    public IReadOnlyList<string>? Classes { get; }

    internal override string Fingerprint(NetworkInfo info)
    {
        using var rows = new CheckedRows<T>(Source, info);
        var fingerprint = new DataFingerprint();
        var inputs = new T[InputSize];
        var targets = new T[TargetSize];
        for (int row = 0; row < Rows; row++)
        {
            rows.Read(inputs, targets, out int label, out T weight);
            if (HasLabels)
            {
                fingerprint.Add<T>(inputs, new ReadOnlySpan<int>(in label));
            }
            else
            {
                fingerprint.Add<T>(inputs, targets);
            }

            if (HasWeights)
            {
                fingerprint.AddWeight(weight);
            }
        }

        return fingerprint.Text(Rows, InputSize, TargetSize, HasWeights);
    }

    internal override string Order(bool shuffle) => !shuffle ? "that of the data"
        : BufferRows == Rows ? "shuffled"
        : $"shuffled by a buffer of {BufferRows} rows";

    [SuppressMessage("Reliability", "CA2000", Justification = "The caller disposes of it.")]
    internal override BatchSource<T> Open(NetworkInfo info, int capacity, bool shuffle, NetworkTape<T>? tape) =>
        new ReadAhead<T>(this, info, capacity, shuffle);
}

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
/// <para>Memory: the buffer, and one batch. Rows are read on the thread that trains.</para>
/// </remarks>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class StreamingDataset<T> : ITrainingRows<T>
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

    /// <summary>The number of rows, at least 1.</summary>
    public int Rows => Source.Rows;

    /// <summary>The elements of one input row.</summary>
    public int InputSize => Source.InputSize;

    /// <summary>The elements of one target row; 0 where there are labels.</summary>
    public int TargetSize => Source.TargetSize;

    /// <summary>Whether the rows have class labels; otherwise they have rows of targets.</summary>
    public bool HasLabels => Source.HasLabels;

    /// <summary>Whether the rows have weights; without, each counts once.</summary>
    public bool HasWeights => Source.HasWeights;

    /// <summary>The rows that a shuffled epoch keeps in memory: as many as were asked for, or all there are.</summary>
    public int BufferRows { get; }

    /// <summary>The name of each class in the order of the labels, where the source has names; null elsewhere.</summary>
    public IReadOnlyList<string>? Classes { get; }

    string ITrainingRows<T>.Fingerprint(NetworkInfo info)
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
                fingerprint.Add<T>(inputs, label);
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

    string ITrainingRows<T>.Order(bool shuffle) => !shuffle ? "that of the data"
        : BufferRows == Rows ? "shuffled"
        : $"shuffled by a buffer of {BufferRows} rows";

    [SuppressMessage("Reliability", "CA2000", Justification = "The caller disposes of it.")]
    BatchSource<T> ITrainingRows<T>.Open(NetworkInfo info, int capacity, bool shuffle, NetworkTape<T>? tape) =>
        new StreamedBatches<T>(this, info, capacity, shuffle, tape);
}

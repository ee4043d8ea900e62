namespace NnGen;

/// <summary>Hands out the rows of an epoch batch by batch. Reading allocates nothing.</summary>
internal abstract class BatchSource<T> : IDisposable
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    /// <summary>Begins an epoch.</summary>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="epoch">The epoch, from 1; its order depends on both, if the order is random.</param>
    /// <param name="firstRow">The row of the epoch's order at which the first <see cref="Read"/> starts.</param>
    public abstract void Begin(ulong seed, int epoch, int firstRow);

    /// <summary>The rows from <paramref name="start"/> on in the order of the epoch. Valid until the next call.</summary>
    /// <param name="start">Where the last call ended, or where the epoch began.</param>
    /// <param name="count">The number of rows, at least 1.</param>
    public abstract Batch<T> Read(int start, int count);

    /// <summary>Closes what is open.</summary>
    public virtual void Dispose()
    {
    }
}

/// <summary>Some rows of data: with labels or with targets, the other is empty; with weights, or empty.</summary>
internal readonly ref struct Batch<T>(int rows, ReadOnlySpan<T> inputs, ReadOnlySpan<int> labels, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights)
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    public int Rows { get; } = rows;

    public ReadOnlySpan<T> Inputs { get; } = inputs;

    public ReadOnlySpan<int> Labels { get; } = labels;

    public ReadOnlySpan<T> Targets { get; } = targets;

    public ReadOnlySpan<T> Weights { get; } = weights;

    public bool HasLabels => !Labels.IsEmpty;

    public bool HasWeights => !Weights.IsEmpty;

    /// <summary>The sum of the weights; the number of rows where there are none.</summary>
    public double Weight
    {
        get
        {
            if (!HasWeights)
            {
                return Rows;
            }

            double sum = 0;
            foreach (T weight in Weights)
            {
                sum += double.CreateTruncating(weight);
            }

            return sum;
        }
    }
}

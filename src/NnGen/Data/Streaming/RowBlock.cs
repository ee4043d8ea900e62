namespace NnGen;

/// <summary>Room for some rows of a stream.</summary>
internal sealed class RowBlock<T>
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    private readonly int _inputSize;
    private readonly int _targetSize;

    /// <param name="stream">What the rows are like.</param>
    /// <param name="capacity">The number of rows.</param>
    public RowBlock(RowStream<T> stream, int capacity)
    {
        _inputSize = stream.InputSize;
        _targetSize = stream.TargetSize;
        Capacity = capacity;
        Inputs = new T[ArraySize.Of(capacity, _inputSize, "The inputs of some rows do not fit, so there must be fewer at a time")];
        Labels = new int[stream.HasLabels ? capacity : 0];
        Targets = new T[ArraySize.Of(capacity, _targetSize, "The targets of some rows do not fit, so there must be fewer at a time")];
        Weights = new T[stream.HasWeights ? capacity : 0];
    }

    public int Capacity { get; }

    public T[] Inputs { get; }

    public int[] Labels { get; }

    public T[] Targets { get; }

    public T[] Weights { get; }

    /// <summary>What a row has besides inputs and targets.</summary>
    public void Set(int row, int label, T weight)
    {
        if (Labels.Length > 0)
        {
            Labels[row] = label;
        }

        if (Weights.Length > 0)
        {
            Weights[row] = weight;
        }
    }

    /// <summary>Copies a row to another block.</summary>
    public void CopyRow(int row, RowBlock<T> to, int toRow)
    {
        Inputs.AsSpan(row * _inputSize, _inputSize).CopyTo(to.Inputs.AsSpan(toRow * _inputSize));
        Targets.AsSpan(row * _targetSize, _targetSize).CopyTo(to.Targets.AsSpan(toRow * _targetSize));
        to.Set(toRow, Labels.Length > 0 ? Labels[row] : 0, Weights.Length > 0 ? Weights[row] : T.One);
    }
}

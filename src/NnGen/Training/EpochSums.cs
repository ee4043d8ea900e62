namespace NnGen;

/// <summary>What an epoch adds up as it goes.</summary>
internal struct EpochSums
{
    public int Epoch { get; init; }

    public AllocationMeter Allocations { get; init; }

    public int Steps { get; set; }

    public int Rows { get; set; }

    /// <summary>The sum of the batches' losses; means count as much as they have rows.</summary>
    public double LossSum { get; set; }

    public long RightDecisions { get; set; }

    public double Seconds { get; set; }

    /// <summary>Adds the loss of a batch. A mean weighs as much as it has rows: a short last batch less.</summary>
    public void Add(double loss, int rows, Reduction reduction)
    {
        LossSum += reduction == Reduction.Mean ? loss * rows : loss;
        Rows += rows;
    }

    /// <summary>The loss of the rows so far.</summary>
    public readonly double Loss(Reduction reduction) => reduction == Reduction.Mean ? LossSum / Rows : LossSum;
}

/// <summary>Adds up what steps allocate.</summary>
internal sealed class AllocationMeter
{
    private long _bytes;
    private long _steps;

    /// <summary>The mean; null before the first step.</summary>
    public double? PerStep => _steps == 0 ? null : (double)_bytes / _steps;

    public void Add(long bytes)
    {
        _bytes += bytes;
        _steps++;
    }
}

namespace NnGen;

/// <summary>What an epoch adds up as it goes.</summary>
internal struct EpochSums
{
    public int Epoch { get; init; }

    public AllocationMeter Allocations { get; init; }

    public int Steps { get; set; }

    public int Rows { get; set; }

    /// <summary>What the rows weigh together: their number where they have no weights.</summary>
    public double Weight { get; set; }

    /// <summary>The sum of the batches' losses; means count as much as their rows weigh.</summary>
    public double LossSum { get; set; }

    /// <summary>The right decisions, each as often as its row weighs.</summary>
    public double RightDecisions { get; set; }

    public double Seconds { get; set; }

    /// <summary>Adds the loss of a batch. A mean counts as much as its rows weigh: a short last batch less.</summary>
    public void Add(double loss, int rows, double weight, Reduction reduction)
    {
        LossSum += reduction == Reduction.Mean ? loss * weight : loss;
        Weight += weight;
        Rows += rows;
    }

    /// <summary>The part of right decisions of the rows so far; 0 where they weigh nothing.</summary>
    public readonly double Accuracy(int decisionsPerRow) => Weight > 0 ? RightDecisions / (Weight * decisionsPerRow) : 0;

    /// <summary>The loss of the rows so far; 0 where they weigh nothing.</summary>
    public readonly double Loss(Reduction reduction) => reduction == Reduction.Mean && Weight > 0 ? LossSum / Weight : LossSum;
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

namespace NnGen;

/// <summary>What an epoch adds up as it goes.</summary>
internal struct EpochSums
{
    public int Epoch { get; init; }

    public AllocationMeter Allocations { get; init; }

    public int Steps { get; set; }

    public int Rows { get; set; }

    /// <summary>What the rows weigh together in metrics: the number of their steps that count where they have no weights.</summary>
    public double Weight { get; set; }

    /// <summary>What the rows weigh together in the loss: as <see cref="Weight"/>, each times the weight of its label's class.</summary>
    public double LossWeight { get; set; }

    /// <summary>The sum of the rows' losses, each times its weight, and of what penalties add to them.</summary>
    public double LossSum { get; set; }

    /// <summary>The right decisions, each as often as its row weighs.</summary>
    public double RightDecisions { get; set; }

    public double Seconds { get; set; }

    /// <summary>Adds a batch.</summary>
    /// <param name="lossSum">The sum of its rows' losses, each times its weight, with the penalty's part.</param>
    /// <param name="lossWeight">What its rows weigh in the loss.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="weight">What their steps that count weigh in metrics.</param>
    public void Add(double lossSum, double lossWeight, int rows, double weight)
    {
        LossSum += lossSum;
        LossWeight += lossWeight;
        Weight += weight;
        Rows += rows;
    }

    /// <summary>The part of right decisions of the rows so far; 0 where they weigh nothing.</summary>
    public readonly double Accuracy(int decisionsPerRow) => Weight > 0 ? RightDecisions / (Weight * decisionsPerRow) : 0;

    /// <summary>The loss of the rows so far; 0 where they weigh nothing.</summary>
    public readonly double Loss(NetworkInfo info) => LossReduction.Reduce(info, LossSum, LossWeight);
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

namespace NnGen;

/// <summary>
/// A training run came to a loss or a parameter that is NaN or infinite. The network holds the newest parameters known to be good:
/// they are finite and gave a finite loss, or are the ones that the run started with. Buffers such as running statistics are those of the
/// same step.
/// </summary>
public sealed class TrainingException : Exception
{
    internal TrainingException(string message, int epoch, int step, TrainingReport report)
        : base(message)
    {
        Epoch = epoch;
        Step = step;
        Report = report;
    }

    /// <summary>The epoch in which it was found, counted from 1.</summary>
    public int Epoch { get; }

    /// <summary>The step of that epoch in which it was found, counted from 1.</summary>
    public int Step { get; }

    /// <summary>What was done up to then.</summary>
    public TrainingReport Report { get; }
}

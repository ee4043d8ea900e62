namespace NnGen;

/// <summary>The optimizer's own rate throughout; in a <see cref="SequenceSchedule"/> it holds the rate for a while.</summary>
public sealed class ConstantSchedule : LearningRateSchedule
{
    /// <inheritdoc/>
    public override string Description => "constant";

    /// <inheritdoc/>
    public override double RateAt(double rate, long count) => rate;
}

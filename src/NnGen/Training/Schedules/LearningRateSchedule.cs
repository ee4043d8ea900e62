namespace NnGen;

/// <summary>What a schedule counts.</summary>
public enum ScheduleUnit
{
    /// <summary>Whole epochs: the rate stays the same for all steps of an epoch.</summary>
    Epoch,

    /// <summary>Steps, that is changes of the parameters: every one has a rate of its own.</summary>
    Step,
}

/// <summary>
/// How the learning rate changes as training goes on. The settings are plain numbers and may be used for any number of runs; what belongs
/// to one run is the <see cref="ScheduleRun"/>.
/// </summary>
/// <remarks>
/// A schedule of one's own that depends on the count alone is one method:
/// <code>
/// public sealed class InverseTime(double decay) : LearningRateSchedule
/// {
///     public override string Description => $"rate / (1 + {decay} k)";
///
///     public override double RateAt(double rate, long count) => rate / (1 + decay * count);
/// }
/// </code>
/// </remarks>
public abstract class LearningRateSchedule
{
    /// <summary>What is counted: epochs, unless it is set.</summary>
    public virtual ScheduleUnit Unit { get; init; } = ScheduleUnit.Epoch;

    /// <summary>The schedule and its numbers in words, for reports.</summary>
    public abstract string Description { get; }

    /// <summary>What is wrong with settings that are legal one by one but not together; null when nothing is.</summary>
    public virtual string? Problem => null;

    /// <summary>The learning rate after so many steps or epochs.</summary>
    /// <param name="rate">The optimizer's own rate.</param>
    /// <param name="count">The steps or epochs done, as <see cref="Unit"/> says; 0 at the start.</param>
    public abstract double RateAt(double rate, long count);

    /// <summary>The state of one run. Must be overridden where the rate depends on more than the count.</summary>
    /// <param name="rate">The optimizer's own rate.</param>
    public virtual ScheduleRun Start(double rate) => new CountedScheduleRun(this, rate);

    /// <inheritdoc/>
    public override string ToString() => Description;
}

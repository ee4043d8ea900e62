namespace NnGen;

/// <summary>A schedule in one run of training.</summary>
public abstract class ScheduleRun
{
    /// <summary>What must be saved to go on later with the same rates; empty where the counts are all.</summary>
    public virtual double[] Numbers => [];

    /// <summary>The learning rate of the next step.</summary>
    /// <param name="steps">The steps done.</param>
    /// <param name="epochs">The whole epochs done.</param>
    public abstract double Rate(long steps, long epochs);

    /// <summary>Takes notice of the loss after an epoch.</summary>
    /// <param name="monitored">The loss on the validation set, or the training loss where there is none.</param>
    public virtual void EndEpoch(double monitored)
    {
    }

    /// <summary>Goes on from <see cref="Numbers"/> that were saved.</summary>
    /// <param name="numbers">What <see cref="Numbers"/> gave.</param>
    /// <exception cref="ArgumentException">There are more or fewer numbers than this schedule saves.</exception>
    public virtual void Restore(ReadOnlySpan<double> numbers)
    {
        if (numbers.Length != Numbers.Length)
        {
            throw new ArgumentException($"The schedule saves {Numbers.Length} numbers, but {numbers.Length} were given; they belong to another schedule.", nameof(numbers));
        }
    }
}

/// <summary>A schedule that needs nothing but the count.</summary>
internal sealed class CountedScheduleRun(LearningRateSchedule schedule, double rate) : ScheduleRun
{
    public override double Rate(long steps, long epochs) => schedule.RateAt(rate, schedule.Unit == ScheduleUnit.Step ? steps : epochs);
}

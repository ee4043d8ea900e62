using System.Globalization;

namespace NnGen;

/// <summary>
/// One cycle: along half a cosine from a small rate up to the optimizer's own, then along another down to almost nothing, and there it stays.
/// As <c>torch.optim.lr_scheduler.OneCycleLR</c>, where the optimizer's rate is <c>max_lr</c>; momentum stays as it is. Counts steps unless
/// <see cref="LearningRateSchedule.Unit"/> says otherwise. Smith and Topin, 2017.
/// </summary>
/// <param name="length">
/// The steps, or epochs, of the cycle, at least 2: all that training will take. A step is a change of the parameters: with
/// <see cref="TrainingOptions.AccumulationSteps"/> there are fewer than batches.
/// </param>
/// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
public sealed class OneCycleSchedule(long length) : LearningRateSchedule
{
    private readonly long _length = length >= 2 ? length : throw ScheduleArguments.Wrong(length, 2, nameof(length));

    /// <inheritdoc/>
    public override ScheduleUnit Unit { get; init; } = ScheduleUnit.Step;

    /// <summary>The part of the cycle in which the rate rises, above 0 and below 1. PyTorch calls it <c>pct_start</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double Rise
    {
        get;
        init => field = OptimizerArguments.Fraction(OptimizerArguments.Positive(value, nameof(Rise)), nameof(Rise));
    } = 0.3;

    /// <summary>What the optimizer's rate is divided by at the start, above 0. PyTorch calls it <c>div_factor</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double StartDivisor
    {
        get;
        init => field = OptimizerArguments.Positive(value, nameof(StartDivisor));
    } = 25;

    /// <summary>What the rate of the start is divided by at the end, above 0. PyTorch calls it <c>final_div_factor</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double EndDivisor
    {
        get;
        init => field = OptimizerArguments.Positive(value, nameof(EndDivisor));
    } = 1e4;

    /// <inheritdoc/>
    public override string Description => string.Create(CultureInfo.InvariantCulture, $"one cycle of {_length} {ScheduleArguments.Word(Unit, 2)}, {Rise} of it rising, from 1/{StartDivisor} of the rate down to 1/{StartDivisor * EndDivisor}");

    /// <inheritdoc/>
    public override double RateAt(double rate, long count)
    {
        double start = rate / StartDivisor;
        double top = Rise * _length - 1;
        double last = _length - 1;
        if (count < top)
        {
            return ScheduleArguments.Cosine(start, rate, count / top);
        }

        return ScheduleArguments.Cosine(rate, start / EndDivisor, Math.Min(1, (count - top) / (last - top)));
    }
}

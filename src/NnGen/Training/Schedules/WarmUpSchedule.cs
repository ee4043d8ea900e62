using System.Globalization;

namespace NnGen;

/// <summary>
/// The rate rises along a line from a small part of itself, <c>rate * (s + (1 - s) min(k, length) / length)</c> with s the
/// <see cref="StartFactor"/>; another schedule may follow, which counts from 0 then. Counts steps unless
/// <see cref="LearningRateSchedule.Unit"/> says otherwise.
/// </summary>
/// <param name="length">The steps, or epochs, until the full rate is reached, at least 1.</param>
/// <param name="next">What follows; null for the full rate throughout. It counts epochs or steps as its own unit says.</param>
/// <exception cref="ArgumentOutOfRangeException">The length is less than 1.</exception>
public sealed class WarmUpSchedule(long length, LearningRateSchedule? next = null) : LearningRateSchedule
{
    private readonly long _length = ScheduleArguments.Length(length);
    private readonly LearningRateSchedule _next = next ?? new ConstantSchedule();

    /// <inheritdoc/>
    public override ScheduleUnit Unit { get; init; } = ScheduleUnit.Step;

    /// <summary>The part of the rate that training starts with, in [0, 1].</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double StartFactor
    {
        get;
        init => field = OptimizerArguments.FractionOrOne(value, nameof(StartFactor));
    } = 0.01;

    /// <inheritdoc/>
    public override string Description
        => string.Create(CultureInfo.InvariantCulture, $"warm-up from {StartFactor} times the rate over {_length} {ScheduleArguments.Word(Unit, _length)}, then {_next.Description}");

    /// <inheritdoc/>
    public override string? Problem => _next.Problem;

    private SequenceSchedule Sequence => new([new LinearSchedule(_length, StartFactor, 1) { Unit = Unit }, _next], [_length]) { Unit = Unit };

    /// <inheritdoc/>
    public override double RateAt(double rate, long count) => Sequence.RateAt(rate, count);

    /// <inheritdoc/>
    public override ScheduleRun Start(double rate) => Sequence.Start(rate);
}

using System.Globalization;

namespace NnGen;

/// <summary>
/// The rate falls to 0 along a power: <c>rate * (1 - min(k, length) / length)^power</c>. <c>torch.optim.lr_scheduler.PolynomialLR</c>.
/// </summary>
/// <param name="length">The epochs, or steps, until the rate is 0, at least 1.</param>
/// <param name="power">The power, above 0.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
public sealed class PolynomialSchedule(long length, double power = 1) : LearningRateSchedule
{
    private readonly long _length = ScheduleArguments.Length(length);
    private readonly double _power = OptimizerArguments.Positive(power);

    /// <inheritdoc/>
    public override string Description => string.Create(CultureInfo.InvariantCulture, $"polynomial over {_length} {ScheduleArguments.Word(Unit, 2)}, power {_power}");

    /// <inheritdoc/>
    public override double RateAt(double rate, long count) => rate * Math.Pow(1 - (double)Math.Min(count, _length) / _length, _power);
}

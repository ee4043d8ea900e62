using System.Globalization;

namespace NnGen;

/// <summary>
/// The rate goes from one factor to another along a line and stays there: <c>rate * (from + (to - from) min(k, length) / length)</c>.
/// <c>torch.optim.lr_scheduler.LinearLR</c>.
/// </summary>
/// <param name="length">The epochs, or steps, of the way, at least 1.</param>
/// <param name="from">The first factor, 0 or more.</param>
/// <param name="to">The last factor, 0 or more.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
public sealed class LinearSchedule(long length, double from = 1, double to = 0) : LearningRateSchedule
{
    private readonly long _length = ScheduleArguments.Length(length);
    private readonly double _from = OptimizerArguments.NotNegative(from, nameof(from));
    private readonly double _to = OptimizerArguments.NotNegative(to, nameof(to));

    /// <inheritdoc/>
    public override string Description => string.Create(CultureInfo.InvariantCulture, $"linear over {_length} {ScheduleArguments.Word(Unit, 2)}, from {_from} to {_to} times the rate");

    /// <inheritdoc/>
    public override double RateAt(double rate, long count) => rate * (_from + (_to - _from) * Math.Min(count, _length) / _length);
}

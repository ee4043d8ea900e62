using System.Globalization;

namespace NnGen;

/// <summary>
/// The rate falls along half a cosine: <c>min + (rate - min) (1 + cos(pi k / length)) / 2</c>; after the length it rises again as it fell, as
/// <c>torch.optim.lr_scheduler.CosineAnnealingLR</c>.
/// </summary>
/// <param name="length">The epochs, or steps, from the full rate to the smallest, at least 1.</param>
/// <param name="minimum">The smallest rate, 0 or more.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
public sealed class CosineSchedule(long length, double minimum = 0) : LearningRateSchedule
{
    private readonly long _length = ScheduleArguments.Length(length);
    private readonly double _minimum = OptimizerArguments.NotNegative(minimum, nameof(minimum));

    /// <inheritdoc/>
    public override string Description => string.Create(CultureInfo.InvariantCulture, $"cosine over {_length} {ScheduleArguments.Word(Unit, 2)} down to {_minimum}");

    /// <inheritdoc/>
    public override double RateAt(double rate, long count) => ScheduleArguments.Cosine(rate, _minimum, (double)count / _length);
}

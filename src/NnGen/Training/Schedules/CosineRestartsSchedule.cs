using System.Globalization;

namespace NnGen;

/// <summary>
/// The rate falls along half a cosine and starts again at the top, with longer and longer falls if wanted: as <see cref="CosineSchedule"/>
/// with k counted from the last restart. <c>torch.optim.lr_scheduler.CosineAnnealingWarmRestarts</c>.
/// </summary>
/// <param name="length">The epochs, or steps, of the first fall, at least 1.</param>
/// <param name="multiplier">How many times as long each fall is as the one before, at least 1.</param>
/// <param name="minimum">The smallest rate, 0 or more.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
public sealed class CosineRestartsSchedule(long length, int multiplier = 1, double minimum = 0) : LearningRateSchedule
{
    private readonly long _length = ScheduleArguments.Length(length);
    private readonly long _multiplier = ScheduleArguments.Length(multiplier);
    private readonly double _minimum = OptimizerArguments.NotNegative(minimum, nameof(minimum));

    /// <inheritdoc/>
    public override string Description => string.Create(CultureInfo.InvariantCulture, $"cosine over {_length} {ScheduleArguments.Word(Unit, 2)} down to {_minimum}, with restarts, each {_multiplier} times as long");

    /// <inheritdoc/>
    public override double RateAt(double rate, long count)
    {
        long length = _length;
        if (_multiplier == 1)
        {
            count %= length;
        }

        while (count >= length)
        {
            count -= length;
            length *= _multiplier;
        }

        return ScheduleArguments.Cosine(rate, _minimum, (double)count / length);
    }
}

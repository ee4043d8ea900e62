using System.Globalization;

namespace NnGen;

/// <summary>
/// The rate is multiplied every so many epochs: <c>rate * gamma^(k / size)</c>, rounded down. <c>torch.optim.lr_scheduler.StepLR</c>.
/// </summary>
/// <param name="size">After how many epochs, or steps, the rate is multiplied, at least 1.</param>
/// <param name="gamma">What it is multiplied by, above 0.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
public sealed class StepSchedule(long size, double gamma = 0.1) : LearningRateSchedule
{
    private readonly long _size = ScheduleArguments.Length(size);
    private readonly double _gamma = OptimizerArguments.Positive(gamma);

    /// <inheritdoc/>
    public override string Description => string.Create(CultureInfo.InvariantCulture, $"times {_gamma} every {_size} {ScheduleArguments.Word(Unit, 2)}");

    /// <inheritdoc/>
    public override double RateAt(double rate, long count) => rate * Math.Pow(_gamma, count / _size);
}

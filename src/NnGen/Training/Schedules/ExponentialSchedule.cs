using System.Globalization;

namespace NnGen;

/// <summary>
/// The rate is multiplied after every epoch: <c>rate * gamma^k</c>. <c>torch.optim.lr_scheduler.ExponentialLR</c>.
/// </summary>
/// <param name="gamma">What it is multiplied by, above 0.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
public sealed class ExponentialSchedule(double gamma) : LearningRateSchedule
{
    private readonly double _gamma = OptimizerArguments.Positive(gamma);

    /// <inheritdoc/>
    public override string Description => string.Create(CultureInfo.InvariantCulture, $"times {_gamma} every {ScheduleArguments.Word(Unit, 1)}");

    /// <inheritdoc/>
    public override double RateAt(double rate, long count) => rate * Math.Pow(_gamma, count);
}

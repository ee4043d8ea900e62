using System.Globalization;

namespace NnGen;

/// <summary>
/// The rate is multiplied at given epochs: <c>rate * gamma^m</c>, where m milestones are not above k. <c>torch.optim.lr_scheduler.MultiStepLR</c>.
/// </summary>
/// <param name="milestones">After how many epochs, or steps, the rate is multiplied, each at least 1.</param>
/// <param name="gamma">What it is multiplied by each time, above 0.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
public sealed class MultiStepSchedule(IEnumerable<long> milestones, double gamma = 0.1) : LearningRateSchedule
{
    private readonly long[] _milestones = ScheduleArguments.Milestones(milestones);
    private readonly double _gamma = OptimizerArguments.Positive(gamma);

    /// <inheritdoc/>
    public override string Description => string.Create(CultureInfo.InvariantCulture, $"times {_gamma} after {string.Join(", ", _milestones)} {ScheduleArguments.Word(Unit, 2)}");

    /// <inheritdoc/>
    public override double RateAt(double rate, long count)
    {
        int passed = 0;
        foreach (long milestone in _milestones)
        {
            passed += milestone <= count ? 1 : 0;
        }

        return rate * Math.Pow(_gamma, passed);
    }
}

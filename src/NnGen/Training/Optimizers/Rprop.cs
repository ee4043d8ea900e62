using System.Globalization;

namespace NnGen;

/// <summary>
/// Rprop: a step length for each parameter, which grows while the sign of its gradient stays and shrinks where it changes; the size of the
/// gradient does not matter. For full batches (<see cref="TrainingOptions.FullBatch"/>): signs of small ones are noise. The numbers mean what
/// they do in <c>torch.optim.Rprop</c>. Riedmiller and Braun, 1993; the step back is left out, as in iRprop-, Igel and Hüsken, 2000.
/// </summary>
/// <param name="rate">The first step length, above 0. Later ones depend on signs only, so there is no schedule for it.</param>
/// <exception cref="ArgumentOutOfRangeException">The rate is not a finite number above 0.</exception>
public sealed class Rprop(double rate = 1e-2) : Optimizer(rate)
{
    /// <summary>What a step length is multiplied by where the sign changes, above 0 and below 1. PyTorch calls it <c>etas[0]</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double Shrink
    {
        get;
        init => field = OptimizerArguments.Fraction(OptimizerArguments.Positive(value, nameof(Shrink)), nameof(Shrink));
    } = 0.5;

    /// <summary>What a step length is multiplied by where the sign stays, above 1. PyTorch calls it <c>etas[1]</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double Growth
    {
        get;
        init => field = OptimizerArguments.AboveOne(value, nameof(Growth));
    } = 1.2;

    /// <summary>The smallest step length, above 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double SmallestStep
    {
        get;
        init => field = OptimizerArguments.Positive(value, nameof(SmallestStep));
    } = 1e-6;

    /// <summary>The largest step length, not below <see cref="SmallestStep"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double LargestStep
    {
        get;
        init => field = OptimizerArguments.Positive(value, nameof(LargestStep));
    } = 50;

    /// <inheritdoc/>
    public override string Description
        => string.Create(CultureInfo.InvariantCulture, $"Rprop, first step {Rate}, factors {Shrink} and {Growth}, steps from {SmallestStep} to {LargestStep}");

    /// <inheritdoc/>
    public override string? Problem => LargestStep < SmallestStep
        ? string.Create(CultureInfo.InvariantCulture, $"Rprop: LargestStep is {LargestStep}, below SmallestStep, which is {SmallestStep}.")
        : null;

    /// <inheritdoc/>
    protected override OptimizerState<T> CreateState<T>(NetworkInfo info)
        => OptimizerState<T>.From(new RpropUpdate<T>(info.StorageLength, Rate, Shrink, Growth, SmallestStep, LargestStep));
}

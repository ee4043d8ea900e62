using System.Globalization;

namespace NnGen;

/// <summary>Adam with Nesterov momentum; the numbers mean what they do in <c>torch.optim.NAdam</c>. Dozat, 2016.</summary>
/// <param name="rate">The learning rate, above 0.</param>
/// <exception cref="ArgumentOutOfRangeException">The rate is not a finite number above 0.</exception>
public sealed class NAdam(double rate = 2e-3) : DecouplingOptimizer(rate)
{
    /// <summary>How much of the mean of the gradients survives a step, in [0, 1).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double Beta1
    {
        get;
        init => field = OptimizerArguments.Fraction(value, nameof(Beta1));
    } = 0.9;

    /// <summary>How much of the mean of the squared gradients survives a step, in [0, 1).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double Beta2
    {
        get;
        init => field = OptimizerArguments.Fraction(value, nameof(Beta2));
    } = 0.999;

    /// <summary>What keeps the division from exploding where gradients vanish; added outside the root, above 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double Epsilon
    {
        get;
        init => field = OptimizerArguments.Positive(value, nameof(Epsilon));
    } = 1e-8;

    /// <summary>How fast the momentum grows to <see cref="Beta1"/>, 0 or more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double MomentumDecay
    {
        get;
        init => field = OptimizerArguments.NotNegative(value, nameof(MomentumDecay));
    } = 4e-3;

    /// <inheritdoc/>
    public override string Description
        => string.Create(CultureInfo.InvariantCulture, $"NAdam, rate {Rate}, betas {Beta1} and {Beta2}, epsilon {Epsilon}, momentum decay {MomentumDecay}{DecayDescription}");

    /// <inheritdoc/>
    protected override OptimizerState<T> CreateState<T>(NetworkInfo info)
        => StateOf<T, NAdamUpdate<T>>(new NAdamUpdate<T>(info.StorageLength, Rate, Beta1, Beta2, Epsilon, MomentumDecay));
}

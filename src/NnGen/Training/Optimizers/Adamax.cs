using System.Globalization;

namespace NnGen;

/// <summary>Adamax, Adam by the largest gradient; the numbers mean what they do in <c>torch.optim.Adamax</c>. Kingma and Ba, 2014.</summary>
/// <param name="rate">The learning rate, above 0.</param>
/// <exception cref="ArgumentOutOfRangeException">The rate is not a finite number above 0.</exception>
public sealed class Adamax(double rate = 2e-3) : DecayingOptimizer(rate)
{
    /// <summary>How much of the mean of the gradients survives a step, in [0, 1).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double Beta1
    {
        get;
        init => field = OptimizerArguments.Fraction(value, nameof(Beta1));
    } = 0.9;

    /// <summary>How much of the largest magnitude survives a step, in [0, 1).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double Beta2
    {
        get;
        init => field = OptimizerArguments.Fraction(value, nameof(Beta2));
    } = 0.999;

    /// <summary>What keeps the division from exploding where gradients vanish; added to the magnitudes, above 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double Epsilon
    {
        get;
        init => field = OptimizerArguments.Positive(value, nameof(Epsilon));
    } = 1e-8;

    /// <inheritdoc/>
    public override string Description
        => string.Create(CultureInfo.InvariantCulture, $"Adamax, rate {Rate}, betas {Beta1} and {Beta2}, epsilon {Epsilon}{DecayDescription}");

    /// <inheritdoc/>
    protected override OptimizerState<T> CreateState<T>(NetworkInfo info)
        => StateOf<T, AdamaxUpdate<T>>(new AdamaxUpdate<T>(info.StorageLength, Rate, Beta1, Beta2, Epsilon));
}

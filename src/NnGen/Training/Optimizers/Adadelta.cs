using System.Globalization;

namespace NnGen;

/// <summary>Adadelta; the numbers mean what they do in <c>torch.optim.Adadelta</c>. Zeiler, 2012.</summary>
/// <param name="rate">The learning rate, above 0.</param>
/// <exception cref="ArgumentOutOfRangeException">The rate is not a finite number above 0.</exception>
public sealed class Adadelta(double rate = 1) : DecayingOptimizer(rate)
{
    /// <summary>How much of the mean squares survives a step, in [0, 1).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double Rho
    {
        get;
        init => field = OptimizerArguments.Fraction(value, nameof(Rho));
    } = 0.9;

    /// <summary>What keeps the division from exploding where gradients vanish; added under the roots, above 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double Epsilon
    {
        get;
        init => field = OptimizerArguments.Positive(value, nameof(Epsilon));
    } = 1e-6;

    /// <inheritdoc/>
    public override string Description
        => string.Create(CultureInfo.InvariantCulture, $"Adadelta, rate {Rate}, rho {Rho}, epsilon {Epsilon}{DecayDescription}");

    /// <inheritdoc/>
    protected override OptimizerState<T> CreateState<T>(NetworkInfo info)
        => StateOf<T, AdadeltaUpdate<T>>(new AdadeltaUpdate<T>(info.StorageLength, Rate, Rho, Epsilon));
}

using System.Globalization;

namespace NnGen;

/// <summary>
/// Lion, which steps by the sign of a mean: all parameters by the same length, so the rate is a tenth of what suits Adam, and the weight
/// decay ten times as large. Chen and others, 2023.
/// </summary>
/// <param name="rate">The learning rate, above 0.</param>
/// <exception cref="ArgumentOutOfRangeException">The rate is not a finite number above 0.</exception>
public sealed class Lion(double rate = 1e-4) : Optimizer(rate)
{
    /// <summary>What part of a parameter a step takes away, times the rate, biases too; 0, the default, for none. Decoupled, as in the paper.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double WeightDecay
    {
        get;
        init => field = OptimizerArguments.NotNegative(value, nameof(WeightDecay));
    }

    /// <summary>How much of the direction comes from the mean, in [0, 1).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double Beta1
    {
        get;
        init => field = OptimizerArguments.Fraction(value, nameof(Beta1));
    } = 0.9;

    /// <summary>How much of the mean survives a step, in [0, 1).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double Beta2
    {
        get;
        init => field = OptimizerArguments.Fraction(value, nameof(Beta2));
    } = 0.99;

    /// <inheritdoc/>
    public override string Description
        => string.Create(CultureInfo.InvariantCulture, $"Lion, rate {Rate}, betas {Beta1} and {Beta2}, weight decay {WeightDecay}");

    /// <inheritdoc/>
    protected override OptimizerState<T> CreateState<T>(NetworkInfo info)
        => WeightDecay == 0
            ? OptimizerState<T>.From(new LionUpdate<T>(info.StorageLength, Rate, Beta1, Beta2))
            : OptimizerState<T>.From(new DecoupledDecay<T, LionUpdate<T>>(new(info.StorageLength, Rate, Beta1, Beta2), Rate, WeightDecay));
}

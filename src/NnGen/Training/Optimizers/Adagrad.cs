using System.Globalization;

namespace NnGen;

/// <summary>Adagrad; the numbers mean what they do in <c>torch.optim.Adagrad</c>. Duchi, Hazan and Singer, 2011.</summary>
/// <param name="rate">The learning rate, above 0.</param>
/// <exception cref="ArgumentOutOfRangeException">The rate is not a finite number above 0.</exception>
public sealed class Adagrad(double rate = 1e-2) : DecayingOptimizer(rate)
{
    /// <summary>How fast the rate falls, <c>rate / (1 + (t - 1) RateDecay)</c> at step t; 0, the default, for not at all. PyTorch calls it <c>lr_decay</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double RateDecay
    {
        get;
        init => field = OptimizerArguments.NotNegative(value, nameof(RateDecay));
    }

    /// <summary>What the sums of squared gradients start from, 0 or more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double InitialAccumulator
    {
        get;
        init => field = OptimizerArguments.NotNegative(value, nameof(InitialAccumulator));
    }

    /// <summary>What keeps the division from exploding where gradients vanish; added outside the root, above 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double Epsilon
    {
        get;
        init => field = OptimizerArguments.Positive(value, nameof(Epsilon));
    } = 1e-10;

    /// <inheritdoc/>
    public override string Description
        => string.Create(CultureInfo.InvariantCulture, $"Adagrad, rate {Rate}, rate decay {RateDecay}, initial accumulator {InitialAccumulator}, epsilon {Epsilon}{DecayDescription}");

    /// <inheritdoc/>
    protected override OptimizerState<T> CreateState<T>(NetworkInfo info)
        => StateOf<T, AdagradUpdate<T>>(new AdagradUpdate<T>(info.StorageLength, Rate, RateDecay, InitialAccumulator, Epsilon));
}

using System.Globalization;

namespace NnGen;

/// <summary>
/// Adam with decoupled weight decay; the numbers mean what they do in <c>torch.optim.AdamW</c>. All parameters decay, biases too.
/// Loshchilov and Hutter, 2017.
/// </summary>
/// <param name="rate">The learning rate, above 0.</param>
/// <exception cref="ArgumentOutOfRangeException">The rate is not a finite number above 0.</exception>
public sealed class AdamW(double rate = 1e-3) : Optimizer(rate)
{
    /// <summary>What part of a parameter a step takes away, times the rate; 0 or more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double WeightDecay
    {
        get;
        init => field = OptimizerArguments.NotNegative(value, nameof(WeightDecay));
    } = 1e-2;

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

    /// <summary>Whether to divide by the root of the largest mean square so far instead of the present one: AMSGrad. Reddi, Kale and Kumar, 2018.</summary>
    public bool AmsGrad { get; init; }

    /// <inheritdoc/>
    public override string Description
        => string.Create(CultureInfo.InvariantCulture, $"AdamW, rate {Rate}, weight decay {WeightDecay}, betas {Beta1} and {Beta2}, epsilon {Epsilon}{(AmsGrad ? ", AMSGrad" : "")}");

    /// <inheritdoc/>
    protected override OptimizerState<T> CreateState<T>(NetworkInfo info)
        => AmsGrad
            ? OptimizerState<T>.From(new DecoupledDecay<T, AmsGradUpdate<T>>(new(info.StorageLength, Rate, Beta1, Beta2, Epsilon), Rate, WeightDecay))
            : OptimizerState<T>.From(new DecoupledDecay<T, AdamUpdate<T>>(new(info.StorageLength, Rate, Beta1, Beta2, Epsilon), Rate, WeightDecay));
}

using System.Globalization;
using System.Numerics;

namespace NnGen;

/// <summary>RMSprop, plain, with momentum, centred; the numbers mean what they do in <c>torch.optim.RMSprop</c>. Hinton, 2012.</summary>
/// <param name="rate">The learning rate, above 0.</param>
/// <exception cref="ArgumentOutOfRangeException">The rate is not a finite number above 0.</exception>
public sealed class RmsProp(double rate = 1e-2) : DecouplingOptimizer(rate)
{
    /// <summary>How much of the mean of the squared gradients survives a step, in [0, 1).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double Alpha
    {
        get;
        init => field = OptimizerArguments.Fraction(value, nameof(Alpha));
    } = 0.99;

    /// <summary>What keeps the division from exploding where gradients vanish; added outside the root, above 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double Epsilon
    {
        get;
        init => field = OptimizerArguments.Positive(value, nameof(Epsilon));
    } = 1e-8;

    /// <summary>How much of the velocity survives a step, in [0, 1). 0, the default, for none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double Momentum
    {
        get;
        init => field = OptimizerArguments.Fraction(value, nameof(Momentum));
    }

    /// <summary>Whether to divide by the root of the variance of the gradients instead of that of their mean square.</summary>
    public bool Centered { get; init; }

    /// <inheritdoc/>
    public override string Description
        => string.Create(CultureInfo.InvariantCulture, $"RMSprop, rate {Rate}, alpha {Alpha}, epsilon {Epsilon}{MomentumDescription}{(Centered ? ", centred" : "")}{DecayDescription}");

    private string MomentumDescription => Momentum == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", momentum {Momentum}");

    /// <inheritdoc/>
    protected override OptimizerState<T> CreateState<T>(NetworkInfo info)
        => Momentum == 0
            ? CreateState<T, SgdUpdate<T>>(info, new SgdUpdate<T>(Rate))
            : CreateState<T, MomentumUpdate<T>>(info, new MomentumUpdate<T>(info.StorageLength, Rate, Momentum));

    private OptimizerState<T> CreateState<T, TInner>(NetworkInfo info, TInner inner)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TInner : struct, IOptimizerUpdate<T>
        => Centered
            ? StateOf<T, CenteredRmsPropUpdate<T, TInner>>(new(inner, info.StorageLength, Alpha, Epsilon))
            : StateOf<T, RmsPropUpdate<T, TInner>>(new(inner, info.StorageLength, Alpha, Epsilon));
}

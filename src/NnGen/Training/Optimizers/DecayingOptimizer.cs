using System.Globalization;
using System.Numerics;

namespace NnGen;

/// <summary>An optimizer with weight decay as an option. Where it is off, the rule is compiled without it.</summary>
/// <param name="rate">The learning rate, above 0.</param>
/// <exception cref="ArgumentOutOfRangeException">The rate is not a finite number above 0.</exception>
public abstract class DecayingOptimizer(double rate) : Optimizer(rate)
{
    /// <summary>
    /// What part of each parameter is added to its gradient, biases too; 0, the default, for none. To spare the biases, use a
    /// <see cref="WeightPenalty"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double WeightDecay
    {
        get;
        init => field = OptimizerArguments.NotNegative(value, nameof(WeightDecay));
    }

    /// <summary>The words for the decay that follow the others in a description.</summary>
    protected string DecayDescription => WeightDecay == 0
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $", {(IsDecoupled ? "decoupled " : "")}weight decay {WeightDecay}");

    private protected virtual bool IsDecoupled => false;

    /// <summary>The state for a rule, with the decay if there is any.</summary>
    /// <param name="update">The rule without decay.</param>
    protected OptimizerState<T> StateOf<T, TUpdate>(TUpdate update)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TUpdate : struct, IOptimizerUpdate<T>
        => WeightDecay == 0
            ? OptimizerState<T>.From(update)
            : OptimizerState<T>.From(new CoupledDecay<T, TUpdate>(update, WeightDecay));
}

/// <summary>An optimizer whose weight decay may be taken from the parameters themselves instead of going through the gradient.</summary>
/// <param name="rate">The learning rate, above 0.</param>
/// <exception cref="ArgumentOutOfRangeException">The rate is not a finite number above 0.</exception>
public abstract class DecouplingOptimizer(double rate) : DecayingOptimizer(rate)
{
    /// <summary>
    /// Whether <see cref="DecayingOptimizer.WeightDecay"/> shrinks the parameters directly, <c>w *= 1 - rate * decay</c>, instead of being
    /// added to the gradient.
    /// </summary>
    public bool Decoupled { get; init; }

    private protected override bool IsDecoupled => Decoupled;

    /// <inheritdoc/>
    public override string? Problem => Decoupled && WeightDecay == 0
        ? $"{GetType().Name}: Decoupled says how weights decay, but WeightDecay is 0; set WeightDecay (0.01 is usual) or leave Decoupled out."
        : null;

    /// <summary>The state for a rule, with the decay if there is any.</summary>
    /// <param name="update">The rule without decay.</param>
    protected new OptimizerState<T> StateOf<T, TUpdate>(TUpdate update)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TUpdate : struct, IOptimizerUpdate<T>
        => Decoupled
            ? OptimizerState<T>.From(new DecoupledDecay<T, TUpdate>(update, Rate, WeightDecay))
            : base.StateOf<T, TUpdate>(update);
}

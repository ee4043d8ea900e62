using System.Globalization;

namespace NnGen;

/// <summary>Stochastic gradient descent, plain or with momentum; the numbers mean what they do in <c>torch.optim.SGD</c>.</summary>
/// <param name="rate">The learning rate, above 0.</param>
/// <exception cref="ArgumentOutOfRangeException">The rate is not a finite number above 0.</exception>
public sealed class Sgd(double rate) : DecouplingOptimizer(rate)
{
    /// <summary>How much of the velocity survives a step, in [0, 1). 0, the default, is plain gradient descent.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double Momentum
    {
        get;
        init => field = OptimizerArguments.Fraction(value, nameof(Momentum));
    }

    /// <summary>How much of a gradient is left out of the velocity after the first step, in [0, 1]; 0 by default. Needs <see cref="Momentum"/> above 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double Dampening
    {
        get;
        init => field = OptimizerArguments.FractionOrOne(value, nameof(Dampening));
    }

    /// <summary>Whether a step looks ahead along the velocity. Needs <see cref="Momentum"/> above 0 and no <see cref="Dampening"/>.</summary>
    public bool Nesterov { get; init; }

    /// <inheritdoc/>
    public override string Description
    {
        get
        {
            if (Momentum == 0)
            {
                return string.Create(CultureInfo.InvariantCulture, $"SGD, rate {Rate}{DecayDescription}");
            }

            string form = Nesterov ? "Nesterov momentum" : "momentum";
            string dampening = Dampening == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", dampening {Dampening}");
            return string.Create(CultureInfo.InvariantCulture, $"SGD, rate {Rate}, {form} {Momentum}{dampening}{DecayDescription}");
        }
    }

    /// <inheritdoc/>
    public override string? Problem
    {
        get
        {
            var problems = new List<string>();
            if (Nesterov && Momentum == 0)
            {
                problems.Add("Sgd: Nesterov needs Momentum above 0, but Momentum is 0; set Momentum (0.9 is usual) or leave Nesterov out.");
            }

            if (Nesterov && Dampening != 0)
            {
                problems.Add(string.Create(CultureInfo.InvariantCulture, $"Sgd: Nesterov needs Dampening 0, but it is {Dampening}; leave one of the two out."));
            }
            else if (Dampening != 0 && Momentum == 0)
            {
                problems.Add(string.Create(CultureInfo.InvariantCulture, $"Sgd: Dampening is {Dampening}, but there is no velocity to dampen, since Momentum is 0; set Momentum (0.9 is usual) or leave Dampening out."));
            }

            if (base.Problem is string problem)
            {
                problems.Add(problem);
            }

            return problems.Count == 0 ? null : string.Join(' ', problems);
        }
    }

    /// <inheritdoc/>
    protected override OptimizerState<T> CreateState<T>(NetworkInfo info)
    {
        return Momentum == 0
            ? StateOf<T, SgdUpdate<T>>(new SgdUpdate<T>(Rate))
            : StateOf<T, MomentumUpdate<T>>(new MomentumUpdate<T>(info.StorageLength, Rate, Momentum, Dampening, Nesterov));
    }
}

using System.Globalization;

namespace NnGen;

/// <summary>Adam; the numbers mean what they do in <c>torch.optim.Adam</c>. Kingma and Ba, 2014.</summary>
/// <param name="rate">The learning rate, above 0.</param>
/// <exception cref="ArgumentOutOfRangeException">The rate is not a finite number above 0.</exception>
public sealed class Adam(double rate = 1e-3) : DecayingOptimizer(rate)
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

    /// <summary>Whether to divide by the root of the largest mean square so far instead of the present one: AMSGrad. Reddi, Kale and Kumar, 2018.</summary>
    public bool AmsGrad { get; init; }

    /// <inheritdoc/>
    public override string Description
        => string.Create(CultureInfo.InvariantCulture, $"{(AmsGrad ? "AMSGrad" : "Adam")}, rate {Rate}, betas {Beta1} and {Beta2}, epsilon {Epsilon}{DecayDescription}");

    /// <inheritdoc/>
    protected override OptimizerState<T> CreateState<T>(NetworkInfo info)
        => AmsGrad
            ? StateOf<T, AmsGradUpdate<T>>(new AmsGradUpdate<T>(info.StorageLength, Rate, Beta1, Beta2, Epsilon))
            : StateOf<T, AdamUpdate<T>>(new AdamUpdate<T>(info.StorageLength, Rate, Beta1, Beta2, Epsilon));
}

namespace NnGen.Search;

/// <summary>
/// Cuts a trial when its curve so far hardly leaves a chance to beat the best one: the rule of Domhan, Springenberg and Hutter, "Speeding up automatic
/// hyperparameter optimization of deep neural networks by extrapolation of learning curves", 2015, with the forecast of <see cref="CurveForecast"/>. Immutable.
/// </summary>
/// <remarks>It says nothing of small networks that are worth their cost, so methods that weigh costs do not take it, and methods with rungs apply it on their last one only.</remarks>
public sealed class CurveStopping
{
    /// <summary>A trial is cut when the probability that it ends below the best objective so far is less than this; 0.05 by default, as in the paper. Above 0 and below 1.</summary>
    public double Probability { get; init; } = 0.05;

    /// <summary>No trial is cut before so many epochs, at least 4, which a forecast needs; 4 by default.</summary>
    public int MinimumEpochs { get; init; } = CurveForecast.FewestEpochs;

    /// <exception cref="ArgumentException">An option makes no sense.</exception>
    internal void Check()
    {
        if (!(Probability is > 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(Probability), Probability, "The probability below which a trial is cut must be above 0 and below 1.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(MinimumEpochs, CurveForecast.FewestEpochs);
    }

    /// <summary>The rule for a trial that should beat an objective.</summary>
    internal CurveRule Against(double best) => new Rule(this, best);

    private sealed class Rule(CurveStopping stopping, double best) : CurveRule
    {
        internal override bool ShouldStop(IReadOnlyList<double> curve, int epochs)
        {
            if (curve.Count < stopping.MinimumEpochs)
            {
                return false;
            }

            // Whoever was better once can be better again, whatever the model thinks of a curve that went up since.
            return curve.Min() >= best && CurveForecast.Of(curve, epochs).ProbabilityBelow(best) < stopping.Probability;
        }
    }
}

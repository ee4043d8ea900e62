namespace NnGen.Search;

/// <summary>
/// Successive halving: many configurations are trained a little, the best part of them further, and so on up a ladder (Jamieson and Talwalkar, "Non-stochastic best arm
/// identification and hyperparameter optimization", 2016). Then it begins again with others.
/// </summary>
/// <remarks>
/// It lives on the belief that who is good early is good late. Each rung waits for all of the one below, so several workers are idle at the ends of rungs: <see cref="Asha"/>
/// does not wait.
/// </remarks>
public sealed class SuccessiveHalving : HalvingMethod
{
    /// <summary>Successive halving.</summary>
    /// <param name="space">What is searched.</param>
    /// <param name="ladder">The rungs.</param>
    /// <param name="options">Seed and the like; the epochs are the ladder's. Null for the defaults.</param>
    /// <param name="configurations">
    /// How many begin on the first rung, at least 1; null for as many as leave one on the last: <c>reduction ^ (rungs - 1)</c>, 27 for four rungs and the reduction 3.
    /// </param>
    /// <exception cref="ArgumentException">There are more than a million on the first rung.</exception>
    public SuccessiveHalving(ChoiceSpace space, ResourceLadder ladder, SearchOptions? options = null, int? configurations = null)
        : base(space, options, ladder, rungs => [(configurations ?? BracketSizes.OfOne(rungs), 0)])
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(configurations ?? 1, 1, nameof(configurations));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(configurations ?? 1, BracketSizes.Most, nameof(configurations));
    }

    /// <inheritdoc/>
    public override string Name => "successive halving";
}

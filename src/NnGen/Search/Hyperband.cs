namespace NnGen.Search;

/// <summary>
/// Hyperband (Li, Jamieson, DeSalvo, Rostamizadeh and Talwalkar, "Hyperband: a novel bandit-based approach to hyperparameter optimization", 2018): successive halving with several
/// bets, from many configurations that begin on the first rung to few that are trained to the end at once, since nobody knows how early a curve tells. Then it
/// begins again.
/// </summary>
/// <remarks>
/// With rungs of 1, 3, 9, 27 and 81 epochs the brackets begin with 81, 34, 15, 8 and 5 configurations, as the formula of the paper's algorithm 1 has it. Its table 1 has 81, 27, 9, 6 and 5, since
/// a quotient in it was rounded down before; by the formula all brackets cost about the same.
/// </remarks>
public sealed class Hyperband : HalvingMethod
{
    /// <summary>Hyperband.</summary>
    /// <param name="space">What is searched.</param>
    /// <param name="ladder">The rungs.</param>
    /// <param name="options">Seed and the like; the epochs are the ladder's. Null for the defaults.</param>
    /// <exception cref="ArgumentException">The ladder is so long that more than a million configurations would begin on its first rung.</exception>
    public Hyperband(ChoiceSpace space, ResourceLadder ladder, SearchOptions? options = null)
        : base(space, options, ladder, BracketSizes.OfHyperband)
    {
    }

    /// <inheritdoc/>
    public override string Name => "Hyperband";
}

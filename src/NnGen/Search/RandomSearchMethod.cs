namespace NnGen.Search;

/// <summary>
/// Draws every configuration by itself: each choice that matters takes any of its options, all equally likely. Where few of many choices matter it finds good ones
/// sooner than a grid (Bergstra and Bengio, "Random search for hyper-parameter optimization", 2012). The method to beat: what others gain they gain over it.
/// </summary>
/// <remarks>What was tried is not tried again while there is something else; a small space is finished when all of it was tried.</remarks>
public sealed class RandomSearchMethod : SearchMethod
{
    private readonly HashSet<Configuration> _proposed = [];

    /// <summary>A random search.</summary>
    /// <param name="space">What is searched.</param>
    /// <param name="options">Seed, epochs and the like; null for the defaults.</param>
    public RandomSearchMethod(ChoiceSpace space, SearchOptions? options = null)
        : base(space, options)
    {
    }

    /// <inheritdoc/>
    public override string Name => "random search";

    private protected override Proposal Propose(int number)
    {
        if (Space.DrawOther(RandomOf(number), _proposed) is not Configuration drawn)
        {
            return Proposal.End;
        }

        _proposed.Add(drawn);
        return new Proposal(NewTrial(number, drawn, "drawn"), Waits: false);
    }

    private protected override void Learn(Trial trial, TrialResult result)
    {
    }
}

namespace NnGen.Search;

/// <summary>
/// How far trials are trained by methods that train the better ones further: rungs of more and more epochs, or of more and more data. From rung to rung goes one of
/// <see cref="Reduction"/>. Immutable.
/// </summary>
public sealed class ResourceLadder
{
    private ResourceLadder((int Epochs, double DataShare)[] rungs, int reduction, bool continues)
    {
        Rungs = rungs;
        Reduction = reduction;
        Continues = continues;
    }

    /// <summary>The epochs and the share of the training rows of each rung, the cheapest first.</summary>
    public IReadOnlyList<(int Epochs, double DataShare)> Rungs { get; }

    /// <summary>By what the number of trials shrinks from rung to rung; eta in the papers.</summary>
    public int Reduction { get; }

    /// <summary>Whether a trial continues the one on the rung below; otherwise it begins anew.</summary>
    public bool Continues { get; }

    /// <summary>Rungs of more and more epochs, each the network of the one before, trained further.</summary>
    /// <param name="fewest">The least epochs of the first rung, at least 1.</param>
    /// <param name="most">The epochs of the last rung, not fewer.</param>
    /// <param name="reduction">The quotient of the epochs of two rungs, at least 2; 3 by default, as the papers have it (4 in the one of ASHA).</param>
    /// <returns>With 1, 81 and 3 the rungs 1, 3, 9, 27 and 81.</returns>
    public static ResourceLadder Epochs(int fewest, int most, int reduction = 3)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fewest, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, fewest);
        ArgumentOutOfRangeException.ThrowIfLessThan(reduction, 2);
        var rungs = new List<(int, double)>();
        for (int epochs = most; epochs >= fewest; epochs /= reduction)
        {
            rungs.Insert(0, (epochs, 1));
        }

        return new ResourceLadder([.. rungs], reduction, continues: true);
    }

    /// <summary>
    /// Smaller data first: rungs of more and more rows, each trained anew for all the epochs (as Klein, Falkner, Bartels, Hennig and Hutter, "Fast Bayesian optimization of
    /// machine learning hyperparameters on large datasets", 2017, do it for another method).
    /// </summary>
    /// <param name="epochs">The epochs of every rung, at least 1.</param>
    /// <param name="smallestShare">The least share of the training rows, above 0 and up to 1.</param>
    /// <param name="reduction">The quotient of the shares of two rungs, at least 2.</param>
    /// <returns>With 0.1 and 3 the shares 1/9, 1/3 and 1.</returns>
    public static ResourceLadder Data(int epochs, double smallestShare, int reduction = 3)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(reduction, 2);
        if (!(smallestShare is >= 1e-9 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(smallestShare), smallestShare, "The smallest share of the data must be above 0 (at least 1e-9) and up to 1.");
        }

        var rungs = new List<(int, double)>();
        for (double parts = 1; 1 / parts >= smallestShare; parts *= reduction)
        {
            rungs.Insert(0, (epochs, 1 / parts));
        }

        return new ResourceLadder([.. rungs], reduction, continues: false);
    }

    /// <summary>A trial of a new network as one on a rung, where <paramref name="below"/> came from the rung below, or null on the first.</summary>
    internal Trial OnRung(Trial trial, int rung, Trial? below)
    {
        (int epochs, double share) = Rungs[rung];
        trial = trial with { Epochs = epochs, DataShare = share, Rung = rung };
        return below is null ? trial
            : Continues ? trial with { Continues = below.Number, EpochsBefore = below.Epochs, Seed = below.Seed, Origin = $"promoted from {below.Number}" }
            : trial with { Seed = below.Seed, Origin = $"promoted from {below.Number}, trained anew" };
    }
}

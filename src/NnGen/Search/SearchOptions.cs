namespace NnGen.Search;

/// <summary>What all methods of search have in common. Immutable.</summary>
public sealed class SearchOptions
{
    /// <summary>The seed of all that is drawn. The same seed, space and results give the same search.</summary>
    public ulong Seed { get; init; }

    /// <summary>The epochs that a trial is trained for, at least 1; of methods with rungs those of the last rung are what their ladder says.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>
    /// A trial is proposed from the results of those that lie at least so far back in the order of proposals, at least 1: trial 20 with the lag 8 from trials 0
    /// to 12, whatever else has finished. So proposals do not depend on the number of workers, and up to so many workers have something to do. 1 uses every result, for
    /// one worker.
    /// </summary>
    public int Lag { get; init; } = 8;

    /// <summary>Cuts trials whose curves do not promise to beat the best so far; null for never.</summary>
    public CurveStopping? Stopping { get; init; }

    /// <exception cref="ArgumentException">An option makes no sense.</exception>
    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Epochs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Lag, 1);
        Stopping?.Check();
    }
}

namespace NnGen.Search;

/// <summary>How a search is run: for how long, on how many threads, from which history. Immutable.</summary>
public sealed class SearchRunOptions
{
    /// <summary>The threads that train, each one trial at a time, at least 1. Any number gives the same trials; more than <see cref="SearchOptions.Lag"/> have nothing to do.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>The most trials, at least 1, those of the history included; null for no such limit. 100 by default.</summary>
    public int? MaxTrials { get; init; } = 100;

    /// <summary>No trial begins once <see cref="SearchMethod.CommittedCost"/> has reached this many epochs over all the data; null for no such limit.</summary>
    public double? MaxCost { get; init; }

    /// <summary>No trial begins after this time; those that run are finished. Null for no such limit. Where a search ends by it depends on the machine.</summary>
    public TimeSpan? MaxTime { get; init; }

    /// <summary>
    /// Where the search goes on: trials that it has are not trained again. It gets the others. Null for a new one without costs.
    /// </summary>
    public SearchHistory? History { get; init; }

    /// <summary>Told each trial that is finished, in the order in which they finish, one at a time, on the thread that trained it.</summary>
    public IProgress<FinishedTrial>? Progress { get; init; }

    /// <summary>The same with a history.</summary>
    internal SearchRunOptions With(SearchHistory history)
        => new() { Workers = Workers, MaxTrials = MaxTrials, MaxCost = MaxCost, MaxTime = MaxTime, History = history, Progress = Progress };

    /// <exception cref="ArgumentException">An option makes no sense.</exception>
    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Workers, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxTrials ?? 1, 1, nameof(MaxTrials));
        if (!(MaxCost is null or > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(MaxCost), MaxCost, "The limit of cost must be above 0, or null for none.");
        }
    }
}

namespace NnGen.Search;

/// <summary>What came of a search. Immutable, but for the history, which is the caller's where he gave one.</summary>
/// <param name="Method">The method's name.</param>
/// <param name="History">Every finished trial.</param>
/// <param name="EndReason">Why the search ended.</param>
public sealed record SearchOutcome(string Method, SearchHistory History, SearchEndReason EndReason)
{
    /// <summary>The best trial, of those that were trained the most; null if none was completed.</summary>
    public FinishedTrial? Best => History.Best;
}

/// <summary>Why a search ended.</summary>
public enum SearchEndReason
{
    /// <summary>The method had nothing left to try.</summary>
    NothingLeft,

    /// <summary><see cref="SearchRunOptions.MaxTrials"/>.</summary>
    TrialLimit,

    /// <summary><see cref="SearchRunOptions.MaxCost"/>.</summary>
    CostLimit,

    /// <summary><see cref="SearchRunOptions.MaxTime"/>.</summary>
    TimeLimit,

    /// <summary>The caller cancelled; trials that ran then are not in the history.</summary>
    Cancelled,
}

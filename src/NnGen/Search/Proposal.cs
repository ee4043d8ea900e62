namespace NnGen.Search;

/// <summary>What a method answers when it is asked: a trial, or that it needs the results of all trials asked for, or that there is nothing left to try.</summary>
internal readonly record struct Proposal(Trial? Trial, bool Waits)
{
    /// <summary>No further trial before all results are there.</summary>
    internal static Proposal Wait => new(null, true);

    /// <summary>No further trial.</summary>
    internal static Proposal End => default;
}

namespace NnGen.Search;

/// <summary>A trial and what came of it. Immutable.</summary>
/// <param name="Trial">What was asked for.</param>
/// <param name="Result">What came of it.</param>
public sealed record FinishedTrial(Trial Trial, TrialResult Result);

namespace NnGen;

/// <summary>Training options that a search tries, under a name. Immutable.</summary>
/// <param name="Name">What tells it from the others, for tables, such as <c>rate 0.01, batch 32</c>.</param>
/// <param name="Options">How to train.</param>
public sealed record Candidate(string Name, TrainingOptions Options)
{
    /// <summary>The name.</summary>
    public override string ToString() => Name;
}

namespace NnGen;

/// <summary>What came of one candidate of a search. Immutable.</summary>
public sealed class CandidateReport
{
    /// <summary>The place in the list of candidates, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>The candidate.</summary>
    public required Candidate Candidate { get; init; }

    /// <summary>The folds; null where training failed.</summary>
    public required CrossValidationReport? Validation { get; init; }

    /// <summary>The mean over the folds of the number that the candidates are compared by; NaN where training failed.</summary>
    public required MeanAndDeviation Score { get; init; }

    /// <summary>Why training failed; null where it did not.</summary>
    public required TrainingException? Failure { get; init; }

    /// <summary>One line: the name, the score or why there is none.</summary>
    public override string ToString() => $"{Candidate.Name}: {(Failure is null ? Score.ToString() : Failure.Message)}";
}

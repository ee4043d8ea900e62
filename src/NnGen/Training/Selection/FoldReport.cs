namespace NnGen;

/// <summary>What came of one fold. Immutable.</summary>
public sealed class FoldReport
{
    /// <summary>The number of the fold, from 0.</summary>
    public required int Fold { get; init; }

    /// <summary>The training run.</summary>
    public required TrainingReport Run { get; init; }

    /// <summary>The trained network on the rows it was trained on, without dropout.</summary>
    public required EvaluationReport Training { get; init; }

    /// <summary>The trained network on the rows it has not seen.</summary>
    public required EvaluationReport Validation { get; init; }

    /// <summary>One line: the fold, the loss on its training and on its validation rows, accuracy or R squared.</summary>
    public override string ToString() => $"fold {Fold}: training {Training}; validation {Validation}";
}

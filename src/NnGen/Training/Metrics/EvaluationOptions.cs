namespace NnGen;

/// <summary>What <see cref="Trainer.Evaluate"/> measures beyond that which costs next to nothing. Immutable.</summary>
public sealed class EvaluationOptions
{
    /// <summary>
    /// Whether <see cref="EvaluationReport.RocAuc"/> is computed. All scores are kept for it until they are sorted: 8 bytes for each row and
    /// class, and 9 more for each row; one score a row for a single yes-or-no output and for two classes.
    /// </summary>
    public bool RocAuc { get; init; }
}

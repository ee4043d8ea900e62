namespace NnGen;

/// <summary>What <c>Trainer.Evaluate</c> measures beyond that which costs next to nothing. Immutable.</summary>
public sealed class EvaluationOptions
{
    /// <summary>
    /// Whether <see cref="EvaluationReport.RocAuc"/> is computed. All scores are kept for it until they are sorted: 8 bytes for each row and
    /// class (one of them where there are two), or each row and output, and up to 5 more for each row, or one for each answer.
    /// </summary>
    public bool RocAuc { get; init; }

    /// <summary>
    /// The threads that compute, the caller's among them; 0 for one per physical core, as <see cref="ThreadTeam.PhysicalCores"/> counts them. They
    /// predict; what is counted and added up is so by the caller's in the order of the rows, and any number gives the same bits.
    /// </summary>
    public int Threads { get; init; } = 1;
}

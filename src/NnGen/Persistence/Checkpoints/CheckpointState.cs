namespace NnGen;

/// <summary>
/// Where a run stands, apart from the numbers of its parameters. All randomness is drawn from seed, step and epoch, so these say which
/// rows and which masks come next. Immutable.
/// </summary>
internal sealed record CheckpointState
{
    /// <summary>The steps of the run.</summary>
    public required long Steps { get; init; }

    /// <summary>The changes of the parameters; fewer than the steps where gradients are accumulated.</summary>
    public required long Updates { get; init; }

    /// <summary>The epoch that is under way; where none is, the last one done.</summary>
    public required int Epoch { get; init; }

    /// <summary>The steps of the epoch under way; 0 between epochs.</summary>
    public required int EpochSteps { get; init; }

    /// <summary>The rows of these steps.</summary>
    public required int EpochRows { get; init; }

    /// <summary>What these rows weigh in metrics.</summary>
    public required double EpochWeight { get; init; }

    /// <summary>What they weigh in the loss.</summary>
    public required double EpochLossWeight { get; init; }

    /// <summary>The sum of their losses, as <see cref="EpochSums"/> keeps it.</summary>
    public required double EpochLoss { get; init; }

    /// <summary>Their right decisions, weighted as the rows are.</summary>
    public required double EpochRightDecisions { get; init; }

    /// <summary>The seconds they took.</summary>
    public required double EpochSeconds { get; init; }

    /// <summary>The numbers of the schedule and of whatever else lies between gradients and parameters.</summary>
    public required IReadOnlyList<double> Numbers { get; init; }

    /// <summary>The epochs done.</summary>
    public required IReadOnlyList<EpochReport> Epochs { get; init; }
}

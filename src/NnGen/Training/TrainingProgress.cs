namespace NnGen;

/// <summary>How far a training run is; a struct, so that reporting it costs no allocation.</summary>
public readonly record struct TrainingProgress
{
    /// <summary>The epoch at hand, counted from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>The epochs that the options ask for.</summary>
    public required int Epochs { get; init; }

    /// <summary>The steps done in this epoch.</summary>
    public required int Step { get; init; }

    /// <summary>The steps of an epoch.</summary>
    public required int StepsPerEpoch { get; init; }

    /// <summary>The training loss of this epoch so far, reduced as the network's loss is.</summary>
    public required double Loss { get; init; }

    /// <summary>The learning rate of the last change of the parameters; NaN before the first.</summary>
    public double LearningRate { get; init; }

    /// <summary>How long the steps that are left take if they go on as those so far, evaluations included. Stopping early makes it shorter.</summary>
    public TimeSpan Remaining { get; init; }

    /// <summary>The finished epoch's numbers; null within an epoch.</summary>
    public EpochReport? Finished { get; init; }
}

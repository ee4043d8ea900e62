namespace NnGen;

/// <summary>Why a training run ended.</summary>
public enum StopReason
{
    /// <summary>All epochs were done.</summary>
    EpochsDone,

    /// <summary>The error of every training example fell below <see cref="TrainingOptions.StopWhenEveryErrorBelow"/>.</summary>
    EveryErrorBelowLimit,

    /// <summary>The training loss changed by less than <see cref="TrainingOptions.MinimumChange"/> for <see cref="TrainingOptions.Patience"/> epochs.</summary>
    LossUnchanged,

    /// <summary>The watched number did not get better for <see cref="EarlyStopping.Patience"/> epochs.</summary>
    NoImprovement,

    /// <summary>A <see cref="TrainingCallback"/> asked for the end; what was learnt up to then is kept.</summary>
    StoppedByCallback,

    /// <summary>The caller cancelled; what was learnt up to then is kept.</summary>
    Cancelled,

    /// <summary>A loss or a parameter became NaN or infinite; see <see cref="TrainingException"/>.</summary>
    NotFinite,
}

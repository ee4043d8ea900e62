namespace NnGen;

/// <summary>Something that looks wrong with a training run. Immutable.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Message">What was seen, with numbers.</param>
/// <param name="Advice">What to try.</param>
/// <param name="Layers">The layers it is about, from the input to the output; empty where it is about the whole network.</param>
public sealed record TrainingWarning(TrainingWarningKind Kind, string Message, string Advice, IReadOnlyList<string> Layers)
{
    /// <summary>The message and the advice.</summary>
    public override string ToString() => $"{Message} {Advice}";
}

/// <summary>What looks wrong with a training run.</summary>
public enum TrainingWarningKind
{
    /// <summary>A loss, a gradient or a parameter was NaN or infinite.</summary>
    NotFinite,

    /// <summary>Gradients grow beyond all measure.</summary>
    ExplodingGradients,

    /// <summary>Hardly any gradient reaches some layers.</summary>
    VanishingGradients,

    /// <summary>More than half of the units of an activation are always 0.</summary>
    DeadUnits,

    /// <summary>The training loss does not fall.</summary>
    LossNotFalling,

    /// <summary>The validation loss rises while the training loss falls.</summary>
    Overfitting,

    /// <summary>A checkpoint could not be written.</summary>
    CheckpointFailed,
}

using System.ComponentModel;

namespace NnGen;

/// <summary>The parts of a training step that are shared out. Within one, no share depends on another; each begins when the one before has ended.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum TrainingPhase
{
    /// <summary>Outputs and losses, by rows.</summary>
    Forward,

    /// <summary>What the backward pass must know of the parameters before they change, by parameters.</summary>
    Prepare,

    /// <summary>The gradients of values, by rows.</summary>
    Backward,

    /// <summary>What is summed over all rows of the batch, such as the mean of a batch normalisation. By one thread, between parts of the other phases.</summary>
    Statistics,
}

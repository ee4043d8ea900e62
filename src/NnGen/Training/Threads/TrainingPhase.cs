using System.ComponentModel;

namespace NnGen;

/// <summary>The parts of a training step that are shared out. Within one, no share depends on another; each begins when the one before has ended.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public enum TrainingPhase
{
    /// <summary>Outputs and losses, by rows.</summary>
    Forward,

    /// <summary>What the backward pass must know of the parameters before they change, by parameters.</summary>
    Prepare,

    /// <summary>The gradients of values, by rows.</summary>
    Backward,
}

namespace NnGen;

/// <summary>
/// Is told what happens in a training run, and may end it. Derive and override what is of interest; everything is called on the thread
/// that trains, in the order of <see cref="TrainingOptions.Callbacks"/>.
/// </summary>
/// <remarks>
/// An exception passes through <c>Fit</c>; the network then holds finite parameters: those of the moment, or the newest known to be good.
/// A callback that leaves parameters which are NaN or infinite ends the run with a <see cref="TrainingException"/>. What callbacks allocate is not counted as allocated by a step.
/// <code>
/// public sealed class UntilGoodEnough(double loss) : TrainingCallback
/// {
///     public override void OnEpochEnd(TrainingContext context, EpochReport report)
///     {
///         if (report.ValidationLoss &lt; loss)
///         {
///             context.RequestStop();
///         }
///     }
/// }
/// </code>
/// </remarks>
public abstract class TrainingCallback
{
    /// <summary>Before the first step; where the run was resumed, before its first step in this process.</summary>
    /// <param name="context">The run.</param>
    public virtual void OnTrainingStart(TrainingContext context)
    {
    }

    /// <summary>After each step. At the last step of an epoch, before the epoch is measured.</summary>
    /// <param name="context">The run.</param>
    public virtual void OnStepEnd(TrainingContext context)
    {
    }

    /// <summary>After each epoch that was not cut short, with its measurements.</summary>
    /// <param name="context">The run.</param>
    /// <param name="report">The epoch's numbers.</param>
    public virtual void OnEpochEnd(TrainingContext context, EpochReport report)
    {
    }

    /// <summary>When the run has ended in any way but an exception. The network holds its final parameters.</summary>
    /// <param name="context">The run.</param>
    /// <param name="report">What <c>Fit</c> is about to return.</param>
    public virtual void OnTrainingEnd(TrainingContext context, TrainingReport report)
    {
    }
}

/// <summary>A training run as callbacks see it: one object for the whole run, whose numbers change.</summary>
public sealed class TrainingContext
{
    internal TrainingContext(NetworkInfo network, int epochs, int stepsPerEpoch)
    {
        Network = network;
        Epochs = epochs;
        StepsPerEpoch = stepsPerEpoch;
    }

    /// <summary>The facts of the network.</summary>
    public NetworkInfo Network { get; }

    /// <summary>The epochs that the options ask for.</summary>
    public int Epochs { get; }

    /// <summary>The steps of an epoch.</summary>
    public int StepsPerEpoch { get; }

    /// <summary>The epoch at hand, counted from 1; 0 before the first.</summary>
    public int Epoch { get; internal set; }

    /// <summary>The steps done in this epoch.</summary>
    public int Step { get; internal set; }

    /// <summary>The steps done in the whole run, those before it was resumed included.</summary>
    public long Steps { get; internal set; }

    /// <summary>The loss of the last mini-batch, reduced as the network's loss is; NaN before the first step.</summary>
    public double Loss { get; internal set; } = double.NaN;

    /// <summary>The loss of this epoch's mini-batches so far; NaN before the first step.</summary>
    public double EpochLoss { get; internal set; } = double.NaN;

    /// <summary>The learning rate of the last change of the parameters; NaN before the first in this process.</summary>
    public double LearningRate { get; internal set; } = double.NaN;

    /// <summary>Whether a callback asked for the end.</summary>
    public bool IsStopRequested { get; private set; }

    /// <summary>Ends the run before the next step; what was learnt is kept, and the report says <see cref="StopReason.StoppedByCallback"/>.</summary>
    public void RequestStop() => IsStopRequested = true;
}

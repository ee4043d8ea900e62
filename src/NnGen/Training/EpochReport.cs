namespace NnGen;

/// <summary>The numbers of one epoch. Immutable.</summary>
public sealed class EpochReport
{
    /// <summary>The epoch, counted from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>The steps done.</summary>
    public required int Steps { get; init; }

    /// <summary>The rows trained; fewer than the training set has if the epoch was cut short.</summary>
    public required int Rows { get; init; }

    /// <summary>
    /// The loss of the mini-batches as they were trained, that is with dropout and with the parameters of the moment:
    /// their mean weighted by rows for <see cref="Reduction.Mean"/>, their sum for <see cref="Reduction.Sum"/>.
    /// </summary>
    public required double TrainLoss { get; init; }

    /// <summary>The part of right decisions on the mini-batches as they were trained, from 0 to 1; null for regression.</summary>
    public required double? TrainAccuracy { get; init; }

    /// <summary>The loss on the validation set after the epoch; null without one.</summary>
    public double? ValidationLoss { get; init; }

    /// <summary>The part of right decisions on the validation set after the epoch, from 0 to 1; null without one and for regression.</summary>
    public double? ValidationAccuracy { get; init; }

    /// <summary>The largest error of a training example after the epoch, where <see cref="TrainingOptions.StopWhenEveryErrorBelow"/> asks for it; else null.</summary>
    public double? LargestError { get; init; }

    /// <summary>The learning rate of the epoch's last change of the parameters; null if there was none.</summary>
    public double? LearningRate { get; init; }

    /// <summary>What was seen of each layer: those with parameters in declaration order, then activations; null without <see cref="TrainingOptions.Watch"/>.</summary>
    public IReadOnlyList<LayerStatistics>? Layers { get; init; }

    /// <summary>The seconds that training took, without validation and without saving checkpoints.</summary>
    public required double Seconds { get; init; }

    /// <summary>The rows trained each second.</summary>
    public double SamplesPerSecond => Seconds > 0 ? Rows / Seconds : 0;

    /// <summary>
    /// The bytes that a step allocated on the garbage collector's heap, measured. The steps up to the first change of the parameters, in which the runtime loads code,
    /// progress reports, callbacks and checkpoints do not count; null if no step is left.
    /// </summary>
    public required double? BytesAllocatedPerStep { get; init; }
}

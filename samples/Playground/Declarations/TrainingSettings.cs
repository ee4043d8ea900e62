using NnGen;

namespace Samples.Playground.Declarations;

/// <summary>How a network is trained: what the text of the options says. Immutable.</summary>
internal sealed record TrainingSettings
{
    /// <summary>The largest batch.</summary>
    public const int LargestBatch = 1000;

    /// <summary>The rule, with its rate.</summary>
    public Optimizer Optimizer { get; init; } = new Sgd(0.03);

    /// <summary>Rows of a step.</summary>
    public int BatchSize { get; init; } = 10;

    /// <summary>What is added to the loss for large weights, or null.</summary>
    public WeightPenalty? Penalty { get; init; }

    /// <summary>How the rate goes on, or null: it stays.</summary>
    public LearningRateSchedule? Schedule { get; init; }

    /// <summary>What large gradients are cut to, or null.</summary>
    public GradientClipping? Clipping { get; init; }
}

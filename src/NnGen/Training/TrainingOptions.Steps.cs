namespace NnGen;

/// <content>What happens between a gradient and changed parameters.</content>
public sealed partial class TrainingOptions
{
    /// <summary>How the learning rate changes as training goes on; null for the optimizer's own rate throughout.</summary>
    public LearningRateSchedule? Schedule { get; init; }

    /// <summary>
    /// What is added to the loss for large weights, of all layers or of some; a <see cref="WeightPenalty.Sum"/> for several; null for nothing.
    /// </summary>
    public WeightPenalty? Penalty { get; init; }

    /// <summary>A limit for gradients, of all together, by layer or by parameter; null for none.</summary>
    public GradientClipping? Clipping { get; init; }

    /// <summary>
    /// A limit for the norm of the incoming weights of each neuron, kept after each change of the parameters; null for none. Layers that
    /// <see cref="LayerRates"/> freezes are not touched.
    /// </summary>
    public MaxNorm? MaxNorm { get; init; }

    /// <summary>
    /// How many mini-batches are gone through for one change of the parameters, at least 1: their gradients are averaged, each batch by the
    /// rows that it has, which gives the gradient of one batch with all their rows. Batches that are left at the end of an epoch change the
    /// parameters too, by the average of those that there are. Where the loss is a sum, gradients are added.
    /// </summary>
    public int AccumulationSteps { get; init; } = 1;

    /// <summary>
    /// Factors of the learning rate by the names of layers, such as <c>dense1</c>, 0 or more; a layer that is not named has 1. A layer with 0
    /// is frozen: its parameters do not change by a bit, nor does what the optimizer keeps for them, weight decay does not reach them, and
    /// they do not count for <see cref="Clipping"/>. The running statistics of batch normalisation are not trained by gradients and go on
    /// moving, as in PyTorch. Null for no factors.
    /// </summary>
    public IReadOnlyDictionary<string, double>? LayerRates { get; init; }

    /// <summary>The moving average of the parameters that evaluations, and in the end the network, get; null for none.</summary>
    public WeightAverage? WeightAverage { get; init; }

    /// <summary>Adds a sentence for each option that does not fit a network.</summary>
    internal void AddLayerProblems(NetworkInfo info, List<string> problems)
    {
        if (LayerRates is IReadOnlyDictionary<string, double> rates)
        {
            RateGroups.AddProblems(info, rates, problems);
        }

        Augmentation?.AddProblems(info, problems);
        Penalty?.AddProblems(info, problems);
        Clipping?.AddProblems(info, problems);
        MaxNorm?.AddProblems(info, problems);
        AddSeriesProblems(info, problems);
    }

    private void AddStepsProblems(List<string> problems)
    {
        AddIfBelowOne(AccumulationSteps, nameof(AccumulationSteps), problems);
        if (Optimizer is Rprop && Schedule is not null)
        {
            problems.Add($"{nameof(Rprop)} finds a step for each parameter by itself and takes no rate after the first step, so a {nameof(Schedule)} changes nothing; leave it out.");
        }

        foreach (string? problem in (ReadOnlySpan<string?>)[Schedule?.Problem, Penalty?.Problem])
        {
            if (problem is not null)
            {
                problems.Add(problem);
            }
        }
    }
}

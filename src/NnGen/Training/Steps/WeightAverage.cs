using System.Globalization;

namespace NnGen;

/// <summary>
/// The exponential moving average of the parameters, which is often better than the last parameters themselves: after the first step it is
/// the parameters, unless <see cref="FromInitial"/> is set; after each later one <c>average = decay * average + (1 - decay) * parameters</c>, as
/// <c>torch.optim.swa_utils.AveragedModel</c> with <c>get_ema_multi_avg_fn</c>. In <see cref="TrainingOptions.WeightAverage"/>.
/// </summary>
/// <remarks>
/// Evaluation at the end of an epoch is of the averaged parameters; training goes on with its own. Buffers are not averaged: running
/// statistics of a batch normalisation stay those of the trained parameters, as in PyTorch unless it is told to average buffers too.
/// </remarks>
/// <param name="decay">How much of the average survives a step, in [0, 1). Choose it so that <c>1 / (1 - decay)</c> steps are some epochs.</param>
/// <exception cref="ArgumentOutOfRangeException">The decay is out of range.</exception>
public sealed class WeightAverage(double decay = 0.999)
{
    /// <summary>How much of the average survives a step.</summary>
    public double Decay { get; } = OptimizerArguments.Fraction(decay, nameof(decay));

    /// <summary>
    /// Whether the network has the averaged parameters when training has ended; it has them unless this is set to false. Then it has the
    /// trained ones, to be trained further, and the average has served the evaluations only.
    /// </summary>
    public bool IsKept { get; init; } = true;

    /// <summary>
    /// Whether the average starts from the parameters before the first step, as in Keras (<c>use_ema</c>) and timm (<c>ModelEmaV2</c>), so
    /// that the first step too is averaged; otherwise from those after it, as in PyTorch.
    /// </summary>
    public bool FromInitial { get; init; }

    /// <summary>The average in words, for reports.</summary>
    public string Description => string.Create(CultureInfo.InvariantCulture, $"weights averaged with decay {Decay}{(FromInitial ? " from the initial ones on" : "")}{(IsKept ? "" : " for evaluation")}");

    /// <inheritdoc/>
    public override string ToString() => Description;
}

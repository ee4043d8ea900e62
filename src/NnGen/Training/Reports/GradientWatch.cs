namespace NnGen;

/// <summary>
/// Watches gradients while a network is trained: <c>new TrainingOptions { Watch = new GradientWatch() }</c> fills
/// <see cref="EpochReport.Layers"/>. Watching changes no bit of what is learnt and allocates nothing in a step. A watched step sums its
/// gradients in a block first and copies the parameters, so it takes a little longer; a step that is not watched costs nothing.
/// </summary>
/// <remarks>
/// Dead units are counted in every value that the tape keeps of a layer without parameters: activations, as a rule. The input is left out,
/// since a pixel that is always 0 is no dead unit; and so are dropout, which makes zeros itself, and layers with parameters, whose output is
/// the activation's input. A unit counts as dead if it was exactly 0 in every row of all watched steps, so the more rows are watched the
/// fewer units are taken for dead by chance: of a unit that fires once in a hundred rows, 512 rows show nothing in 6 of 1000 cases.
/// A checkpoint keeps what was seen of whole epochs. In a run that is resumed within an epoch, that epoch's statistics are of the
/// watched steps from there on; if there is none, it has none.
/// </remarks>
public sealed record GradientWatch
{
    /// <summary>The <see cref="StepsPerEpoch"/> that watches every step.</summary>
    public const int EveryStep = int.MaxValue;

    /// <summary>How many steps of an epoch are watched, at least 1. They are spread evenly, and the first one is among them; an epoch with fewer steps is watched whole.</summary>
    public int StepsPerEpoch { get; init; } = 16;

    /// <summary>The bins of the weights' histograms, at least 2.</summary>
    public int HistogramBins { get; init; } = 40;

    /// <summary>Adds a sentence for each value that makes no sense.</summary>
    internal void AddProblems(List<string> problems)
    {
        if (StepsPerEpoch < 1)
        {
            problems.Add($"{nameof(GradientWatch)}.{nameof(StepsPerEpoch)} must be at least 1, but it is {StepsPerEpoch}; to watch nothing, leave {nameof(TrainingOptions.Watch)} null.");
        }

        if (HistogramBins < 2)
        {
            problems.Add($"{nameof(GradientWatch)}.{nameof(HistogramBins)} must be at least 2, but it is {HistogramBins}.");
        }
    }
}

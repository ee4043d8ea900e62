namespace NnGen.Search;

/// <summary>One training that a search asks for: which configuration, how long and with how much of the data. Immutable.</summary>
public sealed record Trial
{
    /// <summary>The place in the order of what was asked for, from 0. The order is the same whatever finishes first.</summary>
    public required int Number { get; init; }

    /// <summary>What was chosen.</summary>
    public required Configuration Configuration { get; init; }

    /// <summary>The epochs that the network is to have been trained for when the trial ends, at least 1; those of the trial that it continues count.</summary>
    public required int Epochs { get; init; }

    /// <summary>The share of the training rows, above 0 and up to 1. The rows of a smaller share are to be among those of a larger one.</summary>
    public double DataShare { get; init; } = 1;

    /// <summary>
    /// The number of the trial whose network goes on, or null for a new one. The network may be kept, or trained again from the start with the same seed: with
    /// deterministic training that is the same.
    /// </summary>
    public int? Continues { get; init; }

    /// <summary>The epochs that the network has behind it when the trial begins; 0 for a new one.</summary>
    public int EpochsBefore { get; init; }

    /// <summary>The rung of a method that trains the better ones longer, from 0; 0 for the others.</summary>
    public int Rung { get; init; }

    /// <summary>The seed to make the network with, the same for all trials that continue one another.</summary>
    public required ulong Seed { get; init; }

    /// <summary>How the method came to it, in words, such as <c>drawn</c> or <c>mutation of 12</c>.</summary>
    public string Origin { get; init; } = "";

    /// <summary>What it costs to train it to its end, in epochs over all the data: 4 more epochs on half the rows are 2.</summary>
    public double PlannedCost => (Epochs - EpochsBefore) * DataShare;

    internal CurveRule? StopRule { get; init; }

    /// <summary>
    /// Whether to stop now, since the curve so far does not promise to beat the best trial known when this one was asked for
    /// (<see cref="SearchOptions.Stopping"/>). The result is then reported as <see cref="TrialOutcome.Cut"/>. Depends on nothing else that runs.
    /// </summary>
    /// <param name="curve">The objective after each epoch of this network so far, the first ones included.</param>
    public bool ShouldStop(IReadOnlyList<double> curve)
    {
        ArgumentNullException.ThrowIfNull(curve);
        return StopRule is not null && curve.Count < Epochs && StopRule.ShouldStop(curve, Epochs);
    }

    /// <summary>Whether another search asks for the very same here, whatever rule may cut it.</summary>
    internal bool IsSameAs(Trial other) =>
        Number == other.Number && Configuration.Equals(other.Configuration) && Epochs == other.Epochs && DataShare.Equals(other.DataShare)
        && Continues == other.Continues && Seed == other.Seed;
}

namespace Samples.Playground.Training;

/// <summary>How well a network does, and how its layers learn. Immutable.</summary>
/// <param name="TrainingLoss">The loss of the training points.</param>
/// <param name="TestLoss">The loss of the others; null where there are none.</param>
/// <param name="TrainingAccuracy">The part of the training points that it tells right; null for numbers.</param>
/// <param name="TestAccuracy">The part of the others; null for numbers, and where there are none.</param>
/// <param name="GradientNorms">For each dense layer, the Euclidean norm of the gradient of its weights over the training points.</param>
/// <param name="DeadUnits">The neurons whose rectifier is 0 for every training point.</param>
internal sealed record RunScores(
    double TrainingLoss, double? TestLoss, double? TrainingAccuracy, double? TestAccuracy, IReadOnlyList<double> GradientNorms, IReadOnlyList<int> DeadUnits)
{
    // What five sigmoids leave, with a quarter each.
    private const double Vanished = 1e-3;

    /// <summary>Whether the first layer gets next to nothing of the gradient that the last one gets.</summary>
    public bool IsVanishing => GradientNorms.Count > 2 && GradientNorms[^1] > 1e-6 && GradientNorms[0] < Vanished * GradientNorms[^1];

    /// <summary>Whether the loss is a number still.</summary>
    public bool IsFinite => double.IsFinite(TrainingLoss);
}

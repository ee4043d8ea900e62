namespace NnGen;

/// <summary>How folds are trained and measured. Immutable.</summary>
public sealed class CrossValidationOptions
{
    /// <summary>
    /// The seed of the networks: that of fold n is drawn with <c>Seed + n</c>. So all candidates of a search start from the same networks.
    /// </summary>
    public ulong Seed { get; init; }

    /// <summary>
    /// Whether training is given the validation set, for rules that need one after each epoch, such as early stopping. Such a rule chooses
    /// the epoch that suits the validation rows best, so the numbers come out a little too good.
    /// </summary>
    public bool ValidateEachEpoch { get; init; }

    /// <summary>What to measure beyond the usual; null for nothing.</summary>
    public EvaluationOptions? Evaluation { get; init; }
}

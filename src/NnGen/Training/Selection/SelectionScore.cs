namespace NnGen;

/// <summary>The number that a search compares candidates by: one of each validation report, of which the mean over the folds counts. Immutable.</summary>
/// <param name="name">The number's name, for tables.</param>
/// <param name="number">The number of one report.</param>
/// <param name="higherIsBetter">Whether the largest number wins; otherwise the smallest.</param>
public sealed class SelectionScore(string name, Func<EvaluationReport, double?> number, bool higherIsBetter)
{
    private readonly Func<EvaluationReport, double?> _number = number ?? throw new ArgumentNullException(nameof(number));

    /// <summary>The network's own loss, lowest first. Without penalties, so that candidates with different ones can be compared.</summary>
    public static SelectionScore Loss { get; } = new("loss", report => report.Loss, higherIsBetter: false);

    /// <summary>The part of right decisions, highest first.</summary>
    public static SelectionScore Accuracy { get; } = new("accuracy", report => report.Accuracy, higherIsBetter: true);

    /// <summary>The mean recall of the classes, highest first.</summary>
    public static SelectionScore BalancedAccuracy { get; } = new("balanced accuracy", report => report.BalancedAccuracy, higherIsBetter: true);

    /// <summary>The mean F1 of the classes, highest first.</summary>
    public static SelectionScore MacroF1 { get; } = new("macro F1", report => report.Scores?.Macro.F1, higherIsBetter: true);

    /// <summary>The area under the receiver operating characteristic, highest first. Needs <see cref="EvaluationOptions.RocAuc"/>.</summary>
    public static SelectionScore RocAuc { get; } = new("ROC AUC", report => report.RocAuc?.Value, higherIsBetter: true);

    /// <summary>The mean squared error, lowest first.</summary>
    public static SelectionScore MeanSquaredError { get; } = new("mean squared error", report => report.MeanSquaredError, higherIsBetter: false);

    /// <summary>R squared, highest first.</summary>
    public static SelectionScore RSquared { get; } = new("R squared", report => report.RSquared, higherIsBetter: true);

    /// <summary>The number's name.</summary>
    public string Name { get; } = name ?? throw new ArgumentNullException(nameof(name));

    /// <summary>Whether the largest number wins.</summary>
    public bool HigherIsBetter { get; } = higherIsBetter;

    /// <summary>The number of one report.</summary>
    /// <exception cref="InvalidOperationException">The report has no such number.</exception>
    public double Of(EvaluationReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return _number(report) ?? throw new InvalidOperationException(
            $"The candidates are to be compared by {Name}, but the evaluation has no such number: accuracies and F1 belong to classes, squared errors to regression, and the ROC AUC must be asked for with EvaluationOptions.RocAuc.");
    }
}

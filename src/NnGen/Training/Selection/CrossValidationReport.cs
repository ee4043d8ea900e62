using System.Globalization;
using System.Text;

namespace NnGen;

/// <summary>What came of a cross-validation. Immutable.</summary>
public sealed class CrossValidationReport
{
    /// <summary>The network's class.</summary>
    public required string Network { get; init; }

    /// <summary>The folds that were finished, in order.</summary>
    public required IReadOnlyList<FoldReport> Folds { get; init; }

    /// <summary>Whether the caller cancelled before the last fold was finished.</summary>
    public required bool IsCancelled { get; init; }

    /// <summary>The loss on the validation rows.</summary>
    public MeanAndDeviation Loss => Of(report => report.Loss);

    /// <summary>The loss on the training rows: far below <see cref="Loss"/> where the network has learnt its rows by heart.</summary>
    public MeanAndDeviation TrainingLoss => MeanAndDeviation.Of([.. Folds.Select(fold => fold.Training.Loss)]);

    /// <summary>The accuracy on the validation rows; null for regression.</summary>
    public MeanAndDeviation? Accuracy => OfKnown(report => report.Accuracy);

    /// <summary>The mean squared error on the validation rows; null unless the outputs are values to be fitted.</summary>
    public MeanAndDeviation? MeanSquaredError => OfKnown(report => report.MeanSquaredError);

    /// <summary>R squared on the validation rows; null unless the outputs are values to be fitted.</summary>
    public MeanAndDeviation? RSquared => OfKnown(report => report.RSquared);

    /// <summary>Any number of the validation reports, such as <c>report => report.Scores!.Macro.F1</c>.</summary>
    /// <param name="metric">The number of one fold.</param>
    public MeanAndDeviation Of(Func<EvaluationReport, double> metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        return MeanAndDeviation.Of([.. Folds.Select(fold => metric(fold.Validation))]);
    }

    /// <summary>A table: a line for each fold, then mean and standard deviation.</summary>
    public override string ToString()
    {
        bool hasClasses = Accuracy is not null;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Network}: {Folds.Count} folds{(IsCancelled ? ", then cancelled" : "")}\n");
        text.Append(CultureInfo.InvariantCulture, $"fold    rows  training loss  validation loss  {(hasClasses ? "accuracy" : "R squared"),9}\n");
        foreach (FoldReport fold in Folds)
        {
            Append(text, fold.Fold.ToString(CultureInfo.InvariantCulture), fold.Validation.Rows, fold.Training.Loss, fold.Validation.Loss, fold.Validation.Accuracy ?? fold.Validation.RSquared);
        }

        MeanAndDeviation? quality = Accuracy ?? RSquared;
        Append(text, "mean", rows: null, TrainingLoss.Mean, Loss.Mean, quality?.Mean);
        if (Folds.Count > 1)
        {
            Append(text, "+-", rows: null, TrainingLoss.StandardDeviation, Loss.StandardDeviation, quality?.StandardDeviation);
        }

        return text.ToString(0, text.Length - 1);
    }

    private static void Append(StringBuilder text, string name, int? rows, double training, double validation, double? quality) => text.Append(
        CultureInfo.InvariantCulture, $"{name,-4} {rows,7}  {training,13:G6}  {validation,15:G6}  {quality,9:F4}\n");

    private MeanAndDeviation? OfKnown(Func<EvaluationReport, double?> metric)
        => Folds.Count > 0 && metric(Folds[0].Validation) is not null ? Of(report => metric(report)!.Value) : null;
}

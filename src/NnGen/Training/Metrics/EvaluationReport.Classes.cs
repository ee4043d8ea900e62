using System.Globalization;
using System.Text;

namespace NnGen;

/// <content>Metrics of classes and of yes-or-no outputs. All are null for regression.</content>
public sealed partial class EvaluationReport
{
    /// <summary>
    /// The mean over the rows of <c>-log p</c>, p the probability of the actual class (<c>-sum t log p</c> for targets that are
    /// probabilities), or over rows and outputs of <c>-(t log p + (1 - t) log(1 - p))</c> for yes-or-no outputs. No class weights, no label
    /// smoothing, whatever the network's loss is. Of the values before a last softmax or sigmoid, which no rounding makes impossible; of
    /// other probabilities logarithms are not taken below -100, as in PyTorch. Null where outputs stand for no probabilities.
    /// </summary>
    public double? LogLoss { get; init; }

    /// <summary>
    /// Precision, recall and F1 of each class with their averages; 0/0 counts as 0. Classes 0 and 1 for a single yes-or-no output; the yes of
    /// each output where there are several. Rows with NaN count as taken for no class. Null for regression.
    /// </summary>
    public ClassificationScores? Scores => field ??= ScoresWith(zeroDivision: 0);

    /// <summary>The mean recall of the classes that have rows, see <see cref="ConfusionMatrix.BalancedAccuracy"/>; null without a confusion matrix.</summary>
    public double? BalancedAccuracy => Confusion?.BalancedAccuracy;

    /// <summary>The correlation of actual and predicted classes, see <see cref="ConfusionMatrix.MatthewsCorrelation"/>; null without a confusion matrix.</summary>
    public double? MatthewsCorrelation => Confusion?.MatthewsCorrelation;

    /// <summary>
    /// The area under the receiver operating characteristic, where <see cref="EvaluationOptions.RocAuc"/> asks for it; else null, as for
    /// regression. Of classes by their probabilities, or by their scores as they are where these are none.
    /// </summary>
    public RocAuc? RocAuc { get; init; }

    internal ClassCounts? Counts { get; init; }

    internal double[]? TopK { get; init; }

    /// <summary>As <see cref="Scores"/>, with another meaning of 0/0.</summary>
    /// <param name="zeroDivision">What 0/0 stands for: 0, 1 or NaN, which is left out of averages.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="zeroDivision"/> is another number.</exception>
    public ClassificationScores? ScoresWith(double zeroDivision) => Counts is null ? null : ClassificationScores.Of(Counts, zeroDivision);

    /// <summary>
    /// The part of the rows whose class is among the <paramref name="k"/> best scored, from 0 to 1. Of equal scores the first class is the
    /// better one, so that 1 gives <see cref="Accuracy"/>. Null unless there is a score for each class.
    /// </summary>
    /// <param name="k">From 1 to the number of classes.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is out of range.</exception>
    public double? TopKAccuracy(int k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        if (TopK is null)
        {
            return null;
        }

        return k <= TopK.Length
            ? TopK[k - 1]
            : throw new ArgumentOutOfRangeException(nameof(k), k, $"There are {TopK.Length} classes, so at most the {TopK.Length} best can be asked for.");
    }

    /// <summary>All metrics as text, a line each; then the scores of each class or the errors of each output, where there are several; then the same of each output that has a report.</summary>
    public string ToTable()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"rows                 {Rows}");
        Append(text, "loss", Loss);
        AppendPart(text, "accuracy", Accuracy);
        AppendPart(text, "balanced accuracy", BalancedAccuracy);
        if (TopK is { Length: > 5 })
        {
            AppendPart(text, "top-5 accuracy", TopKAccuracy(5));
        }

        Append(text, "log loss", LogLoss);
        Append(text, "ROC AUC", RocAuc?.Value);
        Append(text, "Matthews correlation", MatthewsCorrelation);
        Append(text, "mean squared error", MeanSquaredError);
        Append(text, "its root", RootMeanSquaredError);
        Append(text, "mean absolute error", MeanAbsoluteError);
        Append(text, "R squared", RSquared);
        if (RowsWithNaN > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nrows with NaN        {RowsWithNaN}");
        }

        if (Scores is not null)
        {
            text.Append("\n\n").Append(Scores);
        }
        else if (PerOutput is { Count: > 1 })
        {
            AppendOutputs(text, PerOutput);
        }

        if (Outputs.Count > 1)
        {
            foreach ((string name, EvaluationReport output) in Outputs)
            {
                text.Append("\n\n").Append(name).Append(":\n").Append(output.ToTable());
            }
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, string name, double? value)
    {
        if (value is double number)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{name,-20} {number:G6}");
        }
    }

    private static void AppendPart(StringBuilder text, string name, double? part)
    {
        if (part is double number)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{name,-20} {100 * number:F2} %");
        }
    }

    private static void AppendOutputs(StringBuilder text, IReadOnlyList<OutputErrors> outputs)
    {
        text.Append("\n\noutput  mean squared  mean absolute   R squared");
        for (int i = 0; i < outputs.Count; i++)
        {
            OutputErrors errors = outputs[i];
            text.Append(CultureInfo.InvariantCulture, $"\n{i,-7} {errors.MeanSquaredError,12:G6} {errors.MeanAbsoluteError,14:G6} {errors.RSquared,11:F4}");
        }
    }
}

using System.Globalization;

namespace NnGen;

/// <summary>
/// How well a network does on a dataset, without dropout. Where rows have weights (<see cref="Dataset{T}.WithWeights(T[])"/>), each counts as
/// often as it weighs, in every mean, count and area, as with <c>sample_weight</c> in scikit-learn; only <see cref="Rows"/>,
/// <see cref="RowsWithNaN"/> and <see cref="LargestError"/> count each row once. Immutable.
/// </summary>
public sealed partial class EvaluationReport
{
    internal static readonly IReadOnlyDictionary<string, EvaluationReport> NoOutputs = new Dictionary<string, EvaluationReport>();

    /// <summary>
    /// The report on each output by its name: <c>report.Outputs["box"].MeanSquaredError</c>. Its <see cref="Loss"/> is that of the output alone,
    /// without the weight that it has in the network's. An only output goes by the name <c>output</c>, and its figures are also the network's; of
    /// several, the network has only <see cref="Loss"/>, <see cref="LargestError"/> and <see cref="RowsWithNaN"/> of its own. The report on an output has none.
    /// </summary>
    public IReadOnlyDictionary<string, EvaluationReport> Outputs { get; init; } = NoOutputs;

    /// <summary>The rows evaluated.</summary>
    public required int Rows { get; init; }

    /// <summary>
    /// The network's loss over all rows, reduced as declared, in double, by the formula that training minimises: where a softmax, sigmoid or
    /// step ends the network, of the values before it, so that rounding probabilities to 0 or 1 changes nothing. A mean of weighted rows, or
    /// of labels with weights of classes, is <c>sum of weight x loss / sum of weights</c> over all rows; 0 where they weigh nothing.
    /// Of several outputs it is the sum of their losses, each times its weight. With an <c>[OutputScaler]</c> it is in scaled units, as <see cref="NetworkInfo.Loss"/> says; the errors are in the targets' own.
    /// </summary>
    public required double Loss { get; init; }

    /// <summary>
    /// The part of right decisions, from 0 to 1: classes found, or, for outputs that each say yes or no, outputs on the right side
    /// (a target of at least 0.5 is yes). Null for regression.
    /// </summary>
    public required double? Accuracy { get; init; }

    /// <summary>The part of wrong decisions, <c>1 - accuracy</c>: the 0/1 loss. Null for regression.</summary>
    public double? ZeroOneLoss => 1 - Accuracy;

    /// <summary>The mean of <c>(y - t)^2</c> over rows and outputs; null unless the outputs are values to be fitted.</summary>
    public required double? MeanSquaredError { get; init; }

    /// <summary>The root of <see cref="MeanSquaredError"/>, in the unit of the targets; null unless the outputs are values to be fitted.</summary>
    public double? RootMeanSquaredError => MeanSquaredError is double error ? Math.Sqrt(error) : null;

    /// <summary>The mean of <c>|y - t|</c> over rows and outputs, in the unit of the targets; null unless the outputs are values to be fitted.</summary>
    public required double? MeanAbsoluteError { get; init; }

    /// <summary>
    /// The mean of <see cref="OutputErrors.RSquared"/> over the outputs: 1 is perfect, 0 is as good as always answering the targets' mean.
    /// An output whose targets are all equal has none and is left out; NaN where that is so of all, as in a single row. Null unless the
    /// outputs are values to be fitted.
    /// </summary>
    public required double? RSquared { get; init; }

    /// <summary>The errors of each output on its own; null unless the outputs are values to be fitted.</summary>
    public required IReadOnlyList<OutputErrors>? PerOutput { get; init; }

    /// <summary>
    /// The largest error of an example: the largest <c>|y - t|</c> over all its outputs, logits and log-probabilities taken as the
    /// probabilities they stand for.
    /// </summary>
    public required double LargestError { get; init; }

    /// <summary>The rows with a NaN among the outputs; they count as wrong and stand in no confusion matrix.</summary>
    public required int RowsWithNaN { get; init; }

    /// <summary>
    /// Which classes were taken for which; classes 0 and 1 for a single yes-or-no output. Null for regression, for several
    /// yes-or-no outputs, and above 1000 classes.
    /// </summary>
    public required ConfusionMatrix? Confusion { get; init; }

    /// <summary>One line: loss, accuracy or mean squared error, rows; of several outputs, those of each.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Figures}, {Rows} rows");

    private string Figures
    {
        get
        {
            string quality = (Accuracy, MeanSquaredError) switch
            {
                (double accuracy, _) => string.Create(CultureInfo.InvariantCulture, $", accuracy {100 * accuracy:F2} %"),
                (_, double error) => string.Create(CultureInfo.InvariantCulture, $", mean squared error {error:G6}"),
                _ => string.Concat(Outputs.Select(output => $", {output.Key} ({output.Value.Figures})")),
            };
            return string.Create(CultureInfo.InvariantCulture, $"loss {Loss:G6}{quality}");
        }
    }
}

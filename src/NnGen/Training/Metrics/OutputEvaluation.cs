using System.Numerics;

namespace NnGen;

/// <summary>What an evaluation adds up of one output, row by row, or step by step of those that count.</summary>
internal sealed class OutputEvaluation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Above it the matrix is larger than anyone can look at, and its memory grows with the square.
    private const int MaximumMatrixClasses = 1000;

    private readonly OutputInfo _info;
    private readonly ConfusionMatrix? _confusion;
    private readonly ClassMetrics? _classes;
    private readonly ValueErrors? _values;
    private RocAuc? _rocAuc;
    private double _lossSum;
    private double _lossWeight;
    private double _rowWeight;
    private double _rightDecisions;

    /// <param name="output">The output.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="countsConfusions">Whether there are a confusion matrix and the metrics of classes beyond accuracy.</param>
    /// <param name="keepsScores">Whether the areas under the curves are among them.</param>
    /// <param name="hasWeights">Whether rows have weights.</param>
    public OutputEvaluation(OutputInfo output, int rows, bool countsConfusions, bool keepsScores, bool hasWeights)
    {
        OutputInfo info = _info = output.OfStep;
        int matrixClasses = countsConfusions ? MatrixClasses(info) : 0;
        _confusion = matrixClasses > 0 ? new ConfusionMatrix(matrixClasses) : null;
        _classes = countsConfusions && info.Kind is not (OutputKind.Values or OutputKind.Transcripts) ? new ClassMetrics(info, ArraySize.Of(rows, output.Steps, "The scores of all steps do not fit; evaluate fewer rows"), keepsScores, hasWeights) : null;
        _values = info.Kind == OutputKind.Values ? new ValueErrors(info.Size) : null;
    }

    /// <summary>The loss of the rows so far, reduced as declared, without its weight.</summary>
    public double Loss => LossReduction.Reduce(_info, _lossSum, _lossWeight);

    /// <summary>The largest error of a row so far.</summary>
    public double LargestError { get; private set; }

    /// <summary>The rows with a NaN so far.</summary>
    public int RowsWithNaN { get; set; }

    /// <summary>Adds what a row counts for in the mean of the losses.</summary>
    public void AddLossWeight(double weight) => _lossWeight += weight;

    /// <summary>Adds the loss of a row, times the row's weight.</summary>
    public void AddLoss(double loss) => _lossSum += loss;

    /// <summary>Adds a row, or a step of it.</summary>
    /// <param name="output">The output.</param>
    /// <param name="scores">What its last activation computed it from.</param>
    /// <param name="targets">The targets; a label as its one-hot row.</param>
    /// <param name="weight">How often the row counts.</param>
    public void AddRow(ReadOnlySpan<T> output, ReadOnlySpan<T> scores, ReadOnlySpan<T> targets, double weight)
    {
        _rowWeight += weight;
        LargestError = Math.Max(LargestError, OutputScales.LargestError(_info.Scale, output, targets));
        if (_values is not null)
        {
            _values.Add(output, targets, weight);
            return;
        }

        _classes?.Add(output, scores, targets, weight);
        _rightDecisions += weight * Classification.RightDecisions(output, targets, _info.Kind);
        if (_confusion is not null && Classification.Decide(output, _info.Kind) is int predicted and >= 0)
        {
            int actual = targets.Length > 1 ? Classification.FirstMaximum(targets) : Classification.IsYesTarget(targets[0]) ? 1 : 0;
            _confusion.Add(actual, predicted, weight);
        }
    }

    /// <summary>The report on this output.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="lossWeight">The factor of the loss.</param>
    /// <param name="outputs">The reports on the outputs, where this is the only one.</param>
    public EvaluationReport Report(int rows, double lossWeight, IReadOnlyDictionary<string, EvaluationReport> outputs)
    {
        OutputErrors[]? perOutput = _values?.PerOutput();
        OutputErrors? mean = perOutput is null ? null : ValueErrors.Mean(perOutput);
        int decisions = Classification.DecisionsPerRow(_info);
        return new EvaluationReport
        {
            Rows = rows,
            Loss = lossWeight * Loss,
            Accuracy = decisions == 0 ? null : _rowWeight == 0 ? 0 : _rightDecisions / (_rowWeight * decisions),
            MeanSquaredError = mean?.MeanSquaredError,
            MeanAbsoluteError = mean?.MeanAbsoluteError,
            RSquared = mean?.RSquared,
            PerOutput = perOutput,
            LargestError = LargestError,
            RowsWithNaN = RowsWithNaN,
            Confusion = _confusion,
            Counts = _classes?.Counts,
            TopK = _classes?.TopK,
            LogLoss = _classes?.LogLoss,
            RocAuc = _rocAuc ??= _classes?.RocAuc(),
            Outputs = outputs,
        };
    }

    // The classes of a confusion matrix, or 0 where there is none.
    private static int MatrixClasses(OutputInfo info) => (info.Kind, info.Size) switch
    {
        (OutputKind.ClassScores, > 1 and <= MaximumMatrixClasses) => info.Size,
        (OutputKind.Probabilities or OutputKind.Logits or OutputKind.Margins, 1) => 2,
        _ => 0,
    };
}

using System.Numerics;

namespace NnGen;

/// <summary>Runs a network over a dataset, some rows at a time, with buffers made once.</summary>
internal sealed class Evaluator<TNetwork, T>
    where TNetwork : class, INetwork<TNetwork, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Inputs and outputs of some rows should stay in the second-level cache.
    private const int ElementsPerChunk = 64 * 1024;
    private const int MaximumRowsPerChunk = 256;

    // Above it the matrix is larger than anyone can look at, and its memory grows with the square.
    private const int MaximumMatrixClasses = 1000;

    private readonly ITrainingRows<T> _data;
    private readonly NetworkInfo _info = TNetwork.Info;
    private readonly BatchSource<T> _reader;
    private readonly T[] _outputs;

    // The outputs themselves where there is nothing behind them.
    private readonly T[] _scores;
    private readonly AlignedBuffer<double> _values;
    private readonly AlignedBuffer<double> _targets;
    private readonly AlignedBuffer<double> _losses;
    private readonly T[] _oneHot;
    private readonly int _chunk;
    private readonly int _matrixClasses;
    private readonly bool _hasClassMetrics;
    private readonly bool _keepsScores;

    // Of targets in units of their own; null where the loss takes them as they are.
    private TargetUnits? _units;

    /// <summary>An evaluator of one dataset.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="countsConfusions">Whether there are a confusion matrix and the metrics of classes beyond accuracy.</param>
    /// <param name="keepsScores">Whether the areas under the curves are among them.</param>
    public Evaluator(ITrainingRows<T> data, bool countsConfusions, bool keepsScores = false)
    {
        _data = data;
        _chunk = Math.Clamp(ElementsPerChunk / (_info.InputSize + _info.OutputSize), 1, Math.Min(MaximumRowsPerChunk, data.Rows));
        _reader = data.Open(_info, _chunk, shuffle: false, tape: null);
        _outputs = new T[_chunk * _info.OutputSize];
        _scores = _info.ScoreScale is null ? _outputs : new T[_outputs.Length];
        _values = new AlignedBuffer<double>(_outputs.Length);
        _targets = new AlignedBuffer<double>(_outputs.Length);
        _losses = new AlignedBuffer<double>(_chunk);
        _oneHot = new T[_info.OutputSize];
        _matrixClasses = countsConfusions ? MatrixClasses(_info) : 0;
        _hasClassMetrics = countsConfusions && _info.Output != OutputKind.Values;
        _keepsScores = keepsScores;
    }

    public EvaluationReport Run(TNetwork network)
    {
        var sums = new Sums
        {
            Confusion = _matrixClasses > 0 ? new ConfusionMatrix(_matrixClasses) : null,
            Classes = _hasClassMetrics ? new ClassMetrics(_info, _data.Rows, _keepsScores, _data.HasWeights) : null,
            Values = _info.Output == OutputKind.Values ? new ValueErrors(_info.OutputSize) : null,
        };
        _units = TargetUnits.Of<TNetwork, T>(network);
        using BatchSource<T> reader = _reader;
        reader.Begin(seed: 0, epoch: 1, firstRow: 0);
        for (int start = 0; start < _data.Rows; start += _chunk)
        {
            Batch<T> batch = reader.Read(start, Math.Min(_chunk, _data.Rows - start));
            Span<T> outputs = _outputs.AsSpan(0, batch.Rows * _info.OutputSize);
            Span<T> scores = _scores.AsSpan(0, outputs.Length);
            if (_info.ScoreScale is null)
            {
                network.PredictBatch(batch.Inputs, outputs);
            }
            else
            {
                network.PredictScores(batch.Inputs, outputs, scores);
            }

            AddLosses(ref sums, network, batch);
            sums.RowWeight += batch.Weight;
            for (int row = 0; row < batch.Rows; row++)
            {
                double weight = WeightOf(batch, row);
                ReadOnlySpan<T> output = outputs.Slice(row * _info.OutputSize, _info.OutputSize);
                ReadOnlySpan<T> score = scores.Slice(row * _info.OutputSize, _info.OutputSize);
                if (batch.HasLabels)
                {
                    int label = batch.Labels[row];
                    _oneHot[label] = T.One;
                    AddRow(ref sums, output, score, _oneHot, weight);
                    _oneHot[label] = T.Zero;
                }
                else
                {
                    AddRow(ref sums, output, score, batch.Targets.Slice(row * _info.OutputSize, _info.OutputSize), weight);
                }
            }
        }

        OutputErrors[]? perOutput = sums.Values?.PerOutput();
        OutputErrors? mean = perOutput is null ? null : ValueErrors.Mean(perOutput);
        int decisions = Classification.DecisionsPerRow(_info);
        return new EvaluationReport
        {
            Rows = _data.Rows,
            Loss = LossReduction.Reduce(_info, sums.Loss, sums.Weight),
            Accuracy = decisions == 0 ? null : sums.RowWeight == 0 ? 0 : sums.RightDecisions / (sums.RowWeight * decisions),
            MeanSquaredError = mean?.MeanSquaredError,
            MeanAbsoluteError = mean?.MeanAbsoluteError,
            RSquared = mean?.RSquared,
            PerOutput = perOutput,
            LargestError = sums.LargestError,
            RowsWithNaN = sums.RowsWithNaN,
            Confusion = sums.Confusion,
            Counts = sums.Classes?.Counts,
            TopK = sums.Classes?.TopK,
            LogLoss = sums.Classes?.LogLoss,
            RocAuc = sums.Classes?.RocAuc(),
        };
    }

    /// <summary>The losses of some rows by the network's own formula, all in double.</summary>
    private void AddLosses(ref Sums sums, TNetwork network, Batch<T> batch)
    {
        Span<double> targets = _targets.Span[..(batch.Rows * _info.OutputSize)];
        if (batch.HasLabels)
        {
            targets.Clear();
        }
        else
        {
            Widen(batch.Targets, targets);
            _units?.Scale(targets);
        }

        for (int row = 0; row < batch.Rows; row++)
        {
            Span<double> target = targets.Slice(row * _info.OutputSize, _info.OutputSize);
            if (batch.HasLabels)
            {
                target[batch.Labels[row]] = 1;
            }

            sums.Weight += WeightOf(batch, row) * (batch.HasLabels ? TargetPreparation.WeightOf(_info, batch.Labels[row]) : 1);
            if (TargetPreparation.IsNeeded(_info))
            {
                TargetPreparation.Apply(_info, target);
            }
        }

        Widen((_info.LossTakesScores ? _scores : _outputs).AsSpan(0, targets.Length), _values.Span);
        network.LossOfRows(_values, _targets, _losses, batch.Rows);
        for (int row = 0; row < batch.Rows; row++)
        {
            sums.Loss += WeightOf(batch, row) * _losses.Span[row];
        }
    }

    private static void Widen(ReadOnlySpan<T> from, Span<double> to)
    {
        for (int i = 0; i < from.Length; i++)
        {
            to[i] = double.CreateTruncating(from[i]);
        }
    }

    private static double WeightOf(Batch<T> batch, int row) => batch.HasWeights ? double.CreateTruncating(batch.Weights[row]) : 1;

    private void AddRow(ref Sums sums, ReadOnlySpan<T> output, ReadOnlySpan<T> scores, ReadOnlySpan<T> targets, double weight)
    {
        sums.LargestError = Math.Max(sums.LargestError, OutputScales.LargestError(_info.Scale, output, targets));
        if (Classification.FirstMaximum(output) < 0)
        {
            sums.RowsWithNaN++;
        }

        if (sums.Values is ValueErrors values)
        {
            values.Add(output, targets, weight);
            return;
        }

        sums.Classes?.Add(output, scores, targets, weight);
        sums.RightDecisions += weight * Classification.RightDecisions(output, targets, _info.Output);
        if (sums.Confusion is ConfusionMatrix confusion && Classification.Decide(output, _info.Output) is int predicted and >= 0)
        {
            int actual = targets.Length > 1 ? Classification.FirstMaximum(targets) : Classification.IsYesTarget(targets[0]) ? 1 : 0;
            confusion.Add(actual, predicted, weight);
        }
    }

    // The classes of a confusion matrix, or 0 where there is none.
    private static int MatrixClasses(NetworkInfo info) => (info.Output, info.OutputSize) switch
    {
        (OutputKind.ClassScores, > 1 and <= MaximumMatrixClasses) => info.OutputSize,
        (OutputKind.Probabilities or OutputKind.Logits or OutputKind.Margins, 1) => 2,
        _ => 0,
    };

    private struct Sums
    {
        public double Loss;
        public double Weight;
        public double LargestError;
        public double RowWeight;
        public double RightDecisions;
        public int RowsWithNaN;
        public ConfusionMatrix? Confusion;
        public ClassMetrics? Classes;
        public ValueErrors? Values;
    }
}

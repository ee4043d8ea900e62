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

    // As many rows for each thread, of which each takes its own.
    private readonly ThreadTeam? _team;

    private readonly TrainingData<T> _data;
    private readonly NetworkInfo _info = TNetwork.Info;
    private readonly BatchSource<T> _reader;
    private readonly T[] _outputs;

    // The outputs themselves where there is nothing behind them.
    private readonly T[] _scores;
    private readonly AlignedBuffer<double> _values;
    private readonly AlignedBuffer<double> _targets;
    private readonly AlignedBuffer<double> _losses;
    private readonly T[] _oneHot;

    // Of each output whether the steps of all rows count, one behind the other.
    private readonly bool[][] _counts;
    private readonly int _chunk;
    private readonly bool _countsConfusions;
    private readonly bool _keepsScores;
    private readonly bool _hasScores;

    /// <summary>An evaluator of one dataset.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="countsConfusions">Whether there are a confusion matrix and the metrics of classes beyond accuracy.</param>
    /// <param name="keepsScores">Whether the areas under the curves are among them.</param>
    /// <param name="team">Who predicts; null for the caller's thread alone.</param>
    public Evaluator(TrainingData<T> data, bool countsConfusions, bool keepsScores = false, ThreadTeam? team = null)
    {
        _data = data;
        _team = team;
        long chunk = Math.Clamp(ElementsPerChunk / (_info.InputSize + _info.OutputSize), 1, MaximumRowsPerChunk) * (long)(team?.Threads ?? 1);
        _chunk = (int)Math.Min(chunk, Math.Min(data.Rows, Array.MaxLength / Math.Max(_info.InputSize, _info.OutputSize)));
        _reader = data.Open(_info, _chunk, shuffle: false, tape: null);
        _hasScores = _info.Outputs.Any(output => output.ScoreScale is not null);
        _outputs = new T[_chunk * _info.OutputSize];
        _scores = _hasScores ? new T[_outputs.Length] : _outputs;
        _values = new AlignedBuffer<double>(_outputs.Length);
        _targets = new AlignedBuffer<double>(_chunk * _info.Outputs.Sum(output => output.TargetSize));
        _losses = new AlignedBuffer<double>(_chunk * _info.Outputs.Sum(output => output.Steps));
        _counts = [.. _info.Outputs.Select(output => new bool[_chunk * output.Steps])];
        _oneHot = new T[_info.OutputSize];
        _countsConfusions = countsConfusions;
        _keepsScores = keepsScores;
    }

    public EvaluationReport Run(TNetwork network)
    {
        OutputEvaluation<T>[] sums = [.. _info.Outputs.Select(output => new OutputEvaluation<T>(output, _data.Rows, _countsConfusions, _keepsScores, _data.HasWeights))];
        TargetUnits?[] units = [.. _info.Outputs.Select(output => TargetUnits.Of<TNetwork, T>(network, output))];
        int rowsWithNaN = 0;
        using BatchSource<T> reader = _reader;
        reader.Begin(seed: 0, epoch: 1, firstRow: 0);
        for (int start = 0; start < _data.Rows; start += _chunk)
        {
            Batch<T> batch = reader.Read(start, Math.Min(_chunk, _data.Rows - start));
            Span<T> outputs = _outputs.AsSpan(0, batch.Rows * _info.OutputSize);
            Span<T> scores = _scores.AsSpan(0, outputs.Length);
            SharedPrediction<TNetwork, T>.Run(_team, network, batch.Inputs, outputs, _hasScores ? scores : default);
            AddLosses(sums, units, network, batch);
            for (int row = 0; row < batch.Rows; row++)
            {
                rowsWithNaN += Classification.FirstMaximum(Row<T>(outputs, row)) < 0 ? 1 : 0;
                AddRow(sums, batch, row, Row<T>(outputs, row), Row<T>(scores, row));
            }
        }

        return Report(sums, rowsWithNaN);
    }

    /// <summary>Of an only output the report on it; of several, each by its name, and what they are together.</summary>
    private EvaluationReport Report(OutputEvaluation<T>[] sums, int rowsWithNaN)
    {
        var outputs = new Dictionary<string, EvaluationReport>(StringComparer.Ordinal);
        double loss = 0;
        for (int i = 0; i < sums.Length; i++)
        {
            OutputInfo output = _info.Outputs[i];
            outputs.Add(output.Name, sums[i].Report(_data.Rows, lossWeight: 1, EvaluationReport.NoOutputs));
            loss += output.LossWeight * sums[i].Loss;
        }

        if (sums.Length == 1)
        {
            return sums[0].Report(_data.Rows, _info.LossWeight, outputs);
        }

        return new EvaluationReport
        {
            Rows = _data.Rows,
            Loss = loss,
            Accuracy = null,
            MeanSquaredError = null,
            MeanAbsoluteError = null,
            RSquared = null,
            PerOutput = null,
            LargestError = sums.Max(sum => sum.LargestError),
            RowsWithNaN = rowsWithNaN,
            Confusion = null,
            Outputs = outputs,
        };
    }

    /// <summary>The losses of some rows by the network's own formulas, all in double.</summary>
    private void AddLosses(OutputEvaluation<T>[] sums, TargetUnits?[] units, TNetwork network, Batch<T> batch)
    {
        int rows = batch.Rows;
        for (int i = 0; i < sums.Length; i++)
        {
            OutputInfo output = _info.Outputs[i];
            Span<double> targets = _targets.Span.Slice(rows * output.FirstColumn, rows * output.TargetSize);
            Span<double> values = _values.Span.Slice(rows * output.FirstColumn, rows * output.Size);
            targets.Clear();
            for (int row = 0; row < rows; row++)
            {
                Span<double> target = targets.Slice(row * output.TargetSize, output.TargetSize);
                if (!batch.HasLabels)
                {
                    Widen(output.Of(Row(batch.Targets, row)), target);
                    units[i]?.Scale(target);
                }

                int length = output.LengthOf(batch.Inputs.Slice(row * _info.InputSize, _info.InputSize));
                if (output.MaxLabels > 0)
                {
                    Transcripts.Write(batch.Labels.Slice(row * output.MaxLabels, output.MaxLabels), length, target);
                    _counts[i][row] = true;
                    sums[i].AddLossWeight(WeightOf(batch, row));
                }

                for (int step = 0; step < output.Steps && output.MaxLabels == 0; step++)
                {
                    PrepareStep(sums[i], i, batch, row, row * output.Steps + step, step < length, target.Slice(step * output.StepSize, output.StepSize));
                }

                Widen(output.Of(Row<T>(output.LossTakesScores ? _scores : _outputs, row)), values.Slice(row * output.Size, output.Size));
            }
        }

        network.LossOfRows(_values, _targets, _losses, rows);
        int first = 0;
        for (int i = 0; i < sums.Length; i++)
        {
            int steps = _info.Outputs[i].Steps;
            for (int step = 0; step < rows * steps; step++)
            {
                if (_counts[i][step])
                {
                    sums[i].AddLoss(WeightOf(batch, step / steps) * _losses.Span[rows * first + step]);
                }
            }

            first += steps;
        }
    }

    /// <summary>Finds out whether a step of an output counts, and makes its targets what the loss takes.</summary>
    /// <param name="sum">The output's sums.</param>
    /// <param name="number">The output's number.</param>
    /// <param name="batch">The rows.</param>
    /// <param name="row">The row.</param>
    /// <param name="at">The number of the step, among those of all rows.</param>
    /// <param name="isWithinLength">Whether it counts by the row's length.</param>
    /// <param name="target">Its targets; zeros where there are labels.</param>
    private void PrepareStep(OutputEvaluation<T> sum, int number, in Batch<T> batch, int row, int at, bool isWithinLength, Span<double> target)
    {
        OutputInfo output = _info.Outputs[number];
        bool counts = isWithinLength && (batch.HasLabels ? batch.Labels[at] != output.IgnoreLabel : output.HasTarget<double>(target));
        _counts[number][at] = counts;
        if (!counts)
        {
            target.Clear();
            return;
        }

        if (batch.HasLabels)
        {
            target[batch.Labels[at]] = 1;
        }

        double targetWeight = batch.HasLabels ? TargetPreparation.WeightOf(output, batch.Labels[at])
            : _info.Outputs.Count > 1 ? TargetPreparation.WeightOf<double>(output, target)
            : 1;
        sum.AddLossWeight(WeightOf(batch, row) * targetWeight);
        if (TargetPreparation.IsNeeded(output))
        {
            TargetPreparation.Apply(output, target);
        }
    }

    /// <summary>Adds the steps of a row that count to the metrics of each output.</summary>
    private void AddRow(OutputEvaluation<T>[] sums, in Batch<T> batch, int row, ReadOnlySpan<T> outputs, ReadOnlySpan<T> scores)
    {
        double weight = WeightOf(batch, row);
        for (int i = 0; i < sums.Length; i++)
        {
            OutputInfo info = _info.Outputs[i];
            int size = info.StepSize;
            ReadOnlySpan<T> output = info.Of(outputs);
            sums[i].RowsWithNaN += Classification.FirstMaximum(output) < 0 ? 1 : 0;
            for (int step = 0; step < info.Steps && info.MaxLabels == 0; step++)
            {
                int at = row * info.Steps + step;
                if (!_counts[i][at])
                {
                    continue;
                }

                ReadOnlySpan<T> ofStep = output.Slice(step * size, size);
                ReadOnlySpan<T> scoresOfStep = info.Of(scores).Slice(step * size, size);
                if (batch.HasLabels)
                {
                    int label = batch.Labels[at];
                    _oneHot[label] = T.One;
                    sums[i].AddRow(ofStep, scoresOfStep, _oneHot.AsSpan(0, size), weight);
                    _oneHot[label] = T.Zero;
                }
                else
                {
                    sums[i].AddRow(ofStep, scoresOfStep, info.Of(Row(batch.Targets, row)).Slice(step * size, size), weight);
                }
            }
        }
    }

    private static void Widen(ReadOnlySpan<T> from, Span<double> to)
    {
        for (int i = 0; i < from.Length; i++)
        {
            to[i] = double.CreateTruncating(from[i]);
        }
    }

    private ReadOnlySpan<TElement> Row<TElement>(ReadOnlySpan<TElement> rows, int row) => rows.Slice(row * _info.OutputSize, _info.OutputSize);

    private static double WeightOf(Batch<T> batch, int row) => batch.HasWeights ? double.CreateTruncating(batch.Weights[row]) : 1;
}

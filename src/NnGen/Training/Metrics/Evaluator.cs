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

    private readonly Dataset<T> _data;
    private readonly NetworkInfo _info = TNetwork.Info;
    private readonly BatchReader<T> _reader;
    private readonly T[] _outputs;
    private readonly T[] _oneHot;
    private readonly int _chunk;
    private readonly int _matrixClasses;

    public Evaluator(Dataset<T> data, bool countsConfusions)
    {
        _data = data;
        _chunk = Math.Clamp(ElementsPerChunk / (_info.InputSize + _info.OutputSize), 1, Math.Min(MaximumRowsPerChunk, data.Rows));
        _reader = new BatchReader<T>(data, _chunk, shuffle: false);
        _outputs = new T[_chunk * _info.OutputSize];
        _oneHot = new T[_info.OutputSize];
        _matrixClasses = countsConfusions ? MatrixClasses(_info) : 0;
    }

    public EvaluationReport Run(TNetwork network)
    {
        var sums = new Sums { Confusion = _matrixClasses > 0 ? new ConfusionMatrix(_matrixClasses) : null };
        for (int start = 0; start < _data.Rows; start += _chunk)
        {
            Batch<T> batch = _reader.Read(start, Math.Min(_chunk, _data.Rows - start));
            Span<T> outputs = _outputs.AsSpan(0, batch.Rows * _info.OutputSize);
            network.PredictBatch(batch.Inputs, outputs);
            for (int row = 0; row < batch.Rows; row++)
            {
                ReadOnlySpan<T> output = outputs.Slice(row * _info.OutputSize, _info.OutputSize);
                if (batch.HasLabels)
                {
                    int label = batch.Labels[row];
                    _oneHot[label] = T.One;
                    AddRow(ref sums, output, _oneHot);
                    _oneHot[label] = T.Zero;
                }
                else
                {
                    AddRow(ref sums, output, batch.Targets.Slice(row * _info.OutputSize, _info.OutputSize));
                }
            }
        }

        long decisions = (long)_data.Rows * Classification.DecisionsPerRow(_info);
        return new EvaluationReport
        {
            Rows = _data.Rows,
            Loss = sums.Loss / EvaluationLoss.Divisor(_info, _data.Rows),
            Accuracy = decisions == 0 ? null : (double)sums.RightDecisions / decisions,
            MeanSquaredError = decisions == 0 ? sums.SquaredError / ((double)_data.Rows * _info.OutputSize) : null,
            LargestError = sums.LargestError,
            RowsWithNaN = sums.RowsWithNaN,
            Confusion = sums.Confusion,
        };
    }

    private void AddRow(ref Sums sums, ReadOnlySpan<T> output, ReadOnlySpan<T> targets)
    {
        (double loss, double error) = EvaluationLoss.OfRow(_info.LossKind, output, targets);
        sums.Loss += loss;
        sums.LargestError = Math.Max(sums.LargestError, error);
        if (Classification.FirstMaximum(output) < 0)
        {
            sums.RowsWithNaN++;
        }

        if (_info.Output == OutputKind.Values)
        {
            sums.SquaredError += EvaluationLoss.OfRow(LossKind.MeanSquaredError, output, targets).Loss;
            return;
        }

        sums.RightDecisions += Classification.RightDecisions(output, targets, _info.Output);
        if (sums.Confusion is ConfusionMatrix confusion && Classification.Decide(output, _info.Output) is int predicted and >= 0)
        {
            int actual = targets.Length > 1 ? Classification.FirstMaximum(targets) : Classification.IsYesTarget(targets[0]) ? 1 : 0;
            confusion.Add(actual, predicted);
        }
    }

    // The classes of a confusion matrix, or 0 where there is none.
    private static int MatrixClasses(NetworkInfo info) => (info.Output, info.OutputSize) switch
    {
        (OutputKind.ClassScores, > 1 and <= MaximumMatrixClasses) => info.OutputSize,
        (OutputKind.Probabilities or OutputKind.Logits, 1) => 2,
        _ => 0,
    };

    private struct Sums
    {
        public double Loss;
        public double SquaredError;
        public double LargestError;
        public long RightDecisions;
        public int RowsWithNaN;
        public ConfusionMatrix? Confusion;
    }
}

using System.Numerics;

namespace NnGen;

/// <summary>One range test over arguments that were checked.</summary>
internal sealed class LearningRateTest<TNetwork, T>
    where TNetwork : class, ITrainableNetwork<TNetwork, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly TNetwork _network;
    private readonly TrainingOptions _options;
    private readonly StepPipeline<TNetwork, T> _pipeline;
    private readonly NetworkTape<T> _tape;
    private readonly BatchReader<T> _reader;
    private readonly LearningRateSweep _sweep;
    private readonly List<LearningRatePoint> _points = [];
    private readonly double _smoothing;
    private readonly double _divergence;
    private readonly ulong _seed;
    private readonly int _rows;
    private readonly int _batchSize;
    private readonly int _batchesPerEpoch;

    private long _batches;
    private double _average;
    private double _kept = 1;
    private double _lowest = double.PositiveInfinity;

    public LearningRateTest(TNetwork network, Dataset<T> data, TrainingOptions options, LearningRateSweep sweep, double smoothing, double divergence, ThreadTeam? team)
    {
        _network = network;
        _options = options;
        _sweep = sweep;
        _smoothing = smoothing;
        _divergence = divergence;
        _pipeline = new StepPipeline<TNetwork, T>(network, options, team, sweep);
        _seed = options.Seed ?? network.Seed;
        _rows = data.Rows;
        _batchSize = Math.Min(options.BatchSize, _rows);
        _batchesPerEpoch = (_rows - 1) / _batchSize + 1;
        _tape = TNetwork.CreateTape(_batchSize, team);
        _reader = new BatchReader<T>(data, _batchSize, options.Shuffle, _tape);
    }

    public LearningRateCurve Run(CancellationToken cancellation)
    {
        bool hasDiverged = false;
        while (_points.Count < _sweep.Steps && !hasDiverged && !cancellation.IsCancellationRequested)
        {
            double rate = _pipeline.Rate;
            double loss = Step();
            hasDiverged = !double.IsFinite(loss) || Add(rate, loss);
        }

        return new LearningRateCurve
        {
            Points = _points,
            HasDiverged = hasDiverged,
            IsCancelled = _points.Count < _sweep.Steps && !hasDiverged,
            Smoothing = _smoothing,
        };
    }

    /// <summary>Trains batches until the parameters are changed, one of them unless gradients are gathered; gives their mean loss.</summary>
    private double Step()
    {
        double sum = 0;
        double weight = 0;
        long before = _pipeline.Steps;
        while (_pipeline.Steps == before)
        {
            double loss = Forward();
            if (!double.IsFinite(loss))
            {
                return loss;
            }

            sum += _tape.LossSum + LossReduction.Undo(TNetwork.Info, _pipeline.Penalty(), _tape.Weight);
            weight += _tape.Weight;
            _pipeline.Step(_tape, isLastOfEpoch: _batches % _batchesPerEpoch == 0);
        }

        // The last batch of an epoch may be short; its sum must not look like a better loss.
        return weight == 0 ? 0 : sum / (weight * Math.Max(TNetwork.Info.LossDivisor, 1));
    }

    private double Forward()
    {
        (long epoch, long number) = Math.DivRem(_batches, _batchesPerEpoch);
        if (number == 0)
        {
            _reader.Begin(_seed, (int)(epoch + 1), firstRow: 0);
        }

        int start = (int)number * _batchSize;
        Batch<T> batch = _reader.Read(start, Math.Min(_batchSize, _rows - start));
        _batches++;
        if (batch.HasWeights)
        {
            _tape.SetWeights(batch.Weights);
        }

        _tape.DrawMasks(_seed, (ulong)_batches);
        T loss = batch.HasLabels
            ? _network.Forward(batch.Inputs, batch.Labels, _tape)
            : _network.Forward(batch.Inputs, batch.Targets, _tape);
        return double.CreateTruncating(loss);
    }

    /// <summary>Adds a point; true if the loss ran away there.</summary>
    private bool Add(double rate, double loss)
    {
        _average = _smoothing * _average + (1 - _smoothing) * loss;
        _kept *= _smoothing;
        double smoothed = _average / (1 - _kept);
        _points.Add(new LearningRatePoint(_points.Count + 1, rate, loss, smoothed));
        _lowest = Math.Min(_lowest, smoothed);

        // As many times as far from 0, upwards also where the loss is negative.
        return smoothed > _lowest + (_divergence - 1) * Math.Abs(_lowest);
    }
}

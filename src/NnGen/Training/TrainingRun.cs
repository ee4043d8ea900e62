using System.Diagnostics;
using System.Globalization;
using System.Numerics;

namespace NnGen;

/// <summary>One run of <see cref="Trainer.Fit"/> over arguments that were checked.</summary>
internal sealed class TrainingRun<TNetwork, T>
    where TNetwork : class, ITrainableNetwork<TNetwork, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly TNetwork _network;
    private readonly NetworkInfo _info = TNetwork.Info;
    private readonly TrainingOptions _options;
    private readonly IProgress<TrainingProgress>? _progress;
    private readonly CancellationToken _cancellation;
    private readonly StepPipeline<TNetwork, T> _pipeline;
    private readonly NetworkTape<T> _tape;
    private readonly BatchReader<T> _reader;
    private readonly GoodParameters<T> _good;
    private readonly Evaluator<TNetwork, T>? _validation;
    private readonly Evaluator<TNetwork, T>? _errors;
    private readonly ulong _seed;
    private readonly int _rows;
    private readonly int _batchSize;
    private readonly int _stepsPerEpoch;
    private readonly int _decisionsPerRow;
    private readonly List<EpochReport> _epochs = [];
    private readonly AllocationMeter _allAllocations = new();

    private long _steps;
    private long _lastProgress;
    private int _unchangedEpochs;
    private EpochSums _epoch;

    public TrainingRun(
        TNetwork network,
        Dataset<T> data,
        TrainingOptions options,
        Dataset<T>? validation,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellation)
    {
        _network = network;
        _options = options;
        _progress = progress;
        _cancellation = cancellation;
        _pipeline = new StepPipeline<TNetwork, T>(network, options);
        _seed = options.Seed ?? network.Seed;
        _rows = data.Rows;
        _batchSize = Math.Min(options.BatchSize, _rows);
        _stepsPerEpoch = (_rows - 1) / _batchSize + 1;
        _decisionsPerRow = Classification.DecisionsPerRow(_info);
        _tape = TNetwork.CreateTape(_batchSize);
        _reader = new BatchReader<T>(data, _batchSize, options.Shuffle, _tape);
        _good = new GoodParameters<T>(network.Parameters);
        _validation = validation is null ? null : new Evaluator<TNetwork, T>(validation, countsConfusions: false);
        _errors = options.StopWhenEveryErrorBelow is null ? null : new Evaluator<TNetwork, T>(data, countsConfusions: false);
    }

    public TrainingReport Run()
    {
        using TrainingPair? pair = _options.Threads == 2 ? new TrainingPair() : null;
        _tape.Pair = pair;
        _lastProgress = Stopwatch.GetTimestamp();
        for (int epoch = 1; epoch <= _options.Epochs; epoch++)
        {
            bool isWhole = TrainEpoch(epoch);
            StopReason? stop = isWhole ? EndEpoch() : StopReason.Cancelled;
            if (stop is StopReason reason)
            {
                return Report(reason);
            }
        }

        return Report(StopReason.EpochsDone);
    }

    /// <summary>Trains the batches of an epoch; false if that was cancelled before the last one.</summary>
    private bool TrainEpoch(int epoch)
    {
        _epoch = new EpochSums { Epoch = epoch, Allocations = new AllocationMeter() };
        long started = Stopwatch.GetTimestamp();
        if (_options.Shuffle)
        {
            _reader.Shuffle(_seed, epoch);
        }

        while (_epoch.Steps < _stepsPerEpoch && !_cancellation.IsCancellationRequested)
        {
            long allocated = GC.GetAllocatedBytesForCurrentThread();
            Step();
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            if (_steps > 1)
            {
                _epoch.Allocations.Add(allocated);
                _allAllocations.Add(allocated);
            }

            _epoch.Seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            ReportStep();
        }

        if (_epoch.Steps == 0)
        {
            return false;
        }

        // The last update may have been the one that broke a parameter.
        if (!FiniteNumbers.All<T>(_network.Parameters.Span))
        {
            Fail("the parameters are no longer finite after the update", _epoch.Steps);
        }

        bool isWhole = _epoch.Steps == _stepsPerEpoch;
        if (!isWhole)
        {
            _epochs.Add(MakeEpochReport(validation: null, largestError: null));
        }

        return isWhole;
    }

    private void Step()
    {
        int start = _epoch.Steps * _batchSize;
        Batch<T> batch = _reader.Read(start, Math.Min(_batchSize, _rows - start));
        _tape.DrawMasks(_seed, (ulong)_steps + 1);
        T loss = batch.HasLabels
            ? _network.Forward(batch.Inputs, batch.Labels, _tape)
            : _network.Forward(batch.Inputs, batch.Targets, _tape);
        if (!T.IsFinite(loss))
        {
            Fail($"the loss is {loss.ToString(null, CultureInfo.InvariantCulture)}", _epoch.Steps + 1);
        }

        // These parameters have just given a finite loss.
        if (!_good.KeepNowAndThen(_steps))
        {
            Fail("the parameters are no longer finite", _epoch.Steps + 1);
        }

        _epoch.Add(double.CreateTruncating(loss) + _pipeline.Penalty(), batch.Rows, _info.Reduction);
        if (_decisionsPerRow > 0)
        {
            _epoch.RightDecisions += RightDecisions(batch);
        }

        _pipeline.Step(_tape, isLastOfEpoch: _epoch.Steps + 1 == _stepsPerEpoch);
        _epoch.Steps++;
        _steps++;
    }

    private long RightDecisions(Batch<T> batch)
    {
        TapeRows<T> outputs = _tape.Output;
        long right = 0;
        for (int row = 0; row < batch.Rows; row++)
        {
            right += batch.HasLabels
                ? Classification.RightDecisions<T>(outputs[row], batch.Labels[row], _info.Output)
                : Classification.RightDecisions(outputs[row], batch.Targets.Slice(row * _info.OutputSize, _info.OutputSize), _info.Output);
        }

        return right;
    }

    /// <summary>Measures, reports, and says whether a stopping rule holds.</summary>
    private StopReason? EndEpoch()
    {
        _pipeline.BeginEvaluation();
        double? largestError = _errors?.Run(_network).LargestError;
        EpochReport report = MakeEpochReport(_validation?.Run(_network), largestError);
        _pipeline.EndEvaluation();
        _pipeline.EndEpoch(report.ValidationLoss ?? report.TrainLoss);
        _epochs.Add(report);
        _progress?.Report(Progress(report));
        if (largestError < _options.StopWhenEveryErrorBelow)
        {
            return StopReason.EveryErrorBelowLimit;
        }

        if (_epochs.Count > 1 && _options.MinimumChange is double minimum)
        {
            bool isUnchanged = Math.Abs(report.TrainLoss - _epochs[^2].TrainLoss) < minimum;
            _unchangedEpochs = isUnchanged ? _unchangedEpochs + 1 : 0;
            if (_unchangedEpochs >= _options.Patience)
            {
                return StopReason.LossUnchanged;
            }
        }

        return null;
    }

    private void ReportStep()
    {
        // The last step of an epoch is reported with the epoch's numbers.
        if (_progress is null || _epoch.Steps == _stepsPerEpoch || Stopwatch.GetElapsedTime(_lastProgress) < _options.ProgressInterval)
        {
            return;
        }

        _lastProgress = Stopwatch.GetTimestamp();
        _progress.Report(Progress(finished: null));
    }

    private TrainingProgress Progress(EpochReport? finished) => new()
    {
        Epoch = _epoch.Epoch,
        Epochs = _options.Epochs,
        Step = _epoch.Steps,
        StepsPerEpoch = _stepsPerEpoch,
        Loss = _epoch.Loss(_info.Reduction),
        Finished = finished,
    };

    private EpochReport MakeEpochReport(EvaluationReport? validation, double? largestError) => new()
    {
        Epoch = _epoch.Epoch,
        Steps = _epoch.Steps,
        Rows = _epoch.Rows,
        TrainLoss = _epoch.Loss(_info.Reduction),
        TrainAccuracy = _decisionsPerRow == 0 ? null : (double)_epoch.RightDecisions / ((long)_epoch.Rows * _decisionsPerRow),
        ValidationLoss = validation?.Loss,
        ValidationAccuracy = validation?.Accuracy,
        LargestError = largestError,
        Seconds = _epoch.Seconds,
        BytesAllocatedPerStep = _epoch.Allocations.PerStep,
    };

    private TrainingReport Report(StopReason reason)
    {
        if (reason != StopReason.NotFinite)
        {
            _pipeline.Finish();
        }

        double seconds = 0;
        foreach (EpochReport epoch in _epochs)
        {
            seconds += epoch.Seconds;
        }

        return new TrainingReport
        {
            Network = _info.Name,
            Loss = _info.Loss,
            Optimizer = _pipeline.Description,
            Initializers = ParameterStart.Of(_info),
            Seed = _seed,
            Rows = _rows,
            BatchSize = _batchSize,
            Epochs = [.. _epochs],
            Steps = _steps,
            StopReason = reason,
            Seconds = seconds,
            BytesAllocatedPerStep = _allAllocations.PerStep,
        };
    }

    private void Fail(string what, int step)
    {
        string kept = _good.Restore(_steps);
        if (_epoch.Steps > 0)
        {
            _epochs.Add(MakeEpochReport(validation: null, largestError: null));
        }

        throw new TrainingException(
            $"Training of {_info.Name} stopped at epoch {_epoch.Epoch}, step {step}: {what}. {kept} A smaller learning rate or scaled inputs usually help.",
            _epoch.Epoch,
            step,
            Report(StopReason.NotFinite));
    }
}

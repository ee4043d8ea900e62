using System.Diagnostics;
using System.Globalization;
using System.Numerics;

namespace NnGen;

/// <summary>One run of <c>Trainer.Fit</c> over arguments that were checked.</summary>
internal sealed partial class TrainingRun<TNetwork, T>
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
    private readonly BatchSource<T> _reader;
    private readonly GoodParameters<T> _good;
    private readonly BestParameters<T>? _best;
    private readonly StoppingRules _rules;
    private readonly CheckpointKeeper<TNetwork, T>? _checkpoints;
    private readonly TrainingContext _context;
    private readonly GradientWatcher<T>? _watcher;
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
    private long? _resumedAfter;
    private long _started;
    private long _lastProgress;
    private bool _hasChanged;
    private double _loss = double.NaN;
    private EpochSums _epoch;

    public TrainingRun(
        TNetwork network,
        TrainingData<T> data,
        TrainingOptions options,
        TrainingData<T>? validation,
        IProgress<TrainingProgress>? progress,
        ThreadTeam? team,
        CancellationToken cancellation)
    {
        _network = network;
        _options = options;
        _progress = progress;
        _cancellation = cancellation;
        _pipeline = new StepPipeline<TNetwork, T>(network, options, team);
        _seed = options.Seed ?? network.Seed;
        _rows = data.Rows;
        _batchSize = Math.Min(options.BatchSize, _rows);
        _stepsPerEpoch = (_rows - 1) / _batchSize + 1;
        _decisionsPerRow = Classification.DecisionsPerRow(_info);
        _tape = TNetwork.CreateTape(_batchSize, team);
        _reader = data.Open(_info, _batchSize, options.Shuffle, _tape);
        _good = new GoodParameters<T>(_info, network.Parameters);
        _pipeline.Watch = _watcher = GradientWatcher<T>.For(_info, options, _tape, _stepsPerEpoch);
        _best = options.EarlyStopping is { RestoreBest: true } ? new BestParameters<T>(_info.StorageLength) : null;
        _rules = new StoppingRules(options);
        _context = new TrainingContext(_info, options.Epochs, _stepsPerEpoch);
        _validation = validation is null ? null : new Evaluator<TNetwork, T>(validation, countsConfusions: false, team: team);
        _errors = options.StopWhenEveryErrorBelow is null ? null : new Evaluator<TNetwork, T>(data, countsConfusions: false, team: team);
        if (options.Checkpoint is CheckpointOptions checkpoint)
        {
            CheckpointIdentity identity = CheckpointIdentity.Of(_info, options, _pipeline.Optimizer, _seed, _batchSize, data, validation);
            _checkpoints = new CheckpointKeeper<TNetwork, T>(network, _pipeline, _best, checkpoint, identity);
        }
    }

    public TrainingReport Run()
    {
        using BatchSource<T> reader = _reader;
        StopReason? stop = Resume();
        try
        {
            return Train(stop);
        }
        catch
        {
            // Thrown by a callback, a progress report or an optimizer of one's own: the last update may have broken a parameter.
            // What the run throws itself comes with good parameters already.
            if (!FiniteNumbers.All<T>(_network.Parameters.Span))
            {
                _good.Restore(_steps);
            }

            throw;
        }
    }

    private TrainingReport Train(StopReason? stop)
    {
        _started = _lastProgress = Stopwatch.GetTimestamp();
        foreach (TrainingCallback callback in _options.Callbacks)
        {
            callback.OnTrainingStart(_context);
        }

        CheckCallbacks();
        int epoch = _epoch.Steps > 0 ? _epoch.Epoch : _epoch.Epoch + 1;
        while (stop is null && epoch <= _options.Epochs)
        {
            stop = TrainEpoch(epoch) ? EndEpoch() : _context.IsStopRequested ? StopReason.StoppedByCallback : StopReason.Cancelled;
            epoch++;
        }

        TrainingReport report = End(stop ?? StopReason.EpochsDone);
        foreach (TrainingCallback callback in _options.Callbacks)
        {
            callback.OnTrainingEnd(_context, report);
        }

        CheckCallbacks();
        return report;
    }

    /// <summary>Trains the batches of an epoch, or those that were left of it; false if that was ended before the last one.</summary>
    private bool TrainEpoch(int epoch)
    {
        if (_epoch.Steps == 0 || _epoch.Epoch != epoch)
        {
            _epoch = new EpochSums { Epoch = epoch, Allocations = new AllocationMeter() };
        }

        double secondsBefore = _epoch.Seconds;
        long started = Stopwatch.GetTimestamp();
        BeginEpoch(epoch);
        while (_epoch.Steps < _stepsPerEpoch && !_cancellation.IsCancellationRequested && !_context.IsStopRequested)
        {
            bool isCounted = _hasChanged;
            long allocated = GC.GetAllocatedBytesForCurrentThread();
            Step();
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            if (isCounted)
            {
                _epoch.Allocations.Add(allocated);
                _allAllocations.Add(allocated);
            }

            _epoch.Seconds = secondsBefore + Stopwatch.GetElapsedTime(started).TotalSeconds;
            if (EndStep())
            {
                // Writing a file is no training.
                secondsBefore = _epoch.Seconds;
                started = Stopwatch.GetTimestamp();
            }
        }

        if (_epoch.Steps == 0)
        {
            return false;
        }

        // The last update may have been the one that broke a parameter.
        CheckFinite();
        return _epoch.Steps == _stepsPerEpoch;
    }

    private void Step()
    {
        Batch<T> batch = ReadBatch();
        if (!_good.BeforeForward(_steps))
        {
            Fail("the parameters are no longer finite", _epoch.Steps + 1);
        }

        T loss = Forward(batch);
        if (!T.IsFinite(loss))
        {
            Fail($"the loss is {loss.ToString(null, CultureInfo.InvariantCulture)}", _epoch.Steps + 1);
        }

        // These parameters have just given a finite loss.
        if (!_good.AfterForward(_steps))
        {
            Fail("the parameters are no longer finite", _epoch.Steps + 1);
        }

        double penalty = _pipeline.Penalty();
        _loss = double.CreateTruncating(loss) + penalty;
        _epoch.Add(_tape.LossSum + LossReduction.Undo(_info, penalty, _tape.Weight), _tape.Weight, batch.Rows, batch.Weight);
        if (_decisionsPerRow > 0)
        {
            _epoch.RightDecisions += RightDecisions(batch);
        }

        // Until then the runtime loads code: the gradients of several batches may be gathered before the first change.
        _hasChanged |= _pipeline.Step(_tape, isLastOfEpoch: _epoch.Steps + 1 == _stepsPerEpoch);
        _epoch.Steps++;
        _steps++;
    }

    private double RightDecisions(Batch<T> batch)
    {
        TapeRows<T> outputs = _tape.Output;
        double right = 0;
        for (int row = 0; row < batch.Rows; row++)
        {
            int ofRow = batch.HasLabels
                ? Classification.RightDecisions<T>(outputs[row], batch.Labels[row], _info.Output)
                : Classification.RightDecisions(outputs[row], batch.Targets.Slice(row * _info.OutputSize, _info.OutputSize), _info.Output);
            right += batch.HasWeights ? ofRow * double.CreateTruncating(batch.Weights[row]) : ofRow;
        }

        return right;
    }

    /// <summary>Tells of a step, and saves; true if that wrote a file.</summary>
    private bool EndStep()
    {
        ReportStep();
        if (_options.Callbacks.Count > 0)
        {
            UpdateContext();
            for (int i = 0; i < _options.Callbacks.Count; i++)
            {
                _options.Callbacks[i].OnStepEnd(_context);
            }
        }

        // The last step of an epoch is saved with the epoch's numbers.
        if (_checkpoints is null || _epoch.Steps == _stepsPerEpoch || !_checkpoints.IsDue(_steps))
        {
            return false;
        }

        Save(_epoch.Steps);
        return true;
    }

    /// <summary>Measures, reports, saves, and says whether there is a reason to stop.</summary>
    private StopReason? EndEpoch()
    {
        EpochReport report;
        StopReason? stop;
        _pipeline.BeginEvaluation();
        try
        {
            double? largestError = _errors?.Run(_network).LargestError;
            report = MakeEpochReport(_validation?.Run(_network), largestError);
            stop = _rules.Observe(report);
            if (_rules.BestEpoch == report.Epoch)
            {
                _best?.Keep(_network.Parameters.Span);
            }
        }
        finally
        {
            _pipeline.EndEvaluation();
        }

        _pipeline.EndEpoch(report.ValidationLoss ?? report.TrainLoss);
        _epochs.Add(report);
        _progress?.Report(Progress(report));
        UpdateContext();
        foreach (TrainingCallback callback in _options.Callbacks)
        {
            callback.OnEpochEnd(_context, report);
        }

        CheckCallbacks();
        if (_checkpoints is not null && _checkpoints.IsDue(_steps, report.Epoch))
        {
            Save(epochSteps: 0);
        }

        return stop ?? (_context.IsStopRequested && report.Epoch < _options.Epochs ? StopReason.StoppedByCallback : null);
    }

    /// <summary>After callbacks, which may have changed parameters: the next step would find it, but there may be none.</summary>
    private void CheckCallbacks()
    {
        if (_options.Callbacks.Count > 0 && !FiniteNumbers.All<T>(_network.Parameters.Span))
        {
            Fail("a callback has left parameters that are not finite", _epoch.Steps);
        }
    }

    private void CheckFinite()
    {
        if (!FiniteNumbers.All<T>(_network.Parameters.Span))
        {
            Fail("the parameters are no longer finite after the update", _epoch.Steps);
        }
    }
}

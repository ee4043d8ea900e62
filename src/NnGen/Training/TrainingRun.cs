using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace NnGen;

/// <summary>
/// One run of <c>Trainer.Fit</c> over arguments that were checked: epochs of steps, each a batch (<see cref="BatchStage{TNetwork, T}"/>) and a
/// change of the parameters (<see cref="StepPipeline{TNetwork, T}"/>), until there is a reason to stop.
/// </summary>
internal sealed class TrainingRun<TNetwork, T>
    where TNetwork : class, ITrainableNetwork<TNetwork, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly TNetwork _network;
    private readonly NetworkInfo _info = TNetwork.Info;
    private readonly CancellationToken _cancellation;
    private readonly BatchStage<TNetwork, T> _batches;
    private readonly StepPipeline<TNetwork, T> _pipeline;
    private readonly RunNumbers _numbers;
    private readonly RunObservers _observers;
    private readonly GradientWatcher<T>? _watcher;
    private readonly GoodParameters<T> _good;
    private readonly BestParameters<T>? _best;
    private readonly StoppingRules _rules;
    private readonly CheckpointKeeper<TNetwork, T>? _checkpoints;
    private readonly Evaluator<TNetwork, T>? _validation;
    private readonly Evaluator<TNetwork, T>? _errors;
    private bool _hasChanged;

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
        _cancellation = cancellation;
        _pipeline = new StepPipeline<TNetwork, T>(network, options, team);
        _batches = new BatchStage<TNetwork, T>(network, data, options, team);
        _numbers = new RunNumbers(_info, options.Epochs, _batches.StepsPerEpoch);
        _observers = new RunObservers(_info, options, progress, _numbers);
        _good = new GoodParameters<T>(_info, network.Parameters);
        _pipeline.Watch = _watcher = GradientWatcher<T>.For(_info, options, _batches.Tape, _batches.StepsPerEpoch);
        _best = options.EarlyStopping is { RestoreBest: true } ? new BestParameters<T>(_info.StorageLength) : null;
        _rules = new StoppingRules(options);
        _validation = validation is null ? null : new Evaluator<TNetwork, T>(validation, countsConfusions: false, team: team);
        _errors = options.StopWhenEveryErrorBelow is null ? null : new Evaluator<TNetwork, T>(data, countsConfusions: false, team: team);
        if (options.Checkpoint is CheckpointOptions checkpoint)
        {
            CheckpointIdentity identity = CheckpointIdentity.Of(_info, options, _pipeline.Optimizer, _batches.Seed, _batches.BatchSize, data, validation);
            _checkpoints = new CheckpointKeeper<TNetwork, T>(network, _pipeline, _best, checkpoint, identity);
        }
    }

    private bool IsFinite => FiniteNumbers.All<T>(_network.Parameters.Span);

    public TrainingReport Run()
    {
        using BatchStage<TNetwork, T> batches = _batches;
        StopReason? stop = Resume();
        try
        {
            return Train(stop);
        }
        catch
        {
            // Thrown by a callback, a progress report or an optimizer of one's own: the last update may have broken a parameter.
            // What the run throws itself comes with good parameters already.
            if (!IsFinite)
            {
                _good.Restore(_numbers.Steps);
            }

            throw;
        }
    }

    /// <summary>Goes on where a file says, if there is one.</summary>
    /// <returns>The reason for which that run had ended, if it had.</returns>
    private StopReason? Resume()
    {
        if (_checkpoints?.Resume(_numbers.Epochs, _numbers.StepsPerEpoch) is not CheckpointState state)
        {
            return null;
        }

        _numbers.Resume(state);
        _good.Keep(_numbers.Steps);
        StopReason? stop = null;
        foreach (EpochReport report in state.Epochs)
        {
            _numbers.Add(report);
            stop = _rules.Observe(report);
        }

        _observers.Update(_pipeline.LastRate);

        // Within an epoch nothing had ended, whatever the epoch before said: a higher patience went on.
        return state.EpochSteps > 0 ? null : stop;
    }

    private TrainingReport Train(StopReason? stop)
    {
        _observers.Start();
        CheckCallbacks();
        for (int epoch = _numbers.NextEpoch; stop is null && epoch <= _numbers.Epochs; epoch++)
        {
            stop = TrainEpoch(epoch) ? EndEpoch() : _observers.IsStopRequested ? StopReason.StoppedByCallback : StopReason.Cancelled;
        }

        TrainingReport report = End(stop ?? StopReason.EpochsDone);
        _observers.End(report);
        CheckCallbacks();
        return report;
    }

    /// <summary>Trains the batches of an epoch, or those that were left of it; false if that was ended before the last one.</summary>
    private bool TrainEpoch(int epoch)
    {
        _numbers.BeginEpoch(epoch);
        double secondsBefore = _numbers.Epoch.Seconds;
        long started = Stopwatch.GetTimestamp();
        BeginBatches(epoch);
        while (!_numbers.IsEpochDone && !_cancellation.IsCancellationRequested && !_observers.IsStopRequested)
        {
            bool isCounted = _hasChanged;
            long allocated = GC.GetAllocatedBytesForCurrentThread();
            Step();
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            if (isCounted)
            {
                _numbers.AddAllocation(allocated);
            }

            _numbers.Epoch.Seconds = secondsBefore + Stopwatch.GetElapsedTime(started).TotalSeconds;
            if (EndStep())
            {
                // Writing a file is no training.
                secondsBefore = _numbers.Epoch.Seconds;
                started = Stopwatch.GetTimestamp();
            }
        }

        if (_numbers.Epoch.Steps == 0)
        {
            return false;
        }

        // The last update may have been the one that broke a parameter.
        CheckFinite();
        return _numbers.IsEpochDone;
    }

    private void Step()
    {
        Batch<T> batch = ReadBatch();
        if (!_good.BeforeForward(_numbers.Steps))
        {
            Fail("the parameters are no longer finite", _numbers.Epoch.Steps + 1);
        }

        T loss = Forward(batch);
        if (!T.IsFinite(loss))
        {
            Fail($"the loss is {loss.ToString(null, CultureInfo.InvariantCulture)}", _numbers.Epoch.Steps + 1);
        }

        // These parameters have just given a finite loss.
        if (!_good.AfterForward(_numbers.Steps))
        {
            Fail("the parameters are no longer finite", _numbers.Epoch.Steps + 1);
        }

        NetworkTape<T> tape = _batches.Tape;
        double penalty = _pipeline.Penalty();
        _numbers.Loss = double.CreateTruncating(loss) + penalty;
        _numbers.Epoch.Add(tape.LossSum + LossReduction.Undo(_info, penalty, tape.Weight), tape.Weight, batch.Rows, _batches.Weight(batch));
        if (_batches.DecisionsPerRow > 0)
        {
            _numbers.Epoch.RightDecisions += _batches.RightDecisions(batch);
        }

        // Until then the runtime loads code: the gradients of several batches may be gathered before the first change.
        _hasChanged |= _pipeline.Step(tape, isLastOfEpoch: _numbers.Epoch.Steps + 1 == _numbers.StepsPerEpoch);
        _numbers.EndStep();
    }

    /// <summary>Tells of a step, and saves; true if that wrote a file.</summary>
    private bool EndStep()
    {
        _observers.EndStep(_pipeline.LastRate);

        // The last step of an epoch is saved with the epoch's numbers.
        if (_checkpoints is null || _numbers.IsEpochDone || !_checkpoints.IsDue(_numbers.Steps))
        {
            return false;
        }

        Save(_numbers.Epoch.Steps);
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
        _numbers.Add(report);
        _observers.EndEpoch(report, _pipeline.LastRate);
        CheckCallbacks();
        if (_checkpoints is not null && _checkpoints.IsDue(_numbers.Steps, report.Epoch))
        {
            Save(epochSteps: 0);
        }

        return stop ?? (_observers.IsStopRequested && report.Epoch < _numbers.Epochs ? StopReason.StoppedByCallback : null);
    }

    /// <summary>Saves the run, gives the network the parameters that it keeps, and reports.</summary>
    private TrainingReport End(StopReason reason)
    {
        if (_checkpoints is not null && !_checkpoints.HasTried(_numbers.Steps))
        {
            Save(_numbers.IsWithinEpoch ? _numbers.Epoch.Steps : 0);
        }

        if (_numbers.IsWithinEpoch)
        {
            _numbers.Add(MakeEpochReport(validation: null, largestError: null));
        }

        _pipeline.Finish();
        _best?.Restore(_network.Parameters.Span);
        if (!IsFinite)
        {
            // Parameters that are finite may be too far apart for an average.
            Fail("the averaged parameters are not finite", _numbers.Epoch.Steps);
        }

        _observers.Update(_pipeline.LastRate);
        return Report(reason);
    }

    private void BeginBatches(int epoch)
    {
        try
        {
            _batches.Begin(epoch, _numbers.Epoch.Steps);
        }
        catch (Exception cause) when (BatchStage<TNetwork, T>.IsOfData(cause))
        {
            SaveWithoutData();
            throw;
        }
    }

    private Batch<T> ReadBatch()
    {
        try
        {
            return _batches.Read(_numbers.Epoch.Steps);
        }
        catch (Exception cause) when (BatchStage<TNetwork, T>.IsOfData(cause))
        {
            SaveWithoutData();
            throw;
        }
    }

    private T Forward(in Batch<T> batch)
    {
        try
        {
            return _batches.Forward(batch, _numbers);
        }
        catch (InvalidDataException)
        {
            SaveWithoutData();
            throw;
        }
    }

    /// <summary>Saves what was learnt until the data ended, for the run to go on when they are there again.</summary>
    private void SaveWithoutData()
    {
        if (_checkpoints is not null && !_checkpoints.HasTried(_numbers.Steps) && IsFinite)
        {
            Save(_numbers.Epoch.Steps);
        }
    }

    /// <param name="epochSteps">The steps of the epoch under way; 0 where it is done.</param>
    private void Save(int epochSteps)
    {
        // A file with broken numbers would take the place of a good one.
        CheckFinite();
        _checkpoints!.Save(_numbers.ToState(epochSteps, _pipeline.Steps, _pipeline.Numbers));
    }

    private EpochReport MakeEpochReport(EvaluationReport? validation, double? largestError) => new()
    {
        Epoch = _numbers.Epoch.Epoch,
        Steps = _numbers.Epoch.Steps,
        Rows = _numbers.Epoch.Rows,
        TrainLoss = _numbers.Epoch.Loss(_info),
        TrainAccuracy = _batches.DecisionsPerRow == 0 ? null : _numbers.Epoch.Accuracy(_batches.DecisionsPerRow),
        ValidationLoss = validation?.Loss,
        ValidationAccuracy = validation?.Accuracy,
        LargestError = largestError,
        LearningRate = double.IsNaN(_pipeline.LastRate) ? null : _pipeline.LastRate,
        Layers = _watcher?.EndEpoch(_network.Parameters.Span),
        Seconds = _numbers.Epoch.Seconds,
        BytesAllocatedPerStep = _numbers.Epoch.Allocations.PerStep,
    };

    private TrainingReport Report(StopReason reason) => new()
    {
        Network = _info.Name,
        LayerTable = _info.LayerTable,
        Loss = _info.Loss,
        Optimizer = _pipeline.Description,
        Initializers = ParameterStart.Of(_info),
        Seed = _batches.Seed,
        Rows = _batches.Rows,
        BatchSize = _batches.BatchSize,
        Epochs = [.. _numbers.Done],
        Steps = _numbers.Steps,
        StopReason = reason,
        BestEpoch = _rules.BestEpoch,
        IsBestRestored = _best is { HasValue: true } && reason != StopReason.NotFinite,
        ResumedAfterSteps = _numbers.ResumedAfter,
        CheckpointFailures = _checkpoints?.Failures ?? [],
        Seconds = _numbers.Seconds,
        BytesAllocatedPerStep = _numbers.BytesPerStep,
    };

    /// <summary>After callbacks, which may have changed parameters: the next step would find it, but there may be none.</summary>
    private void CheckCallbacks()
    {
        if (_observers.HasCallbacks && !IsFinite)
        {
            Fail("a callback has left parameters that are not finite", _numbers.Epoch.Steps);
        }
    }

    private void CheckFinite()
    {
        if (!IsFinite)
        {
            Fail("the parameters are no longer finite after the update", _numbers.Epoch.Steps);
        }
    }

    [DoesNotReturn]
    private void Fail(string what, int step)
    {
        string kept = _good.Restore(_numbers.Steps);
        int epoch = _numbers.Epoch.Epoch;
        if (_numbers.Epoch.Steps > 0 && _numbers.Done.LastOrDefault()?.Epoch != epoch)
        {
            _numbers.Add(MakeEpochReport(validation: null, largestError: null));
        }

        throw new TrainingException(
            $"Training of {_info.Name} stopped at epoch {epoch}, step {step}: {what}. {kept} A smaller learning rate or scaled inputs usually help.",
            epoch,
            step,
            Report(StopReason.NotFinite));
    }
}

using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace NnGen;

/// <content>What the run says of itself.</content>
internal sealed partial class TrainingRun<TNetwork, T>
{
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
        Loss = _epoch.Loss(_info),
        LearningRate = _pipeline.LastRate,
        Remaining = Remaining(),
        Finished = finished,
    };

    /// <summary>The time that the steps left take if they go on as those of this process did, evaluations included.</summary>
    private TimeSpan Remaining()
    {
        long done = _steps - (_resumedAfter ?? 0);
        long left = (long)_options.Epochs * _stepsPerEpoch - _steps;
        double seconds = done == 0 ? 0 : Stopwatch.GetElapsedTime(_started).TotalSeconds / done * left;
        return seconds < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(seconds) : TimeSpan.MaxValue;
    }

    private void UpdateContext()
    {
        _context.Epoch = _epoch.Epoch;
        _context.Step = _epoch.Steps;
        _context.Steps = _steps;
        _context.Loss = _loss;
        _context.EpochLoss = _epoch.Rows == 0 ? double.NaN : _epoch.Loss(_info);
        _context.LearningRate = _pipeline.LastRate;
    }

    private EpochReport MakeEpochReport(EvaluationReport? validation, double? largestError) => new()
    {
        Epoch = _epoch.Epoch,
        Steps = _epoch.Steps,
        Rows = _epoch.Rows,
        TrainLoss = _epoch.Loss(_info),
        TrainAccuracy = _decisionsPerRow == 0 ? null : _epoch.Accuracy(_decisionsPerRow),
        ValidationLoss = validation?.Loss,
        ValidationAccuracy = validation?.Accuracy,
        LargestError = largestError,
        LearningRate = double.IsNaN(_pipeline.LastRate) ? null : _pipeline.LastRate,
        Layers = _watcher?.EndEpoch(_network.Parameters.Span),
        Seconds = _epoch.Seconds,
        BytesAllocatedPerStep = _epoch.Allocations.PerStep,
    };

    /// <summary>Saves the run, gives the network the parameters that it keeps, and reports.</summary>
    private TrainingReport End(StopReason reason)
    {
        bool isWithinEpoch = _epoch.Steps > 0 && _epoch.Steps < _stepsPerEpoch;
        if (_checkpoints is not null && !_checkpoints.HasTried(_steps))
        {
            Save(isWithinEpoch ? _epoch.Steps : 0);
        }

        if (isWithinEpoch)
        {
            _epochs.Add(MakeEpochReport(validation: null, largestError: null));
        }

        _pipeline.Finish();
        _best?.Restore(_network.Parameters.Span);
        if (!FiniteNumbers.All<T>(_network.Parameters.Span))
        {
            // Parameters that are finite may be too far apart for an average.
            Fail("the averaged parameters are not finite", _epoch.Steps);
        }

        UpdateContext();
        return Report(reason);
    }

    private TrainingReport Report(StopReason reason)
    {
        double seconds = 0;
        foreach (EpochReport epoch in _epochs)
        {
            seconds += epoch.Seconds;
        }

        return new TrainingReport
        {
            Network = _info.Name,
            LayerTable = _info.LayerTable,
            Loss = _info.Loss,
            Optimizer = _pipeline.Description,
            Initializers = ParameterStart.Of(_info),
            Seed = _seed,
            Rows = _rows,
            BatchSize = _batchSize,
            Epochs = [.. _epochs],
            Steps = _steps,
            StopReason = reason,
            BestEpoch = _rules.BestEpoch,
            IsBestRestored = _best is { HasValue: true } && reason != StopReason.NotFinite,
            ResumedAfterSteps = _resumedAfter,
            CheckpointFailures = _checkpoints?.Failures ?? [],
            Seconds = seconds,
            BytesAllocatedPerStep = _allAllocations.PerStep,
        };
    }

    [DoesNotReturn]
    private void Fail(string what, int step)
    {
        string kept = _good.Restore(_steps);
        if (_epoch.Steps > 0 && _epochs.LastOrDefault()?.Epoch != _epoch.Epoch)
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

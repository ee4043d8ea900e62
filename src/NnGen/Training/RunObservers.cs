using System.Diagnostics;

namespace NnGen;

/// <summary>Those who are told how a run goes: the callbacks of the options, and the progress. All are called on the thread that trains.</summary>
/// <param name="info">The facts of the network.</param>
/// <param name="options">Options that were checked.</param>
/// <param name="progress">Told of steps and epochs; null for nobody.</param>
/// <param name="numbers">How far the run is.</param>
internal sealed class RunObservers(NetworkInfo info, TrainingOptions options, IProgress<TrainingProgress>? progress, RunNumbers numbers)
{
    private readonly TrainingContext _context = new(info, numbers.Epochs, numbers.StepsPerEpoch);
    private long _started;
    private long _lastProgress;

    /// <summary>Whether there are callbacks, which may have changed parameters.</summary>
    public bool HasCallbacks => options.Callbacks.Count > 0;

    /// <summary>Whether a callback asked for the end.</summary>
    public bool IsStopRequested => _context.IsStopRequested;

    /// <summary>Before the first step.</summary>
    public void Start()
    {
        _started = _lastProgress = Stopwatch.GetTimestamp();
        foreach (TrainingCallback callback in options.Callbacks)
        {
            callback.OnTrainingStart(_context);
        }
    }

    /// <summary>After each step. Allocates nothing where nobody is told.</summary>
    /// <param name="rate">The learning rate of the last change.</param>
    public void EndStep(double rate)
    {
        // The last step of an epoch is reported with the epoch's numbers.
        if (progress is not null && !numbers.IsEpochDone && Stopwatch.GetElapsedTime(_lastProgress) >= options.ProgressInterval)
        {
            _lastProgress = Stopwatch.GetTimestamp();
            progress.Report(Progress(rate, finished: null));
        }

        if (HasCallbacks)
        {
            Update(rate);
            for (int i = 0; i < options.Callbacks.Count; i++)
            {
                options.Callbacks[i].OnStepEnd(_context);
            }
        }
    }

    /// <summary>After each whole epoch.</summary>
    /// <param name="report">Its report.</param>
    /// <param name="rate">The learning rate of the last change.</param>
    public void EndEpoch(EpochReport report, double rate)
    {
        progress?.Report(Progress(rate, report));
        Update(rate);
        foreach (TrainingCallback callback in options.Callbacks)
        {
            callback.OnEpochEnd(_context, report);
        }
    }

    /// <summary>When the run has ended.</summary>
    /// <param name="report">Its report.</param>
    public void End(TrainingReport report)
    {
        foreach (TrainingCallback callback in options.Callbacks)
        {
            callback.OnTrainingEnd(_context, report);
        }
    }

    /// <summary>Brings up to date what callbacks see.</summary>
    /// <param name="rate">The learning rate of the last change.</param>
    public void Update(double rate)
    {
        _context.Epoch = numbers.Epoch.Epoch;
        _context.Step = numbers.Epoch.Steps;
        _context.Steps = numbers.Steps;
        _context.Loss = numbers.Loss;
        _context.EpochLoss = numbers.EpochLoss;
        _context.LearningRate = rate;
    }

    private TrainingProgress Progress(double rate, EpochReport? finished) => new()
    {
        Epoch = numbers.Epoch.Epoch,
        Epochs = numbers.Epochs,
        Step = numbers.Epoch.Steps,
        StepsPerEpoch = numbers.StepsPerEpoch,
        Loss = numbers.Epoch.Loss(info),
        LearningRate = rate,
        Remaining = Remaining(),
        Finished = finished,
    };

    /// <summary>The time that the steps left take if they go on as those of this process did, evaluations included.</summary>
    private TimeSpan Remaining()
    {
        long done = numbers.Steps - (numbers.ResumedAfter ?? 0);
        long left = (long)numbers.Epochs * numbers.StepsPerEpoch - numbers.Steps;
        double seconds = done == 0 ? 0 : Stopwatch.GetElapsedTime(_started).TotalSeconds / done * left;
        return seconds < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(seconds) : TimeSpan.MaxValue;
    }
}

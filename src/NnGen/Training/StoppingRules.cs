namespace NnGen;

/// <summary>
/// Decides after each epoch whether the run ends. It is a function of the options and of the epoch reports alone, so a resumed run feeds
/// it the reports again and has its counters back.
/// </summary>
internal sealed class StoppingRules(TrainingOptions options)
{
    private readonly EarlyStopping? _early = options.EarlyStopping;
    private double? _lastLoss;
    private double? _best;
    private int _unchangedEpochs;
    private int _epochsSinceBest;

    /// <summary>The best epoch so far; null before the first, and without <see cref="TrainingOptions.EarlyStopping"/>.</summary>
    public int? BestEpoch { get; private set; }

    /// <summary>Takes the report of a whole epoch.</summary>
    /// <returns>The reason to stop; null for none.</returns>
    public StopReason? Observe(EpochReport report)
    {
        bool isUnchanged = IsUnchanged(report.TrainLoss);
        bool isPatienceOver = IsPatienceOver(report);
        if (report.LargestError < options.StopWhenEveryErrorBelow)
        {
            return StopReason.EveryErrorBelowLimit;
        }

        return isUnchanged ? StopReason.LossUnchanged : isPatienceOver ? StopReason.NoImprovement : null;
    }

    private bool IsUnchanged(double loss)
    {
        if (options.MinimumChange is not double minimum)
        {
            return false;
        }

        bool isUnchanged = _lastLoss is double last && Math.Abs(loss - last) < minimum;
        _unchangedEpochs = isUnchanged ? _unchangedEpochs + 1 : 0;
        _lastLoss = loss;
        return _unchangedEpochs >= options.Patience;
    }

    private bool IsPatienceOver(EpochReport report)
    {
        if (_early is null)
        {
            return false;
        }

        if (Score(report) is double score && !double.IsNaN(score) && (_best is not double best || score - best > _early.MinimumDelta))
        {
            _best = score;
            BestEpoch = report.Epoch;
            _epochsSinceBest = 0;
            return false;
        }

        _epochsSinceBest++;
        return _epochsSinceBest >= _early.Patience;
    }

    /// <summary>The watched number, turned so that more is better.</summary>
    private double? Score(EpochReport report) => _early!.Monitor switch
    {
        MonitoredValue.ValidationLoss => -report.ValidationLoss,
        MonitoredValue.ValidationAccuracy => report.ValidationAccuracy,
        MonitoredValue.TrainLoss => -report.TrainLoss,
        _ => report.TrainAccuracy,
    };
}

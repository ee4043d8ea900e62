using System.Numerics;

namespace NnGen.Search;

/// <summary>Trains the trials of one network by <see cref="Trainer.Fit"/>. Immutable.</summary>
internal sealed class CandidateTrainer<TNetwork, T>(TrainingData<T> training, TrainingData<T> validation, Func<Trial, TrainingOptions> options, MonitoredValue objective)
    where TNetwork : class, ITrainableNetwork<TNetwork, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    internal TrialResult Train(Trial trial, CancellationToken cancellation)
    {
        TrainingOptions asked = options(trial) ?? throw new InvalidOperationException($"The function that gives the options gave null for trial {trial.Number}.");
        TrainingData<T> rows = Share(trial);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var watch = new Watch(trial, objective, stop);
        double rowsTrained = 0;
        try
        {
            TrainingReport report = Trainer.Fit(TNetwork.Create(trial.Seed), rows, asked, validation, watch, stop.Token);
            cancellation.ThrowIfCancellationRequested();
            rowsTrained = report.Epochs.Sum(epoch => (double)epoch.Rows);
        }
        catch (TrainingException exception)
        {
            rowsTrained = exception.Report.Epochs.Sum(epoch => (double)epoch.Rows);
            return TrialResult.Failed(exception.Message, rowsTrained / training.Rows, watch.Curve);
        }

        double spent = rowsTrained / training.Rows;
        double best = watch.Curve.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Min();
        return stop.IsCancellationRequested ? TrialResult.Cut(best, spent, watch.Curve) : TrialResult.Completed(best, spent, watch.Curve);
    }

    private TrainingData<T> Share(Trial trial)
    {
        if (trial.DataShare == 1)
        {
            return training;
        }

        return training is Dataset<T> rows ? rows.Slice(0, Math.Max(1, (int)(trial.DataShare * rows.Rows)))
            : throw new ArgumentException($"Trial {trial.Number} takes a share of the data, but they are read from files; give a {nameof(Dataset<>)} in memory, or use a ladder of epochs.");
    }

    // Asks for the end of a run by its token, since options cannot be added to.
    private sealed class Watch(Trial trial, MonitoredValue objective, CancellationTokenSource stop) : IProgress<TrainingProgress>
    {
        internal List<double> Curve { get; } = [];

        public void Report(TrainingProgress value)
        {
            if (value.Finished is not EpochReport epoch || stop.IsCancellationRequested)
            {
                return;
            }

            Curve.Add(objective switch
            {
                MonitoredValue.ValidationLoss => epoch.ValidationLoss ?? double.NaN,
                MonitoredValue.ValidationAccuracy => 1 - (epoch.ValidationAccuracy ?? double.NaN),
                MonitoredValue.TrainLoss => epoch.TrainLoss,
                _ => 1 - (epoch.TrainAccuracy ?? double.NaN),
            });
            if (trial.ShouldStop(Curve))
            {
                stop.Cancel();
            }
        }
    }
}

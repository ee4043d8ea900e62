using System.Numerics;
using NnGen.InMemory;
using NnGen.Search;
using NnGen.Tool.Data;

namespace NnGen.Tool.Training;

/// <summary>Trains one candidate, whose type nobody knew before: the same trial gives the same numbers on any thread.</summary>
/// <param name="trial">How long, on how much.</param>
/// <param name="training">How.</param>
/// <param name="data">On what.</param>
/// <param name="metricName">What is judged; null for the usual.</param>
/// <param name="patience">After how many epochs without progress it ends.</param>
/// <param name="cancellation">Ends it with an <see cref="OperationCanceledException"/>.</param>
internal sealed class CandidateTraining(Trial trial, ChosenTraining training, SearchData data, string? metricName, int patience, CancellationToken cancellation) : INetworkVisitor<TrainedCandidate>
{
    /// <inheritdoc/>
    public TrainedCandidate Visit<TNetwork, T>()
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        SearchMetric metric = SearchMetric.Find(metricName, TNetwork.Info);
        TNetwork network = TNetwork.Create(trial.Seed);
        (Dataset<T> rows, Dataset<T> held) = data.For<TNetwork, T>(network);
        rows = SearchData.Share(rows, trial.DataShare);
        var judge = new Judge<TNetwork, T>(network, held, metric, trial, patience);
        var options = new TrainingOptions
        {
            Epochs = trial.Epochs,
            BatchSize = Math.Min(training.BatchSize, rows.Rows),
            Optimizer = training.Optimizer,
            Seed = trial.Seed,
            Callbacks = [judge],
        };
        TrainingReport report;
        try
        {
            report = Trainer.Fit<TNetwork, T>(network, rows, options, validation: null, progress: null, cancellation);
        }
        catch (ArgumentException exception)
        {
            throw new ToolException($"The data do not fit the networks: {exception.Message}");
        }

        cancellation.ThrowIfCancellationRequested();
        return new TrainedCandidate(judge.Curve, judge.WasCut, report.Epochs.Count, TNetwork.Info, metric);
    }

    /// <summary>Judges the network after each epoch, and ends a training that does not get better.</summary>
    private sealed class Judge<TNetwork, T>(TNetwork network, Dataset<T> held, SearchMetric metric, Trial trial, int patience) : TrainingCallback
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private double _best = double.PositiveInfinity;
        private int _sinceBest;

        public List<double> Curve { get; } = [];

        public bool WasCut { get; private set; }

        public override void OnEpochEnd(TrainingContext context, EpochReport report)
        {
            double objective = metric.Objective(Trainer.Evaluate<TNetwork, T>(network, held));
            Curve.Add(objective);
            _sinceBest = objective < _best ? 0 : _sinceBest + 1;
            _best = Math.Min(_best, objective);
            WasCut = trial.ShouldStop(Curve);
            if (WasCut || _sinceBest >= patience)
            {
                context.RequestStop();
            }
        }
    }
}

/// <summary>What came of a candidate.</summary>
/// <param name="Curve">The objective after each epoch.</param>
/// <param name="WasCut">Whether it was stopped for want of promise.</param>
/// <param name="Epochs">The epochs that it was trained for.</param>
/// <param name="Info">The network's facts.</param>
/// <param name="Metric">What was judged.</param>
internal sealed record TrainedCandidate(IReadOnlyList<double> Curve, bool WasCut, int Epochs, NetworkInfo Info, SearchMetric Metric);

using Xunit;

namespace NnGen.Tests.Training;

using PlaneNet = HandMadeNetwork<Regression, double>;

public class EarlyStoppingTests
{
    [Fact]
    public void ValidationLossThatGetsWorse_StopsAfterPatienceAndRestoresTheBest()
    {
        // The training set draws the plane one way, the validation set wants the network as it is: each epoch is worse than the first.
        var network = new PlaneNet(1);
        Dataset<double> data = TrainingData.Plane(40);
        Dataset<double> wished = PredictedBy(new PlaneNet(1), 20);
        var best = new RecordParameters(network);
        TrainingReport report = Trainer.Fit(network, data, Options(new EarlyStopping { Patience = 3 }, best), wished);

        Assert.Equal(StopReason.NoImprovement, report.StopReason);
        Assert.Equal(1, report.BestEpoch);
        Assert.Equal(4, report.Epochs.Count);
        Assert.True(report.IsBestRestored);
        Assert.Equal(best.AfterEpoch[0], network.Parameters.Span.ToArray());
        Assert.NotEqual(best.AfterEpoch[3], network.Parameters.Span.ToArray());
        Assert.Equal(report.Epochs[0].ValidationLoss, Trainer.Evaluate(network, wished).Loss);
        Assert.Contains("best epoch: 1, restored", report.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("stopped because the watched number got no better", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutRestoring_TheLastParametersStay()
    {
        var network = new PlaneNet(1);
        var recorded = new RecordParameters(network);
        TrainingReport report = Trainer.Fit(
            network, TrainingData.Plane(40), Options(new EarlyStopping { Patience = 2, RestoreBest = false }, recorded), PredictedBy(new PlaneNet(1), 20));
        Assert.Equal(1, report.BestEpoch);
        Assert.False(report.IsBestRestored);
        Assert.Equal(recorded.AfterEpoch[^1], network.Parameters.Span.ToArray());
        Assert.Contains("best epoch: 1\n", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void BestEpochThatIsTheLast_ChangesNothing()
    {
        // A plane that is being learnt gets better each epoch.
        var watched = new PlaneNet(1);
        TrainingReport report = Trainer.Fit(watched, TrainingData.Plane(40), Options(new EarlyStopping { Monitor = MonitoredValue.TrainLoss }), null);
        var plain = new PlaneNet(1);
        Trainer.Fit(plain, TrainingData.Plane(40), Options(null));
        Assert.Equal(StopReason.EpochsDone, report.StopReason);
        Assert.Equal(report.Epochs.Count, report.BestEpoch);
        Assert.Equal(plain.Parameters.Span.ToArray(), watched.Parameters.Span.ToArray());
    }

    [Fact]
    public void ImprovementBelowTheMinimumDelta_DoesNotCount()
    {
        var stopping = new EarlyStopping { Monitor = MonitoredValue.TrainLoss, MinimumDelta = 1000, Patience = 4 };
        TrainingReport report = Trainer.Fit(new PlaneNet(1), TrainingData.Plane(40), Options(stopping));
        Assert.Equal(1, report.BestEpoch);
        Assert.Equal(5, report.Epochs.Count);
    }

    [Fact]
    public void Accuracy_IsBetterWhenItIsHigher()
    {
        (Dataset<double> training, Dataset<double> validation) = TrainingData.Labelled(300).Split(0.3, 1);
        var network = new HandMadeNetwork<ThreeClasses, double>(2);
        var options = new TrainingOptions { Epochs = 30, Optimizer = new Adam(0.02), EarlyStopping = new EarlyStopping { Monitor = MonitoredValue.ValidationAccuracy, Patience = 30 } };
        TrainingReport report = Trainer.Fit(network, training, options, validation);

        double highest = report.Epochs.Max(epoch => epoch.ValidationAccuracy!.Value);
        Assert.True(highest > report.Epochs[0].ValidationAccuracy);
        Assert.Equal(report.Epochs.First(epoch => epoch.ValidationAccuracy == highest).Epoch, report.BestEpoch);
        Assert.Equal(highest, Trainer.Evaluate(network, validation).Accuracy);
    }

    [Fact]
    public void CancelledRun_KeepsItsBestEpochToo()
    {
        var network = new PlaneNet(1);
        var recorded = new RecordParameters(network) { StopAfterEpoch = 2 };
        TrainingReport report = Trainer.Fit(network, TrainingData.Plane(40), Options(new EarlyStopping { Patience = 9 }, recorded), PredictedBy(new PlaneNet(1), 20));
        Assert.Equal(StopReason.StoppedByCallback, report.StopReason);
        Assert.Equal(recorded.AfterEpoch[0], network.Parameters.Span.ToArray());
    }

    [Fact]
    public void NotANumber_IsNeverBetter()
    {
        var rules = new StoppingRules(new TrainingOptions { EarlyStopping = new EarlyStopping { Patience = 3 } });
        Assert.Null(rules.Observe(Epoch(1, double.NaN)));
        Assert.Null(rules.BestEpoch);
        Assert.Null(rules.Observe(Epoch(2, 5)));
        Assert.Null(rules.Observe(Epoch(3, double.NaN)));
        Assert.Null(rules.Observe(Epoch(4, 5)));
        Assert.Equal(StopReason.NoImprovement, rules.Observe(Epoch(5, double.PositiveInfinity)));
        Assert.Equal(2, rules.BestEpoch);
    }

    [Fact]
    public void StepWithEarlyStopping_AllocatesNothing()
    {
        TrainingReport report = Trainer.Fit(new PlaneNet(1), TrainingData.Plane(40), Options(new EarlyStopping { Patience = 50 }), TrainingData.Plane(10));
        Assert.Equal(0, report.BytesAllocatedPerStep);
    }

    [Fact]
    public void ValuesThatThisRunHasNot_AreNamedBeforeTheFirstStep()
    {
        var network = new PlaneNet(1);
        double[] before = network.Parameters.Span.ToArray();
        var options = new TrainingOptions { EarlyStopping = new EarlyStopping { Monitor = MonitoredValue.ValidationAccuracy, Patience = 0, MinimumDelta = double.NaN } };
        string message = Assert.Throws<ArgumentException>(() => Trainer.Fit(network, TrainingData.Plane(8), options)).Message;

        string[] expected =
        [
            "4 problems",
            "EarlyStopping: Patience must be at least 1, but it is 0.",
            "EarlyStopping: MinimumDelta must be a finite number of 0 or more, but it is NaN.",
            "EarlyStopping watches the validation accuracy, but there is no validation set",
            "EarlyStopping watches the validation accuracy, but Regression (MeanSquaredError (Mean)) fits values",
        ];
        Assert.All(expected, part => Assert.Contains(part, message, StringComparison.Ordinal));
        Assert.Equal(before, network.Parameters.Span.ToArray());
    }

    private static TrainingOptions Options(EarlyStopping? stopping, params TrainingCallback[] callbacks)
        => new() { Epochs = 8, BatchSize = 4, Optimizer = new Sgd(0.01), EarlyStopping = stopping, Callbacks = callbacks };

    private static EpochReport Epoch(int epoch, double validationLoss)
        => new() { Epoch = epoch, Steps = 1, Rows = 1, TrainLoss = 1, TrainAccuracy = null, ValidationLoss = validationLoss, Seconds = 1, BytesAllocatedPerStep = 0 };

    private static Dataset<double> PredictedBy(PlaneNet network, int rows)
    {
        double[] inputs = TrainingData.Inputs(rows, 3);
        var targets = new double[rows];
        network.PredictBatch(inputs, targets);
        return Dataset.FromTargets(inputs, 3, targets, 1);
    }

    private sealed class RecordParameters(PlaneNet network) : TrainingCallback
    {
        public List<double[]> AfterEpoch { get; } = [];

        public int? StopAfterEpoch { get; init; }

        public override void OnEpochEnd(TrainingContext context, EpochReport report)
        {
            AfterEpoch.Add(network.Parameters.Span.ToArray());
            if (report.Epoch == StopAfterEpoch)
            {
                context.RequestStop();
            }
        }
    }
}

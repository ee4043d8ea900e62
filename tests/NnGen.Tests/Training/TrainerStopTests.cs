using Xunit;

namespace NnGen.Tests.Training;

using PlaneNet = HandMadeNetwork<Regression, double>;

public class TrainerStopTests
{
    [Fact]
    public void CancelledBeforeTheStart_ChangesNothing()
    {
        var network = new PlaneNet(1);
        double[] before = network.Parameters.Span.ToArray();
        TrainingReport report = Trainer.Fit(network, TrainingData.Plane(8), new TrainingOptions(), cancellation: new CancellationToken(canceled: true));
        Assert.Equal(StopReason.Cancelled, report.StopReason);
        Assert.Equal(0, report.Steps);
        Assert.Empty(report.Epochs);
        Assert.Null(report.Last);
        Assert.Null(report.BytesAllocatedPerStep);
        Assert.Equal(before, network.Parameters.Span.ToArray());
    }

    [Fact]
    public void CancelledInTheThirdStep_KeepsThreeSteps()
    {
        var network = new PlaneNet(1);
        using var source = new CancellationTokenSource();
        var progress = new DirectProgress(p =>
        {
            if (p.Step == 3)
            {
                source.Cancel();
            }
        });
        TrainingReport report = Trainer.Fit(network, TrainingData.Plane(40), Ordered(epochs: 5, TimeSpan.Zero), progress: progress, cancellation: source.Token);

        // Three steps are one epoch of the first twelve rows.
        var expected = new PlaneNet(1);
        Trainer.Fit(expected, TrainingData.Plane(40).Slice(0, 12), Ordered(epochs: 1, TimeSpan.Zero));
        Assert.Equal(StopReason.Cancelled, report.StopReason);
        Assert.Equal(3, report.Steps);
        Assert.Equal(12, report.Last!.Rows);
        Assert.Null(report.Last.ValidationLoss);
        Assert.Equal(expected.Parameters.Span.ToArray(), network.Parameters.Span.ToArray());
        Assert.EndsWith("cancelled", report.ToString());
    }

    [Fact]
    public void CancelledAtTheEndOfTheLastEpoch_IsDone()
    {
        using var source = new CancellationTokenSource();
        var progress = new DirectProgress(p =>
        {
            if (p.Finished is not null)
            {
                source.Cancel();
            }
        });
        TrainingReport last = Trainer.Fit(new PlaneNet(1), TrainingData.Plane(8), Ordered(epochs: 1, TimeSpan.Zero), progress: progress, cancellation: source.Token);
        Assert.Equal(StopReason.EpochsDone, last.StopReason);
    }

    [Fact]
    public void ErrorsBelowLimit_StopAtTheEpochThatReachesIt()
    {
        var network = new PlaneNet(1);
        Dataset<double> data = TrainingData.Plane(40);
        var options = new TrainingOptions { Epochs = 1000, BatchSize = 4, Optimizer = new Sgd(0.1), StopWhenEveryErrorBelow = 0.01 };
        TrainingReport report = Trainer.Fit(network, data, options);
        Assert.Equal(StopReason.EveryErrorBelowLimit, report.StopReason);
        Assert.InRange(report.Epochs.Count, 2, 200);
        Assert.True(report.Last!.LargestError < 0.01);
        Assert.True(report.Epochs[^2].LargestError >= 0.01);
        Assert.Equal(Trainer.Evaluate(network, data).LargestError, report.Last.LargestError);
    }

    [Fact]
    public void UnchangedLoss_StopsAfterSoManyEpochs()
    {
        // A rate of almost nothing leaves the loss as it is from the first epoch on.
        TrainingOptions Options(int patience) => new() { Epochs = 50, Optimizer = new Sgd(1e-15), MinimumChange = 1e-6, Patience = patience };
        TrainingReport impatient = Trainer.Fit(new PlaneNet(1), TrainingData.Plane(8), Options(1));
        TrainingReport patient = Trainer.Fit(new PlaneNet(1), TrainingData.Plane(8), Options(4));
        Assert.Equal(StopReason.LossUnchanged, impatient.StopReason);
        Assert.Equal(2, impatient.Epochs.Count);
        Assert.Equal(5, patient.Epochs.Count);
    }

    [Fact]
    public void ChangingLoss_DoesNotStop()
    {
        var options = new TrainingOptions { Epochs = 5, Optimizer = new Sgd(0.01), MinimumChange = 1e-12 };
        Assert.Equal(StopReason.EpochsDone, Trainer.Fit(new PlaneNet(1), TrainingData.Plane(40), options).StopReason);
    }

    [Fact]
    public void Progress_WithoutInterval_TellsEveryStep()
    {
        var reports = new List<TrainingProgress>();
        Trainer.Fit(new PlaneNet(1), TrainingData.Plane(10), Ordered(epochs: 2, TimeSpan.Zero), progress: new DirectProgress(reports.Add));
        Assert.Equal([(1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (2, 3)], reports.Select(r => (r.Epoch, r.Step)));
        Assert.Equal([false, false, true, false, false, true], reports.Select(r => r.Finished is not null));
        Assert.All(reports, r => Assert.Equal((2, 3), (r.Epochs, r.StepsPerEpoch)));
        Assert.Equal(reports[^1].Loss, reports[^1].Finished!.TrainLoss);
    }

    [Fact]
    public void Progress_WithALongInterval_TellsOnlyEpochs()
    {
        var reports = new List<TrainingProgress>();
        Trainer.Fit(new PlaneNet(1), TrainingData.Plane(10), Ordered(epochs: 3, TimeSpan.FromHours(1)), progress: new DirectProgress(reports.Add));
        Assert.Equal([1, 2, 3], reports.Select(r => r.Finished?.Epoch));
    }

    private static TrainingOptions Ordered(int epochs, TimeSpan interval)
        => new() { Epochs = epochs, BatchSize = 4, Shuffle = false, Optimizer = new Sgd(0.1), ProgressInterval = interval };
}

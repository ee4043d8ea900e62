using System.Globalization;
using Xunit;

namespace NnGen.Tests.Training.Selection;

using Line = HandMadeNetwork<Regression, double>;

public class LearningRateFinderTests
{
    private static readonly TrainingOptions s_options = new() { BatchSize = 8, Optimizer = new Sgd(0.5) };

    [Fact]
    public void Network_IsLeftAsItIs()
    {
        var network = new Line(3);
        double[] before = network.Parameters.Span.ToArray();
        LearningRateCurve curve = LearningRateFinder.Run(network, TrainingData.Plane(40), s_options, steps: 20);
        Assert.Equal(before, network.Parameters.Span.ToArray());
        Assert.Equal(20, curve.Points.Count);
    }

    [Fact]
    public void Steps_AreThoseOfTrainingWithGrowingRates()
    {
        // One step an epoch: the losses are those of runs of one epoch each, the rates growing from run to run.
        Dataset<double> data = TrainingData.Plane(10);
        LearningRateCurve curve = LearningRateFinder.Run(new Line(3), data, new TrainingOptions { BatchSize = 10, Shuffle = false }, from: 0.001, to: 0.1, steps: 3, smoothing: 0);
        Assert.Equal([0.001, 0.01, 0.1], curve.Points.Select(point => Math.Round(point.Rate, 15)));

        LearningRateCurve plain = LearningRateFinder.Run(new Line(3), data, new TrainingOptions { BatchSize = 10, Shuffle = false, Optimizer = new Sgd(7) }, from: 0.001, to: 0.1, steps: 3, smoothing: 0);
        var network = new Line(3);
        foreach (LearningRatePoint point in plain.Points)
        {
            TrainingReport report = Trainer.Fit(network, data, new TrainingOptions { Epochs = 1, BatchSize = 10, Shuffle = false, Optimizer = new Sgd(point.Rate) });
            Assert.Equal(report.Last!.TrainLoss, point.Loss);
            Assert.Equal(point.Loss, point.SmoothedLoss);
        }
    }

    [Fact]
    public void EpochsFollowEachOther_WithTheOrdersOfTraining()
    {
        // 3 batches an epoch, so that 7 steps need a third epoch. Rates so near to each other are one.
        Dataset<double> data = TrainingData.Plane(20);
        LearningRateCurve curve = LearningRateFinder.Run(new Line(3), data, s_options, from: 0.01, to: Math.BitIncrement(0.01), steps: 7, smoothing: 0);
        TrainingReport report = Trainer.Fit(new Line(3), data, new TrainingOptions { Epochs = 2, BatchSize = 8, Optimizer = new Sgd(0.01) });
        double[] weights = [8, 8, 4];
        for (int epoch = 0; epoch < 2; epoch++)
        {
            double loss = Enumerable.Range(0, 3).Sum(i => weights[i] * curve.Points[3 * epoch + i].Loss) / 20;
            Assert.Equal(report.Epochs[epoch].TrainLoss, loss, 1e-12);
        }

        Assert.Equal(7, curve.Points.Count);
    }

    [Fact]
    public void GrowingRate_FindsTheLimitOfStability()
    {
        // Full batches on a quadratic loss whose largest curvature is about 2, that of the bias: rates above about 1 diverge. By then the loss
        // is next to nothing, so that it takes some steps, of rates growing by a tenth each, until it shows.
        Dataset<double> data = TrainingData.Plane(100);
        LearningRateCurve curve = LearningRateFinder.Run(new Line(3), data, new TrainingOptions { BatchSize = TrainingOptions.FullBatch, Optimizer = new Sgd(1) }, from: 1e-4, to: 1e4, steps: 200, smoothing: 0);
        Assert.True(curve.HasDiverged);
        Assert.False(curve.IsCancelled);
        Assert.True(curve.Points.Count < 200);
        Assert.InRange(curve.Lowest!.Value.Rate, 0.5, 5);
        Assert.InRange(curve.SteepestDescent!.Value, 1e-3, curve.Lowest.Value.Rate);
        Assert.Equal(curve.Lowest.Value.Rate / 10, curve.MinimumOverTen);
        Assert.Contains("the loss ran away", curve.ToString());
    }

    [Fact]
    public void SmoothedLoss_IsTheCorrectedMovingAverage()
    {
        LearningRateCurve curve = LearningRateFinder.Run(new Line(3), TrainingData.Plane(40), s_options, from: 1e-3, to: 1e-2, steps: 5, smoothing: 0.8);
        double[] weights = [0.8 * 0.8, 0.8, 1];
        double expected = Enumerable.Range(0, 3).Sum(i => weights[i] * curve.Points[i].Loss) / weights.Sum();
        Assert.Equal(curve.Points[0].Loss, curve.Points[0].SmoothedLoss, 1e-15);
        Assert.Equal(expected, curve.Points[2].SmoothedLoss, 1e-14);
    }

    [Fact]
    public void SmallRates_DoNotDiverge()
    {
        LearningRateCurve curve = LearningRateFinder.Run(new Line(3), TrainingData.Plane(40), s_options, from: 1e-7, to: 1e-6, steps: 30);
        Assert.False(curve.HasDiverged);
        Assert.Equal(30, curve.Points.Count);
        Assert.Equal(1e-6, curve.Points[^1].Rate);
        Assert.Contains("did not run away", curve.ToString());
    }

    [Fact]
    public void InfiniteLoss_EndsTheTestWithoutAPoint()
    {
        // After a step of such a rate the next loss is infinite.
        LearningRateCurve curve = LearningRateFinder.Run(new Line(3), TrainingData.Plane(8), s_options, from: 1e200, to: 1e201, steps: 5);
        Assert.True(curve.HasDiverged);
        Assert.Single(curve.Points);
    }

    [Fact]
    public void SummedLoss_IsThatOfARow()
    {
        var network = new HandMadeNetwork<SummedRegression, double>(1);
        network.Parameters.Span.Clear();
        Dataset<double> data = Dataset.FromTargets(new double[9], 3, [1.0, 1, 1, 1, 1, 1], 2);
        LearningRateCurve curve = LearningRateFinder.Run(network, data, new TrainingOptions { BatchSize = 2, Optimizer = new Sgd(1) }, from: 1e-9, to: 2e-9, steps: 2);
        Assert.Equal(2, curve.Points[0].Loss, 1e-6);
        Assert.Equal(2, curve.Points[1].Loss, 1e-6);
    }

    [Fact]
    public void AccumulatedBatches_AreOneStepWithTheirMeanLoss()
    {
        // Rates that change no weight noticeably: the batches have the losses that they have at the start.
        Dataset<double> data = TrainingData.Plane(32);
        var accumulated = new TrainingOptions { BatchSize = 8, Optimizer = new Sgd(1), AccumulationSteps = 2 };
        LearningRateCurve single = LearningRateFinder.Run(new Line(3), data, s_options, from: 1e-13, to: 1e-12, steps: 4, smoothing: 0);
        LearningRateCurve pairs = LearningRateFinder.Run(new Line(3), data, accumulated, from: 1e-13, to: 1e-12, steps: 2, smoothing: 0);
        Assert.Equal(2, pairs.Points.Count);
        Assert.Equal((single.Points[0].Loss + single.Points[1].Loss) / 2, pairs.Points[0].Loss, 1e-9);
        Assert.Equal((single.Points[2].Loss + single.Points[3].Loss) / 2, pairs.Points[1].Loss, 1e-9);
    }

    [Fact]
    public void Cancelled_KeepsWhatWasDone()
    {
        LearningRateCurve curve = LearningRateFinder.Run(new Line(3), TrainingData.Plane(8), s_options, cancellation: new CancellationToken(canceled: true));
        Assert.True(curve.IsCancelled);
        Assert.Empty(curve.Points);
        Assert.Null(curve.Lowest);
        Assert.Null(curve.SteepestDescent);
        Assert.Null(curve.MinimumOverTen);
        Assert.Equal("cancelled before the first step", curve.ToString());
    }

    [Fact]
    public void Csv_HasALineForEachPointInAnyCulture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            var curve = new LearningRateCurve { Points = [new LearningRatePoint(1, 0.5, 1.25, 1.5)], HasDiverged = false, IsCancelled = false, Smoothing = 0.9 };
            Assert.Equal("step,rate,loss,smoothed_loss\n1,0.5,1.25,1.5\n", curve.ToCsv());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void FallAtTheVeryBeginning_IsNoDescent()
    {
        // The average of the first ten steps still swings; the fall from step 15 to 16 counts.
        double[] smoothed = [9, 5, 4, .. Enumerable.Repeat(4.0, 12), 3, 3, 3, 8];
        var curve = new LearningRateCurve
        {
            Points = [.. smoothed.Select((loss, i) => new LearningRatePoint(i + 1, i + 1, loss, loss))],
            HasDiverged = true,
            IsCancelled = false,
            Smoothing = 0.9,
        };
        Assert.Equal(15, curve.SteepestDescent);
        Assert.Equal(16, curve.Lowest!.Value.Step);
        Assert.Equal(1.6, curve.MinimumOverTen);
    }

    [Fact]
    public void EarlyStopping_DoesNotCount()
    {
        var stopping = new TrainingOptions { BatchSize = s_options.BatchSize, Optimizer = s_options.Optimizer, Shuffle = s_options.Shuffle, EarlyStopping = new EarlyStopping { Patience = 1 } };
        var plain = new TrainingOptions { BatchSize = s_options.BatchSize, Optimizer = s_options.Optimizer, Shuffle = s_options.Shuffle };
        Dataset<double> data = TrainingData.Plane(8);
        Assert.Equal(LearningRateFinder.Run(new Line(3), data, plain).Points, LearningRateFinder.Run(new Line(3), data, stopping).Points);
    }

    [Fact]
    public void Checkpoint_IsRefused()
    {
        using var directory = new TemporaryDirectory();
        var options = new TrainingOptions { Checkpoint = new CheckpointOptions(directory.File("run")) };
        string message = Assert.Throws<ArgumentException>(() => LearningRateFinder.Run(new Line(3), TrainingData.Plane(8), options)).Message;
        Assert.Contains("Checkpoint is set, but a test of learning rates saves nothing", message);
    }

    [Fact]
    public void WrongArguments_AreRefused()
    {
        var network = new Line(3);
        Dataset<double> data = TrainingData.Plane(8);
        Assert.Contains("from must be a finite number above 0, but it is 0", Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateFinder.Run(network, data, s_options, from: 0)).Message);
        Assert.Contains("to must be a finite number above from", Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateFinder.Run(network, data, s_options, from: 1, to: 1)).Message);
        Assert.Contains("smoothing must be", Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateFinder.Run(network, data, s_options, smoothing: 1)).Message);
        Assert.Contains("divergence must be", Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateFinder.Run(network, data, s_options, divergence: double.NaN)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateFinder.Run(network, data, s_options, steps: 1));
        Assert.Contains("cannot be trained", Assert.Throws<ArgumentException>(() => LearningRateFinder.Run(network, TrainingData.Labelled(5), s_options)).Message);
    }
}

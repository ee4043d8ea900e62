using Xunit;

namespace NnGen.Tests.Training.Reports;

using PlaneNet = HandMadeNetwork<Regression, double>;

public class GradientWatchTests
{
    [Fact]
    public void NormsOfAnEpoch_AreThoseOfTheStepsDoneByHand()
    {
        Dataset<double> data = TrainingData.Plane(8);
        var options = new TrainingOptions { Epochs = 1, BatchSize = 4, Shuffle = false, Optimizer = new Sgd(0.1), Watch = new GradientWatch { StepsPerEpoch = GradientWatch.EveryStep } };
        LayerStatistics seen = Assert.Single(Trainer.Fit(new PlaneNet(3), data, options).Epochs[0].Layers!, layer => layer.Layer == "dense1" && layer.GradientNorm is not null);

        var network = new PlaneNet(3);
        NetworkTape<double> tape = PlaneNet.CreateTape(4);
        var norms = new List<double>();
        for (int start = 0; start < 8; start += 4)
        {
            Assert.True(data.TryGetContiguous(start, 4, out ReadOnlySpan<double> inputs, out ReadOnlySpan<double> targets));
            network.Forward(inputs, targets, tape);
            NetworkGradients<double> gradients = PlaneNet.CreateGradients();
            network.Backward(tape, gradients);
            norms.Add(Norm([.. gradients.Parameter("dense1.weight"), .. gradients.Parameter("dense1.bias")]));
            var update = new SgdUpdate<double>(0.1);
            network.Backward(tape, ref update);
        }

        Assert.Equal(norms.Average(), seen.GradientNorm!.Value, 1e-14);
        Assert.Equal(norms.Max(), seen.LargestGradientNorm!.Value, 1e-14);
        Assert.Equal(0.1 * norms.Average(), seen.UpdateNorm!.Value, 1e-14);
        double[] weights = [network.Weight(0, 0), network.Weight(1, 0), network.Weight(2, 0)];
        Assert.Equal(Norm([.. weights, network.Bias(0)]), seen.ParameterNorm!.Value, 1e-14);
        Assert.Equal(weights.Min(), seen.Weights!.Minimum);
        Assert.Equal(weights.Max(), seen.Weights.Maximum);
        Assert.Equal(3, seen.Weights.Counts.Sum());
        Assert.Equal(40, seen.Weights.Counts.Count);
    }

    [Fact]
    public void Watching_ChangesNoBit()
    {
        Assert.Equal(Trained(null), Trained(new GradientWatch { StepsPerEpoch = 1 }));
        Assert.Equal(Trained(null), Trained(new GradientWatch { StepsPerEpoch = GradientWatch.EveryStep }));
    }

    [Fact]
    public void WatchedSteps_AllocateNothing()
    {
        var options = new TrainingOptions { Epochs = 3, BatchSize = 8, Watch = new GradientWatch { StepsPerEpoch = GradientWatch.EveryStep } };
        TrainingReport report = Trainer.Fit(new PlaneNet(1), TrainingData.Plane(400), options);
        Assert.Equal(0, report.Last!.BytesAllocatedPerStep);
    }

    [Fact]
    public void WithoutWatch_ThereAreNoLayers()
        => Assert.Null(Trainer.Fit(new PlaneNet(1), TrainingData.Plane(8), new TrainingOptions { Epochs = 1 }).Last!.Layers);

    [Theory]
    [InlineData(1, 10)]
    [InlineData(3, 10)]
    [InlineData(10, 10)]
    [InlineData(11, 10)]
    [InlineData(GradientWatch.EveryStep, 10)]
    [InlineData(16, 1875)]
    [InlineData(5, 1)]
    public void WatchedSteps_AreAsManyAsAskedForAndSpreadEvenly(int asked, int steps)
    {
        var watcher = new GradientWatcher<double>(PlaneNet.Info, new GradientWatch { StepsPerEpoch = asked }, PlaneNet.CreateTape(1), steps);
        for (int epoch = 0; epoch < 3; epoch++)
        {
            long[] due = [.. Enumerable.Range(1, steps).Select(step => (long)epoch * steps + step).Where(watcher.IsDue)];
            Assert.Equal(Math.Min(asked, steps), due.Length);
            Assert.Equal(epoch * steps + 1L, due[0]);
            long[] distances = [.. due.Zip(due.Skip(1), (one, next) => next - one)];
            Assert.True(distances.Length == 0 || distances.Max() - distances.Min() <= 1, string.Join(' ', distances));
        }
    }

    [Fact]
    public void ImpossibleNumbers_AreBothNamedBeforeTraining()
    {
        var options = new TrainingOptions { Watch = new GradientWatch { StepsPerEpoch = 0, HistogramBins = 1 } };
        ArgumentException problem = Assert.Throws<ArgumentException>(() => Trainer.Fit(new PlaneNet(1), TrainingData.Plane(8), options));
        Assert.Contains("GradientWatch.StepsPerEpoch must be at least 1, but it is 0", problem.Message);
        Assert.Contains("GradientWatch.HistogramBins must be at least 2, but it is 1", problem.Message);
    }

    [Fact]
    public void RunThatBreaks_ReportsWhatWasWatched()
    {
        var options = new TrainingOptions { Epochs = 50, Optimizer = new Sgd(1e10), Watch = new GradientWatch() };
        TrainingReport report = Assert.Throws<TrainingException>(() => Trainer.Fit(new PlaneNet(1), TrainingData.Plane(64), options)).Report;
        Assert.Contains(report.FindWarnings(), warning => warning.Kind == TrainingWarningKind.NotFinite);
        Assert.Contains(report.FindWarnings(), warning => warning.Kind == TrainingWarningKind.ExplodingGradients && warning.Layers.Contains("dense1"));
        _ = new HtmlPage(report.ToHtml());
    }

    [Fact]
    public void Histogram_CountsEveryNumberOnceAndTheRestApart()
    {
        double[] block = [0, 1, 2, 3, 4, double.NaN, double.PositiveInfinity, 100];
        WeightHistogram histogram = WeightHistogram.Of<double>(block, [new ParameterRange(0, 7)], bins: 4);
        Assert.Equal([1, 1, 1, 2], histogram.Counts);
        Assert.Equal((0, 4, 2), (histogram.Minimum, histogram.Maximum, histogram.NotFinite));
    }

    [Fact]
    public void HistogramOfEqualOrExtremeNumbers_HasAllOfThem()
    {
        Assert.Equal([3, 0], WeightHistogram.Of<double>([5, 5, 5], [new ParameterRange(0, 3)], bins: 2).Counts);
        Assert.Equal([1, 1], WeightHistogram.Of<double>([double.MinValue, double.MaxValue], [new ParameterRange(0, 2)], bins: 2).Counts);
        Assert.Equal([0, 0], WeightHistogram.Of<double>([double.NaN], [new ParameterRange(0, 1)], bins: 2).Counts);
    }

    private static double[] Trained(GradientWatch? watch)
    {
        var network = new HandMadeNetwork<RegressionWithDropout, double>(1);
        Trainer.Fit(network, TrainingData.Plane(100), new TrainingOptions { Epochs = 3, BatchSize = 8, Watch = watch });
        return network.Parameters.Span.ToArray();
    }

    private static double Norm(double[] numbers) => Math.Sqrt(numbers.Sum(number => number * number));
}

using System.Numerics;
using Xunit;

namespace NnGen.Tests.Training;

using PlaneNet = HandMadeNetwork<Regression, double>;

public class TrainerTests
{
    [Fact]
    public void LearnablePlane_IsLearnt()
    {
        var network = new PlaneNet(1);
        TrainingReport report = Trainer.Fit(network, TrainingData.Plane(200), new TrainingOptions { Epochs = 60, BatchSize = 8, Optimizer = new Sgd(0.1) });

        Assert.Equal(2, network.Weight(0, 0), 1e-6);
        Assert.Equal(-1, network.Weight(1, 0), 1e-6);
        Assert.Equal(0.5, network.Weight(2, 0), 1e-6);
        Assert.Equal(1, network.Bias(0), 1e-6);
        Assert.Equal(StopReason.EpochsDone, report.StopReason);
        Assert.Equal(60, report.Epochs.Count);
        Assert.Equal(60 * 25, report.Steps);
        Assert.True(report.Last!.TrainLoss < 1e-10);
    }

    [Fact]
    public void SameSeed_GivesTheSameBits_AndAnotherSeedOthers()
    {
        double[] first = Trained<RegressionWithDropout>(seed: 5);
        Assert.Equal(first, Trained<RegressionWithDropout>(seed: 5));
        Assert.NotEqual(first, Trained<RegressionWithDropout>(seed: 6));
    }

    [Fact]
    public void DropoutMasks_DependOnTheSeedAndOnTheStep()
    {
        // Without shuffling, only the masks depend on the seed.
        Assert.Equal(FirstParameters<Regression>(seed: 1), FirstParameters<Regression>(seed: 2));
        Assert.NotEqual(FirstParameters<RegressionWithDropout>(seed: 1), FirstParameters<RegressionWithDropout>(seed: 2));

        // One row of equal inputs and a rate of almost nothing: losses differ only if the masks do.
        Dataset<double> row = Dataset.FromTargets([1.0, 1.0, 1.0], 3, [5.0], 1);
        TrainingReport report = Trainer.Fit(
            new HandMadeNetwork<RegressionWithDropout, double>(1), row, new TrainingOptions { Epochs = 20, Optimizer = new Sgd(1e-15) });
        Assert.InRange(report.Epochs.Select(e => Math.Round(e.TrainLoss, 6)).Distinct().Count(), 3, 8);
    }

    [Fact]
    public void WithoutSeed_TheNetworksSeedIsUsedAndReported()
    {
        TrainingReport report = Trainer.Fit(new PlaneNet(77), TrainingData.Plane(8), new TrainingOptions { Epochs = 1 });
        Assert.Equal(77UL, report.Seed);
        Assert.Equal(5UL, Trainer.Fit(new PlaneNet(77), TrainingData.Plane(8), new TrainingOptions { Epochs = 1, Seed = 5 }).Seed);
    }

    [Fact]
    public void ShortLastBatch_IsTrainedAndWeighsByItsRows()
    {
        Dataset<double> data = TrainingData.Plane(10);
        var options = new TrainingOptions { Epochs = 1, BatchSize = 4, Shuffle = false, Optimizer = new Sgd(0.1) };
        var network = new PlaneNet(3);
        TrainingReport report = Trainer.Fit(network, data, options);

        // The same three steps by hand.
        var expected = new PlaneNet(3);
        NetworkTape<double> tape = PlaneNet.CreateTape(4);
        double loss = 0;
        foreach ((int start, int count) in new[] { (0, 4), (4, 4), (8, 2) })
        {
            Assert.True(data.TryGetContiguous(start, count, out ReadOnlySpan<double> inputs, out ReadOnlySpan<double> targets));
            loss += count * expected.Forward(inputs, targets, tape);
            var update = new SgdUpdate<double>(0.1);
            expected.Backward(tape, ref update);
        }

        Assert.Equal(expected.Parameters.Span.ToArray(), network.Parameters.Span.ToArray());
        Assert.Equal(loss / 10, report.Epochs[0].TrainLoss, 1e-14);
        Assert.Equal(3, report.Epochs[0].Steps);
        Assert.Equal(10, report.Epochs[0].Rows);
    }

    [Fact]
    public void SummedLoss_IsAddedUpOverTheEpoch()
    {
        double[] inputs = TrainingData.Inputs(6, 3);
        Dataset<double> data = Dataset.FromTargets(inputs, 3, new double[12], 2);
        var network = new HandMadeNetwork<SummedRegression, double>(3);
        double before = Trainer.Evaluate(network, data).Loss;
        TrainingReport report = Trainer.Fit(network, data, new TrainingOptions { Epochs = 1, BatchSize = 4, Optimizer = new Sgd(1e-13) });
        Assert.Equal(before, report.Epochs[0].TrainLoss, 1e-9);
    }

    [Fact]
    public void ShuffledRows_AreTheSameRowsInAnotherOrder()
    {
        // With a rate of almost nothing, the losses of an epoch show which rows it saw.
        Dataset<double> data = TrainingData.Plane(13);
        var frozen = new Sgd(1e-15);
        TrainingReport shuffled = Trainer.Fit(new PlaneNet(1), data, new TrainingOptions { Epochs = 2, BatchSize = 5, Optimizer = frozen });
        TrainingReport ordered = Trainer.Fit(new PlaneNet(1), data, new TrainingOptions { Epochs = 2, BatchSize = 5, Optimizer = frozen, Shuffle = false });
        Assert.Equal(ordered.Epochs[0].TrainLoss, shuffled.Epochs[0].TrainLoss, 1e-12);

        double[] orderedNet = FirstParameters(data, shuffle: false);
        Assert.NotEqual(orderedNet, FirstParameters(data, shuffle: true));
    }

    [Fact]
    public void ShuffledView_IsReadThroughTheView()
    {
        Dataset<double> data = TrainingData.Plane(12);
        int[] backwards = [11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0];
        Dataset<double> twice = data.Select(backwards).Select(backwards);
        Assert.False(twice.IsContiguous);
        Assert.Equal(FirstParameters(data, shuffle: false), FirstParameters(twice, shuffle: false));
    }

    [Fact]
    public void Labels_GiveTrainingAndValidationAccuracy()
    {
        var network = new HandMadeNetwork<ThreeClasses, double>(2);
        Dataset<double> data = TrainingData.Labelled(300);
        (Dataset<double> training, Dataset<double> validation) = data.Split(0.2, 1);
        TrainingReport report = Trainer.Fit(network, training, new TrainingOptions { Epochs = 40, Optimizer = new Adam(0.05) }, validation);

        EvaluationReport evaluation = Trainer.Evaluate(network, validation);
        Assert.Equal(evaluation.Loss, report.Last!.ValidationLoss);
        Assert.Equal(evaluation.Accuracy, report.Last.ValidationAccuracy);
        Assert.InRange(report.Last.TrainAccuracy!.Value, 0.9, 1);
        Assert.InRange(evaluation.Accuracy!.Value, 0.85, 1);
        Assert.Equal(240, report.Rows);
    }

    [Fact]
    public void Step_AllocatesNothing()
    {
        var shuffled = new TrainingOptions { Epochs = 3, BatchSize = 4 };
        var ordered = new TrainingOptions { Epochs = 3, BatchSize = 4, Shuffle = false, Optimizer = new Sgd(0.01) { Momentum = 0.9 } };
        Assert.Equal(0, Trainer.Fit(new PlaneNet(1), TrainingData.Plane(30), shuffled).BytesAllocatedPerStep);
        Assert.Equal(0, Trainer.Fit(new PlaneNet(1), TrainingData.Plane(30), ordered).BytesAllocatedPerStep);
        var classes = new HandMadeNetwork<ThreeClasses, double>(1);
        Assert.Equal(0, Trainer.Fit(classes, TrainingData.Labelled(30), shuffled).Epochs[1].BytesAllocatedPerStep);
    }

    [Fact]
    public void AllocatingOptimizer_ShowsInTheReport()
    {
        var options = new TrainingOptions { Epochs = 2, BatchSize = 4, Optimizer = new AllocatingOptimizer() };
        TrainingReport report = Trainer.Fit(new PlaneNet(1), TrainingData.Plane(30), options);
        Assert.InRange(report.BytesAllocatedPerStep!.Value, 1000, 1100);
    }

    [Fact]
    public void Report_NamesSettingsAndInitialisers()
    {
        TrainingReport report = Trainer.Fit(new PlaneNet(4), TrainingData.Plane(9), new TrainingOptions { Epochs = 2, BatchSize = 3 });
        string text = report.ToString();
        Assert.Equal("dense1.weight: GlorotUniform (3 in, 1 out)", report.Initializers[0].ToString());
        Assert.Equal("dense1.bias: Zeros", report.Initializers[1].ToString());
        Assert.Contains("Regression: MeanSquaredError (Mean), Adam, rate 0.001, betas 0.9 and 0.999, epsilon 1E-08, seed 4, 9 rows in batches of 3", text);
        Assert.Contains("epoch 2: loss", text);
        Assert.EndsWith("all epochs done", text);
        Assert.Null(report.Last!.TrainAccuracy);
        Assert.True(report.Seconds > 0);
        Assert.True(report.Last.SamplesPerSecond > 0);
    }

    [Fact]
    public void SinglePrecision_TrainsToo()
    {
        float[] inputs = Array.ConvertAll(TrainingData.Inputs(50, 3), x => (float)x);
        var targets = new float[50];
        for (int row = 0; row < 50; row++)
        {
            targets[row] = 3 * inputs[3 * row];
        }

        var network = new HandMadeNetwork<Regression, float>(1);
        Trainer.Fit(network, Dataset.FromTargets(inputs, 3, targets, 1), new TrainingOptions { Epochs = 100, Optimizer = new Sgd(0.1) { Momentum = 0.9 } });
        Assert.Equal(3, network.Weight(0, 0), 1e-3);
    }

    [Fact]
    public void Arguments_AreCheckedForNull()
    {
        Dataset<double> data = TrainingData.Plane(2);
        Assert.Throws<ArgumentNullException>("network", () => Trainer.Fit<PlaneNet, double>(null!, data, new TrainingOptions()));
        Assert.Throws<ArgumentNullException>("data", () => Trainer.Fit<PlaneNet, double>(new PlaneNet(1), (Dataset<double>)null!, new TrainingOptions()));
        Assert.Throws<ArgumentNullException>("options", () => Trainer.Fit(new PlaneNet(1), data, null!));
    }

    private static double[] Trained<TFacts>(ulong seed)
        where TFacts : struct, IHandMadeFacts
    {
        var network = new HandMadeNetwork<TFacts, double>(1);
        Trainer.Fit(network, TrainingData.Plane(21), new TrainingOptions { Epochs = 3, BatchSize = 4, Seed = seed });
        return network.Parameters.Span.ToArray();
    }

    private static double[] FirstParameters<TFacts>(ulong seed)
        where TFacts : struct, IHandMadeFacts
    {
        var network = new HandMadeNetwork<TFacts, double>(1);
        Trainer.Fit(network, TrainingData.Plane(12), new TrainingOptions { Epochs = 1, BatchSize = 5, Shuffle = false, Seed = seed });
        return network.Parameters.Span.ToArray();
    }

    private static double[] FirstParameters(Dataset<double> data, bool shuffle)
    {
        var network = new PlaneNet(1);
        Trainer.Fit(network, data, new TrainingOptions { Epochs = 1, BatchSize = 5, Shuffle = shuffle, Optimizer = new Sgd(0.1) });
        return network.Parameters.Span.ToArray();
    }

    private sealed class AllocatingOptimizer() : Optimizer(1)
    {
        public override string Description => "does nothing and allocates";

        protected override OptimizerState<T> CreateState<T>(NetworkInfo info) => new State<T>();

        private sealed class State<T> : OptimizerState<T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            private byte[] _waste = [];

            public override IReadOnlyList<OptimizerSlot<T>> Slots => [];

            public override void Step<TNetwork>(TNetwork network, NetworkTape<T> tape, double rate) => _waste = new byte[1000 + _waste.Length % 2];

            public override void Apply<TNetwork>(TNetwork network, NetworkGradients<T> gradients, double rate) => _waste = new byte[1000 + _waste.Length % 2];
        }
    }
}

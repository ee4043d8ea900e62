using Xunit;

namespace NnGen.Tests.Training;

using LabelNet = HandMadeNetwork<ThreeLogits, float>;
using PlaneNet = HandMadeNetwork<Regression, double>;
using RunningNet = HandMadeNetwork<RegressionWithRunningMean, float>;

/// <summary>What a network holds when training fails: nothing that was learnt, and nothing that it began with, is lost.</summary>
public sealed class KeptParametersTests
{
    [Theory]
    [InlineData(3e20f, 1)]
    [InlineData(1, 3e38f)]
    public void LossThatIsInfiniteAtOnce_LeavesBuffersAsTheyWere(float input, float target)
    {
        RunningNet network = Trained();
        float[] before = network.Parameters.Span.ToArray();
        Assert.NotEqual(0, before[RunningNet.Info.Parameters[2].Offset]);
        Dataset<float> data = Dataset.FromTargets([input, 0, 0, 1, 2, 3], 3, [target, 0f], 1);

        TrainingException failure = Assert.Throws<TrainingException>(() => Trainer.Fit(network, data, new TrainingOptions { Shuffle = false }));
        Assert.Contains("The parameters are those that training started with.", failure.Message, StringComparison.Ordinal);
        Assert.Equal(before, network.Parameters.Span.ToArray());
    }

    [Fact]
    public void LaterCopies_HaveTheBuffersOfTheirStep()
    {
        // Step 71 is the bad one, so the copy is the state after 64 steps.
        RunningNet expected = new(1);
        Trainer.Fit(expected, Rows(64, badRow: null), Ordered());
        RunningNet network = new(1);
        TrainingException failure = Assert.Throws<TrainingException>(() => Trainer.Fit(network, Rows(100, badRow: 2 * 70), Ordered()));
        Assert.Contains("it had after 64 steps of this run; the 6 steps since are lost", failure.Message, StringComparison.Ordinal);
        Assert.Equal(expected.Parameters.Span.ToArray(), network.Parameters.Span.ToArray());
    }

    [Fact]
    public void ParametersGivenByACallbackAtTheStart_AreTheOnesToGoBackTo()
    {
        var network = new PlaneNet(1);
        var callback = new Actor { Start = _ => network.Weight(0, 0) = 7 };
        Dataset<double> data = Dataset.FromTargets([1e200, 1e200, 1e200], 3, [0.0], 1);
        Assert.Throws<TrainingException>(() => Trainer.Fit(network, data, new TrainingOptions { Callbacks = [callback] }));
        Assert.Equal(7, network.Weight(0, 0));
    }

    [Theory]
    [InlineData("start")]
    [InlineData("step")]
    [InlineData("epoch")]
    [InlineData("end")]
    public void CallbackThatBreaksParameters_IsFoundAndUndone(string when)
    {
        var network = new PlaneNet(1);
        void Break(bool isNow)
        {
            if (isNow)
            {
                network.Weight(0, 0) = double.NaN;
            }
        }

        var callback = new Breaker(when, Break);
        TrainingException failure = Assert.Throws<TrainingException>(() => Trainer.Fit(network, TrainingData.Plane(8), new TrainingOptions { Epochs = 1, BatchSize = 8, Callbacks = [callback] }));
        Assert.Contains("not finite", failure.Message.Replace("no longer", "not", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(StopReason.NotFinite, failure.Report.StopReason);
        Assert.Equal(failure.Report.Epochs.Select(epoch => epoch.Epoch).Distinct(), failure.Report.Epochs.Select(epoch => epoch.Epoch));
        Assert.All(network.Parameters.Span.ToArray(), value => Assert.True(double.IsFinite(value)));
    }

    [Fact]
    public void EvaluationThatFails_GivesBackTheTrainedParameters()
    {
        // The targets of the validation set lose their memory in the second epoch.
        double[] targets = [1, 2];
        var validation = Dataset.FromTargets<double>(new Vanishing<double>([1, 2, 3, 4, 5, 6]).Memory, 3, targets.AsMemory(), 1);
        var network = new PlaneNet(1);
        double[]? trained = null;
        var callback = new Actor { Step = _ => trained = network.Parameters.Span.ToArray() };
        var options = new TrainingOptions { Epochs = 2, BatchSize = 2, WeightAverage = new WeightAverage(0.9), Callbacks = [callback, new Actor { Epoch = _ => Vanishing<double>.IsGone = true }] };
        Assert.Throws<ObjectDisposedException>(() => _ = Trainer.Fit(network, TrainingData.Plane(8), options, validation));
        Assert.Equal(trained, network.Parameters.Span.ToArray());
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-1)]
    public void LabelsChangedWhileTraining_AreNamedAndNothingLearntIsLost(int label)
    {
        int[] labels = [0, 1, 2, 1];
        Dataset<float> data = Dataset.FromLabels<float>([1, 2, 3, 4, 5, 6, 7, 8], 2, labels);
        var network = new LabelNet(1);
        float[]? learnt = null;
        var callback = new Actor
        {
            Epoch = _ =>
            {
                labels[2] = label;
                learnt = network.Parameters.Span.ToArray();
            },
        };
        InvalidDataException failure = Assert.Throws<InvalidDataException>(() => Trainer.Fit(network, data, new TrainingOptions { BatchSize = 4, Callbacks = [callback] }));
        Assert.Contains($"The training set of ThreeLogits was changed while it was in use; epoch 2, step 1: Label {label} of row", failure.Message, StringComparison.Ordinal);
        Assert.Contains("The network has what it learnt in the 1 steps before.", failure.Message, StringComparison.Ordinal);
        Assert.Equal(learnt, network.Parameters.Span.ToArray());
    }

    [Theory]
    [InlineData(3e37f)]
    [InlineData(1e-44f)]
    public void RowsOfOneHugeOrTinyWeight_TrainAsRowsOfWeightOne(float weight)
    {
        Dataset<float> data = Dataset.FromLabels<float>([1, 2, 3, 4, 5, 6, 7, 8], 2, [0, 1, 2, 1]);
        var expected = new LabelNet(1);
        var actual = new LabelNet(1);
        var options = new TrainingOptions { BatchSize = 4, Optimizer = new Sgd(0.1) };
        TrainingReport plain = Trainer.Fit(expected, data, options);
        TrainingReport weighted = Trainer.Fit(actual, data.WithWeights([weight, weight, weight, weight]), options);
        Assert.Equal(expected.Parameters.Span.ToArray(), actual.Parameters.Span.ToArray());
        Assert.Equal(plain.Last!.TrainLoss, weighted.Last!.TrainLoss, 1e-6);
    }

    [Fact]
    public void WeightsTooFarFromOneForAccumulatedGradients_AreRefused()
    {
        Dataset<float> data = Dataset.FromLabels<float>([1, 2, 3, 4], 2, [0, 1]).WithWeights([1e37f, 1e37f]);
        string message = Assert.Throws<ArgumentException>(() => Trainer.Fit(new LabelNet(1), data, new TrainingOptions { AccumulationSteps = 2 })).Message;
        Assert.Contains("divide all weights by that: only their ratios count", message, StringComparison.Ordinal);
    }

    [Fact]
    public void WeightsWhoseSumOverflows_AreRefused()
    {
        Dataset<double> data = TrainingData.Plane(3);
        Assert.Contains("more than a double holds", Assert.Throws<ArgumentException>(() => data.WithWeights([1e308, 1e308, 1e308])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 4)]
    [InlineData(32, 1)]
    public void SingleRowsWithBatchNormalisation_AreRefusedWithTheRemedy(int batchSize, int rows)
    {
        string message = Assert.Throws<ArgumentException>(() => Trainer.Fit(new RunningNet(1), Rows(rows, badRow: null).Slice(0, rows), new TrainingOptions { BatchSize = batchSize })).Message;
        Assert.Contains("batchnorm1 of RegressionWithRunningMean normalises each unit over the rows of a batch", message, StringComparison.Ordinal);
        Assert.Contains("LayerNorm", message, StringComparison.Ordinal);
    }

    private static TrainingOptions Ordered() => new() { Epochs = 1, BatchSize = 2, Shuffle = false, Optimizer = new Sgd(0.01) };

    private static RunningNet Trained()
    {
        var network = new RunningNet(1);
        Trainer.Fit(network, Rows(10, badRow: null), new TrainingOptions { Epochs = 3, BatchSize = 2 });
        return network;
    }

    // Two rows for each step.
    private static Dataset<float> Rows(int steps, int? badRow)
    {
        float[] inputs = Array.ConvertAll(TrainingData.Inputs(2 * steps, 3), number => (float)number);
        var targets = new float[2 * steps];
        if (badRow is int row)
        {
            targets[row] = 3e38f;
        }

        return Dataset.FromTargets(inputs, 3, targets, 1);
    }

    private sealed class Breaker(string when, Action<bool> act) : TrainingCallback
    {
        public override void OnTrainingStart(TrainingContext context) => act(when == "start");

        public override void OnStepEnd(TrainingContext context) => act(when == "step");

        public override void OnEpochEnd(TrainingContext context, EpochReport report) => act(when == "epoch");

        public override void OnTrainingEnd(TrainingContext context, TrainingReport report) => act(when == "end");
    }

    /// <summary>Memory that is gone at some time, as that of a file that was closed.</summary>
    private sealed class Vanishing<T>(T[] elements) : System.Buffers.MemoryManager<T>
    {
        public static bool IsGone { get; set; }

        public override Span<T> GetSpan() => IsGone ? throw new ObjectDisposedException("memory") : elements;

        public override System.Buffers.MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

        public override void Unpin()
        {
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}

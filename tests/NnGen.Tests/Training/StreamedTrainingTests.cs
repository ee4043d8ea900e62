using NnGen.Tests.Data;
using Xunit;

namespace NnGen.Tests.Training;

using LabelNet = HandMadeNetwork<ThreeLogits, double>;
using PlaneNet = HandMadeNetwork<Regression, double>;

/// <summary>Training on rows that are read from their source in each epoch.</summary>
public class StreamedTrainingTests
{
    private const int Rows = 22;

    [Theory]
    [InlineData(false, 1)]
    [InlineData(false, 100)]
    [InlineData(true, 22)]
    [InlineData(true, 100)]
    public void UnshuffledOrWithABufferOfAllRows_GivesTheBitsOfRowsInMemory(bool shuffle, int bufferRows)
    {
        foreach (Dataset<double> data in new[] { TrainingData.Labelled(Rows), TrainingData.Labelled(Rows).WithWeights([.. Enumerable.Range(0, Rows).Select(row => row % 3.0)]) })
        {
            var inMemory = new LabelNet(1);
            TrainingReport ofMemory = Trainer.Fit(inMemory, data, Options(shuffle), data);
            var streamed = new LabelNet(1);
            TrainingReport ofStream = Trainer.Fit(streamed, StreamingDataset.From(new ListedRows(data), bufferRows), Options(shuffle), data);
            Assert.Equal(inMemory.Parameters.Span.ToArray(), streamed.Parameters.Span.ToArray());
            Assert.Equal(ofMemory.Last!.TrainLoss, ofStream.Last!.TrainLoss);
            Assert.Equal(ofMemory.Last.TrainAccuracy, ofStream.Last.TrainAccuracy);
            Assert.Equal(ofMemory.Last.ValidationLoss, ofStream.Last.ValidationLoss);
            Assert.Equal(0, ofStream.BytesAllocatedPerStep);
        }
    }

    [Fact]
    public void Targets_TrainAndAreMeasuredAsInMemory()
    {
        Dataset<double> data = TrainingData.Plane(Rows);
        StreamingDataset<double> stream = StreamingDataset.From(new ListedRows(data));
        var inMemory = new PlaneNet(1);
        var streamed = new PlaneNet(1);
        Trainer.Fit(inMemory, data, Options(shuffle: true));
        Trainer.Fit(streamed, stream, Options(shuffle: true));
        Assert.Equal(inMemory.Parameters.Span.ToArray(), streamed.Parameters.Span.ToArray());
        Assert.Equal(Trainer.Evaluate(inMemory, data).Loss, Trainer.Evaluate(streamed, stream).Loss);
        Assert.Equal(StandardScaler.Fit(data).Means.ToArray(), StandardScaler.Fit(stream).Means.ToArray());
    }

    [Fact]
    public void SmallBuffer_Learns()
    {
        var network = new PlaneNet(1);
        StreamingDataset<double> stream = StreamingDataset.From(new ListedRows(TrainingData.Plane(200)), bufferRows: 20);
        TrainingReport report = Trainer.Fit(network, stream, new TrainingOptions { Epochs = 60, BatchSize = 8, Optimizer = new Sgd(0.1), StopWhenEveryErrorBelow = 1e-4 });
        Assert.Equal(2, network.Weight(0, 0), 1e-3);
        Assert.Equal(StopReason.EveryErrorBelowLimit, report.StopReason);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(100)]
    public void RunKilledAtAnyStep_GoesOnWithTheSameBits(int bufferRows)
    {
        Dataset<double> data = TrainingData.Labelled(Rows);
        StreamingDataset<double> stream = StreamingDataset.From(new ListedRows(data), bufferRows);
        var whole = new LabelNet(1);
        TrainingReport ofWhole = Trainer.Fit(whole, stream, Options(shuffle: true));
        for (int step = 1; step < 18; step++)
        {
            using var directory = new TemporaryDirectory();
            var checkpoint = new CheckpointOptions(directory.File("run")) { EverySteps = 1, Resume = true };
            Assert.Throws<InvalidTimeZoneException>(() => Trainer.Fit(new LabelNet(1), stream, Options(true, checkpoint, new Dying(step))));
            var resumed = new LabelNet(1);
            TrainingReport report = Trainer.Fit(resumed, stream, Options(true, checkpoint));
            Assert.Equal(step - 1, report.ResumedAfterSteps ?? 0);
            Assert.Equal(whole.Parameters.Span.ToArray(), resumed.Parameters.Span.ToArray());
            Assert.Equal(ofWhole.Last!.TrainLoss, report.Last!.TrainLoss);
        }
    }

    [Fact]
    public void CheckpointOfAnotherBuffer_IsRefused_AndThatOfRowsInMemoryIsTheSameRun()
    {
        using var directory = new TemporaryDirectory();
        Dataset<double> data = TrainingData.Labelled(Rows);
        var checkpoint = new CheckpointOptions(directory.File("run")) { Resume = true };
        Trainer.Fit(new LabelNet(1), data, Options(true, checkpoint));
        Trainer.Fit(new LabelNet(1), StreamingDataset.From(new ListedRows(data)), Options(true, checkpoint));
        NetworkFileException refused = Assert.Throws<NetworkFileException>(() => Trainer.Fit(new LabelNet(1), StreamingDataset.From(new ListedRows(data), 5), Options(true, checkpoint)));
        Assert.Contains("shuffled by a buffer of 5 rows", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    [InlineData(21)]
    public void SourceThatBreaks_LeavesWhatWasLearnt_AndTheRunGoesOnWhenItIsThereAgain(int row)
    {
        using var directory = new TemporaryDirectory();
        var checkpoint = new CheckpointOptions(directory.File("run")) { EveryEpochs = null, Resume = true };
        var source = new ListedRows(TrainingData.Labelled(Rows));
        StreamingDataset<double> stream = StreamingDataset.From(source, bufferRows: 5);
        var whole = new LabelNet(1);
        Trainer.Fit(whole, stream, Options(shuffle: true));

        // The first pass is the checkpoint's; the second epoch breaks.
        int passes = 0;
        source.BeforeRow = at =>
        {
            passes += at == 0 ? 1 : 0;
            if (passes == 3 && at == row)
            {
                throw new IOException("The drive went away.");
            }
        };
        var network = new LabelNet(1);
        Assert.Throws<IOException>(() => Trainer.Fit(network, stream, Options(true, checkpoint)));
        Assert.NotEqual(new LabelNet(1).Parameters.Span.ToArray(), network.Parameters.Span.ToArray());
        Assert.All(network.Parameters.Span.ToArray(), parameter => Assert.True(double.IsFinite(parameter)));
        Assert.Equal(0, source.OpenReaders);

        var resumed = new LabelNet(1);
        TrainingReport report = Trainer.Fit(resumed, stream, Options(true, checkpoint));
        Assert.True(report.ResumedAfterSteps >= 6);
        Assert.Equal(whole.Parameters.Span.ToArray(), resumed.Parameters.Span.ToArray());
    }

    [Fact]
    public void RowThatCannotBeLearntFrom_IsNamed()
    {
        double[] inputs = TrainingData.Inputs(8, 2);
        int[] labels = [0, 1, 2, 0, 1, 3, 0, 1];
        Assert.Contains("listed rows, row 5 (from 0): the label is 3", Fault(Dataset.FromLabels(inputs, 2, labels)), StringComparison.Ordinal);
        inputs[7] = double.NaN;
        Assert.Contains("row 3 (from 0): input column 1 is NaN", Fault(Dataset.FromLabels(inputs, 2, labels)), StringComparison.Ordinal);

        static string Fault(Dataset<double> data) => Assert.Throws<InvalidDataException>(
            () => Trainer.Fit(new LabelNet(1), StreamingDataset.From(new ListedRows(data), 2), new TrainingOptions { Epochs = 1, BatchSize = 2 })).Message;
    }

    [Fact]
    public void SizesThatDoNotFit_AreNamedBeforeAnythingIsRead()
    {
        var source = new ListedRows(TrainingData.Plane(8)) { BeforeRow = _ => throw new InvalidTimeZoneException() };
        ArgumentException refused = Assert.Throws<ArgumentException>(() => Trainer.Fit(new LabelNet(1), StreamingDataset.From(source), new TrainingOptions { Epochs = 1 }));
        Assert.Contains("rows of 3 inputs", refused.Message, StringComparison.Ordinal);
        Assert.Contains("rows of 1 targets", refused.Message, StringComparison.Ordinal);
    }

    private static TrainingOptions Options(bool shuffle, CheckpointOptions? checkpoint = null, TrainingCallback? callback = null) => new()
    {
        Epochs = 3, BatchSize = 4, Shuffle = shuffle, Optimizer = new Adam(0.02), Checkpoint = checkpoint, Callbacks = callback is null ? [] : [callback],
    };

    private sealed class Dying(int step) : TrainingCallback
    {
        public override void OnStepEnd(TrainingContext context)
        {
            if (context.Steps == step)
            {
                throw new InvalidTimeZoneException();
            }
        }
    }
}

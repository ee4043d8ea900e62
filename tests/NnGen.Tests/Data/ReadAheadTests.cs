using NnGen.Tests.Training;
using Xunit;

namespace NnGen.Tests.Data;

using PlaneNet = HandMadeNetwork<Regression, double>;

/// <summary>Streams are read ahead, by a thread of their own: no further than there is room, with faults in their place, and not for ever.</summary>
public class ReadAheadTests
{
    private const int Rows = 40;

    private readonly ListedRows _source = new(Training.TrainingData.Plane(Rows));

    /// <summary>Three batches of four are room for one in use and two that wait.</summary>
    [Fact]
    public void Batches_AreReadUntilTheRoomIsFull()
    {
        int read = 0;
        _source.BeforeRow = row => Volatile.Write(ref read, row + 1);
        using BatchSource<double> batches = Open();
        batches.Begin(1, 1, 0);
        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref read) == 12, TimeSpan.FromSeconds(30)));
        batches.Read(0, 4);
        Thread.Sleep(20);
        Assert.Equal(12, Volatile.Read(ref read));
        batches.Read(4, 4);
        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref read) == 16, TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void AnotherThread_Reads()
    {
        int thread = 0;
        _source.BeforeRow = _ => thread = Environment.CurrentManagedThreadId;
        Trainer.Fit(new PlaneNet(1), StreamingDataset.From(_source), new TrainingOptions { Epochs = 1, BatchSize = 4, Shuffle = false });
        Assert.NotEqual(0, thread);
        Assert.NotEqual(Environment.CurrentManagedThreadId, thread);
    }

    /// <summary>The batches before the bad row are trained first, however early it was seen.</summary>
    [Fact]
    public void Fault_IsThrownWhereItsBatchIsTrained()
    {
        _source.BeforeRow = row => _ = row == 9 ? throw new InvalidDataException("row 9") : row;
        var steps = new List<int>();
        var options = new TrainingOptions { Epochs = 1, BatchSize = 4, Shuffle = false, ProgressInterval = TimeSpan.Zero };
        InvalidDataException fault = Assert.Throws<InvalidDataException>(() => Trainer.Fit(new PlaneNet(1), StreamingDataset.From(_source), options, progress: new Steps(steps)));
        Assert.Equal("row 9", fault.Message);
        Assert.Equal([1, 2], steps);
        Assert.Equal(0, _source.OpenReaders);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Cancellation_ClosesTheSource(bool shuffle)
    {
        using var cancellation = new CancellationTokenSource();
        var options = new TrainingOptions { Epochs = 5, BatchSize = 4, Shuffle = shuffle, ProgressInterval = TimeSpan.Zero };
        TrainingReport report = Trainer.Fit(new PlaneNet(1), StreamingDataset.From(_source, bufferRows: 8), options, progress: new Cancel(cancellation), cancellation: cancellation.Token);
        Assert.Equal((StopReason.Cancelled, 1L), (report.StopReason, report.Steps));
        Assert.Equal(0, _source.OpenReaders);
    }

    /// <summary>An epoch that is begun again forgets what was read ahead of the one before.</summary>
    [Fact]
    public void Begin_StartsAnew()
    {
        using BatchSource<double> batches = Open();
        for (int epoch = 1; epoch <= 3; epoch++)
        {
            batches.Begin(1, epoch, firstRow: 4 * epoch);
            Assert.Equal(Training.TrainingData.Plane(Rows).InputRow(4 * epoch), batches.Read(4 * epoch, 4).Inputs[..3]);
        }

        Assert.Throws<InvalidOperationException>(() => batches.Read(0, 4).Rows);
    }

    /// <summary>A validation set may be read from files too.</summary>
    [Fact]
    public void StreamedValidation_GivesTheNumbersOfRowsInMemory()
    {
        Dataset<double> data = Training.TrainingData.Plane(Rows);
        var options = new TrainingOptions { Epochs = 3, BatchSize = 4 };
        TrainingReport expected = Trainer.Fit(new PlaneNet(1), data, options, data);
        TrainingReport actual = Trainer.Fit(new PlaneNet(1), data, options, StreamingDataset.From(_source));
        Assert.Equal(expected.Epochs.Select(epoch => epoch.ValidationLoss), actual.Epochs.Select(epoch => epoch.ValidationLoss));
        Assert.Equal(0, _source.OpenReaders);
    }

    private BatchSource<double> Open() => StreamingDataset.From(_source).Open(PlaneNet.Info, 4, shuffle: false, tape: null);

    private sealed class Steps(List<int> steps) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => steps.Add(value.Step);
    }

    private sealed class Cancel(CancellationTokenSource cancellation) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => cancellation.Cancel();
    }
}

using NnGen.Tests.Training;
using Xunit;

namespace NnGen.Tests.Network;

using PlaneNet = HandMadeNetwork<Regression, float>;

/// <summary>Sizes beyond memory: the message has the numbers and says what to do.</summary>
public class SizeTests
{
    [Fact]
    public void TapeBeyondAnArray_SaysForHowManyRowsThereIsRoom()
    {
        ArgumentOutOfRangeException refused = Assert.Throws<ArgumentOutOfRangeException>(() => PlaneNet.CreateTape(int.MaxValue));

        // 3 inputs, their gradients and masks, a target, an output, a factor and a loss.
        Assert.Contains("A tape of Regression for 2,147,483,647 rows has 27,917,287,411 elements, 104.0 GiB, but a block can have 2,147,483,511, which is enough for 165,191,039 rows.", refused.Message, StringComparison.Ordinal);
        Assert.Contains("in Fit a smaller BatchSize, and AccumulationSteps for the gradient of as many rows", refused.Message, StringComparison.Ordinal);
        Assert.Equal("capacity", refused.ParamName);
    }

    [Fact]
    public void FitOfMoreRowsAtOnceThanATapeHolds_SaysSoBeforeAnythingChanges()
    {
        var network = new HandMadeNetwork<Wide, float>(1);
        float[] before = network.Parameters.Span.ToArray();
        Dataset<float> row = Dataset.FromTargets<float>(new float[100_000], 100_000, [1f], 1);
        Dataset<float> data = row.Select(new int[30_000]);
        string message = Assert.Throws<ArgumentOutOfRangeException>(() => Trainer.Fit(network, data, new TrainingOptions { BatchSize = TrainingOptions.FullBatch })).Message;
        Assert.Contains("A tape of Wide for 30,000 rows has 9,000,120,000 elements, 33.5 GiB", message, StringComparison.Ordinal);
        Assert.Equal(before, network.Parameters.Span.ToArray());
    }

    [Fact]
    public void BlockLargerThanTheMemory_SaysSo()
    {
        if (GC.GetGCMemoryInfo().TotalAvailableMemoryBytes > 15L << 30)
        {
            // 16 GiB may be there.
            Assert.Throws<ArgumentOutOfRangeException>(() => new AlignedBuffer<double>(int.MaxValue));
            return;
        }

        Assert.Contains("A block of 14.9 GiB was asked for, but the process may have", Assert.Throws<InsufficientMemoryException>(() => new AlignedBuffer<double>(2_000_000_000)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BlockBeyondAnArray_IsRefused() =>
        Assert.Contains("A block of 2,147,483,647 elements is more than the 2,147,483,511 that an array can have.", Assert.Throws<ArgumentOutOfRangeException>(() => new AlignedBuffer<float>(int.MaxValue)).Message, StringComparison.Ordinal);

    /// <summary>As many inputs as no batch of 30,000 rows leaves room for.</summary>
    private readonly struct Wide : IHandMadeFacts
    {
        public static NetworkInfo Info { get; } = HandMadeInfo.Of("Wide", 100_000, 1, OutputKind.Values, LossKind.MeanSquaredError, TargetKind.Values);
    }
}

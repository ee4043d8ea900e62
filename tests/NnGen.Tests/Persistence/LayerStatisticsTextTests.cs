using Xunit;

namespace NnGen.Tests.Persistence;

/// <summary>The layers of watched epochs in a checkpoint's state.</summary>
public class LayerStatisticsTextTests
{
    private static readonly LayerStatistics s_dense = new()
    {
        Layer = "dense1",
        GradientNorm = double.NaN,
        LargestGradientNorm = double.PositiveInfinity,
        UpdateNorm = 0.1,
        ParameterNorm = -0.0,
        Weights = new WeightHistogram { Minimum = -1e-300, Maximum = 1.0 / 3, Counts = [1, 0, long.MaxValue], NotFinite = 2 },
    };

    private static readonly LayerStatistics s_activation = new() { Layer = "relu \"1\"", Units = 8, DeadUnits = 0 };

    [Fact]
    public void Layers_ComeBackWithTheSameBits()
    {
        IReadOnlyList<LayerStatistics> read = RoundTrip(Epoch([s_dense, s_activation])).Layers!;
        Assert.Equal(2, read.Count);
        Assert.Equal(s_activation, read[1]);
        Assert.Equal(s_dense with { Weights = null }, read[0] with { Weights = null });
        Assert.Equal(BitConverter.DoubleToInt64Bits(-0.0), BitConverter.DoubleToInt64Bits(read[0].ParameterNorm!.Value));
        Assert.Equal(s_dense.Weights!.Counts, read[0].Weights!.Counts);
        Assert.Equal(s_dense.Weights with { Counts = [] }, read[0].Weights! with { Counts = [] });
    }

    [Fact]
    public void EpochThatWasNotWatched_HasNoLayersAndOneWithoutLayersAnEmptyList()
    {
        Assert.Null(RoundTrip(Epoch(null)).Layers);
        Assert.Empty(RoundTrip(Epoch([])).Layers!);
    }

    [Theory]
    [InlineData("\"relu \\u00221\\u0022\"", "null")]
    [InlineData("\"units\":8", "\"units\":\"many\"")]
    [InlineData("\"counts\":[1", "\"counts\":[0.5")]
    [InlineData("\"not_finite\":2", "\"other\":2")]
    public void BrokenLayer_IsABrokenCheckpoint(string right, string wrong)
    {
        string text = CheckpointStateText.Write(State(Epoch([s_dense, s_activation])));
        Assert.Contains(right, text, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => CheckpointStateText.Read(text.Replace(right, wrong, StringComparison.Ordinal), "run"));
    }

    private static EpochReport RoundTrip(EpochReport epoch) => Assert.Single(CheckpointStateText.Read(CheckpointStateText.Write(State(epoch)), "run").Epochs);

    private static EpochReport Epoch(IReadOnlyList<LayerStatistics>? layers) =>
        new() { Epoch = 1, Steps = 2, Rows = 3, TrainLoss = 0.5, TrainAccuracy = null, Layers = layers, Seconds = 1, BytesAllocatedPerStep = 0 };

    private static CheckpointState State(EpochReport epoch) => new()
    {
        Steps = 2,
        Updates = 2,
        Epoch = 1,
        EpochSteps = 0,
        EpochRows = 0,
        EpochWeight = 0,
        EpochLossWeight = 0,
        EpochLoss = 0,
        EpochRightDecisions = 0,
        EpochSeconds = 0,
        Numbers = [],
        Epochs = [epoch],
    };
}

using NnGen.Tests.Training;
using Xunit;

namespace NnGen.Tests.Data;

/// <summary>Full batch, mini-batch and single rows.</summary>
public class BatchSizeTests
{
    [Theory]
    [InlineData(TrainingOptions.FullBatch, 1, 21)]
    [InlineData(21, 1, 21)]
    [InlineData(22, 1, 21)]
    [InlineData(8, 3, 8)]
    [InlineData(1, 21, 1)]
    public void BatchSize_GivesTheStepsOfAnEpoch(int batchSize, int steps, int reported)
    {
        TrainingReport report = Fit(batchSize, out _);

        Assert.Equal(2 * steps, report.Steps);
        Assert.Equal(reported, report.BatchSize);
        Assert.Equal(21, report.Epochs[0].Rows);
        Assert.Contains($"21 rows in batches of {reported}\n", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void FullBatch_IsOneBatchOfAllRowsToTheBit()
    {
        Fit(TrainingOptions.FullBatch, out double[] full);
        Fit(21, out double[] all);
        Fit(20, out double[] fewer);

        Assert.Equal(all, full);
        Assert.NotEqual(fewer, full);
    }

    private static TrainingReport Fit(int batchSize, out double[] parameters)
    {
        var network = new HandMadeNetwork<Regression, double>(3);
        TrainingReport report = Trainer.Fit(network, TrainingData.Plane(21), new TrainingOptions { Epochs = 2, BatchSize = batchSize, Optimizer = new Sgd(0.1) });
        parameters = network.Parameters.Span.ToArray();
        return report;
    }
}

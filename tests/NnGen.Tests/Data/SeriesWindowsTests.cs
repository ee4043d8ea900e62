using Xunit;

namespace NnGen.Tests.Data;

/// <summary>Windows of a long series, in the order in which states are carried from batch to batch.</summary>
public sealed class SeriesWindowsTests
{
    /// <summary>Two strips of five steps, of which windows of two take four: row i of a batch goes on where row i of the batch before has ended.</summary>
    [Fact]
    public void Rows_AreTheWindowsOfAllStripsOneAfterTheOther()
    {
        float[] series = [0, 0.5f, 1, 1.5f, 2, 2.5f, 3, 3.5f, 4, 4.5f, 5, 5.5f, 6, 6.5f, 7, 7.5f, 8, 8.5f, 9, 9.5f, 10, 10.5f];
        float[] targets = [.. Enumerable.Range(100, 11).Select(value => (float)value)];
        int[] labels = [.. Enumerable.Range(0, 11)];

        Dataset<float> data = SeriesWindows.WithTargets<float>(series, 2, targets, time: 2, batchSize: 2, states: 1);
        Dataset<float> labelled = SeriesWindows.WithLabels<float>(series, 2, labels, time: 2, batchSize: 2, states: 1);

        float[][] expected = [[0, 0.5f, 1, 1.5f, 0], [5, 5.5f, 6, 6.5f, 0], [2, 2.5f, 3, 3.5f, 0], [7, 7.5f, 8, 8.5f, 0]];
        Assert.Equal(4, data.Rows);
        for (int row = 0; row < data.Rows; row++)
        {
            Assert.Equal(expected[row], data.InputRow(row).ToArray());
            Assert.Equal(expected[row], labelled.InputRow(row).ToArray());
            Assert.Equal([expected[row][0] + 100, expected[row][2] + 100], data.TargetRow(row).ToArray());
            Assert.Equal([(int)expected[row][0], (int)expected[row][2]], labelled.LabelRow(row).ToArray());
        }
    }

    [Fact]
    public void SeriesThatDoNotFit_AreRefused()
    {
        Assert.Contains("fewer than the 6", Assert.Throws<ArgumentException>(() => SeriesWindows.WithTargets<double>(new double[10], 2, new double[5], time: 3, batchSize: 2, states: 0)).Message, StringComparison.Ordinal);
        Assert.Contains("7 targets", Assert.Throws<ArgumentException>(() => SeriesWindows.WithTargets<double>(new double[10], 2, new double[7], time: 2, batchSize: 2, states: 0)).Message, StringComparison.Ordinal);
        Assert.Contains("4 labels", Assert.Throws<ArgumentException>(() => SeriesWindows.WithLabels<double>(new double[10], 2, new int[4], time: 2, batchSize: 2, states: 0)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => SeriesWindows.WithLabels<double>(new double[10], 2, new int[5], time: 0, batchSize: 2, states: 0));
    }
}

using Xunit;

namespace NnGen.Tests.Training;

public class ConfusionMatrixTests
{
    [Fact]
    public void Counts_GiveRecallAndPrecision()
    {
        ConfusionMatrix matrix = Example();
        Assert.Equal(15, matrix.Total);
        Assert.Equal(12, matrix.Correct);
        Assert.Equal(10, matrix.ActualCount(0));
        Assert.Equal(9, matrix.PredictedCount(0));
        Assert.Equal(0.8, matrix.Recall(0));
        Assert.Equal(8.0 / 9, matrix.Precision(0));
        Assert.True(double.IsNaN(matrix.Recall(2)));
        Assert.Equal(0, matrix.Precision(2));
    }

    [Fact]
    public void Text_IsAnAlignedTable()
    {
        string[] expected =
        [
            "actual         0      1      2 recall",
            "0              8      1      1  80.0%",
            "1              0      4      0 100.0%",
            "2              0      0      0      -",
            "precision 100.0%  80.0%   0.0%",
        ];
        var matrix = new ConfusionMatrix(3);
        Add(matrix, 0, 0, 8);
        Add(matrix, 0, 1, 1);
        Add(matrix, 0, 2, 1);
        Add(matrix, 1, 1, 4);
        Assert.Equal(string.Join('\n', expected), matrix.ToString());
    }

    [Fact]
    public void LargeCounts_WidenTheColumns()
    {
        var matrix = new ConfusionMatrix(2);
        Add(matrix, 1, 0, 12_345_678);
        string[] lines = matrix.ToString().Split('\n');
        Assert.Equal("1         12345678        0   0.0%", lines[2]);
        Assert.Equal(lines[0].Length, lines[2].Length);
    }

    [Fact]
    public void ClassOutOfRange_IsNamed()
    {
        var matrix = new ConfusionMatrix(2);
        Assert.Contains("Class 2 is out of range: there are the classes 0 to 1", Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Add(0, 2)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix[-1, 0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConfusionMatrix(1));
    }

    private static ConfusionMatrix Example()
    {
        var matrix = new ConfusionMatrix(3);
        Add(matrix, 0, 0, 8);
        Add(matrix, 0, 1, 1);
        Add(matrix, 0, 2, 1);
        Add(matrix, 1, 0, 1);
        Add(matrix, 1, 1, 4);
        return matrix;
    }

    private static void Add(ConfusionMatrix matrix, int actual, int predicted, int count)
    {
        for (int i = 0; i < count; i++)
        {
            matrix.Add(actual, predicted);
        }
    }
}

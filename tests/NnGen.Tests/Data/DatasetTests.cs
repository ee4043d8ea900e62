using Xunit;

namespace NnGen.Tests.Data;

public class DatasetTests
{
    [Fact]
    public void Labels_StandBesideTheirRows()
    {
        Dataset<float> data = FiveRows();

        Assert.Equal(5, data.Rows);
        Assert.Equal(2, data.InputSize);
        Assert.True(data.HasLabels);
        Assert.Equal(0, data.TargetSize);
        Assert.Equal([30f, 31f], data.InputRow(3).ToArray());
        Assert.Equal(3, data.Label(3));
    }

    [Fact]
    public void Targets_StandBesideTheirRows()
    {
        Dataset<double> data = Dataset.FromTargets<double>([1, 2, 3, 4], 2, [5, 6, 7, 8, 9, 10], 3);

        Assert.Equal(2, data.Rows);
        Assert.False(data.HasLabels);
        Assert.Equal([8, 9, 10], data.TargetRow(1).ToArray());
    }

    [Fact]
    public void SliceOfASlice_CountsFromTheSlice()
    {
        Dataset<float> data = FiveRows().Slice(1, 4).Slice(1, 2);

        Assert.Equal([2, 3], Labels(data));
        Assert.Equal([20f, 21f], data.InputRow(0).ToArray());
        Assert.True(data.IsContiguous);
    }

    [Fact]
    public void SelectionOfASlice_CountsFromTheSlice()
    {
        Dataset<float> data = FiveRows().Slice(1, 4).Select([3, 0, 3]);

        Assert.Equal([4, 1, 4], Labels(data));
        Assert.Equal([40f, 41f], data.InputRow(2).ToArray());
        Assert.False(data.IsContiguous);
    }

    [Fact]
    public void SliceOfASelection_CountsFromTheSelection()
    {
        Assert.Equal([0, 2], Labels(FiveRows().Select([4, 0, 2, 1]).Slice(1, 2)));
    }

    [Fact]
    public void ChangedListOfRows_DoesNotChangeTheSelection()
    {
        int[] rows = [1, 2];
        Dataset<float> data = FiveRows().Select(rows);

        rows[0] = 99;

        Assert.Equal([1, 2], Labels(data));
    }

    [Fact]
    public void Shuffle_KeepsEveryRowWithItsLabel()
    {
        Dataset<float> data = Many(100).Shuffle(seed: 3);

        Assert.Equal(Enumerable.Range(0, 100), Labels(data).Order());
        Assert.NotEqual(Enumerable.Range(0, 100), Labels(data));
        Assert.All(Enumerable.Range(0, 100), row => Assert.Equal(data.Label(row), data.InputRow(row)[0]));
        Assert.Equal(Labels(data), Labels(Many(100).Shuffle(seed: 3)));
        Assert.NotEqual(Labels(data), Labels(Many(100).Shuffle(seed: 4)));
    }

    [Fact]
    public void Split_PutsEachRowIntoOnePart()
    {
        (Dataset<float> training, Dataset<float> validation) = Many(50).Split(0.2, seed: 1);

        Assert.Equal(40, training.Rows);
        Assert.Equal(10, validation.Rows);
        Assert.Equal(Enumerable.Range(0, 50), Labels(training).Concat(Labels(validation)).Order());
        Assert.NotEqual(Enumerable.Range(40, 10), Labels(validation).Order());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-0.5)]
    [InlineData(0.001)]
    [InlineData(0.999)]
    [InlineData(double.NaN)]
    public void SplitThatLeavesAPartEmpty_IsRefused(double fraction)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Many(50).Split(fraction, seed: 1));

        Assert.Contains("at least one of the 50 rows in each part", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CopyRows_GathersInputsAndLabels()
    {
        Dataset<float> data = FiveRows().Slice(1, 4);
        var inputs = new float[4];
        var labels = new int[2];

        data.CopyRows([3, 1], inputs, labels);

        Assert.Equal([40f, 41, 20, 21], inputs);
        Assert.Equal([4, 2], labels);
    }

    [Fact]
    public void CopyRows_GathersInputsAndTargets()
    {
        Dataset<float> data = Dataset.FromTargets<float>([1, 2, 3], 1, [10, 11, 20, 21, 30, 31], 2).Select([2, 0]);
        var inputs = new float[2];
        var targets = new float[4];

        data.CopyRows([1, 0], inputs, targets);

        Assert.Equal([1f, 3], inputs);
        Assert.Equal([10f, 11, 30, 31], targets);
    }

    [Fact]
    public void CopyRows_AllocatesNothing()
    {
        Dataset<float> data = Many(100).Shuffle(1);
        var inputs = new float[3];
        var labels = new int[3];
        int[] rows = [5, 6, 7];

        Assert.Equal(0, Allocation.Of(() => data.CopyRows(rows, inputs, labels)));
    }

    [Fact]
    public void Neighbours_AreSeenInPlace()
    {
        float[] inputs = [1, 2, 3, 4, 5, 6];
        Dataset<float> data = Dataset.FromLabels(inputs, 2, [7, 8, 9]).Slice(1, 2);

        Assert.True(data.TryGetContiguous(1, 1, out ReadOnlySpan<float> seen, out ReadOnlySpan<int> labels));
        Assert.True(seen.Overlaps(inputs, out int offset));
        Assert.Equal(-4, offset);
        Assert.Equal([9], labels.ToArray());
        Assert.False(data.Shuffle(1).TryGetContiguous(0, 1, out seen, out labels));
        Assert.True(seen.IsEmpty && labels.IsEmpty);
    }

    [Fact]
    public void NeighbouringTargets_AreSeenInPlace()
    {
        Dataset<float> data = Dataset.FromTargets<float>([1, 2, 3], 1, [10, 11, 20, 21, 30, 31], 2);

        Assert.True(data.TryGetContiguous(1, 2, out ReadOnlySpan<float> inputs, out ReadOnlySpan<float> targets));
        Assert.Equal([2f, 3], inputs.ToArray());
        Assert.Equal([20f, 21, 30, 31], targets.ToArray());
    }

    private static Dataset<float> FiveRows() => Dataset.FromLabels<float>([0, 1, 10, 11, 20, 21, 30, 31, 40, 41], 2, [0, 1, 2, 3, 4]);

    private static Dataset<float> Many(int rows) =>
        Dataset.FromLabels([.. Enumerable.Range(0, rows).Select(row => (float)row)], 1, [.. Enumerable.Range(0, rows)]);

    private static IEnumerable<int> Labels(Dataset<float> data) => [.. Enumerable.Range(0, data.Rows).Select(data.Label)];
}

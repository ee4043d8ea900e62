using Xunit;

namespace NnGen.Tests.Data;

public class DatasetWeightTests
{
    private static readonly double[] Inputs = [0, 1, 2, 3, 4, 5];
    private static readonly double[] Weights = [0, 10, 20, 30, 40, 50];

    private static Dataset<double> Weighted => Dataset.FromLabels(Inputs, 1, [0, 1, 0, 1, 0, 1]).WithWeights(Weights);

    [Fact]
    public void WithoutWeights_EachRowCountsOnce()
    {
        Dataset<double> data = Dataset.FromLabels(Inputs, 1, new int[6]);
        Assert.False(data.HasWeights);
        Assert.Equal(1, data.Weight(5));
        Assert.Throws<ArgumentOutOfRangeException>(() => data.Weight(6));
    }

    [Fact]
    public void EveryView_KeepsTheWeightsWithTheirRows()
    {
        (Dataset<double> training, Dataset<double> validation) = Weighted.Split(0.5, seed: 3);
        (Dataset<double> stratified, Dataset<double> rest) = Weighted.SplitStratified(0.4, seed: 4);
        Fold<double>[] folds = [.. Folds.Of(Weighted, 3, seed: 5)];
        Dataset<double>[] views =
        [
            Weighted, Weighted.Shuffle(1), Weighted.Slice(2, 3), Weighted.Select([5, 1, 5]), Weighted.Shuffle(2).Slice(1, 4).Select([0, 3]),
            training, validation, stratified, rest, .. folds.Select(fold => fold.Training), .. folds.Select(fold => fold.Validation),
            Weighted.WithOneHotTargets(2), Dataset.FromTargets(Inputs, 1, Inputs, 1).WithWeights(Weights).Shuffle(7),
        ];
        foreach (Dataset<double> view in views)
        {
            Assert.True(view.HasWeights);
            for (int row = 0; row < view.Rows; row++)
            {
                Assert.Equal(10 * view.InputRow(row)[0], view.Weight(row));
            }
        }
    }

    [Fact]
    public void ScaledCopies_KeepTheWeights_AlsoOfRowsThatAllWeighZero()
    {
        StandardScaler<double> scaler = StandardScaler.Fit(Weighted);
        Dataset<double> scaled = scaler.Transform(Weighted.Shuffle(1));
        for (int row = 0; row < 6; row++)
        {
            Assert.Equal(Weighted.Shuffle(1).Weight(row), scaled.Weight(row));
        }

        Dataset<double> zero = scaler.Transform(Weighted.Slice(0, 1));
        Assert.True(zero.HasWeights);
        Assert.Equal(0, zero.Weight(0));
    }

    [Fact]
    public void WeightsOfAView_AreInItsOrder_AndReplaceThoseThereWere()
    {
        Dataset<double> data = Weighted.Shuffle(9).Slice(1, 3).WithWeights([7, 8, 9]);
        Assert.Equal([7.0, 8, 9], [data.Weight(0), data.Weight(1), data.Weight(2)]);
        Assert.Equal(10, Weighted.Weight(1));
    }

    [Fact]
    public void RowShownTwice_TakesOneWeight()
    {
        Dataset<double> twice = Weighted.Select([2, 3, 2]);
        Assert.Equal(5, twice.WithWeights([5, 1, 5]).Weight(2));
        Assert.Contains("Row 2 of this selection", Assert.Throws<ArgumentException>(() => twice.WithWeights([5, 1, 6])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new double[] { 1, 1 }, "2")]
    [InlineData(new double[] { 1, -1, 1 }, "row 1 is -1")]
    [InlineData(new double[] { 1, 1, double.NaN }, "row 2 is NaN")]
    [InlineData(new double[] { double.PositiveInfinity, 1, 1 }, "row 0 is Infinity")]
    [InlineData(new double[] { 0, 0, 0 }, "all 3 rows are 0")]
    public void ImpossibleWeights_AreNamed(double[] weights, string expected)
    {
        Dataset<double> data = Dataset.FromLabels(new double[3], 1, new int[3]);
        Assert.Contains(expected, Assert.Throws<ArgumentException>(() => data.WithWeights(weights)).Message, StringComparison.Ordinal);
    }
}

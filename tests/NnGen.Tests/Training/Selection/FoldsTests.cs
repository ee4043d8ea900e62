using Xunit;

namespace NnGen.Tests.Training.Selection;

public class FoldsTests
{
    [Theory]
    [InlineData(10, 5)]
    [InlineData(11, 3)]
    [InlineData(7, 7)]
    [InlineData(2, 2)]
    public void EveryRow_IsValidatedOnceAndTrainedInAllOtherFolds(int rows, int count)
    {
        Dataset<double> data = Numbered(rows);
        IReadOnlyList<Fold<double>>[] ways = [Folds.Of(data, count, seed: 3), Folds.InOrder(data, count), Folds.Stratified(data, count, seed: 3)];
        foreach (IReadOnlyList<Fold<double>> folds in ways)
        {
            Assert.Equal(count, folds.Count);
            Assert.Equal(Enumerable.Range(0, rows), folds.SelectMany(fold => RowsOf(fold.Validation)).Order());
            foreach (Fold<double> fold in folds)
            {
                Assert.Equal(Enumerable.Range(0, rows), RowsOf(fold.Validation).Concat(RowsOf(fold.Training)).Order());
                Assert.InRange(fold.Validation.Rows, rows / count, (rows + count - 1) / count);
            }

            Assert.Equal(Enumerable.Range(0, count), folds.Select(fold => fold.Number));
        }
    }

    [Fact]
    public void SameSeed_GivesTheSameFoldsAndAnotherSeedOthers()
    {
        Dataset<double> data = Numbered(30);
        Assert.Equal(RowsOf(Folds.Of(data, 3, 1)[1].Training), RowsOf(Folds.Of(data, 3, 1)[1].Training));
        Assert.NotEqual(RowsOf(Folds.Of(data, 3, 1)[1].Validation), RowsOf(Folds.Of(data, 3, 2)[1].Validation));
        Assert.NotEqual(RowsOf(Folds.Stratified(data, 3, 1)[1].Validation), RowsOf(Folds.Stratified(data, 3, 2)[1].Validation));
    }

    [Fact]
    public void BlocksInOrder_KeepTheOrderOfTheRows()
    {
        IReadOnlyList<Fold<double>> folds = Folds.InOrder(Numbered(7), 3);
        Assert.Equal([0, 1, 2], RowsOf(folds[0].Validation));
        Assert.Equal([3, 4], RowsOf(folds[1].Validation));
        Assert.Equal([0, 1, 2, 5, 6], RowsOf(folds[1].Training));
    }

    [Fact]
    public void StratifiedFolds_HaveEqualSharesOfEachClass()
    {
        // 23 rows of class 0, 11 of class 1, 6 of class 2.
        int[] labels = [.. Enumerable.Repeat(0, 23), .. Enumerable.Repeat(1, 11), .. Enumerable.Repeat(2, 6)];
        Dataset<double> data = Dataset.FromLabels([.. Enumerable.Range(0, 40).Select(i => (double)i)], 1, labels);
        foreach (Fold<double> fold in Folds.Stratified(data, 4, seed: 9))
        {
            int[] counts = [.. Enumerable.Range(0, 3).Select(label => Enumerable.Range(0, fold.Validation.Rows).Count(row => fold.Validation.Label(row) == label))];
            Assert.Equal(10, fold.Validation.Rows);
            Assert.InRange(counts[0], 5, 6);
            Assert.InRange(counts[1], 2, 3);
            Assert.InRange(counts[2], 1, 2);
        }
    }

    [Fact]
    public void TargetsOfClasses_AreStratifiedAndTargetsOfValuesRefused()
    {
        double[] inputs = [.. Enumerable.Range(0, 8).Select(i => (double)i)];
        Dataset<double> answers = Dataset.FromTargets(inputs, 1, [0.0, 0, 0, 0, 0, 0, 1, 1], 1);
        Assert.All(Folds.Stratified(answers, 2, 1), fold => Assert.Equal(1, Sum(fold.Validation)));
        Dataset<double> margins = Dataset.FromTargets(inputs, 1, [-1.0, -1, -1, -1, -1, -1, 1, 1], 1);
        Assert.All(Folds.Stratified(margins, 2, 1), fold => Assert.Equal(-2, Sum(fold.Validation)));
        Dataset<double> oneHot = Dataset.FromTargets(inputs[..4], 1, [0.0, 1, 1, 0, 0, 1, 1, 0], 2);
        Assert.All(Folds.Stratified(oneHot, 2, 1), fold => Assert.Equal(1, Sum(fold.Validation)));

        Dataset<double> values = Dataset.FromTargets(inputs[..2], 1, [1, 0.5], 1);
        string message = Assert.Throws<ArgumentException>(() => Folds.Stratified(values, 2, 1)).Message;
        Assert.Contains("Target 0 of row 1 is 0.5", message);
        Assert.Contains("Folds.Of", message);
    }

    [Fact]
    public void FoldsOfAView_ShowOnlyItsRows()
    {
        Dataset<double> view = Numbered(10).Select([9, 7, 5, 3]);
        Assert.Equal([3, 5, 7, 9], Folds.Of(view, 2, 1).SelectMany(fold => RowsOf(fold.Validation)).Order());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    [InlineData(6)]
    public void WrongCount_IsRefusedWithTheRange(int count) =>
        Assert.Contains("5 rows can be parted into 2 to 5 folds", Assert.Throws<ArgumentOutOfRangeException>(() => Folds.Of(Numbered(5), count, 1)).Message);

    [Fact]
    public void ScaledFold_HasTheScaleOfItsTrainingRows()
    {
        Dataset<double> data = Dataset.FromTargets([0.0, 10, 100, 1000], 1, [0.0, 1, 5, 9], 1);
        Fold<double> fold = Folds.InOrder(data, 2)[1];
        Fold<double> scaled = fold.Transform(MinMaxScaler.Fit(fold.Training)).TransformTargets(MinMaxScaler.FitTargets(fold.Training));
        Assert.Equal(1, scaled.Number);
        Assert.Equal([-1.0, 1], [scaled.Training.InputRow(0)[0], scaled.Training.InputRow(1)[0]]);
        Assert.Equal([19.0, 199], [scaled.Validation.InputRow(0)[0], scaled.Validation.InputRow(1)[0]]);
        Assert.Equal([9.0, 17], [scaled.Validation.TargetRow(0)[0], scaled.Validation.TargetRow(1)[0]]);
    }

    // The input of a row is its number; every third row is of class 1.
    private static Dataset<double> Numbered(int rows) =>
        Dataset.FromLabels([.. Enumerable.Range(0, rows).Select(i => (double)i)], 1, [.. Enumerable.Range(0, rows).Select(i => i % 3 == 0 ? 1 : 0)]);

    private static int[] RowsOf(Dataset<double> data) => [.. Enumerable.Range(0, data.Rows).Select(row => (int)data.InputRow(row)[0])];

    private static double Sum(Dataset<double> data) => Enumerable.Range(0, data.Rows).Sum(row => data.TargetRow(row)[0]);
}

using Xunit;

namespace NnGen.Tests.Data;

public class StratifiedSplitTests
{
    [Fact]
    public void EvenShares_AreMetExactly()
    {
        (Dataset<float> training, Dataset<float> validation) = OfCounts(50, 50, 50).SplitStratified(0.2, seed: 1);

        Assert.Equal([40, 40, 40], Counts(training));
        Assert.Equal([10, 10, 10], Counts(validation));
        Assert.Equal(Enumerable.Range(0, 150), Ids(training).Concat(Ids(validation)).Order());
    }

    [Fact]
    public void UnevenShares_AreMetWithinOneRow()
    {
        int[] counts = [7, 90, 1, 23, 2];
        foreach (double fraction in new[] { 0.1, 0.25, 0.5, 0.77, 0.95 })
        {
            (Dataset<float> training, Dataset<float> validation) = OfCounts(counts).SplitStratified(fraction, seed: 5);
            int[] held = Counts(validation, classes: 5);
            int[] kept = Counts(training, classes: 5);
            for (int label = 0; label < counts.Length; label++)
            {
                Assert.Equal(counts[label], held[label] + kept[label]);
                Assert.InRange(held[label] - (counts[label] * fraction), -0.999, 0.999);
                Assert.InRange(kept[label], 1, counts[label]);
            }

            Assert.InRange(validation.Rows - (123 * fraction), -3, 0.5);
        }
    }

    [Fact]
    public void Remainders_GoToTheClassesThatLostMost()
    {
        // Shares 1.25, 1.75 and 2: five rows in all, of which four are whole.
        (_, Dataset<float> validation) = OfCounts(5, 7, 8).SplitStratified(0.25, seed: 1);

        Assert.Equal([1, 2, 2], Counts(validation));
    }

    [Fact]
    public void SameSeed_GivesTheSameParts()
    {
        Dataset<float> data = OfCounts(20, 30);

        Assert.Equal(Ids(data.SplitStratified(0.3, 4).Validation), Ids(data.SplitStratified(0.3, 4).Validation));
        Assert.NotEqual(Ids(data.SplitStratified(0.3, 4).Validation), Ids(data.SplitStratified(0.3, 5).Validation));
        Assert.NotEqual(Enumerable.Range(0, 15), Ids(data.SplitStratified(0.3, 4).Validation).Order());
    }

    [Fact]
    public void EveryRow_CanBeChosen()
    {
        // Over many seeds each of 20 rows is held out about a quarter of the time.
        Dataset<float> data = OfCounts(12, 8);
        var chosen = new int[20];
        for (ulong seed = 0; seed < 400; seed++)
        {
            foreach (int id in Ids(data.SplitStratified(0.25, seed).Validation))
            {
                chosen[id]++;
            }
        }

        Assert.All(chosen, count => Assert.InRange(count, 60, 140));
    }

    [Fact]
    public void SplitOfASelection_SplitsWhatItShows()
    {
        Dataset<float> data = OfCounts(10, 10).Select([0, 1, 2, 3, 10, 11, 12, 13]);

        (Dataset<float> training, Dataset<float> validation) = data.SplitStratified(0.5, seed: 2);

        Assert.Equal([2, 2], Counts(validation));
        Assert.Equal([0, 1, 2, 3, 10, 11, 12, 13], Ids(training).Concat(Ids(validation)).Order());
    }

    [Fact]
    public void LargeLabels_TakeNoMemory()
    {
        Dataset<float> data = Dataset.FromLabels<float>([1, 2, 3, 4], 1, [int.MaxValue, 0, int.MaxValue, 0]);

        Assert.Equal(2, data.SplitStratified(0.5, 1).Validation.Rows);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-0.2)]
    [InlineData(double.NaN)]
    [InlineData(0.001)]
    public void FractionThatLeavesAPartEmpty_IsRefused(double fraction)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => OfCounts(10, 10).SplitStratified(fraction, seed: 1));

        Assert.Contains("at least one of the 20 rows in each part", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ClassesOfOneRow_CannotBeSplit() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => OfCounts(1, 1, 1, 1).SplitStratified(0.5, seed: 1));

    [Fact]
    public void Targets_CannotBeStratified()
    {
        var error = Assert.Throws<InvalidOperationException>(() => Dataset.FromTargets<float>([1, 2], 1, [1, 2], 1).SplitStratified(0.5, 1));

        Assert.Contains("targets each, not labels", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OneHotTargets_StandBesideTheirRows()
    {
        Dataset<float> data = Dataset.FromLabels<float>([10, 11, 12, 13], 1, [9, 2, 0, 1]).Select([3, 1, 2]);

        Dataset<float> targets = data.WithOneHotTargets(3);

        Assert.False(targets.HasLabels);
        Assert.Equal([13f], targets.InputRow(0).ToArray());
        Assert.Equal([0f, 1, 0], targets.TargetRow(0).ToArray());
        Assert.Equal([0f, 0, 1], targets.TargetRow(1).ToArray());
        Assert.Equal([1f, 0, 0], targets.TargetRow(2).ToArray());
        Assert.Equal(2, data.Label(1));
    }

    [Fact]
    public void OneHotTargetsThatCannotBe_AreRefused()
    {
        Dataset<float> data = Dataset.FromLabels<float>([1, 2], 1, [0, 3]);

        var range = Assert.Throws<ArgumentException>(() => data.WithOneHotTargets(3));
        Assert.Contains("Label 3 of row 1 is out of range: there are the classes 0 to 2", range.Message, StringComparison.Ordinal);
        var size = Assert.Throws<ArgumentException>(() => data.WithOneHotTargets(int.MaxValue));
        Assert.Contains("4294967294 targets", size.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => data.WithOneHotTargets(0));
        Assert.Throws<InvalidOperationException>(() => data.WithOneHotTargets(4).WithOneHotTargets(4));
    }

    // So many rows of each class, in order; the input is the number of the row.
    private static Dataset<float> OfCounts(params int[] counts)
    {
        var labels = new List<int>();
        for (int label = 0; label < counts.Length; label++)
        {
            labels.AddRange(Enumerable.Repeat(label, counts[label]));
        }

        return Dataset.FromLabels([.. Enumerable.Range(0, labels.Count).Select(row => (float)row)], 1, labels.ToArray());
    }

    private static int[] Counts(Dataset<float> data, int classes = 0)
    {
        int[] labels = [.. Enumerable.Range(0, data.Rows).Select(data.Label)];
        return [.. Enumerable.Range(0, Math.Max(classes, labels.Max() + 1)).Select(label => labels.Count(other => other == label))];
    }

    private static int[] Ids(Dataset<float> data) => [.. Enumerable.Range(0, data.Rows).Select(row => (int)data.InputRow(row)[0])];
}

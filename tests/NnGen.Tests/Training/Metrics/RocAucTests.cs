using NnGen.Numerics;
using Xunit;

namespace NnGen.Tests.Training.Metrics;

public class RocAucTests
{
    [Theory]
    [InlineData(1000)]
    [InlineData(20)]
    [InlineData(3)]
    [InlineData(1)]
    public void ScoresWithTies_EqualTheCountOfAllPairs(int differentScores)
    {
        var random = new CounterRandom(differentScores > 0 ? (ulong)differentScores : 1, 0);
        var scores = new double[200];
        var positive = new bool[200];
        for (uint i = 0; i < scores.Length; i++)
        {
            scores[i] = Math.Floor(random.UniformAt(0, 0, i) * differentScores);
            positive[i] = random.UniformAt(1, 0, i) < 0.3 + 0.4 * scores[i] / differentScores;
        }

        Assert.Equal(OverPairs(scores, positive), RocAuc.Of(scores, positive));
    }

    [Fact]
    public void SeparatedScores_HaveAreaOneAndReversedZero()
    {
        Assert.Equal(1, RocAuc.Of([double.NegativeInfinity, 0.5, 0.75, double.PositiveInfinity], [false, false, true, true]));
        Assert.Equal(0, RocAuc.Of([3f, 2f, 1f], [false, true, true]));
    }

    [Fact]
    public void OneKindOfRowsOrNaN_HasNoArea()
    {
        Assert.True(double.IsNaN(RocAuc.Of([1.0, 2.0], [true, true])));
        Assert.True(double.IsNaN(RocAuc.Of([1.0, 2.0], [false, false])));
        Assert.True(double.IsNaN(RocAuc.Of([1.0, double.NaN, 2], [false, true, true])));
        Assert.True(double.IsNaN(RocAuc.Of(Array.Empty<float>(), Array.Empty<bool>())));
    }

    [Fact]
    public void Arguments_AreNotReordered()
    {
        double[] scores = [3, 1, 2];
        bool[] positive = [true, false, false];
        Assert.Equal(1, RocAuc.Of(scores, positive));
        Assert.Equal([3.0, 1, 2], scores);
        Assert.Equal([true, false, false], positive);
    }

    [Fact]
    public void DifferentLengths_AreNamed() =>
        Assert.Contains("3 scores need as many marks of positive rows, but there are 2", Assert.Throws<ArgumentException>(() => RocAuc.Of([1.0, 2, 3], [true, false])).Message);

    [Fact]
    public void ManyEqualScores_DoNotOverflow()
    {
        // Some 10^10 pairs, half of them counted twice.
        var scores = new float[200_000];
        var positive = new bool[200_000];
        Array.Fill(positive, true, 0, 100_000);
        Assert.Equal(0.5, RocAuc.Of(scores, positive));
    }

    /// <summary>The definition: the share of pairs in which the positive row scores higher, ties half.</summary>
    internal static double OverPairs(ReadOnlySpan<double> scores, ReadOnlySpan<bool> positive)
    {
        double wins = 0;
        double pairs = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            for (int j = 0; j < scores.Length; j++)
            {
                if (positive[i] && !positive[j])
                {
                    pairs++;
                    wins += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                }
            }
        }

        return wins / pairs;
    }
}

using NnGen.Compiler.Plan;

namespace NnGen.Compiler.Tests.Plan;

/// <summary>What repeats in a list: letters are likeness, numbers move.</summary>
public class RunsTests
{
    [Theory]
    [InlineData("a1 a2 a3", "3 x 1")]
    [InlineData("a1 a2", "1 1")]
    [InlineData("a1 a2 b3", "1 1 1")]
    [InlineData("a1 a2 a4 a6", "1 3 x 1")]
    [InlineData("a3 a2 a1 a0 a0", "4 x 1 1")]
    [InlineData("a7 a7 a7", "3 x 1")]
    [InlineData("a1 a9 a1 a9 a1", "5 x 1")]
    [InlineData("a1 a9 a1 a9 a2 a3", "4 x 1 1 1")]
    [InlineData("a1 b1 a2 b2 a3 b3", "3 x 2")]
    [InlineData("a1 b1 a2 b2 a3 b4", "1 1 1 1 1 1")]
    [InlineData("c0 a1 b9 a2 b8 a3 b7 a4 c0", "1 3 x 2 1 1")]
    [InlineData("a0 a5 a1 a7 a2 a9", "3 x 2")]
    [InlineData("a1 a2 a3 b a1 a2 a3", "3 x 1 1 3 x 1")]
    [InlineData("", "")]
    public void Runs_AreTurnsWhoseNumbersMoveEvenly(string items, string expected)
    {
        string[] list = items.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        IReadOnlyList<Run> runs = Runs.Of(list, item => item[0], item => [.. item.Skip(1).Select(c => c - '0')]);

        Assert.Equal(expected, string.Join(' ', runs.Select(run => run.Turns == 1 ? "1" : $"{run.Turns} x {run.Length}")));
        Assert.Equal(Enumerable.Range(0, list.Length), runs.SelectMany(run => Enumerable.Range(run.First, run.Length * run.Turns)));
    }

    [Fact]
    public void SeveralNumbers_MoveEachInItsWay()
    {
        (int, int)[] items = [(0, 1), (4, 7), (8, 1), (12, 7), (16, 1), (20, 1)];

        IReadOnlyList<Run> runs = Runs.Of(items, _ => "", item => [item.Item1, item.Item2]);

        Assert.Equal([new Run(0, 1, 5), new Run(5, 1, 1)], runs);
    }

    [Theory]
    [InlineData(3, 5, 7, "3 5 7 9 11")]
    [InlineData(3, 5, 3, "3 5 3 5 3")]
    [InlineData(3, 3, 3, "3 3 3 3 3")]
    [InlineData(9, 4, -1, "9 4 -1 -6 -11")]
    public void AMotion_GoesOnAsItBegan(int first, int second, int third, string expected)
    {
        var motion = Motion.Of(first, second, third);

        Assert.Equal(expected, string.Join(' ', Enumerable.Range(0, 5).Select(turn => motion.At(first, turn))));
    }
}

using NnGen.Compiler.Graph.Ops;
using NnGen.Compiler.Model;
using NnGen.Compiler.Plan;
using NnGen.Compiler.Tests.Support;
using static NnGen.Compiler.Tests.Support.Declare;

namespace NnGen.Compiler.Tests.Graph;

/// <summary>Series and images of other sizes: the rules of the corners by hand and as PyTorch prints them, numbers that are not finite, what is refused.</summary>
public class ResizeTests
{
    /// <summary>From PyTorch's manual of nn.Upsample, and by hand.</summary>
    [Fact]
    public void Linear_FollowsTheRulesOfTheCorners()
    {
        AssertPlaces([0, 0.25, 0.75, 1], AxisSampling.Linear(2, 4, null, alignsCorners: false));
        AssertPlaces([0, 1 / 3.0, 2 / 3.0, 1], AxisSampling.Linear(2, 4, null, alignsCorners: true));
        AssertPlaces([1 / 6.0, 1.5, 17 / 6.0], AxisSampling.Linear(4, 3, null, alignsCorners: false));
        AssertPlaces([0, 1.5, 3], AxisSampling.Linear(4, 3, null, alignsCorners: true));
        AssertPlaces([0], AxisSampling.Linear(4, 1, null, alignsCorners: true));
        AssertPlaces([1.5], AxisSampling.Linear(4, 1, null, alignsCorners: false));

        // A scale that is written counts, not the 4 : 3 that it leads to; with corners aligned the sizes do.
        AssertPlaces([0, 4 / 7.0, 9 / 7.0, 2], AxisSampling.Linear(3, 4, 1.4, alignsCorners: false));
        AssertPlaces([0, 2 / 3.0, 4 / 3.0, 2], AxisSampling.Linear(3, 4, 1.4, alignsCorners: true));
    }

    [Fact]
    public void Nearest_IsTheElementBefore()
    {
        Assert.Equal([0, 0, 1, 1, 2], AxisSampling.Nearest(3, 5, null).Lower);
        Assert.Equal([0, 1, 3], AxisSampling.Nearest(5, 3, null).Lower);
        Assert.Equal([0, 0, 1, 2], AxisSampling.Nearest(3, 4, 1.4).Lower);

        // Whole numbers exactly, where a factor in floats falls short of them.
        Assert.Equal(Enumerable.Range(0, 41 * 49).Select(o => o / 49), AxisSampling.Nearest(41, 41 * 49, null).Lower);
    }

    /// <summary>As in PyTorch: what is infinite reaches those that take some of it, and is NaN where their share of it is 0.</summary>
    [Fact]
    public void InfiniteElements_ReachTheirNeighboursOnly()
    {
        const double Infinity = double.PositiveInfinity;
        NodeDeclaration linear = Node("Upsample").With("Mode", "Linear");
        Assert.Equal([double.NaN, Infinity, Infinity, Infinity, Infinity, -Infinity, -Infinity, -Infinity], Predict(Net(Input(1, 4), linear.With("Factor", 2)), [1, Infinity, 3, -Infinity]));
        Assert.Equal([Infinity, Infinity, Infinity], Predict(Net(Input(1, 1), linear.With("Factor", 3)), [Infinity]));
        Assert.Equal([1, 1, Infinity], Predict(Net(Input(1, 2), Node("Upsample").With("Size", 3)), [1, Infinity]));
    }

    /// <summary>An image of one channel lies as it is given, one of several has them side by side: both are the same image.</summary>
    [Theory]
    [InlineData("Nearest", false)]
    [InlineData("Bilinear", false)]
    [InlineData("Bilinear", true)]
    public void EachChannel_IsAnImageByItself(string mode, bool alignsCorners)
    {
        NetworkDeclaration Of(int channels) => Net(Input(channels, 3, 4), Node("Upsample").With("Mode", mode).With("Sizes", new EquatableArray<int>(7, 5)).With("AlignCorners", alignsCorners));
        double[] x = Numbers.Doubles(3, 19 * 12);
        Assert.Equal(x.Chunk(12).SelectMany(channel => Predict(Of(1), channel)), Predict(Of(19), x));
    }

    [Theory]
    [InlineData("nothing", "NNG013 at 1")]
    [InlineData("Factor=0", "NNG013 at 1")]
    [InlineData("Size=0", "NNG013 at 1")]
    [InlineData("Scale=0.0", "NNG013 at 1")]
    [InlineData("Scale=-1.5", "NNG013 at 1")]
    [InlineData("Scale=0.2", "NNG013 at 1")]
    [InlineData("Scale=Infinity", "NNG013 at 1")]
    [InlineData("Factor=2 Size=3", "NNG013 at 1")]
    [InlineData("Scale=1.5 Size=3", "NNG013 at 1")]
    [InlineData("Factor=2 Mode=Linear", "NNG013 at 1")]
    [InlineData("Factor=2 AlignCorners=True", "NNG013 at 1")]
    [InlineData("Size=100000", "NNG014 at 1")]
    [InlineData("Size=6 Mode=Bilinear AlignCorners=True")]
    [InlineData("Scale=0.34")]
    public void WhatDoesNotFit_IsReported(string options, params string[] problems)
    {
        NodeDeclaration upsample = Node("Upsample");
        foreach (string[] option in options.Split(' ').Select(option => option.Split('=')).Where(option => option.Length == 2))
        {
            object value = int.TryParse(option[1], out int whole) ? whole
                : double.TryParse(option[1], System.Globalization.CultureInfo.InvariantCulture, out double number) ? number
                : bool.TryParse(option[1], out bool flag) ? flag
                : option[1];
            upsample = upsample.With(option[0], value);
        }

        Assert.Equal(problems, Net(Input(1, 3, 4), upsample, Node("GlobalAvgPool")).Problems());
    }

    [Fact]
    public void ArraysOfAnotherLength_AndModesOfOtherShapes_AreReported()
    {
        Assert.Equal(["NNG013 at 1"], Net(Input(1, 3), Node("Upsample").With("Sizes", new EquatableArray<int>(4, 5)), Node("Flatten")).Problems());
        Assert.Equal(["NNG013 at 1"], Net(Input(1, 3, 4), Node("Upsample").With("Scales", new EquatableArray<double>(1.5)), Node("Flatten")).Problems());
        Assert.Equal(["NNG013 at 1", "NNG013 at 1"], Net(Input(1, 3, 4), Node("Upsample").With("Sizes", new EquatableArray<int>(0, -1)), Node("Flatten")).Problems());
        Assert.Equal(["NNG013 at 1"], Net(Input(1, 3), Node("Upsample").With("Factor", 2).With("Mode", "Bilinear"), Node("Flatten")).Problems());
        Assert.Equal(["NNG014 at 1"], Net(Input(1, 3), Node("Upsample").With("Size", 2_000_000), Node("GlobalAvgPool")).Problems());
        Assert.Empty(Net(Input(1, 2), Node("Upsample").With("Size", 2_000_000), Node("GlobalAvgPool")).Problems());
        Assert.Equal(["NNG020 at 1"], Net(Input(3), Node("Upsample").With("Factor", 2)).Problems());
        Assert.Equal(["NNG020 at 1"], Net(Input(1, 3), Node("Upsample").With("FactorHeight", 2).With("FactorWidth", 2), Node("Flatten")).Problems());
    }

    private static double[] Predict(NetworkDeclaration net, double[] row)
    {
        NetworkPlan plan = net.Double().Plan();
        return Interpreted.Rows(plan, plan.Predict, [], row, plan.Facts.Lanes);
    }

    private static void AssertPlaces(double[] expected, AxisSampling sampling)
    {
        double[] places = [.. sampling.Lower.Select((lower, o) => lower + sampling.Fractions[o] * (lower < sampling.Size - 1 ? 1 : 0))];
        Numbers.AssertClose(expected, places, 1e-15);
    }
}

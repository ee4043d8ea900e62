using System.Numerics;
using NnGen.Numerics.Tests.Nets;
using NnGen.Numerics.Tests.Support;

namespace NnGen.Numerics.Tests.Behaviour;

/// <summary>Rows that weigh more in the loss than others.</summary>
public sealed class RowWeightTests
{
    /// <summary>Where rows depend on each other, by statistics of the batch, or have masks of their own, a repeated row is not the same row.</summary>
    public static TheoryData<string> Doubles => NetCatalog.Names(NetCatalog.Spread.Where(net => net.IsDouble && !net.DropsInside
        && !net.Info.LayerTable.Contains("BatchNorm", StringComparison.Ordinal)
        && !net.Info.LayerTable.Contains("Dropout", StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(Doubles))]
    public void WholeWeights_LossAndGradientOfRowsSoManyTimes(string name) => NetCatalog.Find(name).Accept(new Repeats());

    [Fact]
    public void OtherNumberOfRows_IsRefusedAndClearWeightsHelps()
    {
        var net = new Odd(seed: 1);
        var tape = new Odd.Tape(4);
        tape.SetWeights([1, 2]);
        ArgumentException refused = Assert.Throws<ArgumentException>(() => net.Forward(new float[9], new int[3], tape));
        Assert.Contains("2 weights, but the batch has 3 rows", refused.Message, StringComparison.Ordinal);
        tape.ClearWeights();
        Assert.True(float.IsFinite(net.Forward(new float[9], new int[3], tape)));
    }

    [Fact]
    public void AllZero_LossAndGradientAreZero()
    {
        var net = new Odd(seed: 1);
        var tape = new Odd.Tape(2);
        tape.SetWeights([0, 0]);
        Assert.Equal(0, net.Forward(new float[6], new int[2], tape));
        var gradients = new Odd.Gradients();
        net.Backward(tape, gradients);
        Assert.All(gradients.Buffer.Span.ToArray(), gradient => Assert.Equal(0, gradient));
    }

    [Theory]
    [InlineData(-1f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void ImpossibleWeight_NamesTheRow(float weight)
    {
        var tape = new Odd.Tape(2);
        Assert.Contains("row 1", Assert.Throws<ArgumentException>(() => tape.SetWeights([1, weight])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => tape.SetWeights([]));
        Assert.Throws<ArgumentException>(() => tape.SetWeights([1, 1, 1]));
    }

    private sealed class Repeats : INetAction
    {
        public void Run<TNetwork, T>()
            where TNetwork : class, ITrainableNetwork<TNetwork, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            int[] counts = [1, 3, 2, 0, 1];
            NetworkInfo info = TNetwork.Info;
            TNetwork network = Networks.WithBiases<TNetwork, T>(3);
            Batch<T> batch = Batch<T>.Draw(info, counts.Length, seed: 2);
            NetworkTape<T> tape = TNetwork.CreateTape(counts.Sum());
            tape.SetWeights([.. counts.Select(count => T.CreateTruncating(count))]);
            NetworkGradients<T> weighted = TNetwork.CreateGradients();
            T loss = batch.Forward(network, tape);
            network.Backward(tape, weighted);

            int[] rows = [.. counts.SelectMany((count, row) => Enumerable.Repeat(row, count))];
            T[] Repeated(T[] all, int size) => [.. rows.SelectMany(row => all[(row * size)..((row + 1) * size)])];
            tape.ClearWeights();
            NetworkGradients<T> repeated = TNetwork.CreateGradients();
            T expected = batch.Labels is int[] labels
                ? network.Forward(Repeated(batch.Inputs, info.InputSize), rows.Select(row => labels[row]).ToArray(), tape)
                : network.Forward(Repeated(batch.Inputs, info.InputSize), Repeated(batch.Targets, info.OutputSize), tape);
            network.Backward(tape, repeated);

            Assert.Null(Compare.Difference<T, T>([expected], [loss], 1e-12, 1e-12));
            Assert.Null(Compare.Difference<T, T>(repeated.Buffer.Span.ToArray(), weighted.Buffer.Span.ToArray(), 1e-11, 1e-12));
        }
    }
}

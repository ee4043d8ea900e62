using System.Numerics;
using NnGen.Numerics.Tests.Nets;
using NnGen.Numerics.Tests.Support;

namespace NnGen.Numerics.Tests.Bits;

/// <summary>A network of blocks is the network that is written out: the same facts, the same bits.</summary>
public sealed class BlockTests
{
    [Fact]
    public void Singles_AreThoseOfTheNetworkWrittenOut() => Compare<Repeated, WrittenOut, float>();

    [Fact]
    public void Doubles_AreThoseOfTheNetworkWrittenOut() => Compare<RepeatedDouble, WrittenOutDouble, double>();

    private static void Compare<TBlocks, TWritten, T>()
        where TBlocks : class, ITrainableNetwork<TBlocks, T>
        where TWritten : class, ITrainableNetwork<TWritten, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Assert.Equal(TWritten.Info.LayerTable, TBlocks.Info.LayerTable);
        Assert.Equal(TWritten.Info.Parameters.Select(parameter => (parameter.Name, parameter.Offset)), TBlocks.Info.Parameters.Select(parameter => (parameter.Name, parameter.Offset)));
        TBlocks blocks = TBlocks.Create(5);
        TWritten written = TWritten.Create(5);
        Assert.Equal(written.Parameters.Span, blocks.Parameters.Span);

        foreach (int rows in new[] { 1, 7, 53 })
        {
            Batch<T> batch = Batch<T>.Draw(TBlocks.Info, rows, seed: rows);
            T[] ofBlocks = new T[rows * TBlocks.Info.OutputSize];
            T[] ofWritten = new T[rows * TBlocks.Info.OutputSize];
            blocks.PredictBatch(batch.Inputs, ofBlocks);
            written.PredictBatch(batch.Inputs, ofWritten);
            Assert.Equal(ofWritten, ofBlocks);

            NetworkTape<T> tapeOfBlocks = TBlocks.CreateTape(rows);
            NetworkTape<T> tapeOfWritten = TWritten.CreateTape(rows);
            int[] labels = [.. Enumerable.Range(0, rows).Select(row => row % TBlocks.Info.OutputSize)];
            Assert.Equal(written.Forward(batch.Inputs, labels, tapeOfWritten), blocks.Forward(batch.Inputs, labels, tapeOfBlocks));
            NetworkGradients<T> gradientsOfBlocks = TBlocks.CreateGradients();
            NetworkGradients<T> gradientsOfWritten = TWritten.CreateGradients();
            blocks.Backward(tapeOfBlocks, gradientsOfBlocks);
            written.Backward(tapeOfWritten, gradientsOfWritten);
            Assert.Equal(gradientsOfWritten.Buffer.Span, gradientsOfBlocks.Buffer.Span);
            Assert.Contains(gradientsOfBlocks.Buffer.Span.ToArray(), gradient => gradient != T.Zero);
        }
    }
}

using NnGen.Numerics;
using Xunit;

namespace NnGen.Tests.Numerics;

public class DropoutMaskTests
{
    [Theory]
    [InlineData(0.0)]
    [InlineData(0.2)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void Rate_IsTheShareOfZeros(double rate)
    {
        const int Rows = 400;
        const int Columns = 257;
        const int Stride = 272;
        float[] mask = Draw<float>(Rows, Columns, Stride, rate);

        int zeros = 0;
        for (int row = 0; row < Rows; row++)
        {
            ReadOnlySpan<float> elements = mask.AsSpan(row * Stride, Columns);
            zeros += elements.Count(0f);
            Assert.Equal(Columns, elements.Count(0f) + elements.Count(1f));
            Assert.False(mask.AsSpan(row * Stride + Columns, Stride - Columns).ContainsAnyExcept(0f));
        }

        double deviation = Math.Sqrt(rate * (1 - rate) * Rows * Columns);
        Assert.InRange(zeros, rate * Rows * Columns - 5 * deviation, rate * Rows * Columns + 5 * deviation);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(10, 16)]
    [InlineData(100, 112)]
    [InlineData(513, 528)]
    [InlineData(1100, 1104)]
    public void Element_DependsOnItsRowAndColumnOnly(int columns, int stride)
    {
        const double Rate = 0.3;
        float[] mask = Draw<float>(rows: 3, columns, stride, Rate);
        double[] wide = Draw<double>(rows: 3, columns, stride + 8, Rate);
        var random = new CounterRandom(11, RandomStreams.Dropout(13));
        for (int row = 0; row < 3; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                float expected = random.UInt32At(12, (uint)row, (uint)column) / 4294967296.0 < Rate ? 0 : 1;
                Assert.Equal(expected, mask[row * stride + column]);
                Assert.Equal(expected, wide[row * (stride + 8) + column]);
            }
        }
    }

    [Fact]
    public void SeedStepAndNode_EachGiveAnotherMask()
    {
        float[][] masks = [Draw<float>(2, 64, 64, 0.5), Draw<float>(2, 64, 64, 0.5, seed: 1), Draw<float>(2, 64, 64, 0.5, step: 1), Draw<float>(2, 64, 64, 0.5, node: 1)];

        Assert.Equal(4, masks.Select(mask => string.Concat(mask)).Distinct().Count());
        Assert.Equal(masks[0], Draw<float>(2, 64, 64, 0.5));
        Assert.NotEqual(masks[0][..64], masks[0][64..]);
    }

    [Fact]
    public void Draw_AllocatesNothing()
    {
        var mask = new float[32 * 128];

        Assert.Equal(0, Allocation.Of(() => DropoutMask.Draw<float>(mask, 128, 128, 0.2, 1, 2, 3)));
    }

    private static T[] Draw<T>(int rows, int columns, int stride, double rate, ulong seed = 11, ulong step = 12, uint node = 13)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var mask = new T[rows * stride];
        mask.AsSpan().Fill(T.NaN);
        DropoutMask.Draw<T>(mask, columns, stride, rate, seed, step, node);
        return mask;
    }
}

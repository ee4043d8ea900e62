using NnGen.Numerics;
using Xunit;

namespace NnGen.Tests.Numerics;

/// <summary>Blocks against the definition, for strides around the length of a row; what lies outside stays as it was.</summary>
public class BlockTransposeTests
{
    private const float Outside = -1;

    [Theory]
    [InlineData(8, 8)]
    [InlineData(8, 33)]
    [InlineData(25, 8)]
    [InlineData(64, 1024)]
    [InlineData(1024, 64)]
    public void Eight_MovesRowsToColumns(int from, int to)
    {
        Check<float>(8, from, to, x => x, BlockTranspose.Transpose8);
        Check<double>(8, from, to, x => x, BlockTranspose.Transpose8);
    }

    [Theory]
    [InlineData(16, 16)]
    [InlineData(16, 33)]
    [InlineData(25, 16)]
    [InlineData(64, 1024)]
    [InlineData(1024, 64)]
    public void Sixteen_MovesRowsToColumns(int from, int to)
    {
        Check<float>(16, from, to, x => x, BlockTranspose.Transpose16);
        Check<double>(16, from, to, x => x, BlockTranspose.Transpose16);
    }

    /// <summary>Of rows that lie closer than their length, each keeps its first elements, and the last one all.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(7)]
    public void Eight_LaterRowsOverwriteEarlierOnes(int to)
    {
        Check<float>(8, 8, to, x => x, BlockTranspose.Transpose8);
        Check<double>(8, 8, to, x => x, BlockTranspose.Transpose8);
    }

    private delegate void Transpose<T>(ref readonly T source, nint sourceStride, ref T destination, nint destinationStride);

    private static void Check<T>(int side, int from, int to, Func<float, T> number, Transpose<T> transpose)
    {
        T[] source = [.. Enumerable.Range(0, side * from).Select(i => number(i))];
        T[] actual = [.. Enumerable.Repeat(number(Outside), side * Math.Max(side, to) + side)];
        T[] expected = [.. actual];
        for (int row = 0; row < side; row++)
        {
            for (int column = 0; column < side; column++)
            {
                expected[row * to + column] = source[column * from + row];
            }
        }

        transpose(in source[0], from, ref actual[0], to);
        Assert.Equal(expected, actual);
    }
}

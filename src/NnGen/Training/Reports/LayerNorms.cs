using System.Numerics;

namespace NnGen;

/// <summary>Euclidean norms of parts of a parameter block, summed in double.</summary>
internal static class LayerNorms
{
    /// <summary>The norm of some ranges.</summary>
    public static double Of<T>(ReadOnlySpan<T> block, ReadOnlySpan<ParameterRange> ranges)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double sum = 0;
        foreach (ParameterRange range in ranges)
        {
            foreach (T element in block.Slice(range.Start, range.Length))
            {
                double number = double.CreateTruncating(element);
                sum += number * number;
            }
        }

        return Math.Sqrt(sum);
    }

    /// <summary>The norm of the difference of two blocks over some ranges.</summary>
    public static double OfDifference<T>(ReadOnlySpan<T> block, ReadOnlySpan<T> other, ReadOnlySpan<ParameterRange> ranges)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double sum = 0;
        foreach (ParameterRange range in ranges)
        {
            ReadOnlySpan<T> mine = block.Slice(range.Start, range.Length);
            ReadOnlySpan<T> theirs = other.Slice(range.Start, range.Length);
            for (int i = 0; i < mine.Length; i++)
            {
                double difference = double.CreateTruncating(mine[i]) - double.CreateTruncating(theirs[i]);
                sum += difference * difference;
            }
        }

        return Math.Sqrt(sum);
    }
}

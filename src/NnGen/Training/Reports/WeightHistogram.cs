using System.Numerics;

namespace NnGen;

/// <summary>How many numbers lie in each of equally wide bins between the smallest and the largest of them. Immutable.</summary>
public sealed record WeightHistogram
{
    /// <summary>The smallest finite number, where the first bin begins; 0 if there is none.</summary>
    public required double Minimum { get; init; }

    /// <summary>The largest finite number, where the last bin ends; it is counted in that bin. 0 if there is none.</summary>
    public required double Maximum { get; init; }

    /// <summary>The counts of the bins, from the smallest numbers to the largest. If all numbers are equal, all are in the first bin.</summary>
    public required IReadOnlyList<long> Counts { get; init; }

    /// <summary>The numbers that are NaN or infinite; they are in no bin.</summary>
    public required long NotFinite { get; init; }

    /// <summary>Counts the numbers of some ranges of a block.</summary>
    internal static WeightHistogram Of<T>(ReadOnlySpan<T> block, ReadOnlySpan<ParameterRange> ranges, int bins)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double minimum = double.PositiveInfinity;
        double maximum = double.NegativeInfinity;
        long notFinite = 0;
        foreach (ParameterRange range in ranges)
        {
            foreach (T element in block.Slice(range.Start, range.Length))
            {
                double number = double.CreateTruncating(element);
                if (!double.IsFinite(number))
                {
                    notFinite++;
                    continue;
                }

                minimum = Math.Min(minimum, number);
                maximum = Math.Max(maximum, number);
            }
        }

        var counts = new long[bins];
        if (maximum < minimum)
        {
            return new WeightHistogram { Minimum = 0, Maximum = 0, Counts = counts, NotFinite = notFinite };
        }

        // Halves, because the whole width may be more than the largest double.
        double halfWidth = maximum / 2 - minimum / 2;
        foreach (ParameterRange range in ranges)
        {
            foreach (T element in block.Slice(range.Start, range.Length))
            {
                double number = double.CreateTruncating(element);
                if (double.IsFinite(number))
                {
                    double part = halfWidth > 0 ? (number / 2 - minimum / 2) / halfWidth : 0;
                    counts[Math.Min(bins - 1, (int)(part * bins))]++;
                }
            }
        }

        return new WeightHistogram { Minimum = minimum, Maximum = maximum, Counts = counts, NotFinite = notFinite };
    }
}

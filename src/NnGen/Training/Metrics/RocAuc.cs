using System.Globalization;
using System.Numerics;

namespace NnGen;

/// <summary>
/// The area under the receiver operating characteristic: how likely a row of a class scores higher for it than a row of another class does,
/// a tie counting half. 1 is perfect, 0.5 is guessing. Immutable.
/// </summary>
public sealed class RocAuc
{
    internal RocAuc(double[] perClass)
    {
        PerClass = perClass;
        double sum = 0;
        int defined = 0;
        foreach (double area in perClass)
        {
            if (!double.IsNaN(area))
            {
                sum += area;
                defined++;
            }
        }

        Value = sum / defined;
    }

    /// <summary>
    /// The mean of <see cref="PerClass"/> without NaN, each class counting the same (one against the rest, macro average); the area itself
    /// for a single yes-or-no output and for two classes. NaN where no area is defined.
    /// </summary>
    public double Value { get; }

    /// <summary>
    /// The area of each class against the rest, or of each yes-or-no output. NaN where no row is of the class or all are, or where a score is
    /// NaN. A single yes-or-no output and two classes have one area, that of yes or of class 1.
    /// </summary>
    public IReadOnlyList<double> PerClass { get; }

    /// <summary>The value in words, such as <c>0.9731</c>.</summary>
    public override string ToString() => Value.ToString("F4", CultureInfo.InvariantCulture);

    /// <summary>The area for scores of one's own.</summary>
    /// <remarks>
    /// By ranks (Mann and Whitney, 1947): the pairs of a positive and a negative row in which the positive one scores higher, ties half,
    /// divided by all such pairs. The pairs are counted in whole numbers, so ties cost no accuracy.
    /// </remarks>
    /// <param name="scores">One score a row; only their order counts. Infinities are the largest and the smallest.</param>
    /// <param name="isPositive">Whether each row is of the class.</param>
    /// <returns>From 0 to 1; NaN where all rows are of one kind or a score is NaN.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double Of<T>(ReadOnlySpan<T> scores, ReadOnlySpan<bool> isPositive)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (scores.Length != isPositive.Length)
        {
            throw new ArgumentException($"{scores.Length} scores need as many marks of positive rows, but there are {isPositive.Length}.", nameof(isPositive));
        }

        return OfUnsorted<T>(scores.ToArray(), isPositive.ToArray());
    }

    /// <summary>As the other overload, for arrays.</summary>
    /// <inheritdoc cref="Of{T}(ReadOnlySpan{T}, ReadOnlySpan{bool})"/>
    public static double Of<T>(T[] scores, bool[] isPositive)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(isPositive);
        return Of((ReadOnlySpan<T>)scores, isPositive);
    }

    /// <summary>As <see cref="Of{T}(ReadOnlySpan{T}, ReadOnlySpan{bool})"/>; both spans are put in the order of the scores.</summary>
    internal static double OfUnsorted<T>(Span<T> scores, Span<bool> isPositive)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (T score in scores)
        {
            if (T.IsNaN(score))
            {
                return double.NaN;
            }
        }

        scores.Sort(isPositive);
        long positives = 0;
        long negatives = 0;
        UInt128 halfPairs = 0;
        for (int start = 0; start < scores.Length;)
        {
            // Rows of equal scores are a group: among themselves each pair is a tie.
            long positivesHere = 0;
            int end = start;
            while (end < scores.Length && scores[end] == scores[start])
            {
                positivesHere += isPositive[end] ? 1 : 0;
                end++;
            }

            long negativesHere = end - start - positivesHere;
            halfPairs += (UInt128)positivesHere * (UInt128)(2 * negatives + negativesHere);
            positives += positivesHere;
            negatives += negativesHere;
            start = end;
        }

        return positives == 0 || negatives == 0 ? double.NaN : (double)halfPairs / (2.0 * positives * negatives);
    }

    /// <summary>The same where a pair counts as often as the product of its rows' weights. Nothing is put in another order.</summary>
    internal static double OfWeighted(ReadOnlySpan<double> scores, ReadOnlySpan<bool> isPositive, ReadOnlySpan<double> weights)
    {
        double[] sorted = scores.ToArray();
        int[] order = [.. Enumerable.Range(0, sorted.Length)];
        sorted.AsSpan().Sort(order.AsSpan());
        double positives = 0;
        double negatives = 0;
        double pairs = 0;
        for (int start = 0; start < sorted.Length;)
        {
            if (double.IsNaN(sorted[start]))
            {
                return double.NaN;
            }

            double positivesHere = 0;
            double negativesHere = 0;
            int end = start;
            for (; end < sorted.Length && sorted[end] == sorted[start]; end++)
            {
                (positivesHere, negativesHere) = isPositive[order[end]] ? (positivesHere + weights[order[end]], negativesHere) : (positivesHere, negativesHere + weights[order[end]]);
            }

            pairs += positivesHere * (negatives + negativesHere / 2);
            positives += positivesHere;
            negatives += negativesHere;
            start = end;
        }

        return positives == 0 || negatives == 0 ? double.NaN : pairs / (positives * negatives);
    }
}

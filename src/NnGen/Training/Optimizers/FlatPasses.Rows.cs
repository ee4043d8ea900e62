using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NnGen;

/// <content>Passes over rows of weights.</content>
internal sealed partial class FlatPasses<T, V, P>
{
    // Squares of so many elements of a row are added up in the element type before the sum goes on in double.
    private const int ElementsPerSum = 16;

    [SkipLocalsInit]
    public override void LimitRows(AlignedBuffer<T> values, ParameterRows rows, double maximum)
    {
        Check([rows.Whole], values.Length);
        if (rows.Stride == 1)
        {
            // A row of neighbours, one by itself.
            ReadOnlySpan<ParameterRange> row = [new ParameterRange(rows.Start, rows.Length)];
            double norm = Math.Sqrt(SumOfSquares(values, row));
            if (norm > maximum)
            {
                var scale = new ScaleGradients<T>(values, maximum / norm);
                Update(values, values, row, ref scale);
            }

            return;
        }

        Span<T> factors = stackalloc T[ParameterRows.MaximumCount];
        if (Factors(values, rows, maximum, factors))
        {
            Scale(values, rows, factors);
        }
    }

    /// <summary>What each row is to be multiplied by; false where all are 1.</summary>
    [SkipLocalsInit]
    private static bool Factors(AlignedBuffer<T> values, ParameterRows rows, double maximum, Span<T> factors)
    {
        Span<T> part = stackalloc T[ParameterRows.MaximumCount];
        Span<double> sums = stackalloc double[ParameterRows.MaximumCount];
        sums.Clear();
        ref T first = ref Unsafe.Add(ref values.Reference, rows.Start);
        for (int from = 0; from < rows.Length; from += ElementsPerSum)
        {
            int to = Math.Min(from + ElementsPerSum, rows.Length);
            for (int row = 0; row < rows.Count; row += P.Count)
            {
                P sum = P.Zero;
                for (int k = from; k < to; k++)
                {
                    P value = P.Load(ref first, rows.Offset(k) + row);
                    sum.MultiplyAdd(value, value);
                }

                P.Store(sum, ref MemoryMarshal.GetReference(part), row);
            }

            for (int row = 0; row < rows.Count; row++)
            {
                sums[row] += double.CreateTruncating(part[row]);
            }
        }

        bool isAny = false;
        factors.Fill(T.One);
        for (int row = 0; row < rows.Count; row++)
        {
            double norm = Math.Sqrt(sums[row]);
            if (norm > maximum)
            {
                factors[row] = T.CreateTruncating(maximum / norm);
                isAny = true;
            }
        }

        return isAny;
    }

    private static void Scale(AlignedBuffer<T> values, ParameterRows rows, ReadOnlySpan<T> factors)
    {
        ref T first = ref Unsafe.Add(ref values.Reference, rows.Start);
        for (int row = 0; row < rows.Count; row += P.Count)
        {
            P factor = P.Load(ref MemoryMarshal.GetReference(factors), row);
            for (int k = 0; k < rows.Length; k++)
            {
                int offset = rows.Offset(k) + row;
                P.StoreFirst(P.Load(ref first, offset) * factor, ref first, offset, rows.Count - row);
            }
        }
    }
}

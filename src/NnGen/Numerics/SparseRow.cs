using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NnGen.Numerics;

/// <summary>Finds the elements of a row that are not zero: what the kernels of sparse inputs walk along.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SparseRow
{
    /// <summary>A bit for each of up to 64 elements, the first one lowest: 1 where the element is not zero. NaN is not zero, minus zero is.</summary>
    /// <param name="source">The row.</param>
    /// <param name="offset">The first element.</param>
    /// <param name="count">The number of elements, 1 to 64; nothing behind them is read.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong NonZero(ref readonly float source, nint offset, int count)
    {
        ulong bits = 0;
        int i = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            for (; i <= count - Vector512<float>.Count; i += Vector512<float>.Count)
            {
                ulong zeros = Vector512.Equals(Vector512.LoadUnsafe(in source, (nuint)(offset + i)), Vector512<float>.Zero).ExtractMostSignificantBits();
                bits |= (~zeros & 0xFFFF) << i;
            }
        }
        else
        {
            for (; i <= count - Vector128<float>.Count; i += Vector128<float>.Count)
            {
                ulong zeros = Vector128.Equals(Vector128.LoadUnsafe(in source, (nuint)(offset + i)), Vector128<float>.Zero).ExtractMostSignificantBits();
                bits |= (~zeros & 0xF) << i;
            }
        }

        for (; i < count; i++)
        {
            bits |= (Unsafe.Add(ref Unsafe.AsRef(in source), offset + i) != 0 ? 1UL : 0UL) << i;
        }

        return bits;
    }

    /// <inheritdoc cref="NonZero(ref readonly float, nint, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong NonZero(ref readonly double source, nint offset, int count)
    {
        ulong bits = 0;
        int i = 0;
        for (; i <= count - Vector128<double>.Count; i += Vector128<double>.Count)
        {
            ulong zeros = Vector128.Equals(Vector128.LoadUnsafe(in source, (nuint)(offset + i)), Vector128<double>.Zero).ExtractMostSignificantBits();
            bits |= (~zeros & 0x3) << i;
        }

        for (; i < count; i++)
        {
            bits |= (Unsafe.Add(ref Unsafe.AsRef(in source), offset + i) != 0 ? 1UL : 0UL) << i;
        }

        return bits;
    }
}

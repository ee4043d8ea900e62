using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NnGen.Numerics;

/// <summary>Transposes blocks of 8 x 8 and 16 x 16 numbers: what emitted kernels use to turn weights and images around. Values only move, so no bit changes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BlockTranspose
{
    /// <summary>The rows and columns of the smaller block.</summary>
    public const int Size = 8;

    /// <summary>
    /// Writes row r of a block of 8 x 8 as column r of another. The rows of the latter are written one after the other: where they lie closer than their
    /// length, what one has too much the next one overwrites.
    /// </summary>
    /// <param name="source">The first element of the block.</param>
    /// <param name="sourceStride">The elements from one of its rows to the next.</param>
    /// <param name="destination">The first element of the transposed block.</param>
    /// <param name="destinationStride">The elements from one of its rows to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Transpose8(ref readonly float source, nint sourceStride, ref float destination, nint destinationStride)
    {
        if (Avx.IsSupported)
        {
            // Rows 0 to 3 of a half beside rows 4 to 7, so that 4 x 4 transposes within the halves of the registers finish the work.
            Half(in source, sourceStride, ref destination, destinationStride);
            Half(in Unsafe.Add(ref Unsafe.AsRef(in source), 4), sourceStride, ref Unsafe.Add(ref destination, 4 * destinationStride), destinationStride);
        }
        else
        {
            Plain(in source, sourceStride, ref destination, destinationStride);
        }
    }

    /// <inheritdoc cref="Transpose8(ref readonly float, nint, ref float, nint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Transpose8(ref readonly double source, nint sourceStride, ref double destination, nint destinationStride)
    {
        if (Avx.IsSupported)
        {
            Half(in source, sourceStride, ref destination, destinationStride);
            Half(in Unsafe.Add(ref Unsafe.AsRef(in source), 4), sourceStride, ref Unsafe.Add(ref destination, 4 * destinationStride), destinationStride);
        }
        else
        {
            Plain(in source, sourceStride, ref destination, destinationStride);
        }
    }

    /// <summary>Writes row r of a block of 16 x 16 as column r of another.</summary>
    /// <param name="source">The first element of the block.</param>
    /// <param name="sourceStride">The elements from one of its rows to the next.</param>
    /// <param name="destination">The first element of the transposed block.</param>
    /// <param name="destinationStride">The elements from one of its rows to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Transpose16(ref readonly float source, nint sourceStride, ref float destination, nint destinationStride)
    {
        if (Vector512.IsHardwareAccelerated && Avx512F.IsSupported)
        {
            // Blocks of 4 x 4 within the quarters of registers, then the quarters. Each row is one line of a cache, touched once: 1024 x 64 floats, whose
            // transposed rows are 4 KB apart and share a set, take 10.6 us so and 16.9 by eights (Emerald Rapids).
            Fours row0 = new(in source, 0, sourceStride), row4 = new(in source, 4, sourceStride), row8 = new(in source, 8, sourceStride), row12 = new(in source, 12, sourceStride);
            Quarters(row0.Column0, row4.Column0, row8.Column0, row12.Column0, ref destination, 0, destinationStride);
            Quarters(row0.Column1, row4.Column1, row8.Column1, row12.Column1, ref destination, 1, destinationStride);
            Quarters(row0.Column2, row4.Column2, row8.Column2, row12.Column2, ref destination, 2, destinationStride);
            Quarters(row0.Column3, row4.Column3, row8.Column3, row12.Column3, ref destination, 3, destinationStride);
            return;
        }

        ref float from = ref Unsafe.AsRef(in source);
        nint down = Size * sourceStride;
        nint across = Size * destinationStride;

        // A block of eight fills half a line on either side: first those of the side whose lines are further apart and share a set of the nearest cache.
        Transpose8(in from, sourceStride, ref destination, destinationStride);
        if (destinationStride >= sourceStride)
        {
            Transpose8(in Unsafe.Add(ref from, down), sourceStride, ref Unsafe.Add(ref destination, Size), destinationStride);
            Transpose8(in Unsafe.Add(ref from, Size), sourceStride, ref Unsafe.Add(ref destination, across), destinationStride);
        }
        else
        {
            Transpose8(in Unsafe.Add(ref from, Size), sourceStride, ref Unsafe.Add(ref destination, across), destinationStride);
            Transpose8(in Unsafe.Add(ref from, down), sourceStride, ref Unsafe.Add(ref destination, Size), destinationStride);
        }

        Transpose8(in Unsafe.Add(ref from, down + Size), sourceStride, ref Unsafe.Add(ref destination, across + Size), destinationStride);
    }

    /// <inheritdoc cref="Transpose16(ref readonly float, nint, ref float, nint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Transpose16(ref readonly double source, nint sourceStride, ref double destination, nint destinationStride)
    {
        // A row of a block of eight is a whole line, so no order is better.
        ref double from = ref Unsafe.AsRef(in source);
        for (nint row = 0; row < 2 * Size; row += Size)
        {
            Transpose8(in Unsafe.Add(ref from, row * sourceStride), sourceStride, ref Unsafe.Add(ref destination, row), destinationStride);
            Transpose8(in Unsafe.Add(ref from, row * sourceStride + Size), sourceStride, ref Unsafe.Add(ref destination, Size * destinationStride + row), destinationStride);
        }
    }

    /// <summary>Of four registers the first quarters, the second ones and so on: one column in four of 16 rows, as rows that are four apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Quarters(Vector512<float> row0, Vector512<float> row4, Vector512<float> row8, Vector512<float> row12, ref float destination, nint first, nint stride)
    {
        const byte Even = 0b10_00_10_00;
        const byte Odd = 0b11_01_11_01;
        Vector512<float> even0 = Avx512F.Shuffle4x128(row0, row4, Even);
        Vector512<float> even8 = Avx512F.Shuffle4x128(row8, row12, Even);
        Vector512<float> odd0 = Avx512F.Shuffle4x128(row0, row4, Odd);
        Vector512<float> odd8 = Avx512F.Shuffle4x128(row8, row12, Odd);
        Avx512F.Shuffle4x128(even0, even8, Even).StoreUnsafe(ref destination, (nuint)(first * stride));
        Avx512F.Shuffle4x128(odd0, odd8, Even).StoreUnsafe(ref destination, (nuint)((first + 4) * stride));
        Avx512F.Shuffle4x128(even0, even8, Odd).StoreUnsafe(ref destination, (nuint)((first + 8) * stride));
        Avx512F.Shuffle4x128(odd0, odd8, Odd).StoreUnsafe(ref destination, (nuint)((first + 12) * stride));
    }

    /// <summary>Four rows of 16 floats, transposed within the quarters: a register of the first columns of the quarters, one of the second ones and so on.</summary>
    private readonly struct Fours
    {
        public readonly Vector512<float> Column0, Column1, Column2, Column3;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Fours(ref readonly float source, nint row, nint stride)
        {
            Vector512<float> row0 = Vector512.LoadUnsafe(in source, (nuint)(row * stride));
            Vector512<float> row1 = Vector512.LoadUnsafe(in source, (nuint)((row + 1) * stride));
            Vector512<float> row2 = Vector512.LoadUnsafe(in source, (nuint)((row + 2) * stride));
            Vector512<float> row3 = Vector512.LoadUnsafe(in source, (nuint)((row + 3) * stride));
            Vector512<double> low01 = Avx512F.UnpackLow(row0, row1).AsDouble();
            Vector512<double> high01 = Avx512F.UnpackHigh(row0, row1).AsDouble();
            Vector512<double> low23 = Avx512F.UnpackLow(row2, row3).AsDouble();
            Vector512<double> high23 = Avx512F.UnpackHigh(row2, row3).AsDouble();
            Column0 = Avx512F.UnpackLow(low01, low23).AsSingle();
            Column1 = Avx512F.UnpackHigh(low01, low23).AsSingle();
            Column2 = Avx512F.UnpackLow(high01, high23).AsSingle();
            Column3 = Avx512F.UnpackHigh(high01, high23).AsSingle();
        }
    }

    /// <summary>Four columns of eight floats to four rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Half(ref readonly float source, nint sourceStride, ref float destination, nint destinationStride)
    {
        Vector256<float> row0 = Rows(in source, 0 * sourceStride, 4 * sourceStride);
        Vector256<float> row1 = Rows(in source, 1 * sourceStride, 5 * sourceStride);
        Vector256<float> row2 = Rows(in source, 2 * sourceStride, 6 * sourceStride);
        Vector256<float> row3 = Rows(in source, 3 * sourceStride, 7 * sourceStride);
        Vector256<double> low01 = Avx.UnpackLow(row0, row1).AsDouble();
        Vector256<double> high01 = Avx.UnpackHigh(row0, row1).AsDouble();
        Vector256<double> low23 = Avx.UnpackLow(row2, row3).AsDouble();
        Vector256<double> high23 = Avx.UnpackHigh(row2, row3).AsDouble();
        Avx.UnpackLow(low01, low23).AsSingle().StoreUnsafe(ref destination);
        Avx.UnpackHigh(low01, low23).AsSingle().StoreUnsafe(ref destination, (nuint)destinationStride);
        Avx.UnpackLow(high01, high23).AsSingle().StoreUnsafe(ref destination, (nuint)(2 * destinationStride));
        Avx.UnpackHigh(high01, high23).AsSingle().StoreUnsafe(ref destination, (nuint)(3 * destinationStride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Rows(ref readonly float source, nint lower, nint upper) =>
        Vector256.Create(Vector128.LoadUnsafe(in source, (nuint)lower), Vector128.LoadUnsafe(in source, (nuint)upper));

    /// <summary>Four columns of eight doubles to four rows, each in two registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Half(ref readonly double source, nint sourceStride, ref double destination, nint destinationStride)
    {
        DoubleFours row0 = new(in source, 0, sourceStride), row4 = new(in source, 4, sourceStride);
        row0.Column0.StoreUnsafe(ref destination);
        row4.Column0.StoreUnsafe(ref destination, 4);
        row0.Column1.StoreUnsafe(ref destination, (nuint)destinationStride);
        row4.Column1.StoreUnsafe(ref destination, (nuint)destinationStride + 4);
        row0.Column2.StoreUnsafe(ref destination, (nuint)(2 * destinationStride));
        row4.Column2.StoreUnsafe(ref destination, (nuint)(2 * destinationStride) + 4);
        row0.Column3.StoreUnsafe(ref destination, (nuint)(3 * destinationStride));
        row4.Column3.StoreUnsafe(ref destination, (nuint)(3 * destinationStride) + 4);
    }

    /// <summary>Four rows of four doubles as four columns.</summary>
    private readonly struct DoubleFours
    {
        public readonly Vector256<double> Column0, Column1, Column2, Column3;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public DoubleFours(ref readonly double source, nint row, nint stride)
        {
            Vector256<double> row0 = Vector256.LoadUnsafe(in source, (nuint)(row * stride));
            Vector256<double> row1 = Vector256.LoadUnsafe(in source, (nuint)((row + 1) * stride));
            Vector256<double> row2 = Vector256.LoadUnsafe(in source, (nuint)((row + 2) * stride));
            Vector256<double> row3 = Vector256.LoadUnsafe(in source, (nuint)((row + 3) * stride));
            Vector256<double> low01 = Avx.UnpackLow(row0, row1);
            Vector256<double> high01 = Avx.UnpackHigh(row0, row1);
            Vector256<double> low23 = Avx.UnpackLow(row2, row3);
            Vector256<double> high23 = Avx.UnpackHigh(row2, row3);
            Column0 = Avx.Permute2x128(low01, low23, 0x20);
            Column1 = Avx.Permute2x128(high01, high23, 0x20);
            Column2 = Avx.Permute2x128(low01, low23, 0x31);
            Column3 = Avx.Permute2x128(high01, high23, 0x31);
        }
    }

    /// <summary>Number by number, where the two-source shuffles are missing.</summary>
    private static void Plain<T>(ref readonly T source, nint sourceStride, ref T destination, nint destinationStride)
        where T : unmanaged
    {
        for (nint row = 0; row < Size; row++)
        {
            for (nint column = 0; column < Size; column++)
            {
                Unsafe.Add(ref destination, row * destinationStride + column) = Unsafe.Add(ref Unsafe.AsRef(in source), column * sourceStride + row);
            }
        }
    }
}

using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NnGen.Numerics;

/// <summary>Transposes blocks of 8 x 8 numbers: what emitted kernels use to turn weights around. Values only move, so no bit changes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BlockTranspose
{
    /// <summary>The rows and columns of a block.</summary>
    public const int Size = 8;

    /// <summary>Writes row r of a block as column r of another.</summary>
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
            for (nint row = 0; row < Size; row += 4)
            {
                for (nint column = 0; column < Size; column += 4)
                {
                    Quarter(
                        in Unsafe.Add(ref Unsafe.AsRef(in source), row * sourceStride + column),
                        sourceStride,
                        ref Unsafe.Add(ref destination, column * destinationStride + row),
                        destinationStride);
                }
            }
        }
        else
        {
            Plain(in source, sourceStride, ref destination, destinationStride);
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

    /// <summary>A block of 4 x 4 doubles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Quarter(ref readonly double source, nint sourceStride, ref double destination, nint destinationStride)
    {
        Vector256<double> row0 = Vector256.LoadUnsafe(in source);
        Vector256<double> row1 = Vector256.LoadUnsafe(in source, (nuint)sourceStride);
        Vector256<double> row2 = Vector256.LoadUnsafe(in source, (nuint)(2 * sourceStride));
        Vector256<double> row3 = Vector256.LoadUnsafe(in source, (nuint)(3 * sourceStride));
        Vector256<double> low01 = Avx.UnpackLow(row0, row1);
        Vector256<double> high01 = Avx.UnpackHigh(row0, row1);
        Vector256<double> low23 = Avx.UnpackLow(row2, row3);
        Vector256<double> high23 = Avx.UnpackHigh(row2, row3);
        Avx.Permute2x128(low01, low23, 0x20).StoreUnsafe(ref destination);
        Avx.Permute2x128(high01, high23, 0x20).StoreUnsafe(ref destination, (nuint)destinationStride);
        Avx.Permute2x128(low01, low23, 0x31).StoreUnsafe(ref destination, (nuint)(2 * destinationStride));
        Avx.Permute2x128(high01, high23, 0x31).StoreUnsafe(ref destination, (nuint)(3 * destinationStride));
    }

    /// <summary>Number by number, where the two-source shuffles are missing.</summary>
    private static void Plain<T>(ref readonly T source, nint sourceStride, ref T destination, nint destinationStride)
        where T : unmanaged
    {
        for (nint row = 0; row < Size; row++)
        {
            for (nint column = 0; column < Size; column++)
            {
                Unsafe.Add(ref destination, column * destinationStride + row) = Unsafe.Add(ref Unsafe.AsRef(in source), row * sourceStride + column);
            }
        }
    }
}

using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NnGen;

/// <summary>Bytes as numbers: each is the number that it is, so nothing is rounded. Called by emitted code and by data sets.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ByteRows
{
    /// <summary>Writes bytes as numbers. Allocates nothing.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="numbers">Room for as many numbers, or more.</param>
    /// <returns>The numbers that were written.</returns>
    /// <exception cref="ArgumentException">There is less room.</exception>
    public static ReadOnlySpan<T> Widen<T>(ReadOnlySpan<byte> bytes, Span<T> numbers)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        if (numbers.Length < bytes.Length)
        {
            throw new ArgumentException($"{bytes.Length} bytes are as many numbers, but there is room for {numbers.Length}.", nameof(numbers));
        }

        int done = typeof(T) == typeof(float) ? WidenVectors(bytes, MemoryMarshal.Cast<T, float>(numbers)) : 0;
        for (int i = done; i < bytes.Length; i++)
        {
            numbers[i] = T.CreateTruncating(bytes[i]);
        }

        return numbers[..bytes.Length];
    }

    /// <summary>Whole vectors of 16 or 8 bytes; how many bytes were taken.</summary>
    private static int WidenVectors(ReadOnlySpan<byte> bytes, Span<float> numbers)
    {
        ref byte from = ref MemoryMarshal.GetReference(bytes);
        ref float to = ref MemoryMarshal.GetReference(numbers);
        int done = 0;
        if (Avx512F.IsSupported)
        {
            for (; done <= bytes.Length - Vector128<byte>.Count; done += Vector128<byte>.Count)
            {
                Vector128<byte> some = Vector128.LoadUnsafe(ref from, (nuint)done);
                Avx512F.ConvertToVector512Single(Avx512F.ConvertToVector512Int32(some)).StoreUnsafe(ref to, (nuint)done);
            }
        }
        else if (Avx2.IsSupported)
        {
            for (; done <= bytes.Length - sizeof(ulong); done += sizeof(ulong))
            {
                Vector128<byte> some = Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref from, done))).AsByte();
                Avx.ConvertToVector256Single(Avx2.ConvertToVector256Int32(some)).StoreUnsafe(ref to, (nuint)done);
            }
        }

        return done;
    }
}

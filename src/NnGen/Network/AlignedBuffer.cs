using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NnGen;

/// <summary>
/// A zeroed block of numbers that starts at a multiple of 64 bytes and never moves: one cache line, one widest register.
/// Memory of the garbage collector, so there is nothing to dispose.
/// </summary>
/// <remarks>
/// Behind the last element come <see cref="PaddingBytes"/> bytes that may be read and written: kernels load and store whole vectors
/// past the end of a row.
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
public sealed class AlignedBuffer<T>
    where T : unmanaged
{
    /// <summary>The alignment in bytes.</summary>
    public const int Alignment = 64;

    /// <summary>The readable bytes behind the last element.</summary>
    public const int PaddingBytes = 256;

    private readonly T[] _array;
    private readonly int _start;
    private ParameterClaim? _claim;

    /// <summary>A block of <paramref name="length"/> zeros.</summary>
    /// <param name="length">The number of elements, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is negative, or more than <see cref="MaxLength"/>.</exception>
    /// <exception cref="InsufficientMemoryException">The block is larger than the memory that there is.</exception>
    public AlignedBuffer(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (length > MaxLength)
        {
            throw new ArgumentOutOfRangeException(nameof(length), length, string.Create(CultureInfo.InvariantCulture, $"A block of {length:N0} elements is more than the {MaxLength:N0} that an array can have."));
        }

        _array = Allocate(length + Slack);
        _start = StackMemory.ElementsToAlignment(ref MemoryMarshal.GetArrayDataReference(_array));
        Length = length;
    }

    /// <summary>The most elements that a block can have.</summary>
    internal static int MaxLength => Array.MaxLength - Slack;

    private static int Slack => (Alignment + PaddingBytes) / Unsafe.SizeOf<T>();

    /// <summary>Who is changing the elements over a while, where they are a network's parameters; see <see cref="ParameterAccess"/>.</summary>
    internal ref ParameterClaim? Claim => ref _claim;

    /// <summary>The number of elements.</summary>
    public int Length { get; }

    /// <summary>The array, and the index of the first element in it.</summary>
    internal (T[] Array, nint Start) Storage => (_array, _start);

    /// <summary>All elements.</summary>
    public Span<T> Span
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => MemoryMarshal.CreateSpan(ref Reference, Length);
    }

    /// <summary>The first element, 64-byte aligned.</summary>
    public ref T Reference
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_array), _start);
    }

    // Memory that is promised but not there ends the process when it is written to; small blocks need not ask.
    private static T[] Allocate(int length)
    {
        const long AskedFrom = 64L << 20;
        long bytes = (long)length * Unsafe.SizeOf<T>();
        if (bytes >= AskedFrom && GC.GetGCMemoryInfo().TotalAvailableMemoryBytes is > 0 and long available && bytes > available)
        {
            throw NotThere(bytes, available, null);
        }

        try
        {
            return GC.AllocateArray<T>(length, pinned: true);
        }
        catch (OutOfMemoryException cause)
        {
            throw NotThere(bytes, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, cause);
        }
    }

    private static InsufficientMemoryException NotThere(long bytes, long available, Exception? cause)
    {
        const double Gibi = 1L << 30;
        return new(string.Create(CultureInfo.InvariantCulture, $"A block of {bytes / Gibi:F1} GiB was asked for, but the process may have {available / Gibi:F1} GiB in all."), cause);
    }
}

/// <summary>Finds the aligned part of a stack buffer: for emitted code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class StackMemory
{
    /// <summary>
    /// The first element of <paramref name="buffer"/> at a multiple of 64 bytes. The buffer lies on the stack and has 64 bytes to spare.
    /// </summary>
    /// <exception cref="ArgumentException">The buffer ends before.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref T Align<T>(Span<T> buffer)
        where T : unmanaged => ref MemoryMarshal.GetReference(AlignSpan(buffer));

    /// <summary>The part of <paramref name="buffer"/> from that element on.</summary>
    /// <exception cref="ArgumentException">The buffer ends before.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<T> AlignSpan<T>(Span<T> buffer)
        where T : unmanaged
    {
        ref T first = ref MemoryMarshal.GetReference(buffer);
        int elements = ElementsToAlignment(ref first);
        if (elements >= buffer.Length)
        {
            ThrowTooShort();
        }

        return MemoryMarshal.CreateSpan(ref Unsafe.Add(ref first, elements), buffer.Length - elements);
    }

    [DoesNotReturn]
    private static void ThrowTooShort() => throw new ArgumentException("The buffer ends before its first aligned element; it needs 64 bytes to spare.", "buffer");

    /// <summary>How many elements lie between <paramref name="first"/>, which does not move, and the next multiple of 64 bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static unsafe int ElementsToAlignment<T>(ref T first)
        where T : unmanaged
    {
        nuint address = (nuint)Unsafe.AsPointer(ref first);
        nuint bytes = (nuint)(-(nint)address) & (AlignedBuffer<T>.Alignment - 1);
        return (int)bytes / Unsafe.SizeOf<T>();
    }
}

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
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is negative.</exception>
    public AlignedBuffer(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        int slack = (Alignment + PaddingBytes) / Unsafe.SizeOf<T>();
        _array = GC.AllocateArray<T>(checked(length + slack), pinned: true);
        _start = StackMemory.ElementsToAlignment(ref MemoryMarshal.GetArrayDataReference(_array));
        Length = length;
    }

    /// <summary>Who is changing the elements over a while, where they are a network's parameters; see <see cref="ParameterAccess"/>.</summary>
    internal ref ParameterClaim? Claim => ref _claim;

    /// <summary>The number of elements.</summary>
    public int Length { get; }

    /// <summary>All elements.</summary>
    public Span<T> Span => _array.AsSpan(_start, Length);

    /// <summary>The first element, 64-byte aligned.</summary>
    public ref T Reference
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_array), _start);
    }
}

/// <summary>Finds the aligned part of a stack buffer.</summary>
public static class StackMemory
{
    /// <summary>
    /// The first element of <paramref name="buffer"/> at a multiple of 64 bytes. The buffer lies on the stack and has 64 bytes to spare.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref T Align<T>(Span<T> buffer)
        where T : unmanaged
    {
        ref T first = ref MemoryMarshal.GetReference(buffer);
        return ref Unsafe.Add(ref first, ElementsToAlignment(ref first));
    }

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

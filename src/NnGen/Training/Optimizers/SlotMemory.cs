using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NnGen;

/// <summary>
/// A rule's numbers for each parameter, with the array and the offset of the first of them at hand. A kernel reads the fields of a rule anew for
/// each vector, since for all it knows what it stores has changed them, so every step from object to object would be taken each time.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
internal readonly struct SlotMemory<T>
    where T : unmanaged
{
    private readonly T[] _array;
    private readonly nint _start;

    /// <summary>Numbers for a parameter block of <paramref name="length"/> elements, all 0.</summary>
    public SlotMemory(int length)
    {
        Buffer = new AlignedBuffer<T>(length);
        (_array, _start) = Buffer.Storage;
    }

    /// <summary>The numbers; null in a struct that no constructor made.</summary>
    public AlignedBuffer<T>? Buffer { get; }

    /// <summary>How many there are.</summary>
    public int Length => Buffer?.Length ?? 0;

    /// <summary>The first of them.</summary>
    public ref T Reference
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_array), _start);
    }

    /// <summary>The slot of that name.</summary>
    public OptimizerSlot<T> Slot(string name) => new(name, Buffer!);
}

using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NnGen;

/// <summary>What a tape holds, from a row on: for emitted code, which names each value by where it begins.</summary>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct TapeValues<T>
    where T : unmanaged
{
    private readonly Span<T> _all;
    private readonly int _capacity;
    private readonly int _first;

    internal TapeValues(Span<T> all, int capacity, int first)
    {
        _all = all;
        _capacity = capacity;
        _first = first;
    }

    /// <summary>The first element of a value in the first row.</summary>
    /// <param name="start">The elements of a row of all values before it.</param>
    /// <param name="stride">Its elements from one row to the next.</param>
    /// <param name="column">Which of its columns.</param>
    /// <exception cref="IndexOutOfRangeException">It does not lie on the tape.</exception>
    public ref T this[int start, int stride, int column = 0]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref _all[_capacity * start + _first * stride + column];
    }
}

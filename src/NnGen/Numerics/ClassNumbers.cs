using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NnGen.Numerics;

/// <summary>Class numbers, which come as elements of a network: what an embedding looks up. For emitted code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ClassNumbers
{
    /// <summary>
    /// The index that an element is: of one that is none, the nearest, and of NaN the last. The doors refuse such elements; whatever gets past them
    /// reads nothing outside the table.
    /// </summary>
    /// <param name="number">The element.</param>
    /// <param name="count">The number of classes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Index(float number, int count) => number < count ? number > 0 ? (nint)number : 0 : count - 1;

    /// <inheritdoc cref="Index(float, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Index(double number, int count) => number < count ? number > 0 ? (nint)number : 0 : count - 1;
}

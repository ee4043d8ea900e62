using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NnGen;

/// <summary>Moves rows of inputs: for emitted code. Nothing is checked.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class NetworkRows
{
    /// <summary>Copies rows to another stride. Behind the columns of a row nothing is read and nothing is written.</summary>
    /// <param name="from">The first element of the first row.</param>
    /// <param name="fromStride">The elements from one row to the next, at least <paramref name="columns"/>.</param>
    /// <param name="to">Where the first row goes.</param>
    /// <param name="toStride">The elements from one row to the next there.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The elements of a row.</param>
    public static void Copy<T>(ref T from, nint fromStride, ref T to, nint toStride, int rows, int columns)
        where T : unmanaged
    {
        for (nint row = 0; row < rows; row++)
        {
            ReadOnlySpan<T> source = MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref from, row * fromStride), columns);
            source.CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref to, row * toStride), columns));
        }
    }
}

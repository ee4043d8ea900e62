using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace NnGen;

public static partial class NetworkArguments
{
    /// <summary>Checks the elements of packed rows that are classes.</summary>
    /// <param name="info">The network.</param>
    /// <param name="rows">Rows that have all inputs side by side.</param>
    /// <param name="parameter">The caller's argument.</param>
    /// <exception cref="ArgumentException">One is none.</exception>
    public static void CheckClasses<T>(NetworkInfo info, ReadOnlySpan<T> rows, string parameter)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int row = 0; row * info.InputSize < rows.Length; row++)
        {
            if (ClassFault.InRow(info, rows.Slice(row * info.InputSize, info.InputSize)) is ClassFault fault)
            {
                Throw(info, fault, row, parameter);
            }
        }
    }

    /// <summary>Checks the elements of rows of one of several inputs, where they are classes.</summary>
    /// <param name="info">The network.</param>
    /// <param name="input">The number of the input, from 0 on.</param>
    /// <param name="rows">Rows of it.</param>
    /// <param name="parameter">The caller's argument.</param>
    /// <exception cref="ArgumentException">One is none.</exception>
    public static void CheckClasses<T>(NetworkInfo info, int input, ReadOnlySpan<T> rows, string parameter)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (ClassFault.In(info.Inputs[input], rows) is ClassFault fault)
        {
            int size = fault.Input.Size;
            Throw(info, fault with { Element = fault.Element % size }, fault.Element / size, parameter);
        }
    }

    /// <summary>Throws what is wrong with an element of a row.</summary>
    [DoesNotReturn]
    private static void Throw(NetworkInfo info, ClassFault fault, int row, string parameter) =>
        throw new ArgumentException($"Element {fault.Element} of {fault.Input.Name} of row {row} is {fault.FoundInWords}, but {info.Name} takes {fault.Expected}.", parameter);
}

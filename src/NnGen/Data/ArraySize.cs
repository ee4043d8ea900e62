using System.Globalization;

namespace NnGen;

/// <summary>The lengths of arrays of rows: what is too long is said with its numbers.</summary>
internal static class ArraySize
{
    /// <summary>Rows times columns.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The elements of a row.</param>
    /// <param name="what">What they are, with how to have fewer; the beginning of a sentence.</param>
    /// <exception cref="ArgumentException">There are more elements than an array can have.</exception>
    public static int Of(long rows, long columns, string what)
    {
        Int128 elements = (Int128)rows * columns;
        return elements <= Array.MaxLength
            ? (int)elements
            : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{what}: {rows:N0} x {columns:N0} elements are more than the {Array.MaxLength:N0} that an array can have."));
    }
}

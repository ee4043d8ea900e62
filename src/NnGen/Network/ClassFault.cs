using System.Globalization;
using System.Numerics;

namespace NnGen;

/// <summary>An element of an input whose elements are classes, and that is none.</summary>
/// <param name="Input">The input.</param>
/// <param name="Element">The number of the element in its rows.</param>
/// <param name="Found">What it is.</param>
internal readonly record struct ClassFault(InputInfo Input, int Element, double Found)
{
    /// <summary>What it must be.</summary>
    public string Expected => string.Create(CultureInfo.InvariantCulture, $"{(Input.IsOfLengths ? "a length" : "a class")}: a whole number from {First(Input)} to {First(Input) + Input.ClassCount - 1}");

    /// <summary>What it is, in words.</summary>
    public string FoundInWords => Found.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether an input of a network has classes.</summary>
    public static bool IsPossible(NetworkInfo info)
    {
        for (int i = 0; i < info.Inputs.Count; i++)
        {
            if (info.Inputs[i].ClassCount > 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The first element of some rows of an input that is no class; null where there is none.</summary>
    public static ClassFault? In<T>(InputInfo input, ReadOnlySpan<T> rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T first = T.CreateTruncating(First(input));
        T end = T.CreateTruncating(First(input) + input.ClassCount);
        for (int i = 0; i < rows.Length && input.ClassCount > 0; i++)
        {
            // NaN is neither.
            if (!(rows[i] >= first && rows[i] < end) || !T.IsInteger(rows[i]))
            {
                return new ClassFault(input, i, double.CreateTruncating(rows[i]));
            }
        }

        return null;
    }

    private static int First(InputInfo input) => input.IsOfLengths ? 1 : 0;

    /// <summary>The first element of a packed row that is no class; null where there is none.</summary>
    public static ClassFault? InRow<T>(NetworkInfo info, ReadOnlySpan<T> row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < info.Inputs.Count; i++)
        {
            InputInfo input = info.Inputs[i];
            if (input.ClassCount > 0 && In(input, row.Slice(input.FirstColumn, input.Size)) is ClassFault fault)
            {
                return fault;
            }
        }

        return null;
    }
}

using System.Globalization;
using System.Numerics;

namespace NnGen;

/// <summary>An element of an input whose elements are classes, and that is none.</summary>
/// <param name="Input">The input.</param>
/// <param name="Element">The number of the element in its rows.</param>
/// <param name="Found">What it is.</param>
/// <param name="Classes">How many classes it could mean.</param>
internal readonly record struct ClassFault(InputInfo Input, int Element, double Found, int Classes)
{
    /// <summary>What it must be.</summary>
    public string Expected => string.Create(CultureInfo.InvariantCulture, $"{(Input.IsOfLengths ? "a length" : "a class")}: a whole number from {First(Input)} to {First(Input) + Classes - 1}");

    /// <summary>What it is, in words.</summary>
    public string FoundInWords => Found.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether an input of a network has classes.</summary>
    public static bool IsPossible(NetworkInfo info)
    {
        for (int i = 0; i < info.Inputs.Count; i++)
        {
            if (info.Inputs[i].HasClasses)
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
        if (input.ClassCount > 0 && In(rows, First(input), input.ClassCount) is >= 0 and int wrong)
        {
            return new ClassFault(input, wrong, double.CreateTruncating(rows[wrong]), input.ClassCount);
        }

        for (int i = 0; i < input.ClassColumns.Count; i++)
        {
            ClassColumns columns = input.ClassColumns[i];
            for (int first = columns.First; first < rows.Length; first += input.Size)
            {
                if (In(rows.Slice(first, columns.Size), 0, columns.ClassCount) is >= 0 and int element)
                {
                    return new ClassFault(input, first + element, double.CreateTruncating(rows[first + element]), columns.ClassCount);
                }
            }
        }

        return null;
    }

    /// <summary>The first of some elements that is no class; -1 where all are.</summary>
    private static int In<T>(ReadOnlySpan<T> elements, int first, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T least = T.CreateTruncating(first);
        T end = T.CreateTruncating(first + count);
        for (int i = 0; i < elements.Length; i++)
        {
            // NaN is neither.
            if (!(elements[i] >= least && elements[i] < end) || !T.IsInteger(elements[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private static int First(InputInfo input) => input.IsOfLengths ? 1 : 0;

    /// <summary>The first element of a packed row that is no class; null where there is none.</summary>
    public static ClassFault? InRow<T>(NetworkInfo info, ReadOnlySpan<T> row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < info.Inputs.Count; i++)
        {
            InputInfo input = info.Inputs[i];
            if (input.HasClasses && In(input, row.Slice(input.FirstColumn, input.Size)) is ClassFault fault)
            {
                return fault;
            }
        }

        return null;
    }
}

using System.Numerics;

namespace NnGen;

/// <summary>The rows that networks are tested with: by a formula, so that only outputs need be kept.</summary>
internal static class SelfTestRows
{
    /// <summary>Some rows, one after the other. The compiler makes the same ones.</summary>
    public static T[] Make<T>(NetworkInfo info, int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var elements = new T[rows * info.InputSize];
        for (int row = 0; row < rows; row++)
        {
            foreach (InputInfo input in info.Inputs)
            {
                for (int column = 0; column < input.Size; column++)
                {
                    elements[row * info.InputSize + input.FirstColumn + column] = T.CreateTruncating(Element(input, row, column));
                }
            }
        }

        return elements;
    }

    private static double Element(InputInfo input, int row, int column)
    {
        int number = unchecked(37 * column + 101 * row) & int.MaxValue;
        return input.IsMask ? 0
            : input.ClassesAt(column) is > 0 and int classes ? number % classes + (input.IsOfLengths ? 1 : 0)
            : input.Element == InputElement.Byte ? number % 256
            : (number % 257 - 128) / 64.0;
    }
}

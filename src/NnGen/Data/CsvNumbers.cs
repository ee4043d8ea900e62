using System.Globalization;

namespace NnGen;

/// <summary>Fields as numbers.</summary>
internal static class CsvNumbers
{
    private static readonly NumberFormatInfo s_withComma = new() { NumberDecimalSeparator = ",", NumberGroupSeparator = "." };

    /// <summary>Reads a number.</summary>
    /// <returns>What is wrong with it, without a full stop; null where nothing is.</returns>
    /// <param name="field">The field without blanks around it.</param>
    /// <param name="decimalSeparator">What stands before the decimals, a point or a comma.</param>
    /// <param name="number">The number.</param>
    internal static string? Problem<T>(ReadOnlySpan<char> field, char decimalSeparator, out T number)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        if (!T.TryParse(field, NumberStyles.Float, decimalSeparator == ',' ? s_withComma : NumberFormatInfo.InvariantInfo, out number))
        {
            char other = decimalSeparator == ',' ? '.' : ',';
            string hint = field.Contains(other) ? $"; decimals follow a {(other == ',' ? "point" : "comma")}, unless {nameof(CsvOptions)}.{nameof(CsvOptions.DecimalSeparator)} is '{other}'" : "";
            return $"{CsvNames.Quoted(field)} is not a number{hint}";
        }

        if (!T.IsFinite(number))
        {
            bool isDigits = field.IndexOfAnyInRange('0', '9') >= 0;
            return isDigits
                ? $"{CsvNames.Quoted(field)} is too large for {typeof(T).Name}"
                : $"{CsvNames.Quoted(field)} is not a finite number; if it stands for a missing value, name it in {nameof(CsvOptions.MissingMarkers)}";
        }

        return null;
    }

    /// <summary>What is wrong with a field that is missing.</summary>
    internal static string MissingProblem(ReadOnlySpan<char> field)
    {
        string found = field.IsEmpty ? "" : $" ({CsvNames.Quoted(field)})";
        return $"the value is missing{found}; {nameof(CsvOptions)}.{nameof(CsvOptions.DropRowsWithout)} drops such rows";
    }
}

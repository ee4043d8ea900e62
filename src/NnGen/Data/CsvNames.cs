using System.Globalization;
using System.Text;

namespace NnGen;

/// <summary>Columns and fields in the words of a message: whatever a file holds, the message stays short and on one line.</summary>
internal static class CsvNames
{
    private const int MostColumns = 30;

    /// <summary>One column: its name, or its number where it has none.</summary>
    internal static string Column(string[]? columns, int column) =>
        columns is null || columns[column] == Number(column) ? $"column {Number(column)} (from 0)" : $"column {Quoted(columns[column])}";

    /// <summary>The columns that there are.</summary>
    internal static string List(string[] columns)
    {
        var text = new StringBuilder();
        for (int column = 0; column < Math.Min(columns.Length, MostColumns); column++)
        {
            text.Append(column == 0 ? "" : ", ").Append(Quoted(columns[column]));
        }

        if (columns.Length > MostColumns)
        {
            text.Append(CultureInfo.InvariantCulture, $" and {columns.Length - MostColumns} more");
        }

        return text.ToString();
    }

    /// <inheritdoc cref="MessageText.Quoted(ReadOnlySpan{char})"/>
    internal static string Quoted(ReadOnlySpan<char> text) => MessageText.Quoted(text);

    /// <summary>The name of a column without a header.</summary>
    internal static string Number(int column) => column.ToString(CultureInfo.InvariantCulture);
}

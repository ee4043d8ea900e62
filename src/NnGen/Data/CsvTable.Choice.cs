namespace NnGen;

/// <content>The choice of columns.</content>
public sealed partial class CsvTable
{
    private int[] IndicesOf(ReadOnlySpan<string> columns)
    {
        var indices = new int[columns.Length];
        for (int i = 0; i < indices.Length; i++)
        {
            indices[i] = IndexOf(_columns, columns[i], _name, nameof(columns));
        }

        return indices;
    }

    internal static int IndexOf(string[] columns, string column, string name, string parameter)
    {
        ArgumentNullException.ThrowIfNull(column, parameter);
        string trimmed = column.Trim();
        int index = Array.IndexOf(columns, trimmed);
        if (index < 0)
        {
            throw new ArgumentException($"{name} has no column {CsvNames.Quoted(trimmed)}. Its columns are {CsvNames.List(columns)}.", parameter);
        }

        int second = Array.IndexOf(columns, trimmed, index + 1);
        if (second >= 0)
        {
            throw new ArgumentException($"{name} has more than one column {CsvNames.Quoted(trimmed)}: number {index} and {second}, counted from 0. Rename one or choose by number. Its columns are {CsvNames.List(columns)}.", parameter);
        }

        return index;
    }

    private void CheckColumn(int column, string parameter)
    {
        if ((uint)column >= (uint)_columns.Length)
        {
            throw new ArgumentOutOfRangeException(parameter, column, $"{_name} has the columns 0 to {_columns.Length - 1}: {CsvNames.List(_columns)}.");
        }
    }

    private void CheckChoice(ReadOnlySpan<int> columns)
    {
        if (columns.IsEmpty)
        {
            throw new ArgumentException($"No column is chosen. The columns of {_name} are {CsvNames.List(_columns)}.", nameof(columns));
        }

        var isChosen = new bool[_columns.Length];
        foreach (int column in columns)
        {
            if (isChosen[column])
            {
                throw new ArgumentException($"The {CsvNames.Column(_columns, column)} of {_name} is chosen twice. Its columns are {CsvNames.List(_columns)}.", nameof(columns));
            }

            isChosen[column] = true;
        }
    }
}

using System.Globalization;

namespace NnGen.Tool.Data;

/// <summary>
/// Columns of a CSV file as inputs of networks that take numbers: numbers as they are, texts as one input for each of them. What is missing of a number is the mean of the column, of a text
/// no input. Numbers are standardised by the training rows.
/// </summary>
internal sealed class CsvColumns
{
    /// <summary>A column of more texts is surely a name or a key.</summary>
    private const int MostTexts = 64;

    private readonly List<(string Name, double?[] Values)> _columns = [];

    /// <summary>Reads the columns of a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="target">The column that is predicted.</param>
    /// <param name="ignore">Columns that are left out.</param>
    /// <exception cref="ToolException">A column makes no inputs, or a name is unknown.</exception>
    public CsvColumns(CsvTable table, string target, IReadOnlyList<string> ignore)
    {
        foreach (string name in ignore.Append(target).Where(name => !table.Columns.Contains(name)))
        {
            throw new ToolException($"The data have no column '{name}'; they have {string.Join(", ", table.Columns)}.");
        }

        foreach (string column in table.Columns.Where(name => name != target && !ignore.Contains(name)))
        {
            Add(column, table.Text(column));
        }

        if (_columns.Count == 0)
        {
            throw new ToolException($"No column is left to predict '{target}' from.");
        }
    }

    /// <summary>The inputs' names.</summary>
    public IReadOnlyList<string> Names => [.. _columns.Select(column => column.Name)];

    /// <summary>The inputs of all rows, row by row, standardised by some of them.</summary>
    /// <param name="training">The rows that means and deviations are taken of.</param>
    public double[] Standardised(IReadOnlyList<int> training)
    {
        int rows = _columns[0].Values.Length;
        var inputs = new double[rows * _columns.Count];
        for (int c = 0; c < _columns.Count; c++)
        {
            double[] known = [.. training.Select(row => _columns[c].Values[row]).OfType<double>()];
            double mean = known.Length == 0 ? 0 : known.Average();
            double deviation = known.Length == 0 ? 0 : Math.Sqrt(known.Average(value => (value - mean) * (value - mean)));
            for (int row = 0; row < rows; row++)
            {
                inputs[row * _columns.Count + c] = ((_columns[c].Values[row] ?? mean) - mean) / (deviation > 0 ? deviation : 1);
            }
        }

        return inputs;
    }

    private void Add(string column, string[] texts)
    {
        var numbers = new double?[texts.Length];
        bool isNumber = true;
        for (int i = 0; i < texts.Length && isNumber; i++)
        {
            bool isMissing = string.IsNullOrWhiteSpace(texts[i]);
            isNumber = isMissing || (double.TryParse(texts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value));
            numbers[i] = isMissing || !isNumber ? null : double.Parse(texts[i], CultureInfo.InvariantCulture);
        }

        if (isNumber)
        {
            _columns.Add((column, numbers));
            return;
        }

        string[] different = [.. texts.Where(text => text.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (different.Length > MostTexts)
        {
            throw new ToolException($"The column '{column}' has {different.Length} different texts, such as '{different[0]}': leave it out with --ignore {(column.Contains(' ', StringComparison.Ordinal) ? $"\"{column}\"" : column)}, or take records.");
        }

        foreach (string text in different)
        {
            _columns.Add(($"{column}={text}", [.. texts.Select(own => own == text ? 1.0 : (double?)0)]));
        }
    }
}

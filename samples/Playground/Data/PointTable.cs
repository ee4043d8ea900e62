using System.Globalization;
using NnGen;

namespace Samples.Playground.Data;

/// <summary>Points that were pasted or read from a file: lines of x, y and class or number.</summary>
internal static class PointTable
{
    private const int MostCharacters = 400_000;

    /// <summary>Reads a table.</summary>
    /// <returns>A message with the points, the names of the classes, and the square that they lie in.</returns>
    /// <exception cref="DataException">It is no such table; the message says where and why.</exception>
    public static object Read(string text)
    {
        if (text.Length > MostCharacters)
        {
            throw new DataException($"A table has at most {MostCharacters} characters.");
        }

        string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (lines.Length == 0)
        {
            throw new DataException("There are no lines. A line is x, y and the class, such as 1.5, -2, 0.");
        }

        char separator = lines[0].Contains(';') ? ';' : lines[0].Contains('\t') ? '\t' : lines[0].Contains(',') ? ',' : ' ';
        bool hasHeader = !double.TryParse(lines[0].Split(separator)[0], CultureInfo.InvariantCulture, out _);
        try
        {
            CsvTable table = CsvTable.Parse(string.Join('\n', lines), new CsvOptions { HasHeader = hasHeader, Separator = separator }, "The table");
            return Read(table);
        }
        catch (InvalidDataException wrong)
        {
            throw new DataException(wrong.Message);
        }
    }

    private static object Read(CsvTable table)
    {
        if (table.Columns.Count != 3 || table.Rows is 0 or > DataRequest.MostPoints)
        {
            throw new DataException($"A table has three columns, x, y and the class or number, and from 1 to {DataRequest.MostPoints} rows; this one has {table.Columns.Count} columns and {table.Rows} rows.");
        }

        float[] places = table.Numbers(0, 1);
        string[] words = table.Text(2);
        bool areNumbers = words.All(word => double.TryParse(word, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number));
        double[] numbers = areNumbers ? [.. table.Numbers(2).Select(number => (double)number)] : [];
        bool isRegression = areNumbers && (numbers.Any(number => number != Math.Floor(number)) || numbers.Distinct().Count() > DataRequest.MostClasses);
        string[] names = isRegression ? [] : areNumbers
            ? [.. words.Distinct().OrderBy(word => double.Parse(word, CultureInfo.InvariantCulture))]
            : [.. words.Distinct().Order(StringComparer.Ordinal)];
        if (!isRegression && names.Length is < 2 or > DataRequest.MostClasses)
        {
            throw new DataException($"The third column has {names.Length} classes; there are from 2 to {DataRequest.MostClasses}.");
        }

        double largest = Math.Max(1e-3, places.Max(place => Math.Abs((double)place)));
        double side = Math.Round(1.2 * largest, 2);
        return new
        {
            type = "points",
            points = words.Select((word, row) => (double[])[places[2 * row], places[(2 * row) + 1], isRegression ? numbers[row] : Array.IndexOf(names, word)]),
            isRegression,
            names,
            from = -side,
            to = side,
        };
    }
}

using System.Globalization;

namespace NnGen;

/// <content>Columns as numbers, categories or text.</content>
public sealed partial class CsvTable
{
    /// <summary>Columns as numbers in single precision; see the generic overload.</summary>
    /// <inheritdoc cref="Numbers{T}(ReadOnlySpan{string})"/>
    public float[] Numbers(params ReadOnlySpan<string> columns) => Numbers<float>(columns);

    /// <summary>Columns as numbers in single precision; see the generic overload.</summary>
    /// <inheritdoc cref="Numbers{T}(ReadOnlySpan{int})"/>
    public float[] Numbers(params ReadOnlySpan<int> columns) => Numbers<float>(columns);

    /// <summary>Columns as numbers, such as <c>1</c>, <c>-0.5</c> or <c>6.02e23</c>; each is rounded once.</summary>
    /// <param name="columns">The names of one or more columns, each once, in the order wanted.</param>
    /// <returns><see cref="Rows"/> x columns elements, row-major.</returns>
    /// <exception cref="ArgumentException">No column is chosen, or a name is unknown, chosen twice or that of several columns; the message lists the columns there are.</exception>
    /// <exception cref="InvalidDataException">A value is missing, not a number or not finite; the message names the line and the column.</exception>
    public T[] Numbers<T>(params ReadOnlySpan<string> columns)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => ReadNumbers<T>(IndicesOf(columns));

    /// <summary>Columns as numbers, such as <c>1</c>, <c>-0.5</c> or <c>6.02e23</c>; each is rounded once.</summary>
    /// <param name="columns">The numbers of one or more columns, from 0, each once, in the order wanted.</param>
    /// <returns><see cref="Rows"/> x columns elements, row-major.</returns>
    /// <exception cref="ArgumentException">No column is chosen, or one that does not exist or is chosen twice; the message lists the columns there are.</exception>
    /// <exception cref="InvalidDataException">A value is missing, not a number or not finite; the message names the line and the column.</exception>
    public T[] Numbers<T>(params ReadOnlySpan<int> columns)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        foreach (int column in columns)
        {
            CheckColumn(column, nameof(columns));
        }

        return ReadNumbers<T>(columns);
    }

    /// <summary>
    /// A column as class labels. The names are sorted by their characters' codes, so that the numbers do not depend on the order of the rows.
    /// Where a second file must get the numbers of the first, give it the names of the first.
    /// </summary>
    /// <param name="column">The name of the column.</param>
    /// <exception cref="ArgumentException">The name is unknown or that of several columns; the message lists the columns there are.</exception>
    /// <exception cref="InvalidDataException">A value is missing; the message names the line and the column.</exception>
    public CategoryLabels Categories(string column) => ReadCategories(IndexOf(_columns, column, _name, nameof(column)), names: null);

    /// <summary>As the overload by name, for a column by its number from 0.</summary>
    /// <inheritdoc cref="Categories(string)"/>
    /// <param name="column">The number of the column, from 0.</param>
    public CategoryLabels Categories(int column)
    {
        CheckColumn(column, nameof(column));
        return ReadCategories(column, names: null);
    }

    /// <summary>A column as class labels of known names.</summary>
    /// <param name="column">The name of the column.</param>
    /// <param name="names">The name of each class, in the order of their numbers.</param>
    /// <exception cref="ArgumentException">The column's name is unknown or that of several columns, or a class comes twice.</exception>
    /// <exception cref="InvalidDataException">A value is missing or none of the names; the message names the line and the column.</exception>
    public CategoryLabels Categories(string column, IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return ReadCategories(IndexOf(_columns, column, _name, nameof(column)), names);
    }

    /// <summary>As the overload by name, for a column by its number from 0.</summary>
    /// <inheritdoc cref="Categories(string, IReadOnlyList{string})"/>
    /// <param name="column">The number of the column, from 0.</param>
    /// <param name="names">The name of each class, in the order of their numbers.</param>
    public CategoryLabels Categories(int column, IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        CheckColumn(column, nameof(column));
        return ReadCategories(column, names);
    }

    /// <summary>A column as it stands in the text, without the quotes around a field; missing values included.</summary>
    /// <param name="column">The name of the column.</param>
    /// <returns><see cref="Rows"/> texts.</returns>
    /// <exception cref="ArgumentException">The name is unknown or that of several columns; the message lists the columns there are.</exception>
    public string[] Text(string column) => ReadText(IndexOf(_columns, column, _name, nameof(column)));

    /// <summary>As the overload by name, for a column by its number from 0.</summary>
    /// <inheritdoc cref="Text(string)"/>
    /// <param name="column">The number of the column, from 0.</param>
    public string[] Text(int column)
    {
        CheckColumn(column, nameof(column));
        return ReadText(column);
    }

    private T[] ReadNumbers<T>(ReadOnlySpan<int> columns)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        CheckChoice(columns);
        long count = (long)Rows * columns.Length;
        if (count > Array.MaxLength)
        {
            throw new ArgumentException($"{Rows} rows of {columns.Length} columns are {count} numbers, more than the {Array.MaxLength} an array can have.", nameof(columns));
        }

        var numbers = new T[count];
        for (int row = 0; row < Rows; row++)
        {
            for (int i = 0; i < columns.Length; i++)
            {
                numbers[row * columns.Length + i] = ReadNumber<T>(row, columns[i]);
            }
        }

        return numbers;
    }

    private T ReadNumber<T>(int row, int column)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<char> field = Value(row, column);
        return CsvNumbers.Problem(field, _decimalSeparator, out T number) is string problem ? throw Error(row, column, problem) : number;
    }

    private CategoryLabels ReadCategories(int column, IReadOnlyList<string>? names)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (string name in names ?? [])
        {
            ArgumentNullException.ThrowIfNull(name, nameof(names));
            if (!numbers.TryAdd(name, numbers.Count))
            {
                throw new ArgumentException($"The class {CsvNames.Quoted(name)} comes twice.", nameof(names));
            }
        }

        // First in the order of appearance, where no names are given.
        Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> byText = numbers.GetAlternateLookup<ReadOnlySpan<char>>();
        var labels = new int[Rows];
        for (int row = 0; row < labels.Length; row++)
        {
            ReadOnlySpan<char> field = Value(row, column);
            if (!byText.TryGetValue(field, out labels[row]))
            {
                if (names is not null)
                {
                    throw Error(row, column, $"{CsvNames.Quoted(field)} is none of the classes {CsvNames.List([.. names])}");
                }

                labels[row] = numbers.Count;
                byText[field] = labels[row];
            }
        }

        return names is null ? CategoryLabels.Sorted(labels, numbers) : new CategoryLabels(labels, [.. names]);
    }

    private string[] ReadText(int column)
    {
        var text = new string[Rows];
        for (int row = 0; row < text.Length; row++)
        {
            text[row] = Field(row, column).ToString();
        }

        return text;
    }

    private ReadOnlySpan<char> Field(int row, int column) => _text[row * _columns.Length + column];

    // A field that is not missing.
    private ReadOnlySpan<char> Value(int row, int column)
    {
        ReadOnlySpan<char> field = Field(row, column).Trim();
        if (IsMissing(field, _missingMarkers))
        {
            throw Error(row, column, CsvNumbers.MissingProblem(field));
        }

        return field;
    }

    private InvalidDataException Error(int row, int column, string reason) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{_name}, line {_lines[row]}, {CsvNames.Column(_columns, column)}: {reason}."));
}

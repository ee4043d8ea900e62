using System.ComponentModel;
using System.Globalization;

namespace NnGen;

/// <summary>
/// What was fitted to the records that a network was first trained on: the scale of each column, and what stands for missing numbers. Saved with the
/// network. Immutable; any number of threads may use it.
/// </summary>
/// <remarks>Computed in double and rounded once. What is fitted is computed by emitted code too, which asks each number for its scaled one.</remarks>
public sealed class RecordEncoding
{
    private readonly RecordStatistics? _statistics;
    private readonly double[] _shifts;
    private readonly double[] _factors;
    private readonly double[] _fills;

    /// <summary>The number of each category, for the fields that are texts.</summary>
    private readonly Dictionary<string, int>?[] _numbers;

    /// <summary>One that is fitted.</summary>
    /// <param name="schema">The record.</param>
    /// <param name="shifts">What is subtracted, for each column.</param>
    /// <param name="factors">What the difference is multiplied by.</param>
    /// <param name="fills">What stands for a missing number, on its own scale.</param>
    /// <param name="categories">The categories of each field whose categories are learnt, in order; null for others.</param>
    internal RecordEncoding(RecordSchema schema, double[] shifts, double[] factors, double[] fills, IReadOnlyList<string>?[] categories)
    {
        Schema = schema;
        _shifts = shifts;
        _factors = factors;
        _fills = fills;
        Categories = [.. schema.Fields.Select((field, i) => field.Kind != RecordFieldKind.Text ? [] : categories[i] ?? field.Classes)];
        _numbers = [.. Categories.Select((names, i) => schema.Fields[i].Kind != RecordFieldKind.Text ? null : Enumerable.Range(0, names.Count).ToDictionary(number => names[number], StringComparer.Ordinal))];
    }

    /// <summary>One that is being fitted: it gathers what it is asked for, and scales nothing.</summary>
    internal RecordEncoding(RecordSchema schema, RecordStatistics statistics)
        : this(schema, new double[schema.Columns.Count], new double[schema.Columns.Count], new double[schema.Columns.Count], new IReadOnlyList<string>?[schema.Fields.Count])
    {
        _statistics = statistics;
    }

    /// <summary>The record.</summary>
    public RecordSchema Schema { get; }

    /// <summary>What is subtracted from each column's number; 0 for columns that are 0 or 1, and for numbers of classes.</summary>
    public IReadOnlyList<double> Shifts => _shifts;

    /// <summary>What the difference is multiplied by; 0 for a number that was always the same.</summary>
    public IReadOnlyList<double> Factors => _factors;

    /// <summary>What stands for a missing number, on its own scale.</summary>
    public IReadOnlyList<double> Fills => _fills;

    /// <summary>The categories of each of the schema's fields that is a text, named or learnt; none of other fields.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Categories { get; }

    /// <summary>A number on the scale of its column. For emitted code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public double Number(int column, double value)
    {
        _statistics?.Add(column, value);
        return (value - _shifts[column]) * _factors[column];
    }

    /// <summary>A number that may be missing, on the scale of its column. For emitted code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public double Number(int column, double? value) => value is double known ? Number(column, known) : (_fills[column] - _shifts[column]) * _factors[column];

    /// <summary>The logarithm of a number and an offset. For emitted code.</summary>
    /// <exception cref="ArgumentException">Their sum is 0 or less.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public double Log(int column, double value, double offset) => value + offset <= 0 ? throw NotPositive(column, value, offset) : Math.Log(value + offset);

    /// <summary>The logarithm of a number that may be missing. For emitted code.</summary>
    /// <exception cref="ArgumentException">The sum of number and offset is 0 or less.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public double? Log(int column, double? value, double offset) => value is double known ? Log(column, known, offset) : null;

    /// <summary>The number of a text's category; null where the text is missing. For emitted code.</summary>
    /// <exception cref="ArgumentException">The text is none of the named categories, or null where it may not be missing.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public int? Category(int field, string? text)
    {
        RecordField known = Schema.Fields[field];
        if (text is null)
        {
            return known.IsOptional ? null : throw new ArgumentException($"{Schema.Name}.{known.Name} is null, but it may not be missing; declare it as 'string?'.");
        }

        if (known.MaxClasses > 0)
        {
            _statistics?.Add(field, text);
            return _numbers[field]!.TryGetValue(text, out int learnt) ? learnt : known.MaxClasses;
        }

        return _numbers[field]!.TryGetValue(text, out int number) ? number : throw new ArgumentException($"{known.Name} is {CsvNames.Quoted(text)}, which is none of {CsvNames.List([.. known.Classes])}.");
    }

    /// <summary>Writes where something stands that goes round, as the sine and the cosine of its angle; zeros where it is missing. For emitted code.</summary>
    /// <param name="turn">The part of a whole turn, from 0 to 1.</param>
    /// <param name="columns">Room for two elements.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void Turn<T>(double? turn, Span<T> columns)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        columns.Clear();
        if (turn is double known)
        {
            (double sine, double cosine) = Math.SinCos(2 * Math.PI * known);
            columns[0] = T.CreateTruncating(sine);
            columns[1] = T.CreateTruncating(cosine);
        }
    }

    /// <summary>Numbers, each on the scale of its column. For emitted code.</summary>
    /// <exception cref="ArgumentException">There are more or fewer numbers than columns.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Vector<TValue, T>(int column, ReadOnlySpan<TValue> values, Span<T> columns)
        where TValue : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<TValue>
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        if (values.Length != columns.Length)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{Schema.Columns[column].Field.Name} has {values.Length} numbers, but [Features({columns.Length})] says {columns.Length}."));
        }

        for (int i = 0; i < values.Length; i++)
        {
            columns[i] = T.CreateTruncating(Number(column + i, double.CreateTruncating(values[i])));
        }
    }

    /// <summary>Writes a 1 at the place of a class and 0 elsewhere; 0 everywhere where there is none. For emitted code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void OneHot<T>(int? number, Span<T> columns)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        columns.Clear();
        if (number is int known)
        {
            columns[known] = T.One;
        }
    }

    /// <summary>The fault of an enum's value that is none of its members. For emitted code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static Exception NoClass(string field, long value, params ReadOnlySpan<string> classes) =>
        new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{field} is {value}, which is none of {CsvNames.List(classes.ToArray())}."));

    /// <summary>The encoding of a network. For emitted code.</summary>
    /// <exception cref="InvalidOperationException">It was neither fitted nor loaded.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static RecordEncoding Of(RecordEncoding? encoding, string network) => encoding ?? throw new InvalidOperationException(
        $"{network} does not know the scales of its records yet. Train it with Fit, call Adapt with the training records, or load a file that was saved with them.");

    /// <summary>Checks the room for the columns of a record. For emitted code.</summary>
    /// <exception cref="ArgumentException">It has another length.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void CheckFeatures(string network, int length, int columns)
    {
        if (length != columns)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A record of {network} has {columns} columns, but there is room for {length}."), "features");
        }
    }

    private ArgumentException NotPositive(int column, double value, double offset)
    {
        string sum = offset == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" + {offset:R}");
        return new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{Schema.Columns[column].Field.Name} is {value:R}, but [Log] needs {Schema.Columns[column].Field.Name}{sum} above 0; [Log(Offset = 1)] takes zeros."));
    }
}

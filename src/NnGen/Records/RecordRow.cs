using System.ComponentModel;
using System.Globalization;
using System.Numerics;

namespace NnGen;

/// <summary>The row of a table that is being read, as the values of a record's properties. For emitted code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RecordRow
{
    private static readonly NumberFormatInfo s_withComma = new() { NumberDecimalSeparator = ",", NumberGroupSeparator = "." };

    private readonly CsvReader _rows;
    private readonly CsvText _text;
    private readonly RecordSchema _schema;
    private readonly int[] _columns;
    private readonly string[] _missingMarkers;
    private readonly char _decimalSeparator;

    internal RecordRow(CsvReader rows, CsvText text, RecordSchema schema, int[] columns, string[] missingMarkers, char decimalSeparator)
    {
        _rows = rows;
        _text = text;
        _schema = schema;
        _columns = columns;
        _missingMarkers = missingMarkers;
        _decimalSeparator = decimalSeparator;
    }

    /// <summary>A number.</summary>
    /// <param name="field">Which of <see cref="RecordSchema.Fields"/>.</param>
    /// <exception cref="InvalidDataException">It is missing, or no number of the type, or not finite.</exception>
    public N Number<N>(int field)
        where N : struct, INumber<N> => Parse<N>(field, Known(field));

    /// <summary>A number that may be missing.</summary>
    /// <param name="field">Which of <see cref="RecordSchema.Fields"/>.</param>
    /// <exception cref="InvalidDataException">It is no number of the type, or not finite.</exception>
    public N? OptionalNumber<N>(int field)
        where N : struct, INumber<N> => IsMissing(field) ? null : Parse<N>(field, Field(field));

    /// <summary>Yes or no: <c>true</c>, <c>yes</c> or <c>1</c>, and <c>false</c>, <c>no</c> or <c>0</c>, in letters of any size.</summary>
    /// <param name="field">Which of <see cref="RecordSchema.Fields"/>.</param>
    /// <exception cref="InvalidDataException">It is missing, or none of these.</exception>
    public bool Boolean(int field) => YesOrNo(field, Known(field));

    /// <summary>Yes or no, or missing.</summary>
    /// <param name="field">Which of <see cref="RecordSchema.Fields"/>.</param>
    /// <exception cref="InvalidDataException">It is neither.</exception>
    public bool? OptionalBoolean(int field) => IsMissing(field) ? null : YesOrNo(field, Field(field));

    /// <summary>The number of a class, by its name: letters of any size, and what stands between the words of a name does not count.</summary>
    /// <param name="field">Which of <see cref="RecordSchema.Fields"/>.</param>
    /// <exception cref="InvalidDataException">It is missing, or no class.</exception>
    public int Class(int field) => ClassOf(field, Known(field));

    /// <summary>The number of a class; -1 where it is missing.</summary>
    /// <param name="field">Which of <see cref="RecordSchema.Fields"/>.</param>
    /// <exception cref="InvalidDataException">It is no class.</exception>
    public int OptionalClass(int field) => IsMissing(field) ? -1 : ClassOf(field, Field(field));

    /// <summary>A text.</summary>
    /// <param name="field">Which of <see cref="RecordSchema.Fields"/>.</param>
    /// <exception cref="InvalidDataException">It is missing, or none of the named categories.</exception>
    public string Text(int field) => Category(field, Known(field));

    /// <summary>A text that may be missing.</summary>
    /// <param name="field">Which of <see cref="RecordSchema.Fields"/>.</param>
    /// <exception cref="InvalidDataException">It is none of the named categories.</exception>
    public string? OptionalText(int field) => IsMissing(field) ? null : Category(field, Field(field));

    /// <summary>A date or a time, such as <c>2026-11-28</c>, <c>2026-11-28T12:30:00</c> or <c>12:30</c>.</summary>
    /// <param name="field">Which of <see cref="RecordSchema.Fields"/>.</param>
    /// <exception cref="InvalidDataException">It is missing, or no date.</exception>
    public D Date<D>(int field)
        where D : struct, ISpanParsable<D> => ParseDate<D>(field, Known(field));

    /// <summary>A date or a time that may be missing.</summary>
    /// <param name="field">Which of <see cref="RecordSchema.Fields"/>.</param>
    /// <exception cref="InvalidDataException">It is no date.</exception>
    public D? OptionalDate<D>(int field)
        where D : struct, ISpanParsable<D> => IsMissing(field) ? null : ParseDate<D>(field, Field(field));

    private string Category(int field, ReadOnlySpan<char> text)
    {
        // One string for each category, and not one for each row.
        IReadOnlyList<string> classes = _schema.Fields[field].Classes;
        return classes.Count > 0 ? classes[ClassOf(field, text)] : text.ToString();
    }

    private D ParseDate<D>(int field, ReadOnlySpan<char> text)
        where D : struct, ISpanParsable<D> =>
        D.TryParse(text, CultureInfo.InvariantCulture, out D date) ? date : throw Error(field, $"{CsvNames.Quoted(text)} is no {typeof(D).Name}; write it as 2026-11-28, 2026-11-28T12:30:00 or 12:30");

    private ReadOnlySpan<char> Field(int field) => _text[_columns[field]].Trim();

    private bool IsMissing(int field) => CsvTable.IsMissing(Field(field), _missingMarkers);

    private ReadOnlySpan<char> Known(int field)
    {
        ReadOnlySpan<char> text = Field(field);
        if (!CsvTable.IsMissing(text, _missingMarkers))
        {
            return text;
        }

        string found = text.IsEmpty ? "" : $" ({CsvNames.Quoted(text)})";
        string nullable = _schema.Fields[field].IsTarget ? "" : $"make {_schema.Name}.{_schema.Fields[field].Name} nullable, or ";
        throw Error(field, $"the value is missing{found}; {nullable}drop such rows with {nameof(CsvOptions)}.{nameof(CsvOptions.DropRowsWithout)}");
    }

    private N Parse<N>(int field, ReadOnlySpan<char> text)
        where N : struct, INumber<N>
    {
        if (!N.TryParse(text, NumberStyles.Float, _decimalSeparator == ',' ? s_withComma : NumberFormatInfo.InvariantInfo, out N number))
        {
            // What is no number of any kind has hints of its own.
            string problem = CsvNumbers.Problem(text, _decimalSeparator, out double _) ?? $"{CsvNames.Quoted(text)} is no number of the type {typeof(N).Name}";
            throw Error(field, problem);
        }

        return N.IsFinite(number) ? number : throw Error(field, CsvNumbers.Problem(text, _decimalSeparator, out double value) ?? string.Create(CultureInfo.InvariantCulture, $"{value:R} is too large for {typeof(N).Name}"));
    }

    private bool YesOrNo(int field, ReadOnlySpan<char> text)
    {
        bool Is(ReadOnlySpan<char> found, string word) => found.Equals(word, StringComparison.OrdinalIgnoreCase);
        return Is(text, "true") || Is(text, "yes") || Is(text, "1") || (Is(text, "false") || Is(text, "no") || Is(text, "0")
            ? false
            : throw Error(field, $"{CsvNames.Quoted(text)} is neither true, yes or 1 nor false, no or 0"));
    }

    private int ClassOf(int field, ReadOnlySpan<char> text)
    {
        IReadOnlyList<string> classes = _schema.Fields[field].Classes;
        for (int i = 0; i < classes.Count; i++)
        {
            if (text.SequenceEqual(classes[i]))
            {
                return i;
            }
        }

        for (int i = 0; i < classes.Count; i++)
        {
            if (RecordNames.AreAlike(text, classes[i]))
            {
                return i;
            }
        }

        throw Error(field, $"{CsvNames.Quoted(text)} is none of the classes {CsvNames.List([.. classes])}");
    }

    private InvalidDataException Error(int field, string reason) => _rows.Error(_rows.RowLine, _columns[field], reason);
}

/// <summary>Compares what files call things with what C# calls them.</summary>
internal static class RecordNames
{
    /// <summary>Whether two names differ in nothing but the size of letters and what stands between words: <c>model_year</c> and <c>ModelYear</c>.</summary>
    public static bool AreAlike(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        int i = 0;
        int j = 0;
        while (true)
        {
            while (i < left.Length && IsBetweenWords(left[i]))
            {
                i++;
            }

            while (j < right.Length && IsBetweenWords(right[j]))
            {
                j++;
            }

            if (i == left.Length || j == right.Length)
            {
                return i == left.Length && j == right.Length;
            }

            if (char.ToUpperInvariant(left[i++]) != char.ToUpperInvariant(right[j++]))
            {
                return false;
            }
        }
    }

    private static bool IsBetweenWords(char c) => c is '_' or '-' or ' ' or '.';
}

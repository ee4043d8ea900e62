using System.Text;

namespace NnGen;

/// <summary>
/// A table of separated values (CSV): every field as text, read as numbers or categories when a column is asked for. Fields may stand in
/// quotes, as in RFC 4180; numbers are written with a decimal point, or a comma if <see cref="CsvOptions.DecimalSeparator"/> says so,
/// whatever the culture; lines end in \n or \r\n.
/// </summary>
/// <remarks>
/// Spaces around names of columns, numbers, categories and markers of missing values do not count, nor do those beside the quotes of a field. An empty line is no row, except in a
/// table of one column, where it is a missing value. Immutable; any number of threads may read it. Memory: two bytes a character, four a
/// field and eight a row.
/// </remarks>
public sealed partial class CsvTable
{
    private static readonly CsvOptions s_defaults = new();

    // Bytes that are not UTF-8 become a code that the reader refuses with the line; a decoder that throws knows none.
    private static readonly Encoding s_encoding =
        Encoding.GetEncoding(Encoding.UTF8.CodePage, EncoderFallback.ExceptionFallback, new DecoderReplacementFallback(CsvReader.NoCharacter.ToString()));

    private readonly string _name;
    private readonly string[] _columns;
    private readonly CsvText _text;
    private readonly List<long> _lines;
    private readonly string[] _missingMarkers;
    private readonly char _decimalSeparator;

    private CsvTable(string name, string[] columns, CsvText text, List<long> lines, string[] missingMarkers, char decimalSeparator, long droppedRows)
    {
        _name = name;
        _columns = columns;
        _text = text;
        _lines = lines;
        _missingMarkers = missingMarkers;
        _decimalSeparator = decimalSeparator;
        DroppedRows = droppedRows;
        Columns = Array.AsReadOnly(columns);
    }

    /// <summary>The names of the columns, in order; "0", "1" and so on where there is no header.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The number of rows, without the header and the dropped ones.</summary>
    public int Rows => _lines.Count;

    /// <summary>How many rows were dropped because they lack a value that <see cref="CsvOptions.DropRowsWithout"/> asks for.</summary>
    public long DroppedRows { get; }

    /// <summary>Reads a file in UTF-8, with or without a byte order mark.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Header, separator and missing values; null for the defaults.</param>
    /// <exception cref="InvalidDataException">The file is empty or malformed, is not UTF-8, or its rows differ in length; the message names file, line and column.</exception>
    /// <exception cref="ArgumentException">An option makes no sense, or names a column that does not exist.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static CsvTable Read(string path, CsvOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream stream = InputFile.Open(path);
        return Read(stream, options, path);
    }

    /// <summary>Reads a stream in UTF-8 from where it stands to its end.</summary>
    /// <param name="stream">The text, with or without a byte order mark. Left open.</param>
    /// <param name="options">Header, separator and missing values; null for the defaults.</param>
    /// <param name="name">What error messages call it.</param>
    /// <exception cref="InvalidDataException">The text is empty or malformed, is not UTF-8, or its rows differ in length; the message names line and column.</exception>
    /// <exception cref="ArgumentException">An option makes no sense, or names a column that does not exist.</exception>
    public static CsvTable Read(Stream stream, CsvOptions? options = null, string name = "CSV stream")
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var reader = new StreamReader(stream, s_encoding, detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        return Read(reader, options, name);
    }

    /// <summary>Reads a text from where the reader stands to its end.</summary>
    /// <param name="reader">The text. Left open.</param>
    /// <param name="options">Header, separator and missing values; null for the defaults.</param>
    /// <param name="name">What error messages call it.</param>
    /// <exception cref="InvalidDataException">The text is empty or malformed, or its rows differ in length; the message names line and column.</exception>
    /// <exception cref="ArgumentException">An option makes no sense, or names a column that does not exist.</exception>
    public static CsvTable Read(TextReader reader, CsvOptions? options = null, string name = "CSV text") =>
        Read(reader, options, name, Array.MaxLength);

    /// <summary>Reads a string.</summary>
    /// <param name="text">The text itself, not the name of a file.</param>
    /// <param name="options">Header, separator and missing values; null for the defaults.</param>
    /// <param name="name">What error messages call it.</param>
    /// <exception cref="InvalidDataException">The text is empty or malformed, or its rows differ in length; the message names line and column.</exception>
    /// <exception cref="ArgumentException">An option makes no sense, or names a column that does not exist.</exception>
    public static CsvTable Parse(string text, CsvOptions? options = null, string name = "CSV text")
    {
        ArgumentNullException.ThrowIfNull(text);
        using var reader = new StringReader(text);
        return Read(reader, options, name);
    }

    /// <summary>The line of the text on which a row begins, from 1.</summary>
    /// <param name="row">From 0 to <see cref="Rows"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="row"/> is out of range.</exception>
    public long LineOf(int row)
    {
        if ((uint)row >= (uint)Rows)
        {
            throw new ArgumentOutOfRangeException(nameof(row), row, $"{_name} has {Rows} rows, counted from 0.");
        }

        return _lines[row];
    }

    /// <summary>A file as text, to be read from front to back.</summary>
    internal static StreamReader OpenText(string path)
    {
        const int BufferBytes = 64 * 1024;
        return new StreamReader(InputFile.Open(path, BufferBytes), s_encoding, detectEncodingFromByteOrderMarks: false);
    }

    /// <summary>As the public overload, with a limit to the number of characters.</summary>
    internal static CsvTable Read(TextReader reader, CsvOptions? options, string name, int mostCharacters)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(name);
        options ??= s_defaults;
        options.Check();
        var rows = new CsvReader(reader, name, options);
        var text = new CsvText(mostCharacters);
        rows.Columns = ReadColumns(rows, text, options, name);
        string[] markers = Trimmed(options.MissingMarkers);
        int[] needed = new int[options.DropRowsWithout.Count];
        for (int i = 0; i < needed.Length; i++)
        {
            needed[i] = IndexOf(rows.Columns, options.DropRowsWithout[i], name, nameof(options));
        }

        // Without a header, the row that told the number of columns is the first of the table and has been read.
        var lines = new List<long>();
        long droppedRows = 0;
        int start = 0;
        while (text.Count > start || rows.ReadRow(text))
        {
            CheckLength(rows, text, start, options.HasHeader);
            if (LacksOne(text, start, needed, markers))
            {
                text.Truncate(start);
                droppedRows++;
            }
            else
            {
                lines.Add(rows.RowLine);
                start = text.Count;
            }
        }

        return new CsvTable(name, rows.Columns, text, lines, markers, options.DecimalSeparator, droppedRows);
    }

    // The names of the columns. A header is taken away; the first row of a table without one stays.
    internal static string[] ReadColumns(CsvReader rows, CsvText text, CsvOptions options, string name)
    {
        if (!rows.ReadRow(text))
        {
            throw new InvalidDataException($"{name} is empty; {(options.HasHeader ? "a header with the names of the columns" : "at least one row")} was expected.");
        }

        var columns = new string[text.Count];
        for (int column = 0; column < columns.Length; column++)
        {
            columns[column] = options.HasHeader ? text[column].Trim().ToString() : CsvNames.Number(column);
        }

        if (options.HasHeader)
        {
            text.Truncate(0);
        }

        return columns;
    }

    /// <param name="rows">The reader.</param>
    /// <param name="text">The fields.</param>
    /// <param name="start">The first field of the row.</param>
    /// <param name="hasHeader">Whether a header told the number of columns.</param>
    internal static void CheckLength(CsvReader rows, CsvText text, int start, bool hasHeader)
    {
        int fields = text.Count - start;
        if (fields < rows.Columns!.Length)
        {
            string measure = hasHeader ? "the header" : "the first row";
            string hint = text[start] is ['#' or '%', ..] ? $"; if such lines are comments, set {nameof(CsvOptions)}.{nameof(CsvOptions.CommentMarker)}" : "";
            throw rows.Error(rows.RowLine, fields, $"the row ends before this column: {measure} has {rows.Columns.Length} fields, this row has {fields}{hint}");
        }
    }

    internal static bool LacksOne(CsvText text, int start, int[] columns, string[] markers)
    {
        foreach (int column in columns)
        {
            if (IsMissing(text[start + column].Trim(), markers))
            {
                return true;
            }
        }

        return false;
    }

    internal static bool IsMissing(ReadOnlySpan<char> trimmed, string[] markers)
    {
        if (trimmed.IsEmpty)
        {
            return true;
        }

        foreach (string marker in markers)
        {
            if (trimmed.SequenceEqual(marker))
            {
                return true;
            }
        }

        return false;
    }

    internal static string[] Trimmed(IReadOnlyList<string> texts)
    {
        var result = new string[texts.Count];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = texts[i].Trim();
        }

        return result;
    }
}

using System.Globalization;

namespace NnGen;

/// <summary>
/// Takes a text of separated values apart, as RFC 4180 describes it: a field may stand in quotes, a quote within is doubled, and there
/// separators and line breaks are text. Lines end in \n or \r\n; the last may end without. Every error names the line and the column.
/// </summary>
internal sealed class CsvReader
{
    /// <summary>What the decoder puts in place of bytes that are not UTF-8: the one code that no text has.</summary>
    internal const char NoCharacter = '\uFFFF';

    private const char Quote = '"';
    private const char ByteOrderMark = '\uFEFF';
    private const int End = -1;

    private readonly TextReader _source;
    private readonly string _name;
    private readonly char _separator;
    private readonly char[] _plainStops;
    private readonly char[] _buffer = new char[16 * 1024];
    private int _position;
    private int _filled;
    private long _line = 1;

    internal CsvReader(TextReader source, string name, char separator)
    {
        _source = source;
        _name = name;
        _separator = separator;
        _plainStops = [separator, Quote, '\n', '\r', NoCharacter];
        if (Peek() == ByteOrderMark)
        {
            _position++;
        }
    }

    /// <summary>The names of the columns, for messages and for the number of fields of a row; null until they are known.</summary>
    internal string[]? Columns { get; set; }

    /// <summary>The line on which the row that was read last begins, from 1.</summary>
    internal long RowLine { get; private set; }

    /// <summary>Reads one row. Empty lines are no rows, but in a table of one column each is a missing value.</summary>
    /// <returns>False at the end of the text.</returns>
    /// <exception cref="InvalidDataException">The row is malformed, or longer than the row of the columns' names.</exception>
    internal bool ReadRow(CsvText into)
    {
        while (Columns is not { Length: 1 } && TryTakeLineBreak())
        {
        }

        if (Peek() == End)
        {
            return false;
        }

        RowLine = _line;
        for (int column = 0; ; column++)
        {
            ReadField(into, column);
            if (Peek() != _separator)
            {
                break;
            }

            if (column + 1 == Columns?.Length)
            {
                throw Error(_line, column, $"the row goes on after the last of the {Columns.Length} columns; a field with a separator in it must stand in quotes");
            }

            _position++;
        }

        TryTakeLineBreak();
        return true;
    }

    /// <summary>The exception for a text that is not what it should be.</summary>
    /// <param name="line">The line, from 1.</param>
    /// <param name="column">The column, from 0.</param>
    /// <param name="reason">What is wrong, without a full stop.</param>
    internal InvalidDataException Error(long line, int column, string reason) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{_name}, line {line}, {CsvNames.Column(Columns, column)}: {reason}."));

    private void ReadField(CsvText into, int column)
    {
        if (Peek() == Quote)
        {
            ReadQuoted(into, column);
        }
        else
        {
            ReadPlain(into, column);
        }

        if (!into.TryEndField())
        {
            throw Full(column);
        }
    }

    private void ReadPlain(CsvText into, int column)
    {
        while (Peek() != End)
        {
            ReadOnlySpan<char> rest = _buffer.AsSpan(_position, _filled - _position);
            int stop = rest.IndexOfAny(_plainStops);
            Append(into, stop < 0 ? rest : rest[..stop], column);
            if (stop >= 0)
            {
                break;
            }
        }

        // A separator or a line break is the caller's business.
        int next = Peek();
        if (next == Quote)
        {
            throw Error(_line, column, "a quote stands within a field that does not begin with one; put the field in quotes and double those within");
        }

        if (next == NoCharacter)
        {
            throw NotText(column);
        }

        if (next == '\r')
        {
            CheckLineBreak(column);
        }
    }

    private void ReadQuoted(CsvText into, int column)
    {
        long opened = _line;
        _position++;
        while (true)
        {
            if (Peek() == End)
            {
                throw Error(opened, column, "the quote that opens here is never closed");
            }

            ReadOnlySpan<char> rest = _buffer.AsSpan(_position, _filled - _position);
            int stop = rest.IndexOfAny(Quote, NoCharacter);
            ReadOnlySpan<char> run = stop < 0 ? rest : rest[..stop];
            _line += run.Count('\n');
            Append(into, run, column);
            if (stop < 0)
            {
                continue;
            }

            if (Peek() == NoCharacter)
            {
                throw NotText(column);
            }

            _position++;
            if (Peek() != Quote)
            {
                break;
            }

            Append(into, [Quote], column);
        }

        int next = Peek();
        if (next == '\r')
        {
            CheckLineBreak(column);
        }
        else if (next != End && next != _separator && next != '\n')
        {
            throw Error(_line, column, $"text follows the closing quote: {CsvNames.Quoted([(char)next])}; a quote within quotes is doubled");
        }
    }

    private void Append(CsvText into, ReadOnlySpan<char> run, int column)
    {
        if (!into.TryAppend(run))
        {
            throw Full(column);
        }

        _position += run.Length;
    }

    // A carriage return at the end of a row was looked at with its last field, so only one at the beginning can be alone.
    private bool TryTakeLineBreak()
    {
        switch (Peek())
        {
            case '\r':
                CheckLineBreak(column: 0);
                _position += 2;
                break;
            case '\n':
                _position++;
                break;
            default:
                return false;
        }

        _line++;
        return true;
    }

    // Stands before a carriage return; makes sure that its line feed follows in the buffer.
    private void CheckLineBreak(int column)
    {
        if (_position + 1 == _filled)
        {
            // Only the carriage return is left: more is read behind it.
            _buffer[0] = '\r';
            _position = 0;
            _filled = 1 + _source.ReadBlock(_buffer, 1, _buffer.Length - 1);
        }

        if (_position + 1 == _filled || _buffer[_position + 1] != '\n')
        {
            throw Error(_line, column, "a carriage return without a line feed; lines end in \\n or \\r\\n");
        }
    }

    private int Peek()
    {
        if (_position == _filled)
        {
            _position = 0;
            _filled = _source.ReadBlock(_buffer, 0, _buffer.Length);
            if (_filled == 0)
            {
                return End;
            }
        }

        return _buffer[_position];
    }

    private InvalidDataException NotText(int column) => Error(_line, column, "the bytes here are not UTF-8; save the file as UTF-8");

    private InvalidDataException Full(int column) => Error(_line, column, "the table is larger than this reader takes; split it");
}

using System.Globalization;

namespace NnGen;

/// <summary>
/// Takes a text of separated values apart, as RFC 4180 describes it: a field may stand in quotes, a quote within is doubled, and there
/// separators and line breaks are text. Blanks beside the quotes do not count. Lines end in \n or \r\n; the last may end without. A first
/// line <c>sep=;</c> tells the separator. Every error names the line and the column.
/// </summary>
internal sealed class CsvReader
{
    /// <summary>What the decoder puts in place of bytes that are not UTF-8: the one code that no text has.</summary>
    internal const char NoCharacter = '\uFFFF';

    private const char Quote = '"';
    private const char ByteOrderMark = '\uFEFF';

    // TryParse takes them for the end of a number; no text has one.
    private const char Null = '\0';
    private const int End = -1;

    private readonly TextReader _source;
    private readonly string _name;
    private readonly char? _comment;
    private readonly char _separator;
    private readonly char[] _plainStops;
    private readonly char[] _quotedStops = [Quote, NoCharacter, Null];
    private readonly char[] _buffer = new char[16 * 1024];
    private int _position;
    private int _filled;
    private long _line = 1;

    internal CsvReader(TextReader source, string name, CsvOptions options)
    {
        _source = source;
        _name = name;
        _comment = options.CommentMarker;
        if (Peek() == ByteOrderMark)
        {
            _position++;
        }

        _separator = TakeSeparatorLine(options) ?? options.Separator;
        _plainStops = [_separator, Quote, '\n', '\r', NoCharacter, Null];
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
        while (TryTakeComment() || (Columns is not { Length: 1 } && TryTakeLineBreak()))
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
        if (next == Quote && into.Started.IndexOfAnyExcept(' ', '\t') < 0)
        {
            into.Restart();
            ReadQuoted(into, column);
            return;
        }

        if (next == Quote)
        {
            throw Error(_line, column, "a quote stands within a field that does not begin with one; put the field in quotes and double those within");
        }

        if (next is NoCharacter or Null)
        {
            throw NotText(next, column);
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
            int stop = rest.IndexOfAny(_quotedStops);
            ReadOnlySpan<char> run = stop < 0 ? rest : rest[..stop];
            _line += run.Count('\n');
            Append(into, run, column);
            if (stop < 0)
            {
                continue;
            }

            if (Peek() is NoCharacter or Null)
            {
                throw NotText(Peek(), column);
            }

            _position++;
            if (Peek() != Quote)
            {
                break;
            }

            Append(into, [Quote], column);
        }

        while (Peek() is ' ' or '\t' && Peek() != _separator)
        {
            _position++;
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

    // What Excel writes first where fields are not separated as the country has it: sep= and the separator.
    private char? TakeSeparatorLine(CsvOptions options)
    {
        const string Start = "sep=";
        if (_filled == _position)
        {
            return null;
        }

        ReadOnlySpan<char> text = _buffer.AsSpan(_position, _filled - _position);
        if (!text.StartsWith(Start, StringComparison.OrdinalIgnoreCase) || text.Length == Start.Length || text[Start.Length] is Quote or '\r' or '\n' or Null or NoCharacter)
        {
            return null;
        }

        char separator = text[Start.Length];
        int length = text[(Start.Length + 1)..] switch
        {
            [] => Start.Length + 1,
            ['\n', ..] => Start.Length + 2,
            ['\r', '\n', ..] => Start.Length + 3,
            _ => 0,
        };
        if (length == 0)
        {
            return null;
        }

        if (separator == options.DecimalSeparator || separator == options.CommentMarker || char.IsSurrogate(separator))
        {
            throw Error(_line, 0, $"the line {MessageText.Quoted(text[..(Start.Length + 1)])} makes {MessageText.Quoted([separator])} the separator, which stands for something else in {nameof(CsvOptions)}");
        }

        _position += length;
        _line++;
        return separator;
    }

    private bool TryTakeComment()
    {
        if (_comment is null || Peek() != _comment)
        {
            return false;
        }

        // In a table of one column the line break would be a missing value.
        while (Peek() is not (End or '\n'))
        {
            ReadOnlySpan<char> rest = _buffer.AsSpan(_position, _filled - _position);
            int stop = rest.IndexOf('\n');
            _position += stop < 0 ? rest.Length : stop;
        }

        if (Peek() == '\n')
        {
            _position++;
            _line++;
        }

        return true;
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

    private InvalidDataException NotText(int found, int column) => Error(_line, column, found == Null
        ? "here is a character of code 0, which no text has; the file is damaged, or not UTF-8: save it as UTF-8"
        : "the bytes here are not UTF-8; save the file as UTF-8");

    private InvalidDataException Full(int column) => Error(_line, column, "the table is larger than this reader takes; split it");
}

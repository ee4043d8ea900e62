using System.Text;

namespace NnGen.Compiler.Print;

/// <summary>Writes C#: indentation follows the blocks of the code that writes, line ends are <c>\n</c>.</summary>
/// <param name="margin">The columns that the text will be moved to the right.</param>
public sealed class SourceWriter(int margin = 0)
{
    /// <summary>The columns of a line, as far as C# has a place to break it.</summary>
    public const int MaxColumns = 160;

    private const string RawString = "\"\"\"";

    private readonly int _columns = MaxColumns - margin;
    private readonly StringBuilder _text = new();
    private int _depth;
    private bool _blankPending;
    private bool _opened = true;
    private bool _isInRawString;

    /// <summary>Writes lines; each gets the current indentation. Text of several lines keeps its own on top of it. A line that is too long is broken.</summary>
    public SourceWriter Line(string text = "")
    {
        if (_blankPending && text.Length > 0)
        {
            _text.Append('\n');
            _blankPending = false;
        }

        _opened = false;
        for (int start = 0, end; start <= text.Length; start = end + 1)
        {
            end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end;
            int length = end - start - (end < text.Length && end > start && text[end - 1] == '\r' ? 1 : 0);

            bool isDirective = length > 0 && text[start] == '#';
            if (4 * _depth + length > _columns && !isDirective && !_isInRawString)
            {
                foreach (string line in LineBreaks.Of(text.Substring(start, length), _columns - 4 * _depth))
                {
                    _text.Append(' ', 4 * _depth).Append(line).Append('\n');
                }

                _isInRawString ^= IsEdgeOfRawString(text, start, length);
                continue;
            }

            // Preprocessor directives stand at the margin, empty lines are empty.
            if (length > 0)
            {
                _text.Append(' ', isDirective ? 0 : 4 * _depth).Append(text, start, length);
                _isInRawString ^= IsEdgeOfRawString(text, start, length);
            }

            _text.Append('\n');
        }

        return this;
    }

    /// <summary>Whether a line is as short as lines should be.</summary>
    public bool Fits(string line) => 4 * _depth + line.Length <= _columns;

    /// <summary>Writes a call; arguments that are too many for a line go on in further ones.</summary>
    /// <param name="method">What is called.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="end">What follows on the last.</param>
    public void Call(string method, IReadOnlyList<string> arguments, string end = ");") => List(method + "(", arguments, end);

    /// <summary>Writes what stands before a list and the list; items that are too many for a line go on in further ones.</summary>
    /// <param name="start">What stands before it.</param>
    /// <param name="arguments">The items.</param>
    /// <param name="end">What follows on the last.</param>
    public void List(string start, IReadOnlyList<string> arguments, string end)
    {
        string line = start;
        bool isFirst = true;
        for (int i = 0; i < arguments.Count; i++)
        {
            string argument = arguments[i] + (i == arguments.Count - 1 ? end : ",");
            string space = i == 0 || line.Length == 0 ? "" : " ";
            if (4 * (_depth + (isFirst ? 0 : 1)) + line.Length + space.Length + argument.Length > _columns && line.Length > 0)
            {
                Line((isFirst ? "" : "    ") + line);
                isFirst = false;
                (line, space) = ("", "");
            }

            line += space + argument;
        }

        Line((isFirst ? "" : "    ") + (arguments.Count == 0 ? line + end : line));
    }

    /// <summary>Whether a line begins a raw string or ends one.</summary>
    private static bool IsEdgeOfRawString(string text, int start, int length)
    {
        int first = text.IndexOf(RawString, start, length, StringComparison.Ordinal);
        return first >= 0 && text.IndexOf(RawString, first + RawString.Length, start + length - first - RawString.Length, StringComparison.Ordinal) < 0;
    }

    /// <summary>One empty line before whatever comes next; none at the beginning and at the end of a block.</summary>
    public void Blank() => _blankPending = !_opened;

    /// <summary>Opens braces; disposing closes them.</summary>
    public IDisposable Block(string header)
    {
        if (header.Length > 0)
        {
            Line(header);
        }

        Line("{");
        Indent();
        return new Closer(this, "}");
    }

    /// <summary>Opens a method; disposing closes it.</summary>
    /// <param name="header">What stands before its parameters.</param>
    /// <param name="parameters">The parameters, which may take several lines.</param>
    /// <param name="constraints">Lines below.</param>
    public IDisposable Method(string header, IReadOnlyList<string> parameters, string constraints = "")
    {
        Call(header, parameters, ")");
        return Block(constraints);
    }

    /// <summary>One level deeper until disposed.</summary>
    public IDisposable Indent()
    {
        _depth++;
        _opened = true;
        return new Closer(this, null);
    }

    /// <summary>The text. All blocks must be closed.</summary>
    public override string ToString() => _depth == 0
        ? _text.ToString()
        : throw new InvalidOperationException($"{_depth} blocks are still open.");

    private sealed class Closer(SourceWriter writer, string? end) : IDisposable
    {
        public void Dispose()
        {
            writer._blankPending = false;
            writer._depth--;
            if (end is not null)
            {
                writer.Line(end);
            }
        }
    }
}

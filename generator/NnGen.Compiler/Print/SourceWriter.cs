using System.Text;

namespace NnGen.Compiler.Print;

/// <summary>Writes C#: indentation follows the blocks of the code that writes, line ends are <c>\n</c>.</summary>
public sealed class SourceWriter
{
    /// <summary>The columns of a line of code, as far as that can be helped.</summary>
    private const int MaxColumns = 160;

    private readonly StringBuilder _text = new();
    private int _depth;
    private bool _blankPending;
    private bool _opened = true;

    /// <summary>Writes lines; each gets the current indentation. Text of several lines keeps its own on top of it.</summary>
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

            // Preprocessor directives stand at the margin, empty lines are empty.
            if (length > 0)
            {
                _text.Append(' ', text[start] == '#' ? 0 : 4 * _depth).Append(text, start, length);
            }

            _text.Append('\n');
        }

        return this;
    }

    /// <summary>Writes a call; arguments that are too many for a line go on in further ones.</summary>
    /// <param name="method">What is called.</param>
    /// <param name="arguments">The arguments.</param>
    public void Call(string method, IReadOnlyList<string> arguments)
    {
        string line = method + "(";
        bool isFirst = true;
        for (int i = 0; i < arguments.Count; i++)
        {
            string argument = arguments[i] + (i == arguments.Count - 1 ? ");" : ",");
            string space = line.EndsWith("(", StringComparison.Ordinal) || line.Length == 0 ? "" : " ";
            if (4 * (_depth + (isFirst ? 0 : 1)) + line.Length + space.Length + argument.Length > MaxColumns && line.Length > 0)
            {
                Line((isFirst ? "" : "    ") + line);
                isFirst = false;
                (line, space) = ("", "");
            }

            line += space + argument;
        }

        Line((isFirst ? "" : "    ") + (arguments.Count == 0 ? line + ");" : line));
    }

    /// <summary>One empty line before whatever comes next; none at the beginning and at the end of a block.</summary>
    public void Blank() => _blankPending = !_opened;

    /// <summary>Opens braces; disposing closes them.</summary>
    public IDisposable Block(string header)
    {
        Line(header);
        Line("{");
        Indent();
        return new Closer(this, "}");
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

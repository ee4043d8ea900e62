namespace NnGen.Compiler.Print;

/// <summary>Breaks lines of C# that are too long to be read: no emitted line is wider than a screen.</summary>
public static class LineBreaks
{
    private const string Comment = "// ";
    private const string Documentation = "/// ";
    private const string Indentation = "    ";

    /// <summary>A line as lines of at most so many columns, as far as C# has a place to break it. What goes on is indented once more.</summary>
    /// <param name="line">The line, from its first column on; not a part of a raw string.</param>
    /// <param name="columns">The columns there are.</param>
    public static IReadOnlyList<string> Of(string line, int columns)
    {
        if (line.Length <= columns)
        {
            return [line];
        }

        string indent = line.Substring(0, line.Length - line.TrimStart(' ').Length);
        string text = line.Substring(indent.Length);
        string? mark = text.StartsWith(Documentation, StringComparison.Ordinal) ? Documentation : text.StartsWith(Comment, StringComparison.Ordinal) ? Comment : null;
        return mark is null ? Code(indent, text, columns) : Words(indent + mark, text.Substring(mark.Length), columns);
    }

    /// <summary>A comment, at the blanks between its words.</summary>
    private static IReadOnlyList<string> Words(string before, string text, int columns)
    {
        var lines = new List<string>();
        int start = 0;
        while (before.Length + text.Length - start > columns)
        {
            int room = Math.Max(1, columns - before.Length);
            int end = text.LastIndexOf(' ', start + room, room);
            end = end > start ? end : text.IndexOf(' ', start + 1);
            if (end < 0)
            {
                break;
            }

            lines.Add(before + text.Substring(start, end - start));
            start = end + 1;
        }

        lines.Add(before + text.Substring(start));
        return lines;
    }

    private static IReadOnlyList<string> Code(string indent, string text, int columns)
    {
        var lines = new List<string>();
        int comment = CommentIn(text);
        if (comment > 0)
        {
            // What is said of a line stands over it then.
            lines.AddRange(Words(indent + Comment, text.Substring(comment + Comment.Length), columns));
            text = text.Substring(0, comment).TrimEnd(' ');
        }

        int start = 0;
        bool isInString = false;
        for (string before = indent; ;)
        {
            int room = columns - before.Length;
            if (text.Length - start <= room || Place(text, start, room, isInString) is not (int end, bool cutsString))
            {
                lines.Add(before + text.Substring(start));
                return lines;
            }

            lines.Add(before + (cutsString ? text.Substring(start, end - start) + "\" +" : text.Substring(start, end - start).TrimEnd(' ')));
            isInString = cutsString;
            before = indent + Indentation + (isInString ? "\"" : "");
            start = end;
            while (!isInString && start < text.Length && text[start] == ' ')
            {
                start++;
            }
        }
    }

    /// <summary>
    /// Where a line is best broken: before the arrow of a member, behind a comma where the fewest brackets are open, behind an operator, behind
    /// a bracket, between words, or within a string, which then is a sum of two.
    /// </summary>
    private static (int End, bool CutsString)? Place(string text, int start, int room, bool isInString)
    {
        int depth = 0;
        int arrow = 0;
        (int End, int Depth) comma = (0, int.MaxValue);
        (int End, int Depth) bracket = (0, int.MaxValue);
        (int End, int Depth) sign = (0, int.MaxValue);
        int blank = 0;
        int inString = isInString && EndOfString(text, start - 1) > start + room ? start - 1 : 0;
        for (int i = isInString ? EndOfString(text, start - 1) : start; i < Math.Min(start + room, text.Length); i++)
        {
            char c = text[i];
            if (c == '"')
            {
                int end = EndOfString(text, i);
                inString = end > start + room ? i : inString;
                i = end - 1;
            }
            else if (c is '(' or '[' or '{' || (c == '<' && IsTypeArguments(text, i)))
            {
                depth++;
                bracket = c == '(' && depth <= bracket.Depth ? (i + 1, depth) : bracket;
            }
            else if (c is ')' or ']' or '}' || (c == '>' && depth > 0 && text[i - 1] is not (' ' or '=')))
            {
                depth--;
            }
            else if (c == ',' && depth <= comma.Depth && i + 1 < text.Length && text[i + 1] == ' ')
            {
                comma = (i + 1, depth);
            }
            else if (c == '=' && depth <= 0 && i > start + 1 && i + 2 < text.Length && text[i + 1] == '>' && text[i - 1] == ' ')
            {
                arrow = i;
            }
            else if (c is '+' or '*' or '?' or ':' or '|' && depth <= sign.Depth && i > start && text[i - 1] == ' ' && i + 1 < text.Length && text[i + 1] == ' ')
            {
                sign = (i + 1, depth);
            }

            blank = c == ' ' && depth <= 0 ? i : blank;
        }

        return arrow > 0 ? (arrow, false)
            : comma.End > 0 && comma.Depth <= sign.Depth ? (comma.End, false)
            : sign.End > 0 ? (sign.End, false)
            : inString > 0 && start + room - inString > Indentation.Length ? (EndOfPart(text, inString, start + room - "\" +".Length), true)
            : bracket.End > 0 && bracket.End < text.Length ? (bracket.End, false)
            : blank > start ? (blank, false)
            : null;
    }

    private static bool IsTypeArguments(string text, int place) => place > 0 && place + 1 < text.Length && char.IsLetterOrDigit(text[place - 1]) && text[place + 1] != ' ';

    /// <summary>Where a string that begins somewhere has ended.</summary>
    private static int EndOfString(string text, int start)
    {
        int i = start + 1;
        while (i < text.Length && text[i] != '"')
        {
            i += text[i] == '\\' ? 2 : 1;
        }

        return Math.Min(text.Length, i + 1);
    }

    /// <summary>The last place of a string before a column where no escape is cut.</summary>
    private static int EndOfPart(string text, int start, int column)
    {
        int i = start + 1;
        while (i < column)
        {
            int next = i + (text[i] != '\\' ? 1 : text[i + 1] == 'u' ? 6 : 2);
            if (next > column)
            {
                break;
            }

            i = next;
        }

        return i;
    }

    /// <summary>Where behind code a comment begins; 0 for none.</summary>
    private static int CommentIn(string text)
    {
        for (int i = 0; i + 2 < text.Length; i++)
        {
            if (text[i] == '"')
            {
                i = EndOfString(text, i) - 1;
            }
            else if (i > 0 && text[i] == '/' && text[i + 1] == '/' && text[i + 2] == ' ' && text[i - 1] == ' ')
            {
                return i;
            }
        }

        return 0;
    }
}

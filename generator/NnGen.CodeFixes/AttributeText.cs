using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using NnGen.Generator.Parsing;

namespace NnGen.CodeFixes;

/// <summary>
/// Moves, removes and inserts attributes as text, so that everything else stays as it was written. An attribute that has its line for itself
/// takes the line along, with what is said about it at the end; one in a list takes its comma.
/// </summary>
internal sealed class AttributeText(SourceText text)
{
    /// <summary>Removes attributes; a list of which none is left goes too.</summary>
    public IEnumerable<TextChange> Remove(IReadOnlyCollection<AttributeSyntax> removed)
    {
        foreach (IGrouping<AttributeListSyntax, AttributeSyntax> group in removed.GroupBy(ListOf))
        {
            AttributeListSyntax list = group.Key;
            if (group.Count() == list.Attributes.Count)
            {
                yield return new TextChange(LinesOf(list) ?? WithSpaceBehind(list), "");
                continue;
            }

            int firstKept = list.Attributes.IndexOf(attribute => !group.Contains(attribute));
            foreach (int index in group.Select(attribute => list.Attributes.IndexOf(attribute)))
            {
                TextSpan span = index > firstKept
                    ? TextSpan.FromBounds(list.Attributes[index - 1].Span.End, list.Attributes[index].Span.End)
                    : TextSpan.FromBounds(list.Attributes[index].SpanStart, list.Attributes[index + 1].SpanStart);
                yield return new TextChange(span, "");
            }
        }
    }

    /// <summary>Inserts an attribute of that text before another: in its list, unless that one begins its line.</summary>
    public TextChange InsertBefore(AttributeSyntax at, string added, string? line = null)
    {
        AttributeListSyntax list = ListOf(at);
        return list.Attributes[0] == at && Indentation(list) is { } indentation
            ? new TextChange(new TextSpan(list.SpanStart - indentation.Length, 0), Line(added, line, list, indentation))
            : new TextChange(new TextSpan(at.SpanStart, 0), added + ", ");
    }

    /// <summary>Inserts an attribute of that text behind another in its list.</summary>
    public static TextChange InsertBehind(AttributeSyntax at, string added) => new(new TextSpan(at.Span.End, 0), ", " + added);

    /// <summary>Inserts an attribute of that text behind another: below its line, where it ends its line.</summary>
    public TextChange InsertBelow(AttributeSyntax at, string added, string? line = null)
    {
        AttributeListSyntax list = ListOf(at);
        return list.Attributes.Last() == at && LinesOf(list) is { } lines && Indentation(list) is { } indentation
            ? new TextChange(new TextSpan(lines.End, 0), Line(added, line, list, indentation))
            : InsertBehind(at, added);
    }

    /// <summary>Inserts lists of attributes before or behind another attribute: as lines, where it begins or ends its own; else in its list.</summary>
    public TextChange InsertLists(AttributeSyntax at, IReadOnlyList<string[]> lists, bool isBefore)
    {
        AttributeListSyntax list = ListOf(at);
        string flat = string.Join(", ", lists.SelectMany(attributes => attributes));
        bool hasLines = Indentation(list) is not null && LinesOf(list) is not null && (isBefore ? list.Attributes[0] : list.Attributes.Last()) == at;
        string lines = string.Join(Indentation(list), lists.Select(attributes => $"[{string.Join(", ", attributes)}]{LineBreakNear(list)}"));
        return isBefore ? InsertBefore(at, flat, hasLines ? lines : null) : InsertBelow(at, flat, hasLines ? lines : null);
    }

    /// <summary>Moves an attribute before another.</summary>
    public IReadOnlyList<TextChange> MoveBefore(AttributeSyntax moved, AttributeSyntax at) =>
        [.. Remove([moved]), ListOf(moved) == ListOf(at) ? new TextChange(new TextSpan(at.SpanStart, 0), moved + ", ") : InsertBefore(at, moved.ToString(), LineOf(moved))];

    /// <summary>Moves an attribute below another.</summary>
    public IReadOnlyList<TextChange> MoveBelow(AttributeSyntax moved, AttributeSyntax at) =>
        [.. Remove([moved]), ListOf(moved) == ListOf(at) ? InsertBehind(at, moved.ToString()) : InsertBelow(at, moved.ToString(), LineOf(moved))];

    /// <summary>Gives an attribute one more named argument.</summary>
    public static TextChange AddArgument(AttributeSyntax attribute, string argument) => attribute.ArgumentList is { } list
        ? new TextChange(new TextSpan(list.CloseParenToken.SpanStart, 0), list.Arguments.Count == 0 ? argument : ", " + argument)
        : new TextChange(new TextSpan(attribute.Name.Span.End, 0), $"({argument})");

    /// <summary>The name of another attribute of NnGen, qualified as this one is.</summary>
    public static string Name(string kind, AttributeSyntax like)
    {
        SimpleNameSyntax simple = AttributeNames.Simple(like.Name);
        string qualifier = like.Name.ToString().Substring(0, simple.SpanStart - like.Name.SpanStart);
        return qualifier + kind;
    }

    /// <summary>The attribute with its line, if it has one for itself.</summary>
    public string? LineOf(AttributeSyntax attribute)
    {
        AttributeListSyntax list = ListOf(attribute);
        return list.Attributes.Count == 1 && LinesOf(list) is { } lines ? text.ToString(lines).TrimStart(' ', '\t') : null;
    }

    private static AttributeListSyntax ListOf(AttributeSyntax attribute) => (AttributeListSyntax)attribute.Parent!;

    private string Line(string added, string? line, AttributeListSyntax list, string indentation) => indentation + (line ?? $"[{added}]{LineBreakNear(list)}");

    /// <summary>What stands before the list on its line, where that is white space only; else null.</summary>
    private string? Indentation(AttributeListSyntax list)
    {
        TextLine line = text.Lines.GetLineFromPosition(list.SpanStart);
        string before = text.ToString(TextSpan.FromBounds(line.Start, list.SpanStart));
        return string.IsNullOrWhiteSpace(before) ? before : null;
    }

    /// <summary>The whole lines of a list that shares them with comments only; else null.</summary>
    private TextSpan? LinesOf(AttributeListSyntax list)
    {
        TextLine first = text.Lines.GetLineFromPosition(list.SpanStart);
        TextLine last = text.Lines.GetLineFromPosition(list.Span.End);
        bool endsItsLine = list.GetTrailingTrivia().Any(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        return Indentation(list) is not null && endsItsLine ? TextSpan.FromBounds(first.Start, last.EndIncludingLineBreak) : null;
    }

    private TextSpan WithSpaceBehind(AttributeListSyntax list)
    {
        int end = list.Span.End;
        while (end < text.Length && text[end] is ' ' or '\t')
        {
            end++;
        }

        return TextSpan.FromBounds(list.SpanStart, end);
    }

    private string LineBreakNear(AttributeListSyntax list)
    {
        TextLine line = text.Lines.GetLineFromPosition(list.SpanStart);
        string lineBreak = text.ToString(TextSpan.FromBounds(line.End, line.EndIncludingLineBreak));
        return lineBreak.Length == 0 ? "\n" : lineBreak;
    }
}

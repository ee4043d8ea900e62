using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NnGen.Generator.Parsing;

/// <summary>The declaration as the user wrote it, on one line: attribute lists with uniform spaces and without comments.</summary>
internal static class DeclarationText
{
    /// <summary>The characters of one attribute: a mask that is written out can have millions, and stands in the declaration already.</summary>
    private const int MostCharacters = 1_000;

    /// <summary>The attributes of NnGen on a part, list by list.</summary>
    public static string Of(TypeDeclarationSyntax part, DeclaredAttributes attributes)
    {
        var ofNnGen = new HashSet<AttributeSyntax>(attributes.All.Select(attribute => attribute.Syntax));
        var text = new StringBuilder();
        foreach (AttributeListSyntax list in part.AttributeLists)
        {
            string[] inList = list.Attributes.Where(ofNnGen.Contains).Select(OnOneLine).ToArray();
            if (inList.Length > 0)
            {
                string separator = text.Length == 0 ? "" : " ";
                text.Append(separator).Append('[').Append(string.Join(", ", inList)).Append(']');
            }
        }

        return text.ToString();
    }

    private static string OnOneLine(AttributeSyntax attribute)
    {
        // Comments go first: they are trivia, and normalising keeps them. An attribute is a handful of tokens, so this is cheap.
        AttributeSyntax bare = attribute.ReplaceTokens(attribute.DescendantTokens(), static (_, token) => token.WithLeadingTrivia().WithTrailingTrivia());
        string text = WithoutLineBreaks(bare.NormalizeWhitespace(indentation: "", eol: " ").ToFullString());
        return text.Length <= MostCharacters ? text : text.Substring(0, MostCharacters) + " ...)";
    }

    /// <summary>A string literal may hold line breaks, and this text ends in a comment.</summary>
    private static string WithoutLineBreaks(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            bool breaksLine = c is '\r' or '\n' or '\u0085' or '\u2028' or '\u2029';
            line.Append(breaksLine ? ' ' : c);
        }

        return line.ToString();
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;
using NnGen.Generator;
using NnGen.Generator.Parsing;

namespace NnGen.CodeFixes;

/// <summary>Puts attributes where a person would, keeping comments and layout.</summary>
internal static class AttributeEdits
{
    /// <summary>An attribute of NnGen, in the end qualified no more than the file needs.</summary>
    public static AttributeSyntax Create(string kind, AttributeArgumentListSyntax? arguments = null) => SyntaxFactory.Attribute(NameOf(kind), arguments);

    /// <summary>The name of an attribute of NnGen, in the end qualified no more than the file needs.</summary>
    public static NameSyntax NameOf(string kind) =>
        SyntaxFactory.ParseName($"global::{MetadataNames.Namespace}.{kind}").WithAdditionalAnnotations(Simplifier.Annotation);

    /// <summary>Arguments in parentheses; none give no parentheses.</summary>
    public static AttributeArgumentListSyntax? Arguments(IEnumerable<AttributeArgumentSyntax> arguments)
    {
        SeparatedSyntaxList<AttributeArgumentSyntax> list = SyntaxFactory.SeparatedList(arguments);
        return list.Count == 0 ? null : SyntaxFactory.AttributeArgumentList(list).WithAdditionalAnnotations(Formatter.Annotation);
    }

    /// <summary>Puts an attribute before another: on a line of its own, unless the other stands in the middle of a list.</summary>
    public static SyntaxNode InsertBefore(SyntaxNode root, AttributeSyntax at, AttributeSyntax added)
    {
        var list = (AttributeListSyntax)at.Parent!;
        if (list.Attributes[0] == at)
        {
            // The new list takes the place and the comments; the old one follows with the same indentation.
            AttributeListSyntax before = ListOf(added).WithLeadingTrivia(list.GetLeadingTrivia()).WithTrailingTrivia(WhiteSpace(list.GetTrailingTrivia()));
            return root.ReplaceNode(list, [before, list.WithLeadingTrivia(Indentation(list))]);
        }

        return root.ReplaceNode(list, Insert(list, list.Attributes.IndexOf(at), added));
    }

    /// <summary>Puts an attribute behind the last one: on a line of its own, unless all stand in one list or on one line.</summary>
    public static SyntaxNode Append(SyntaxNode root, DeclaredAttributes attributes, AttributeSyntax added)
    {
        AttributeSyntax last = attributes.All[attributes.All.Count - 1].Syntax;
        var list = (AttributeListSyntax)last.Parent!;
        bool isOneList = attributes.All.Count > 1 && attributes.All.All(attribute => attribute.Syntax.Parent == list);
        bool hasItsLine = list.GetTrailingTrivia().LastOrDefault().IsKind(SyntaxKind.EndOfLineTrivia);
        if (isOneList || !hasItsLine || list.Attributes.Last() != last)
        {
            return root.ReplaceNode(list, Insert(list, list.Attributes.IndexOf(last) + 1, added));
        }

        AttributeListSyntax after = ListOf(added).WithLeadingTrivia(Indentation(list)).WithTrailingTrivia(WhiteSpace(list.GetTrailingTrivia()));
        return root.InsertNodesAfter(list, [after]);
    }

    /// <summary>Inserts behind another attribute. The rest of the list keeps its spaces, which the formatter would not leave alone.</summary>
    private static AttributeListSyntax Insert(AttributeListSyntax list, int index, AttributeSyntax added)
    {
        SyntaxToken comma = SyntaxFactory.Token(SyntaxTriviaList.Empty, SyntaxKind.CommaToken, SyntaxFactory.TriviaList(SyntaxFactory.Space));
        List<AttributeSyntax> attributes = [.. list.Attributes];
        List<SyntaxToken> separators = [.. list.Attributes.GetSeparators()];
        attributes.Insert(index, added);
        separators.Insert(index - 1, comma);
        return list.WithAttributes(SyntaxFactory.SeparatedList(attributes, separators));
    }

    private static AttributeListSyntax ListOf(AttributeSyntax attribute) => SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(attribute));

    /// <summary>The white space between the last line break and the list.</summary>
    private static SyntaxTriviaList Indentation(AttributeListSyntax list)
    {
        SyntaxTrivia last = list.GetLeadingTrivia().LastOrDefault();
        return last.IsKind(SyntaxKind.WhitespaceTrivia) ? SyntaxFactory.TriviaList(last) : SyntaxFactory.TriviaList();
    }

    /// <summary>The trivia without comments, and without the spaces that stood before them.</summary>
    private static SyntaxTriviaList WhiteSpace(SyntaxTriviaList trivia)
    {
        SyntaxTrivia end = trivia.LastOrDefault();
        return end.IsKind(SyntaxKind.EndOfLineTrivia) || end.IsKind(SyntaxKind.WhitespaceTrivia) ? SyntaxFactory.TriviaList(end) : SyntaxFactory.TriviaList();
    }
}

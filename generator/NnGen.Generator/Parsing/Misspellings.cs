using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NnGen.Compiler.Model;
using NnGen.Generator.Diagnostics;

namespace NnGen.Generator.Parsing;

/// <summary>Finds attributes that C# does not know and that were meant to be NnGen's.</summary>
/// <remarks>
/// C# reports an unknown attribute itself (CS0246) and then stops before it asks any analyzer, so what the name should have been is the
/// generator's to say, and the class gets the skeleton that every broken declaration gets.
/// </remarks>
internal static class Misspellings
{
    /// <summary>Whether a class might have some: a look at its text, which costs next to nothing.</summary>
    public static bool AreLikely(SyntaxNode node) => node is ClassDeclarationSyntax part && Suspects(part).Any();

    /// <summary>Those of a part of a class: the attribute and what was meant. None where nothing else says that a network was meant.</summary>
    public static IReadOnlyList<(AttributeSyntax Syntax, IReadOnlyList<string> Meant)> Of(TypeDeclarationSyntax part, DeclaredAttributes attributes)
    {
        (AttributeSyntax Syntax, IReadOnlyList<string> Meant)[] found = [.. Suspects(part).Where(suspect => attributes.Unknown.Contains(suspect.Syntax))];
        return found.Length + attributes.All.Count > 1 ? found : [];
    }

    /// <summary>Whether one of them was meant to be <c>[Network]</c>.</summary>
    public static bool MeanNetwork(IEnumerable<(AttributeSyntax Syntax, IReadOnlyList<string> Meant)> misspellings) =>
        misspellings.Any(misspelling => misspelling.Meant.Contains(AttributeNames.Network));

    /// <summary>As values that the pipeline may keep; null where there are none.</summary>
    public static MisspeltDeclaration? Read(ClassDeclarationSyntax part, SemanticModel model, CancellationToken cancellation)
    {
        if (model.GetDeclaredSymbol(part, cancellation) is not { } host)
        {
            return null;
        }

        DeclaredAttributes attributes = DeclaredAttributes.Of(host, part);
        IReadOnlyList<(AttributeSyntax Syntax, IReadOnlyList<string> Meant)> found = Of(part, attributes);
        if (found.Count == 0)
        {
            return null;
        }

        // The network of what is left would have other members than the one that was meant: without its loss, no classes.
        NetworkDeclaration? skeleton = null;
        if (attributes.BearsNetwork || (MeanNetwork(found) && !attributes.OtherPartBearsNetwork))
        {
            ParsedNetwork parsed = NetworkParser.Parse(part, host, attributes, model, new ProblemSink(), cancellation);
            skeleton = parsed.CanBeEmitted ? parsed.Declaration : null;
        }

        return new MisspeltDeclaration(part.SyntaxTree.FilePath, new(found.Select(AsValue)), skeleton);
    }

    private static Misspelling AsValue((AttributeSyntax Syntax, IReadOnlyList<string> Meant) misspelling)
    {
        string meant = string.Join(" or ", misspelling.Meant.Select(name => $"[{name}]"));
        return new Misspelling(misspelling.Syntax.Name.SpanStart, misspelling.Syntax.Name.Span.Length, AttributeNames.Of(misspelling.Syntax), meant);
    }

    private static IEnumerable<(AttributeSyntax Syntax, IReadOnlyList<string> Meant)> Suspects(TypeDeclarationSyntax part) =>
        part.AttributeLists
            .SelectMany(list => list.Attributes)
            .Where(AttributeNames.CanBeOfNnGen)
            .Select(attribute => (attribute, AttributeNames.Meant(AttributeNames.Of(attribute))))
            .Where(suspect => suspect.Item2.Count > 0);
}

/// <summary>A class with attributes that were meant to be NnGen's.</summary>
/// <param name="Path">Its file.</param>
/// <param name="Names">The attributes.</param>
/// <param name="Skeleton">What is understood of the declaration; null where its class could not be completed anyway.</param>
internal sealed record MisspeltDeclaration(string Path, EquatableArray<Misspelling> Names, NetworkDeclaration? Skeleton);

/// <summary>One of them.</summary>
/// <param name="Start">Where its name begins in the file.</param>
/// <param name="Length">The length of its name.</param>
/// <param name="Written">What was written.</param>
/// <param name="Meant">What was meant, in brackets.</param>
internal sealed record Misspelling(int Start, int Length, string Written, string Meant);

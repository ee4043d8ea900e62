using System.Composition;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using NnGen.Compiler.Model;

namespace NnGen.CodeFixes;

/// <summary>NNG015 and NNG016: gives a node a name that is sound and free, and the nodes that meant it with it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RenameNodeFix))]
[Shared]
public sealed class RenameNodeFix : NetworkFix
{
    public RenameNodeFix()
        : base(ProblemKinds.BadName, ProblemKinds.DuplicateName)
    {
    }

    private protected override IEnumerable<ProposedFix> Propose(DeclaredNetwork network, Problem problem, AttributeText text)
    {
        string old = problem.Arguments[0];
        string name = FreeName(network.Declaration, old);
        string title = $"Rename it to '{name}'";
        AttributeSyntax node = network.Nodes[problem.Node];
        TextChange? own = network.Declaration.Nodes[problem.Node]["Name"] is null
            ? AttributeText.AddArgument(node, $"Name = \"{name}\"")
            : Literals(node, old, isName: true).Select(literal => (TextChange?)Replace(literal, name)).FirstOrDefault();
        if (own is not { } renamed)
        {
            // A constant is somebody else's to change.
            yield break;
        }

        // Of two nodes of a name, others below may mean either. Where nothing else takes this one, they meant it.
        TextChange[] references = [.. network.Nodes.Skip(problem.Node + 1).SelectMany(other => Literals(other, old, isName: false)).Select(literal => Replace(literal, name))];
        ProposedFix alone = new(title, nameof(RenameNodeFix), [renamed]) { IsEnough = true };
        ProposedFix withReferences = new(title, nameof(RenameNodeFix), [renamed, .. references]) { IsEnough = true };
        yield return problem.Kind == ProblemKinds.BadName ? withReferences : alone;
        if (problem.Kind == ProblemKinds.DuplicateName && references.Length > 0)
        {
            yield return withReferences;
        }
    }

    private static TextChange Replace(LiteralExpressionSyntax literal, string name) => new(literal.Span, $"\"{name}\"");

    /// <summary>The string literals of a node that are its name, or that name others.</summary>
    private static IEnumerable<LiteralExpressionSyntax> Literals(AttributeSyntax node, string name, bool isName) =>
        (node.ArgumentList?.Arguments ?? [])
            .Where(argument => isName ? argument.NameEquals?.Name.Identifier.ValueText == "Name" : argument.NameEquals?.Name.Identifier.ValueText is null or "From")
            .SelectMany(argument => argument.DescendantNodes().OfType<LiteralExpressionSyntax>())
            .Where(literal => literal.IsKind(SyntaxKind.StringLiteralExpression) && literal.Token.ValueText == name);

    /// <summary>The name with <c>_</c> for what is not allowed in one, and where it is taken a number that is free.</summary>
    private static string FreeName(NetworkDeclaration declaration, string old)
    {
        string sound = old.Length == 0 ? "node" : new([.. old.Select(c => c is '_' or '.' || char.IsLetterOrDigit(c) ? c : '_')]);
        HashSet<string> taken = [.. Trial.Names(declaration).OfType<string>()];
        if (!taken.Contains(sound))
        {
            return sound;
        }

        string stem = sound.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        stem = stem.Length == 0 ? "node" : stem;
        string name = stem;
        for (int number = 2; name == stem || taken.Contains(name); number++)
        {
            name = stem + number.ToString(CultureInfo.InvariantCulture);
        }

        return name;
    }
}

using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NnGen.Compiler.Model;
using NnGen.Generator.Parsing;

namespace NnGen.CodeFixes;

/// <summary>NNG017: writes the name of the node that is nearest to a misspelt one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CorrectNameFix))]
[Shared]
public sealed class CorrectNameFix : CodeFixProvider
{
    // What fills the hole of the message.
    private const int WrongName = 1;

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [ProblemKinds.UnknownName.Id];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        DeclaredNetwork? network = await DeclaredNetwork.AtAsync(context.Document, context.Span, context.CancellationToken).ConfigureAwait(false);
        if (network?.ProblemOf(context.Diagnostics[0]) is not { Node: >= 0 } problem || NearestName(network.Declaration, problem) is not { } name)
        {
            return;
        }

        LiteralExpressionSyntax[] literals = [.. Literals(network.Nodes[problem.Node], problem.Arguments[WrongName])];
        if (literals.Length > 0)
        {
            SyntaxNode Corrected() => network.Root.ReplaceNodes(literals, (old, _) => SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(name)).WithTriviaFrom(old));
            Task<Document> Fix(CancellationToken cancellation) => Task.FromResult(context.Document.WithSyntaxRoot(Corrected()));
            context.RegisterCodeFix(CodeAction.Create($"Change '{problem.Arguments[WrongName]}' to '{name}'", Fix, equivalenceKey: nameof(CorrectNameFix)), context.Diagnostics);
        }
    }

    private static string? NearestName(NetworkDeclaration declaration, Problem problem)
    {
        // A join takes each node once, so the names it has already are not meant.
        IEnumerable<string> taken = declaration.Nodes[problem.Node]["Inputs"] is EquatableArray<string> inputs ? inputs : [];
        int above = declaration.Nodes[problem.Node].Kind == "Output" ? declaration.Nodes.Count : problem.Node;
        IEnumerable<string> known = Trial.Names(declaration).Take(above).OfType<string>();
        string? name = Spelling.Nearest(problem.Arguments[WrongName], known.Except(taken));
        return name is not null && Mends(declaration, problem, name) ? name : null;
    }

    private static bool Mends(NetworkDeclaration declaration, Problem problem, string name)
    {
        string Corrected(string old) => old == problem.Arguments[WrongName] ? name : old;
        NodeDeclaration node = declaration.Nodes[problem.Node];
        IEnumerable<OptionDeclaration> options = node.Options.Select(option => option switch
        {
            { Name: "From", Value: string from } => option with { Value = Corrected(from) },
            { Name: "Inputs", Value: EquatableArray<string> inputs } => option with { Value = new EquatableArray<string>(inputs.Select(Corrected)) },
            { Name: "Name", Value: string output } when node.Kind == "Output" => option with { Value = Corrected(output) },
            _ => option,
        });
        NetworkDeclaration mended = declaration.With(nodes => nodes[problem.Node] = node with { Options = new EquatableArray<OptionDeclaration>(options) });
        return Trial.Check(mended)?.Contains(problem) == false;
    }

    /// <summary>The string literals that name the node; a constant is somebody else's to change.</summary>
    private static IEnumerable<LiteralExpressionSyntax> Literals(AttributeSyntax node, string name) =>
        (node.ArgumentList?.Arguments ?? [])
            .Where(argument => argument.NameEquals?.Name.Identifier.ValueText is null or "From")
            .SelectMany(argument => argument.DescendantNodes().OfType<LiteralExpressionSyntax>())
            .Where(literal => literal.IsKind(SyntaxKind.StringLiteralExpression) && literal.Token.ValueText == name);
}

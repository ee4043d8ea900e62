using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NnGen.Compiler.Model;

namespace NnGen.CodeFixes;

/// <summary>NNG020: puts <c>[Flatten]</c> before the layer where that is all it lacks.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddFlattenFix))]
[Shared]
public sealed class AddFlattenFix : CodeFixProvider
{
    private const string Flatten = "Flatten";
    private const string From = "From";
    private const string Title = "Add [Flatten] before it";

    /// <summary>Marks the layer whose <c>From</c> moved to the new node.</summary>
    private static readonly SyntaxAnnotation Moved = new();

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [ProblemKinds.ShapeMismatch.Id];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        DeclaredNetwork? network = await DeclaredNetwork.AtAsync(context.Document, context.Span, context.CancellationToken).ConfigureAwait(false);
        if (network?.ProblemOf(context.Diagnostics[0]) is { Node: >= 0 } problem && Mends(network.Declaration, problem.Node))
        {
            Task<Document> Fix(CancellationToken cancellation) => Task.FromResult(context.Document.WithSyntaxRoot(Apply(network, problem.Node)));
            context.RegisterCodeFix(CodeAction.Create(Title, Fix, equivalenceKey: nameof(AddFlattenFix)), context.Diagnostics);
        }
    }

    private static bool Mends(NetworkDeclaration declaration, int node)
    {
        if (Trial.RefersToNumbered(declaration, Flatten))
        {
            return false;
        }

        NetworkDeclaration mended = declaration.With(nodes =>
        {
            // Flatten takes what the layer took, and the layer takes what stands above it, which is Flatten now.
            OptionDeclaration[] from = [.. nodes[node].Options.Where(option => option.Name == From)];
            nodes[node] = nodes[node] with { Options = new EquatableArray<OptionDeclaration>(nodes[node].Options.Except(from)) };
            nodes.Insert(node, new NodeDeclaration(Flatten, from));
        });
        return Trial.Check(mended)?.Any(problem => problem.Node == node || (problem.Node == node + 1 && problem.Kind == ProblemKinds.ShapeMismatch)) == false;
    }

    private static SyntaxNode Apply(DeclaredNetwork network, int node)
    {
        AttributeSyntax layer = network.Nodes[node];
        AttributeArgumentSyntax[] from = [.. (layer.ArgumentList?.Arguments ?? []).Where(argument => argument.NameEquals?.Name.Identifier.ValueText == From)];
        AttributeSyntax flatten = AttributeEdits.Create(Flatten, AttributeEdits.Arguments(from));
        if (from.Length == 0)
        {
            return AttributeEdits.InsertBefore(network.Root, layer, flatten);
        }

        AttributeSyntax rest = layer.WithArgumentList(AttributeEdits.Arguments(layer.ArgumentList!.Arguments.Except(from))?.WithTriviaFrom(layer.ArgumentList));
        SyntaxNode root = network.Root.ReplaceNode(layer, rest.WithAdditionalAnnotations(Moved));
        return AttributeEdits.InsertBefore(root, root.GetAnnotatedNodes(Moved).OfType<AttributeSyntax>().Single(), flatten);
    }
}

using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NnGen.Compiler.Model;

namespace NnGen.CodeFixes;

/// <summary>NNG203, NNG205 and NNG206: follows advice where there is one way to. The other advice leaves a choice.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FollowAdviceFix))]
[Shared]
public sealed class FollowAdviceFix : CodeFixProvider
{
    private static readonly string[] s_initializer = ["Initializer", "InitializerScale"];

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        [ProblemKinds.SquaredErrorOfSoftmax.Id, ProblemKinds.EqualWeights.Id, ProblemKinds.SoftmaxOfOne.Id];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        DeclaredNetwork? network = await DeclaredNetwork.AtAsync(context.Document, context.Span, context.CancellationToken).ConfigureAwait(false);
        int index = network?.Nodes.ToList().FindIndex(node => node.Span == context.Span) ?? -1;
        if (network is null || index < 0)
        {
            return;
        }

        NodeDeclaration node = network.Declaration.Nodes[index];
        Edit edit = EditOf(context.Diagnostics[0].Id, node);
        if (Trial.Plan(network.Declaration.With(nodes => nodes[index] = new NodeDeclaration(edit.Kind, new(node.Options.Where(option => edit.Keeps(option.Name)))))) is not null)
        {
            Task<Document> Fix(CancellationToken cancellation) => Task.FromResult(context.Document.WithSyntaxRoot(Apply(network, network.Nodes[index], node.Kind, edit)));
            context.RegisterCodeFix(CodeAction.Create(edit.Title, Fix, equivalenceKey: context.Diagnostics[0].Id), context.Diagnostics);
        }
    }

    private static Edit EditOf(string id, NodeDeclaration node)
    {
        if (id == ProblemKinds.EqualWeights.Id)
        {
            return new Edit("Remove the initializer", node.Kind, option => !s_initializer.Contains(option));
        }

        return id == ProblemKinds.SoftmaxOfOne.Id
            ? new Edit($"Replace [{node.Kind}] with [{LossChoice.Sigmoid}]", LossChoice.Sigmoid, _ => true)
            : new Edit($"Replace [{node.Kind}] with [CrossEntropyLoss]", "CrossEntropyLoss", option => option == "Reduction");
    }

    private static SyntaxNode Apply(DeclaredNetwork network, AttributeSyntax old, string kind, Edit edit)
    {
        AttributeSyntax changed = edit.Kind == kind ? old : old.WithName(AttributeEdits.NameOf(edit.Kind).WithTriviaFrom(old.Name));
        if (old.ArgumentList is { } list)
        {
            List<AttributeArgumentSyntax> kept = [.. list.Arguments.Where(argument => argument.NameEquals is not { } name || edit.Keeps(name.Name.Identifier.ValueText))];
            changed = kept.Count == list.Arguments.Count ? changed : changed.WithArgumentList(AttributeEdits.Arguments(kept)?.WithTriviaFrom(list));
        }

        return network.Root.ReplaceNode(old, changed);
    }

    /// <summary>What becomes of an attribute: its new kind, and which of its options stay.</summary>
    private sealed record Edit(string Title, string Kind, Func<string, bool> Keeps);
}

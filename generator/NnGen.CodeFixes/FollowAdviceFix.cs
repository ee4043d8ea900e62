using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NnGen.Compiler.Model;

namespace NnGen.CodeFixes;

/// <summary>NNG203, NNG205, NNG206 and NNG208: follows advice where there is one way to. The other advice leaves a choice.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FollowAdviceFix))]
[Shared]
public sealed class FollowAdviceFix : CodeFixProvider
{
    private const string Bias = "Bias";

    private static readonly string[] s_initializer = ["Initializer", "InitializerScale"];

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        [ProblemKinds.SquaredErrorOfSoftmax.Id, ProblemKinds.EqualWeights.Id, ProblemKinds.SoftmaxOfOne.Id, ProblemKinds.DeadBias.Id];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        DeclaredNetwork? network = await DeclaredNetwork.AtAsync(context.Document, context.Span, context.CancellationToken).ConfigureAwait(false);
        if (network?.ProblemOf(context.Diagnostics[0]) is not { Node: >= 0 and var index })
        {
            return;
        }

        NodeDeclaration node = network.Declaration.Nodes[index];
        Edit edit = EditOf(context.Diagnostics[0].Id, node);
        IEnumerable<OptionDeclaration> kept = node.Options.Where(option => edit.Keeps(option.Name));
        IEnumerable<OptionDeclaration> options = edit.WithoutBias ? kept.Append(new OptionDeclaration(Bias, false)) : kept;
        if (Trial.Plan(network.Declaration.With(nodes => nodes[index] = new NodeDeclaration(edit.Kind, new(options)))) is not null)
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

        if (id == ProblemKinds.DeadBias.Id)
        {
            return new Edit("Add Bias = false", node.Kind, option => option != Bias) { WithoutBias = true };
        }

        return id == ProblemKinds.SoftmaxOfOne.Id
            ? new Edit($"Replace [{node.Kind}] with [{LossChoice.Sigmoid}]", LossChoice.Sigmoid, _ => true)
            : new Edit($"Replace [{node.Kind}] with [CrossEntropyLoss]", "CrossEntropyLoss", option => option is "Reduction" or "Weight" or "From");
    }

    private static SyntaxNode Apply(DeclaredNetwork network, AttributeSyntax old, string kind, Edit edit)
    {
        AttributeSyntax changed = edit.Kind == kind ? old : old.WithName(AttributeEdits.NameOf(edit.Kind).WithTriviaFrom(old.Name));
        if (old.ArgumentList is { } list)
        {
            List<AttributeArgumentSyntax> kept = [.. list.Arguments.Where(argument => argument.NameEquals is not { } name || edit.Keeps(name.Name.Identifier.ValueText))];
            if (edit.WithoutBias)
            {
                kept.Add(SyntaxFactory.AttributeArgument(SyntaxFactory.NameEquals(Bias), nameColon: null, SyntaxFactory.LiteralExpression(SyntaxKind.FalseLiteralExpression)));
            }

            bool isSame = kept.Count == list.Arguments.Count && !edit.WithoutBias;
            changed = isSame ? changed : changed.WithArgumentList(AttributeEdits.Arguments(kept)?.WithTriviaFrom(list));
        }

        return network.Root.ReplaceNode(old, changed);
    }

    /// <summary>What becomes of an attribute: its new kind, and which of its options stay.</summary>
    private sealed record Edit(string Title, string Kind, Func<string, bool> Keeps)
    {
        /// <summary>Whether <c>Bias = false</c> is added.</summary>
        public bool WithoutBias { get; init; }
    }
}

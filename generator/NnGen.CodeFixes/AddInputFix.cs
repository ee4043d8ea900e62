using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NnGen.Compiler.Model;
using NnGen.Generator;
using NnGen.Generator.Parsing;

namespace NnGen.CodeFixes;

/// <summary>NNG010: puts <c>[Input(1)]</c> before the first node; the size is the user's to fill in.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddInputFix))]
[Shared]
public sealed class AddInputFix : CodeFixProvider
{
    private const string Title = "Add [Input(1)]; put in the size of one row";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [ProblemKinds.MissingInput.Id];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await DeclaredNetwork.AtAsync(context.Document, context.Span, context.CancellationToken).ConfigureAwait(false) is { } network)
        {
            Task<Document> Fix(CancellationToken cancellation) => Task.FromResult(context.Document.WithSyntaxRoot(AddInput(network)));
            context.RegisterCodeFix(CodeAction.Create(Title, Fix, equivalenceKey: nameof(AddInputFix)), context.Diagnostics);
        }
    }

    private static SyntaxNode AddInput(DeclaredNetwork network)
    {
        LiteralExpressionSyntax one = SyntaxFactory.LiteralExpression(SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal(1));
        AttributeSyntax input = AttributeEdits.Create(MetadataNames.Input, AttributeEdits.Arguments([SyntaxFactory.AttributeArgument(one)]));
        return network.Nodes.Count > 0
            ? AttributeEdits.InsertBefore(network.Root, network.Nodes[0], input)
            : AttributeEdits.Append(network.Root, network.Attributes, input);
    }
}

using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using NnGen.Compiler.Model;
using NnGen.Generator.Parsing;

namespace NnGen.CodeFixes;

/// <summary>NNG004: puts <c>[Network]</c> before the first node.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddNetworkFix))]
[Shared]
public sealed class AddNetworkFix : CodeFixProvider
{
    private const string Title = "Add [Network]";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [ProblemKinds.MissingNetwork.Id];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        SourceText text = await context.Document.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindToken(context.Span.Start).Parent?.FirstAncestorOrSelf<AttributeSyntax>() is { Parent.Parent: ClassDeclarationSyntax } first)
        {
            TextChange added = new AttributeText(text).InsertBefore(first, AttributeText.Name(AttributeNames.Network, first));
            Task<Document> Fix(CancellationToken cancellation) => Task.FromResult(context.Document.WithText(text.WithChanges(added)));
            context.RegisterCodeFix(CodeAction.Create(Title, Fix, equivalenceKey: nameof(AddNetworkFix)), context.Diagnostics);
        }
    }
}

using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using NnGen.Compiler.Model;
using NnGen.Generator;

namespace NnGen.CodeFixes;

/// <summary>NNG006: says which enum is meant, whatever hides its name.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(QualifyNameFix))]
[Shared]
public sealed class QualifyNameFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [ProblemKinds.HiddenName.Id];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        SourceText text = await context.Document.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindToken(context.Span.Start).Parent is IdentifierNameSyntax name)
        {
            string qualified = $"global::{MetadataNames.Namespace}.{name.Identifier.ValueText}";
            Task<Document> Fix(CancellationToken cancellation) => Task.FromResult(context.Document.WithText(text.WithChanges(new TextChange(name.Span, qualified))));
            context.RegisterCodeFix(CodeAction.Create($"Write '{qualified}'", Fix, equivalenceKey: nameof(QualifyNameFix)), context.Diagnostics);
        }
    }
}

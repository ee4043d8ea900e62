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

/// <summary>NNG007: writes the attribute that was meant. It stands where C# reports the unknown name too, so the fix is offered for either.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CorrectAttributeFix))]
[Shared]
public sealed class CorrectAttributeFix : CodeFixProvider
{
    // "The type or namespace name could not be found", alone and in a namespace.
    private const string UnknownType = "CS0246";
    private const string UnknownTypeInNamespace = "CS0234";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [ProblemKinds.MisspeltAttribute.Id, UnknownType, UnknownTypeInNamespace];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        SemanticModel? model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        AttributeSyntax? attribute = root?.FindToken(context.Span.Start).Parent?.FirstAncestorOrSelf<AttributeSyntax>();
        if (root is null || attribute?.Parent?.Parent is not ClassDeclarationSyntax part || model?.GetDeclaredSymbol(part, context.CancellationToken) is not { } host)
        {
            return;
        }

        SimpleNameSyntax name = AttributeNames.Simple(attribute.Name);
        foreach (string meant in Misspellings.Of(part, DeclaredAttributes.Of(host, part)).Where(found => found.Syntax == attribute).SelectMany(found => found.Meant))
        {
            SyntaxToken corrected = SyntaxFactory.Identifier(meant).WithTriviaFrom(name.Identifier);
            Task<Document> Fix(CancellationToken cancellation) => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceToken(name.Identifier, corrected)));
            string title = $"Change [{AttributeNames.Of(attribute)}] to [{meant}]";
            context.RegisterCodeFix(CodeAction.Create(title, Fix, equivalenceKey: title), context.Diagnostics);
        }
    }
}

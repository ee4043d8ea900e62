using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
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
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        SemanticModel? model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        TypeDeclarationSyntax? part = root?.FindToken(context.Span.Start).Parent?.FirstAncestorOrSelf<TypeDeclarationSyntax>();
        if (root is null || part is null || model?.GetDeclaredSymbol(part, context.CancellationToken) is not { } host)
        {
            return;
        }

        DeclaredAttributes attributes = DeclaredAttributes.Of(host, part);
        if (attributes.BearsNetwork)
        {
            Task<Document> Fix(CancellationToken cancellation) => Task.FromResult(context.Document.WithSyntaxRoot(AddInput(root, attributes)));
            context.RegisterCodeFix(CodeAction.Create(Title, Fix, equivalenceKey: nameof(AddInputFix)), context.Diagnostics);
        }
    }

    private static SyntaxNode AddInput(SyntaxNode root, DeclaredAttributes attributes)
    {
        AttributeSyntax network = attributes.All.First(attribute => attribute.IsNetwork).Syntax;
        AttributeSyntax? firstNode = attributes.All.FirstOrDefault(attribute => !attribute.IsNetwork)?.Syntax;
        AttributeSyntax input = SyntaxFactory.Attribute(InputName(network.Name), OneAsArgument());
        if (firstNode is null)
        {
            var networkList = (AttributeListSyntax)network.Parent!;
            return root.InsertNodesAfter(networkList, [ListOf(input).WithLeadingTrivia(Indentation(networkList)).WithTrailingTrivia(networkList.GetTrailingTrivia())]);
        }

        var list = (AttributeListSyntax)firstNode.Parent!;
        if (list.Attributes[0] == firstNode)
        {
            // The new list takes the place and the comments; the old one follows with the same indentation.
            return root.ReplaceNode(list, [ListOf(input).WithTriviaFrom(list), list.WithLeadingTrivia(Indentation(list))]);
        }

        SeparatedSyntaxList<AttributeSyntax> longer = list.Attributes.Insert(list.Attributes.IndexOf(firstNode), input);
        return root.ReplaceNode(list, list.WithAttributes(longer).WithAdditionalAnnotations(Formatter.Annotation));
    }

    private static AttributeListSyntax ListOf(AttributeSyntax input) => SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(input));

    /// <summary>The white space between the last line break and the list.</summary>
    private static SyntaxTriviaList Indentation(AttributeListSyntax list)
    {
        SyntaxTrivia last = list.GetLeadingTrivia().LastOrDefault();
        return last.IsKind(SyntaxKind.WhitespaceTrivia) ? SyntaxFactory.TriviaList(last) : SyntaxFactory.TriviaList();
    }

    private static AttributeArgumentListSyntax OneAsArgument()
    {
        LiteralExpressionSyntax one = SyntaxFactory.LiteralExpression(SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal(1));
        return SyntaxFactory.AttributeArgumentList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.AttributeArgument(one)));
    }

    /// <summary>Qualified the way the user qualified <c>[Network]</c>.</summary>
    private static NameSyntax InputName(NameSyntax network)
    {
        IdentifierNameSyntax input = SyntaxFactory.IdentifierName(MetadataNames.Input);
        return network switch
        {
            QualifiedNameSyntax qualified => qualified.WithRight(input),
            AliasQualifiedNameSyntax qualified => qualified.WithName(input),
            _ => input,
        };
    }
}

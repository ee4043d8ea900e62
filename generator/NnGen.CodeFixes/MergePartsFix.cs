using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using NnGen.Compiler.Graph.Layers;
using NnGen.Compiler.Model;
using NnGen.Generator.Parsing;

namespace NnGen.CodeFixes;

/// <summary>NNG003: moves the attributes of another part to the one with <c>[Network]</c>, where one place among those there makes a network.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MergePartsFix))]
[Shared]
public sealed class MergePartsFix : CodeFixProvider
{
    private const string Title = "Move the attributes to the part with [Network]";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [ProblemKinds.SeveralParts.Id];

    /// <summary>One at a time: parts may stand in any file, and the places of two parts depend on each other.</summary>
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        SemanticModel? model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        ClassDeclarationSyntax? stray = root?.FindToken(context.Span.Start).Parent?.FirstAncestorOrSelf<ClassDeclarationSyntax>();
        if (stray is null || model?.GetDeclaredSymbol(stray, context.CancellationToken) is not { } host)
        {
            return;
        }

        Part[] parts = [.. host.DeclaringSyntaxReferences
            .Select(reference => reference.GetSyntax(context.CancellationToken))
            .OfType<TypeDeclarationSyntax>()
            .Select(part => new Part(part, DeclaredAttributes.Of(host, part)))
            .Where(part => part.Attributes.All.Count > 0)];
        Solution solution = context.Document.Project.Solution;
        bool isOneOther = parts.Length == 2 && parts.Count(part => part.Attributes.BearsNetwork) == 1 && parts.All(part => part.Attributes.BearsNetwork || !part.Attributes.All.Any(attribute => attribute.IsNetwork));
        if (!isOneOther || parts.Any(part => solution.GetDocument(part.Syntax.SyntaxTree) is null))
        {
            return;
        }

        Part network = parts.Single(part => part.Attributes.BearsNetwork);
        Part other = parts.Single(part => !part.Attributes.BearsNetwork);
        var sound = new List<Solution>();
        foreach (Place place in PlacesIn(network))
        {
            Solution merged = await MergeAsync(solution, network, other, place, context.CancellationToken).ConfigureAwait(false);
            if (await IsSoundAsync(merged, solution.GetDocumentId(network.Syntax.SyntaxTree)!, host, context.CancellationToken).ConfigureAwait(false))
            {
                sound.Add(merged);
            }
        }

        if (sound.Count == 1)
        {
            context.RegisterCodeFix(CodeAction.Create(Title, _ => Task.FromResult(sound[0]), equivalenceKey: nameof(MergePartsFix)), context.Diagnostics);
        }
    }

    /// <summary>At the end, before the loss, at the beginning: each once.</summary>
    private static IEnumerable<Place> PlacesIn(Part network)
    {
        DeclaredAttribute first = network.Attributes.All.First(attribute => attribute.IsNetwork);
        DeclaredAttribute last = network.Attributes.All[network.Attributes.All.Count - 1];
        yield return new Place(last.Syntax, IsBefore: false);
        if (LayerCatalog.Loss(last.Kind) is not null)
        {
            yield return new Place(last.Syntax, IsBefore: true);
        }

        if (network.Attributes.All.SkipWhile(attribute => attribute != first).Skip(1).Any())
        {
            yield return new Place(first.Syntax, IsBefore: false);
        }
    }

    private static async Task<Solution> MergeAsync(Solution solution, Part network, Part other, Place place, CancellationToken cancellation)
    {
        DocumentId to = solution.GetDocumentId(network.Syntax.SyntaxTree)!;
        DocumentId from = solution.GetDocumentId(other.Syntax.SyntaxTree)!;
        SourceText target = await solution.GetDocument(to)!.GetTextAsync(cancellation).ConfigureAwait(false);
        SourceText source = await solution.GetDocument(from)!.GetTextAsync(cancellation).ConfigureAwait(false);
        AttributeSyntax[] moved = [.. other.Attributes.All.Select(attribute => attribute.Syntax)];
        string[][] lists = [.. moved.GroupBy(attribute => attribute.Parent).Select(list => list.Select(attribute => attribute.ToString()).ToArray())];
        TextChange added = new AttributeText(target).InsertLists(place.At, lists, place.IsBefore);
        IEnumerable<TextChange> removed = new AttributeText(source).Remove(moved);
        return to == from
            ? solution.WithDocumentText(to, target.WithChanges([.. removed, added]))
            : solution.WithDocumentText(to, target.WithChanges(added)).WithDocumentText(from, source.WithChanges(removed));
    }

    private static async Task<bool> IsSoundAsync(Solution merged, DocumentId document, INamedTypeSymbol host, CancellationToken cancellation)
    {
        Document changed = merged.GetDocument(document)!;
        SyntaxNode root = (await changed.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))!;
        foreach (ClassDeclarationSyntax part in root.DescendantNodes().OfType<ClassDeclarationSyntax>().Where(part => part.Identifier.ValueText == host.Name))
        {
            DeclaredNetwork? network = await DeclaredNetwork.AtAsync(changed, part.Identifier.Span, cancellation).ConfigureAwait(false);
            if (network is not null && network.Declaration.Host.FullName == host.ToDisplayString() && Trial.Plan(network.Declaration) is not null)
            {
                return true;
            }
        }

        return false;
    }

    private sealed record Part(TypeDeclarationSyntax Syntax, DeclaredAttributes Attributes);

    private sealed record Place(AttributeSyntax At, bool IsBefore);
}

using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using NnGen.Compiler.Model;
using NnGen.Generator.Diagnostics;
using NnGen.Generator.Parsing;

namespace NnGen.CodeFixes;

/// <summary>The network that a diagnostic is about: its syntax, and the declaration that generator and analyzer make of it.</summary>
/// <param name="Root">The file.</param>
/// <param name="Model">The file's meaning.</param>
/// <param name="Attributes">The attributes of NnGen, in text order.</param>
/// <param name="Declaration">What the compiler gets.</param>
/// <param name="Nodes">The attribute of each of the declaration's nodes.</param>
/// <param name="OfBlocks">The indices of the nodes that stand in a block, which the network's text does not hold.</param>
/// <param name="HostPosition">Where the class's name stands.</param>
internal sealed record DeclaredNetwork(
    SyntaxNode Root,
    SemanticModel Model,
    DeclaredAttributes Attributes,
    NetworkDeclaration Declaration,
    IReadOnlyList<AttributeSyntax> Nodes,
    IReadOnlyCollection<int> OfBlocks,
    int HostPosition)
{
    /// <summary>The network around a place, or null where there is none or C# does not understand all of it.</summary>
    public static async Task<DeclaredNetwork?> AtAsync(Document document, TextSpan place, CancellationToken cancellation)
    {
        SyntaxNode? root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        SemanticModel? model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        TypeDeclarationSyntax? part = root?.FindToken(place.Start).Parent?.FirstAncestorOrSelf<TypeDeclarationSyntax>();
        if (root is null || part is null || model?.GetDeclaredSymbol(part, cancellation) is not { } host)
        {
            return null;
        }

        DeclaredAttributes attributes = DeclaredAttributes.Of(host, part);
        var places = new NodePlaces();
        ParsedNetwork? parsed = attributes.BearsNetwork ? NetworkParser.Parse(part, host, attributes, model, places, cancellation) : null;
        return parsed is { IsComplete: true } network ? new DeclaredNetwork(root, model, attributes, network.Declaration, places.Nodes, places.OfBlocks, part.Identifier.SpanStart) : null;
    }

    /// <summary>
    /// The problem behind a diagnostic: several may stand at one attribute, and their messages tell them apart. Null for one of a node of a block,
    /// which no change of the network's text mends.
    /// </summary>
    public Problem? ProblemOf(Diagnostic diagnostic)
    {
        string message = diagnostic.GetMessage(CultureInfo.InvariantCulture);
        return Trial.Problems(Declaration).FirstOrDefault(problem => problem.Kind.Id == diagnostic.Id && problem.Message == message && !OfBlocks.Contains(problem.Node));
    }

    private sealed class NodePlaces : ProblemSink
    {
        public List<AttributeSyntax> Nodes { get; } = [];

        public HashSet<int> OfBlocks { get; } = [];

        public override void Place(DeclaredAttribute attribute)
        {
            if (!attribute.IsNetwork)
            {
                Nodes.Add(attribute.Syntax);
            }
        }

        public override void PlaceInBlock(DeclaredAttribute use, string node, Location? cause)
        {
            OfBlocks.Add(Nodes.Count);
            Nodes.Add(use.Syntax);
        }
    }
}

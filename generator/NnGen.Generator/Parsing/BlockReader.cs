using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NnGen.Compiler.Graph;
using NnGen.Compiler.Model;
using NnGen.Compiler.Model.Spaces;

namespace NnGen.Generator.Parsing;

/// <summary>Reads the blocks that a network uses, and those that they use, from source or from another assembly.</summary>
/// <param name="compilation">The project, for the bodies of functions.</param>
internal sealed class BlockReader(Compilation compilation)
{
    private readonly Dictionary<string, INamedTypeSymbol> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BlockDeclaration?> _blocks = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Block, int Node), AttributeSyntax> _places = [];

    /// <summary>Whether all attributes of all blocks read so far could be understood.</summary>
    public bool AreComplete { get; private set; } = true;

    /// <summary>The class that a <c>[Use]</c> or a <c>[Recurrent]</c> names; null for other attributes.</summary>
    public static INamedTypeSymbol? BlockOf(AttributeData attribute) =>
        attribute.AttributeClass is { IsGenericType: true } type && AttributeKinds.KindOf(type) is BlockDeclaration.Use or CellDeclaration.Recurrent ? type.TypeArguments[0] as INamedTypeSymbol : null;

    /// <summary>The full name of a class, by which blocks are found.</summary>
    public static string NameOf(INamedTypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    /// <summary>The blocks that some attributes use, by their full names.</summary>
    public Func<string, BlockDeclaration?> In(IEnumerable<AttributeData> attributes)
    {
        Learn(attributes);
        return Find;
    }

    /// <summary>A block by its full name; null where that class bears no <c>[Block]</c>.</summary>
    public BlockDeclaration? Find(string name)
    {
        if (!_blocks.TryGetValue(name, out BlockDeclaration? block))
        {
            block = _types.TryGetValue(name, out INamedTypeSymbol? type) ? Read(type) : null;
        }

        return block;
    }

    /// <summary>A class as a block; null where it bears neither <c>[Block]</c> nor <c>[Cell]</c>.</summary>
    public BlockDeclaration? Read(INamedTypeSymbol type)
    {
        string name = NameOf(type);
        _blocks[name] = null;
        AttributeData[] all = [.. type.GetAttributes().Where(attribute => attribute.AttributeClass is not null)];
        if (!all.Any(attribute => AttributeKinds.IsBlock(attribute.AttributeClass!)))
        {
            return null;
        }

        // In text order; those of another assembly are in the order of their metadata, which is the same.
        (AttributeData Data, AttributeSyntax? Syntax)[] nodes = [.. all
            .Where(attribute => AttributeKinds.IsNode(attribute.AttributeClass!) || AttributeKinds.IsMask(attribute.AttributeClass!) || AttributeKinds.IsChoosing(attribute.AttributeClass!))
            .Select(data => (data, data.ApplicationSyntaxReference?.GetSyntax() as AttributeSyntax))
            .OrderBy(pair => pair.Item2?.SpanStart ?? 0)];
        Learn(nodes.Select(node => node.Data));
        AreComplete &= all.All(attribute => attribute.AttributeClass!.TypeKind != TypeKind.Error);
        string[] kinds = [.. nodes.Select(node => AttributeKinds.KindOf(node.Data.AttributeClass!))];
        ILookup<int, int> masks = Enumerable.Range(0, nodes.Length).Where(i => kinds[i] == AttributeNames.Mask).ToLookup(mask => ConnectionMasks.LayerOf(kinds, mask));
        var declared = new List<NodeDeclaration>();
        for (int i = 0; i < nodes.Length; i++)
        {
            if (AttributeKinds.IsChoosing(nodes[i].Data.AttributeClass!) && declared.Count > 0)
            {
                // The node above is open, which no network can use.
                NodeDeclaration above = declared[declared.Count - 1];
                declared[declared.Count - 1] = above with { Options = new([.. above.Options, new OptionDeclaration(OpenChoices.Choices, true)]) };
            }

            if (kinds[i] == AttributeNames.Mask || AttributeKinds.IsChoosing(nodes[i].Data.AttributeClass!))
            {
                continue;
            }

            (AttributeData data, AttributeSyntax? syntax) = nodes[i];
            ReadArguments arguments = ArgumentReader.Read(data, syntax);
            foreach (int mask in masks[i])
            {
                arguments = ArgumentReader.WithMask(arguments, nodes[mask].Data, nodes[mask].Syntax);
            }

            AreComplete &= arguments.AreComplete;
            if (syntax is not null)
            {
                _places[(name, declared.Count)] = syntax;
            }

            declared.Add(new NodeDeclaration(kinds[i], new EquatableArray<OptionDeclaration>(FunctionReader.WithFunctions(kinds[i], arguments.Options, type, compilation))));
        }

        // Attributes on several parts have no order.
        AreComplete &= nodes.Select(node => node.Syntax?.Parent?.Parent).Distinct().Count() <= 1;
        return _blocks[name] = new BlockDeclaration(name, type.Name, new EquatableArray<NodeDeclaration>(declared), type.DeclaringSyntaxReferences.Length > 0) { IsCell = all.Any(attribute => AttributeKinds.IsCell(attribute.AttributeClass!)) };
    }

    /// <summary>Where a node of a block stands; null in another assembly.</summary>
    public Location? PlaceOf(NodeOrigin origin) =>
        origin.Block is not null && _places.TryGetValue((origin.Block, origin.Node), out AttributeSyntax? syntax) ? syntax.GetLocation() : null;

    private void Learn(IEnumerable<AttributeData> attributes)
    {
        foreach (INamedTypeSymbol block in attributes.Select(BlockOf).OfType<INamedTypeSymbol>())
        {
            _types[NameOf(block)] = block;
        }
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NnGen.Generator.Parsing;

namespace NnGen.Generator.Spaces;

/// <summary>A node of a space or of a block, with what stands below it and is about it.</summary>
/// <param name="Node">The node's attribute.</param>
internal sealed record SpaceAttribute(AttributeData Node)
{
    /// <summary>The <c>[Choices]</c> of its arguments.</summary>
    public List<AttributeData> Choices { get; } = [];

    /// <summary>How often it is there; null for once.</summary>
    public AttributeData? Repeat { get; set; }

    /// <summary>The node's attribute class.</summary>
    public INamedTypeSymbol Type => Node.AttributeClass!;

    /// <summary>Its name without <c>Attribute</c>.</summary>
    public string Kind => AttributeKinds.KindOf(Type);

    /// <summary>The attributes of NnGen on a class, in text order.</summary>
    public static AttributeData[] AllOf(INamedTypeSymbol type) =>
    [
        .. type.GetAttributes()
            .Where(attribute => attribute.AttributeClass is { TypeKind: not TypeKind.Error } found && (AttributeKinds.IsOfNnGen(found) || AttributeKinds.IsSpace(found)))
            .OrderBy(attribute => (attribute.ApplicationSyntaxReference?.GetSyntax() as AttributeSyntax)?.SpanStart ?? 0),
    ];

    /// <summary>Whether a class leaves anything open.</summary>
    public static bool AreChoosing(INamedTypeSymbol type) => AllOf(type).Any(attribute =>
        AttributeKinds.IsChoosing(attribute.AttributeClass!)
        || AttributeKinds.KindOf(attribute.AttributeClass!) == AttributeNames.Choice
        || attribute.NamedArguments.Any(argument => argument.Key == AttributeNames.Choices)
        || (BlockReader.BlockOf(attribute) is { } block && !SymbolEqualityComparer.Default.Equals(block, type) && IsOpenBlock(block, [type])));

    /// <summary>Whether a class is a block that leaves anything open, or uses one that does.</summary>
    public static bool IsOpenBlock(INamedTypeSymbol type) => IsOpenBlock(type, []);

    private static bool IsOpenBlock(INamedTypeSymbol type, IReadOnlyList<INamedTypeSymbol> around) =>
        !around.Contains(type, SymbolEqualityComparer.Default)
        && type.GetAttributes().Any(attribute => attribute.AttributeClass is { } found && AttributeKinds.IsBlock(found))
        && AllOf(type).Any(attribute =>
            AttributeKinds.IsChoosing(attribute.AttributeClass!)
            || AttributeKinds.KindOf(attribute.AttributeClass!) == AttributeNames.Choice
            || attribute.NamedArguments.Any(argument => argument.Key == AttributeNames.Choices)
            || (BlockReader.BlockOf(attribute) is { } block && IsOpenBlock(block, [.. around, type])));
}

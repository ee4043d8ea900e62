using Microsoft.CodeAnalysis;

namespace NnGen.Generator.Parsing;

/// <summary>Tells by its base class what an attribute is, so that a new layer is a node without being named here.</summary>
internal static class AttributeKinds
{
    /// <summary>Whether it is <c>[Network]</c>.</summary>
    public static bool IsNetwork(INamedTypeSymbol type) => Is(type, MetadataNames.NetworkClass);

    /// <summary>Whether it is <c>[Block]</c> or <c>[Cell]</c>.</summary>
    public static bool IsBlock(INamedTypeSymbol type) => Is(type, MetadataNames.BlockClass) || IsCell(type);

    /// <summary>Whether it is <c>[Cell]</c>.</summary>
    public static bool IsCell(INamedTypeSymbol type) => Is(type, MetadataNames.CellClass);

    /// <summary>Whether it is an input, a layer, a join, an output or a loss.</summary>
    public static bool IsNode(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (Is(current, MetadataNames.NodeClass) || Is(current, MetadataNames.LossClass) || Is(current, MetadataNames.OutputClass))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether it is <c>[ConnectionMask]</c>.</summary>
    public static bool IsMask(INamedTypeSymbol type) => Is(type, MetadataNames.MaskClass);

    /// <summary>Whether it is <c>[Budget]</c>.</summary>
    public static bool IsBudget(INamedTypeSymbol type) => Is(type, MetadataNames.BudgetClass);

    /// <summary>Whether it is <c>[SearchSpace]</c>.</summary>
    public static bool IsSpace(INamedTypeSymbol type) => Is(type, MetadataNames.SpaceClass);

    /// <summary>Whether it is <c>[Family]</c>.</summary>
    public static bool IsFamily(INamedTypeSymbol type) => Is(type, MetadataNames.FamilyClass);

    /// <summary>Whether it says what is chosen of the node above it, or how a network is trained: what only spaces have, and is no node.</summary>
    public static bool IsChoosing(INamedTypeSymbol type) => Is(type, MetadataNames.ChoicesClass) || Is(type, MetadataNames.RepeatClass) || Is(type, MetadataNames.TrainingChoicesClass);

    /// <summary>Whether it is one of these.</summary>
    public static bool IsOfNnGen(INamedTypeSymbol type) => IsNetwork(type) || IsNode(type) || IsMask(type) || IsBudget(type) || IsChoosing(type);

    /// <summary>The class's name without <c>Attribute</c>.</summary>
    public static string KindOf(INamedTypeSymbol type)
    {
        string name = type.Name;
        bool hasSuffix = name.EndsWith(MetadataNames.AttributeSuffix, StringComparison.Ordinal);
        return hasSuffix ? name.Substring(0, name.Length - MetadataNames.AttributeSuffix.Length) : name;
    }

    private static bool Is(INamedTypeSymbol type, string name) =>
        type.Name == name
        && type.ContainingType is null
        && type.ContainingNamespace is { Name: MetadataNames.Namespace, ContainingNamespace.IsGlobalNamespace: true };
}

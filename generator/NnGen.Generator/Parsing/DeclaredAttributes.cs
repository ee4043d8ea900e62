using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NnGen.Generator.Parsing;

/// <summary>The attributes of NnGen on one part of a class, in text order, and what the other parts bear.</summary>
internal sealed class DeclaredAttributes
{
    private DeclaredAttributes(IReadOnlyList<DeclaredAttribute> all, bool bearsNetwork, bool otherPartBearsNetwork, bool otherPartsBearNodes, IReadOnlyList<AttributeSyntax> unknown)
    {
        All = all;
        BearsNetwork = bearsNetwork;
        OtherPartBearsNetwork = otherPartBearsNetwork;
        OtherPartsBearNodes = otherPartsBearNodes;
        Unknown = unknown;
    }

    /// <summary>The attributes of NnGen on this part, in text order.</summary>
    public IReadOnlyList<DeclaredAttribute> All { get; }

    /// <summary>Those that are nodes: neither <c>[Network]</c> nor <c>[Budget]</c> nor masks and choices, which belong to nodes.</summary>
    public IEnumerable<DeclaredAttribute> Nodes => All.Where(attribute => !attribute.IsNetwork && !attribute.IsMask && !attribute.IsBudget && !attribute.IsChoosing);

    /// <summary>Whether this part bears the class's <c>[Network]</c> (the first, should there be several).</summary>
    public bool BearsNetwork { get; }

    /// <summary>Whether the class's <c>[Network]</c> stands on another part.</summary>
    public bool OtherPartBearsNetwork { get; }

    /// <summary>Whether another part bears attributes of NnGen.</summary>
    public bool OtherPartsBearNodes { get; }

    /// <summary>The attributes on this part whose class C# could not find: misspelt nodes, perhaps.</summary>
    public IReadOnlyList<AttributeSyntax> Unknown { get; }

    /// <summary>Whether there are any.</summary>
    public bool HasUnknown => Unknown.Count > 0;

    /// <summary>The class's <c>[Block]</c> where it stands on this part; else null.</summary>
    public AttributeSyntax? Block { get; private set; }

    /// <summary>Whether that is a <c>[Cell]</c>.</summary>
    public bool IsCell { get; private set; }

    /// <summary>Whether the class bears <c>[Block]</c> or <c>[Cell]</c>, on any part.</summary>
    public bool IsBlock { get; private set; }

    /// <summary>The class's <c>[SearchSpace]</c>, on any part; null where it is no space.</summary>
    public AttributeSyntax? Space { get; private set; }

    /// <summary>The class's <c>[Family]</c>, on any part; null where it has none.</summary>
    public AttributeSyntax? Family { get; private set; }

    /// <summary>Looks at one part of a class.</summary>
    public static DeclaredAttributes Of(INamedTypeSymbol host, TypeDeclarationSyntax part)
    {
        var here = new List<DeclaredAttribute>();
        bool? networkIsHere = null;
        bool elsewhere = false;
        bool isBlock = false;
        bool isCell = false;
        AttributeSyntax? block = null;
        AttributeSyntax? space = null;
        AttributeSyntax? family = null;
        var unknown = new List<AttributeSyntax>();
        foreach (AttributeData data in host.GetAttributes())
        {
            if (data.AttributeClass is not { } type || data.ApplicationSyntaxReference?.GetSyntax() is not AttributeSyntax syntax)
            {
                continue;
            }

            bool isHere = syntax.Parent?.Parent == part;
            if (type.TypeKind == TypeKind.Error)
            {
                unknown.AddRange(isHere ? [syntax] : Array.Empty<AttributeSyntax>());
            }
            else if (AttributeKinds.IsBlock(type))
            {
                isBlock = true;
                isCell |= AttributeKinds.IsCell(type);
                block = isHere ? syntax : block;
            }
            else if (AttributeKinds.IsSpace(type))
            {
                space = syntax;
            }
            else if (AttributeKinds.IsFamily(type))
            {
                family = syntax;
            }
            else if (AttributeKinds.IsOfNnGen(type))
            {
                bool isNetwork = AttributeKinds.IsNetwork(type);
                networkIsHere ??= isNetwork ? isHere : null;
                elsewhere |= !isHere;
                if (isHere)
                {
                    here.Add(new DeclaredAttribute(data, syntax, AttributeKinds.KindOf(type), isNetwork) { IsMask = AttributeKinds.IsMask(type), IsBudget = AttributeKinds.IsBudget(type), IsChoosing = AttributeKinds.IsChoosing(type) });
                }
            }
        }

        here.Sort(static (left, right) => left.Syntax.SpanStart.CompareTo(right.Syntax.SpanStart));
        ConnectionMasks.GiveToLayers(here);
        return new DeclaredAttributes(here, networkIsHere == true, networkIsHere == false, elsewhere, unknown) { IsBlock = isBlock, IsCell = isCell, Block = block, Space = space, Family = family };
    }
}

/// <summary>One attribute of NnGen.</summary>
/// <param name="Data">What it means.</param>
/// <param name="Syntax">Where it stands.</param>
/// <param name="Kind">Its name without <c>Attribute</c>.</param>
/// <param name="IsNetwork">Whether it is <c>[Network]</c> itself.</param>
internal sealed record DeclaredAttribute(AttributeData Data, AttributeSyntax Syntax, string Kind, bool IsNetwork)
{
    /// <summary>Whether it is <c>[ConnectionMask]</c>, which belongs to a layer above it.</summary>
    public bool IsMask { get; init; }

    /// <summary>Whether it is <c>[Budget]</c>, which belongs to the network.</summary>
    public bool IsBudget { get; init; }

    /// <summary>Whether it is <c>[Choices]</c>, <c>[Repeat]</c> or <c>[TrainingChoices]</c>, which only spaces have.</summary>
    public bool IsChoosing { get; init; }

    /// <summary>The mask that belongs to this layer; null where there is none.</summary>
    public DeclaredAttribute? Mask { get; init; }
}

using Microsoft.CodeAnalysis;

namespace NnGen.Generator.Parsing;

/// <summary>The properties and fields of a type that can be read, in a fixed order.</summary>
internal static class RecordMembers
{
    /// <summary>Those of base classes first; of one type in the order of the text, where it stands in one file, else in that of the metadata. What hides or overrides another takes its place.</summary>
    public static IEnumerable<ISymbol> Of(INamedTypeSymbol type, Func<ISymbol, bool> isAccessible)
    {
        var members = new List<ISymbol>();
        var types = new Stack<INamedTypeSymbol>();
        for (INamedTypeSymbol? current = type; current is { SpecialType: not (SpecialType.System_Object or SpecialType.System_ValueType) }; current = current.BaseType)
        {
            types.Push(current);
        }

        foreach (INamedTypeSymbol current in types)
        {
            foreach (ISymbol member in Ordered(current.GetMembers().Where(member => IsReadable(member, isAccessible))))
            {
                int hidden = members.FindIndex(other => other.Name == member.Name);
                if (hidden < 0)
                {
                    members.Add(member);
                }
                else
                {
                    members[hidden] = member;
                }
            }
        }

        return members;
    }

    private static IEnumerable<ISymbol> Ordered(IEnumerable<ISymbol> members)
    {
        ISymbol[] all = [.. members];
        bool isOneFile = all.Select(member => member.Locations.FirstOrDefault()?.SourceTree).Distinct().Count() == 1 && all[0].Locations[0].IsInSource;
        return isOneFile ? all.OrderBy(member => member.Locations[0].SourceSpan.Start) : all;
    }

    private static bool IsReadable(ISymbol member, Func<ISymbol, bool> isAccessible) =>
        !member.IsStatic
        && member.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal
        && isAccessible(member)
        && (member is IFieldSymbol { IsConst: false, AssociatedSymbol: null } || (member is IPropertySymbol { IsIndexer: false, GetMethod: { } getter } && isAccessible(getter)));
}

using Microsoft.CodeAnalysis;
using NnGen.Generator.Parsing;

namespace NnGen.Generator.Hosts;

/// <summary>
/// Emitted files are named after their networks, and Roslyn, like many file systems, compares file names without regard to case.
/// Two networks that differ in nothing else would stop the generator, and with it every network of the project.
/// </summary>
internal static class CaseRules
{
    /// <summary>Another network of the project whose full name differs from this one's by case only, or null.</summary>
    public static INamedTypeSymbol? FindTwin(INamedTypeSymbol host)
    {
        if (host.IsGenericType)
        {
            // Rejected already: nothing is emitted for it.
            return null;
        }

        IEnumerable<INamespaceOrTypeSymbol> candidates = [host.ContainingAssembly.GlobalNamespace];
        foreach (string name in Path(host))
        {
            candidates = candidates.SelectMany(candidate => candidate.GetMembers().OfType<INamespaceOrTypeSymbol>().Where(member => SameButCase(member.Name, name))).ToArray();
        }

        return candidates.OfType<INamedTypeSymbol>().FirstOrDefault(candidate => !candidate.IsGenericType && !SymbolEqualityComparer.Default.Equals(candidate, host) && BearsNetwork(candidate));
    }

    private static IEnumerable<string> Path(INamedTypeSymbol host)
    {
        var names = new Stack<string>();
        for (INamespaceOrTypeSymbol? symbol = host; symbol is not null and not INamespaceSymbol { IsGlobalNamespace: true }; symbol = (INamespaceOrTypeSymbol?)symbol.ContainingSymbol)
        {
            names.Push(symbol.Name);
        }

        return names;
    }

    private static bool BearsNetwork(INamedTypeSymbol type) =>
        type.GetAttributes().Any(attribute => attribute.AttributeClass is { } attributeClass && AttributeKinds.IsNetwork(attributeClass));

    private static bool SameButCase(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NnGen.Compiler.Model;
using NnGen.Generator.Diagnostics;

namespace NnGen.Generator.Hosts;

/// <summary>Finds what stands under a name that the compiler writes into the class.</summary>
internal static class MemberRules
{
    /// <summary>Reports members of the class, of its base classes, and the class's own and containing names.</summary>
    public static void Check(TypeDeclarationSyntax part, INamedTypeSymbol host, NetworkDeclaration declaration, Compilation compilation, ProblemSink sink)
    {
        EquatableArray<string> names = EmittedNames.Of(declaration);
        CheckTypeNames(part, host, names, sink);
        foreach (ISymbol member in host.GetMembers())
        {
            string? clash = Clash(member, host, names);
            if (clash is not null && !member.IsImplicitlyDeclared && !IsEmitted(member))
            {
                sink.Report(ProblemKinds.MemberClash, PlaceOf(member, part), member.Locations[0], host.Name, clash);
            }
        }

        CheckInherited(part, host, names, compilation, sink);
    }

    private static void CheckTypeNames(TypeDeclarationSyntax part, INamedTypeSymbol host, EquatableArray<string> names, ProblemSink sink)
    {
        if (names.Contains(host.Name))
        {
            sink.Report(ProblemKinds.MemberClash, part.Identifier, host.Name, $"is itself named '{host.Name}'");
        }

        for (INamedTypeSymbol? around = host.ContainingType; around is not null; around = around.ContainingType)
        {
            if (names.Contains(around.Name))
            {
                sink.Report(ProblemKinds.MemberClash, part.Identifier, host.Name, $"is nested in a type named '{around.Name}'");
            }
        }
    }

    private static void CheckInherited(TypeDeclarationSyntax part, INamedTypeSymbol host, EquatableArray<string> names, Compilation compilation, ProblemSink sink)
    {
        if (HostRules.BaseNetwork(host) is not null)
        {
            // Rejected as a host already; its emitted members would only add noise.
            return;
        }

        for (INamedTypeSymbol? parent = host.BaseType; parent is not null; parent = parent.BaseType)
        {
            IEnumerable<string> inherited = parent.GetMembers()
                .Where(member => names.Contains(member.Name) && compilation.IsSymbolAccessibleWithin(member, host))
                .Select(member => member.Name)
                .Distinct();
            foreach (string name in inherited)
            {
                sink.Report(ProblemKinds.MemberClash, part.Identifier, host.Name, $"inherits the member '{parent.Name}.{name}'");
            }
        }
    }

    /// <summary>What the member is and is called, if it is in the way.</summary>
    private static string? Clash(ISymbol member, INamedTypeSymbol host, EquatableArray<string> names)
    {
        if (member is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor)
        {
            string parameters = constructor.Parameters.IsEmpty ? "" : "ulong";
            return IsEmittedSignature(constructor) ? $"has the constructor '{host.Name}({parameters})'" : null;
        }

        return names.Contains(member.Name) ? $"has the member '{member.Name}'" : null;
    }

    /// <summary>Whether the compiler writes a constructor of that signature.</summary>
    public static bool IsEmittedSignature(IMethodSymbol constructor) =>
        constructor.Parameters.IsEmpty
        || (constructor.Parameters.Length == 1 && constructor.Parameters[0] is { RefKind: RefKind.None, Type.SpecialType: SpecialType.System_UInt64 });

    /// <summary>Whether the member comes from the generator: analyzers see the class completed.</summary>
    public static bool IsEmitted(ISymbol member) =>
        member.Locations.All(location => location.SourceTree is { } tree && EmittedFiles.Has(tree));

    /// <summary>The member's name where it stands in the same file as the network, otherwise the class's.</summary>
    public static SyntaxNodeOrToken PlaceOf(ISymbol member, TypeDeclarationSyntax part)
    {
        Location? here = member.Locations.FirstOrDefault(location => location.SourceTree == part.SyntaxTree);
        return here is null ? part.Identifier : part.SyntaxTree.GetRoot().FindToken(here.SourceSpan.Start);
    }
}

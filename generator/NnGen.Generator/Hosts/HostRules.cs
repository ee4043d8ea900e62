using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NnGen.Compiler.Model;
using NnGen.Generator.Diagnostics;
using NnGen.Generator.Parsing;

namespace NnGen.Generator.Hosts;

/// <summary>Which classes can be networks: those whose other part can be written in another file, and constructed from a seed.</summary>
internal static class HostRules
{
    /// <summary>Reports everything that keeps the class from being a network.</summary>
    public static void Check(TypeDeclarationSyntax part, INamedTypeSymbol host, Compilation compilation, ProblemSink sink)
    {
        CheckPartial(part, host, sink);
        foreach (string reason in ReasonsInItself(host).Concat(ReasonsInBase(host, compilation)).Concat(ReasonsAround(host)))
        {
            sink.Report(ProblemKinds.UnsupportedHost, part.Identifier, host.Name, reason);
        }
    }

    private static void CheckPartial(TypeDeclarationSyntax part, INamedTypeSymbol host, ProblemSink sink)
    {
        if (!IsPartial(part))
        {
            sink.Report(ProblemKinds.NotPartial, part.Identifier, host.Name, "bears [Network]", TypeWords.Keyword(host));
        }

        INamedTypeSymbol? containing = host.ContainingType;
        foreach (TypeDeclarationSyntax around in part.Ancestors().OfType<TypeDeclarationSyntax>())
        {
            if (containing is null)
            {
                return;
            }

            if (!IsPartial(around))
            {
                sink.Report(ProblemKinds.NotPartial, around.Identifier, containing.Name, $"contains the network {host.Name}", TypeWords.Keyword(containing));
            }

            containing = containing.ContainingType;
        }
    }

    private static bool IsPartial(TypeDeclarationSyntax part) => part.Modifiers.Any(SyntaxKind.PartialKeyword);

    private static IEnumerable<string> ReasonsInItself(INamedTypeSymbol host)
    {
        if (host.IsGenericType && host.Arity > 0)
        {
            yield return "generic";
        }

        if (host.IsStatic)
        {
            yield return "static";
        }

        if (host.IsAbstract && !host.IsStatic)
        {
            yield return "abstract";
        }

        if (host.IsRecord)
        {
            yield return "a record";
        }

        if (host.IsFileLocal)
        {
            yield return "file-local";
        }

        if (!host.IsRecord && HasPrimaryConstructor(host))
        {
            yield return "declared with a primary constructor";
        }

        if (host.ContainingNamespace.IsGlobalNamespace)
        {
            yield return "in the global namespace";
        }

        if (CaseRules.FindTwin(host) is { } twin)
        {
            yield return $"named like the network '{twin.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat)}' but for case, and the names of emitted files do not tell the two apart";
        }

        if (RequiredMember(host) is { } required)
        {
            yield return $"declared with the required member '{required.Name}', which the emitted constructors would not set";
        }
    }

    private static IEnumerable<string> ReasonsInBase(INamedTypeSymbol host, Compilation compilation)
    {
        if (host.BaseType is not { TypeKind: not TypeKind.Error } parent)
        {
            yield break;
        }

        if (BaseNetwork(host) is { } network)
        {
            yield return $"derived from the network '{network.Name}'";
        }
        else if (!parent.InstanceConstructors.Any(constructor => constructor.Parameters.IsEmpty && compilation.IsSymbolAccessibleWithin(constructor, host)))
        {
            yield return $"derived from '{parent.Name}', which has no constructor without parameters that it could call";
        }
    }

    private static IEnumerable<string> ReasonsAround(INamedTypeSymbol host)
    {
        for (INamedTypeSymbol? around = host.ContainingType; around is not null; around = around.ContainingType)
        {
            string keyword = TypeWords.Keyword(around);
            if (keyword != "class")
            {
                yield return $"nested in the {keyword} '{around.Name}'";
            }

            if (around.Arity > 0)
            {
                yield return $"nested in the generic type '{around.Name}'";
            }

            if (around.IsFileLocal)
            {
                yield return $"nested in the file-local type '{around.Name}'";
            }
        }
    }

    /// <summary>The nearest base class that is a network itself, or null.</summary>
    public static INamedTypeSymbol? BaseNetwork(INamedTypeSymbol host)
    {
        for (INamedTypeSymbol? parent = host.BaseType; parent is not null; parent = parent.BaseType)
        {
            if (parent.GetAttributes().Any(attribute => attribute.AttributeClass is { } type && AttributeKinds.IsNetwork(type)))
            {
                return parent;
            }
        }

        return null;
    }

    private static bool HasPrimaryConstructor(INamedTypeSymbol host) =>
        host.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is TypeDeclarationSyntax { ParameterList: not null });

    private static ISymbol? RequiredMember(INamedTypeSymbol host)
    {
        for (INamedTypeSymbol? type = host; type is not null; type = type.BaseType)
        {
            ISymbol? required = type.GetMembers().FirstOrDefault(member => member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true });
            if (required is not null)
            {
                return required;
            }
        }

        return null;
    }
}

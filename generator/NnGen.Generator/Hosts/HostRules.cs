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
    // A type of that name beside the namespace would take its place in emitted code.
    private const string RootNamespace = "System";

    /// <summary>The C# that emitted code is written in.</summary>
    private const LanguageVersion Language = LanguageVersion.CSharp13;

    /// <summary>The C# that the signatures of a network need.</summary>
    private const LanguageVersion LanguageOfSignatures = LanguageVersion.CSharp11;

    /// <summary>Reports a type that is no class: C# refuses the attributes on it without saying why.</summary>
    public static void CheckKind(TypeDeclarationSyntax part, INamedTypeSymbol host, ProblemSink sink)
    {
        string keyword = TypeWords.Keyword(host);
        string article = host.TypeKind == TypeKind.Interface ? "an" : "a";
        sink.Report(ProblemKinds.UnsupportedHost, part.Identifier, host.Name, $"{article} {keyword}");
    }

    /// <summary>Reports everything that keeps the class from being a network, but for what <see cref="CheckCode"/> does.</summary>
    public static void Check(TypeDeclarationSyntax part, INamedTypeSymbol host, Compilation compilation, ProblemSink sink)
    {
        CheckPartial(part, host, "[Network]", "network", sink);
        foreach (string reason in ReasonsInItself(host).Concat(ReasonsAround(host)))
        {
            sink.Report(ProblemKinds.UnsupportedHost, part.Identifier, host.Name, reason);
        }

        if (compilation is CSharpCompilation { LanguageVersion: < LanguageOfSignatures } old)
        {
            sink.Report(ProblemKinds.UnsupportedHost, part.Identifier, host.Name, LanguageReason(old));
        }
    }

    /// <summary>
    /// Reports what keeps C# from compiling the code of a network, but not its signatures: with these the user sees one problem, and not
    /// those of C# as well.
    /// </summary>
    /// <returns>Whether the code can be compiled.</returns>
    public static bool CheckCode(TypeDeclarationSyntax part, INamedTypeSymbol host, Compilation compilation, ProblemSink sink)
    {
        bool isFine = true;
        foreach (string reason in ReasonsInBase(host, compilation))
        {
            sink.Report(ProblemKinds.UnsupportedHost, part.Identifier, host.Name, reason);
            isFine = false;
        }

        if (compilation is CSharpCompilation { LanguageVersion: >= LanguageOfSignatures and < Language } old)
        {
            sink.Report(ProblemKinds.UnsupportedHost, part.Identifier, host.Name, LanguageReason(old));
            isFine = false;
        }

        return isFine;
    }

    private static string LanguageReason(CSharpCompilation compilation) =>
        $"compiled as C# {compilation.LanguageVersion.ToDisplayString()}, while emitted code is C# {Language.ToDisplayString()}: remove LangVersion from the project, or raise it";

    /// <summary>Reports what keeps another part of a family's class from being written.</summary>
    /// <returns>Whether nothing does.</returns>
    public static bool CheckCompletable(TypeDeclarationSyntax part, INamedTypeSymbol host, ProblemSink sink)
    {
        bool isFine = CheckPartial(part, host, "[Family]", "family", sink);
        string[] reasons = [.. host.Arity > 0 ? ["generic, while its networks are those of one topology each"] : Array.Empty<string>(), .. host.IsFileLocal ? ["file-local, and its other part stands in another file"] : Array.Empty<string>(), .. ReasonsAround(host)];
        foreach (string reason in reasons)
        {
            sink.Report(ProblemKinds.UnsupportedHost, part.Identifier, host.Name, reason);
        }

        return isFine && reasons.Length == 0;
    }

    private static bool CheckPartial(TypeDeclarationSyntax part, INamedTypeSymbol host, string attribute, string word, ProblemSink sink)
    {
        bool isFine = true;
        if (!IsPartial(part))
        {
            sink.Report(ProblemKinds.NotPartial, part.Identifier, host.Name, $"bears {attribute}", TypeWords.Keyword(host));
            isFine = false;
        }

        INamedTypeSymbol? containing = host.ContainingType;
        foreach (TypeDeclarationSyntax around in part.Ancestors().OfType<TypeDeclarationSyntax>())
        {
            if (containing is null)
            {
                return isFine;
            }

            if (!IsPartial(around))
            {
                sink.Report(ProblemKinds.NotPartial, around.Identifier, containing.Name, $"contains the {word} {host.Name}", TypeWords.Keyword(containing));
                isFine = false;
            }

            containing = containing.ContainingType;
        }

        return isFine;
    }

    private static bool IsPartial(TypeDeclarationSyntax part) => part.Modifiers.Any(SyntaxKind.PartialKeyword);

    private static IEnumerable<string> ReasonsInItself(INamedTypeSymbol host)
    {
        if (host.IsGenericType && host.Arity > 0)
        {
            yield return "generic, while its sizes and kernels are those of one topology";
        }

        if (host.IsStatic)
        {
            yield return "static, while a network is an object with parameters of its own";
        }

        if (host.IsAbstract && !host.IsStatic)
        {
            yield return "abstract, while the compiler completes it and constructs it";
        }

        if (host.IsRecord)
        {
            yield return "a record, and copies and equality by value do not suit an object that owns a block of parameters";
        }

        if (host.IsFileLocal)
        {
            yield return "file-local, and its other part stands in another file";
        }

        if (!host.IsRecord && HasPrimaryConstructor(host))
        {
            yield return "declared with a primary constructor, which the emitted constructors could not call";
        }

        if (host.ContainingNamespace.IsGlobalNamespace && Outermost(host).Name == RootNamespace)
        {
            yield return $"in the global namespace under the name '{RootNamespace}', where emitted code would take it for the namespace";
        }

        if (CaseRules.FindTwin(host) is { } twin)
        {
            yield return $"named like the network '{twin.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat)}' but for case, and the names of emitted files do not tell the two apart";
        }

        if (BaseNetwork(host) is { } network)
        {
            yield return $"derived from the network '{network.Name}'";
        }

        if (RequiredMember(host) is { } required)
        {
            yield return $"declared with the required member '{required.Name}', which the emitted constructors would not set";
        }
    }

    private static IEnumerable<string> ReasonsInBase(INamedTypeSymbol host, Compilation compilation)
    {
        if (host.BaseType is { TypeKind: not TypeKind.Error } parent && BaseNetwork(host) is null && !parent.InstanceConstructors.Any(constructor => TakesNothing(constructor) && compilation.IsSymbolAccessibleWithin(constructor, host)))
        {
            yield return $"derived from '{parent.Name}', which has no constructor that it could call without arguments";
        }
    }

    private static bool TakesNothing(IMethodSymbol constructor) => constructor.Parameters.All(parameter => parameter.IsOptional || parameter.IsParams);

    private static IEnumerable<string> ReasonsAround(INamedTypeSymbol host)
    {
        for (INamedTypeSymbol? around = host.ContainingType; around is not null; around = around.ContainingType)
        {
            if (around.Arity > 0)
            {
                yield return $"nested in the generic type '{around.Name}', while its sizes and kernels are those of one topology";
            }

            if (around.IsFileLocal)
            {
                yield return $"nested in the file-local type '{around.Name}', and its other part stands in another file";
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

    private static INamedTypeSymbol Outermost(INamedTypeSymbol type)
    {
        while (type.ContainingType is { } around)
        {
            type = around;
        }

        return type;
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

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NnGen.Compiler.Model;
using NnGen.Generator.Diagnostics;

namespace NnGen.Generator.Hosts;

/// <summary>
/// Attribute arguments are bound inside the class, so a member, a type or a namespace of the user's can stand before an enum of NnGen
/// of the same name. C# then speaks of constants and conversions; this rule says what happened.
/// </summary>
internal static class HiddenNameRules
{
    /// <summary>Reports each simple name in the arguments that should mean an enum of NnGen and means something else.</summary>
    public static void Check(AttributeSyntax attribute, INamedTypeSymbol host, SemanticModel model, ProblemSink sink, CancellationToken cancellation)
    {
        if (attribute.ArgumentList is not { } arguments)
        {
            return;
        }

        foreach (MemberAccessExpressionSyntax access in arguments.DescendantNodes().OfType<MemberAccessExpressionSyntax>())
        {
            if (access.Expression is not IdentifierNameSyntax name)
            {
                continue;
            }

            string text = name.Identifier.ValueText;
            bool namesEnum = model.Compilation.GetTypeByMetadataName(MetadataNames.Namespace + "." + text) is { TypeKind: TypeKind.Enum };
            if (namesEnum && Meaning(name, model, cancellation) is { } meaning && !IsEnumOfNnGen(meaning, text))
            {
                sink.Report(ProblemKinds.HiddenName, name, host.Name, text, TypeWords.Describe(meaning));
            }
        }
    }

    private static ISymbol? Meaning(IdentifierNameSyntax name, SemanticModel model, CancellationToken cancellation)
    {
        SymbolInfo info = model.GetSymbolInfo(name, cancellation);

        // An ambiguity hides nothing, and C# names both candidates.
        return info.Symbol ?? (info.CandidateReason == CandidateReason.Ambiguous ? null : info.CandidateSymbols.FirstOrDefault());
    }

    private static bool IsEnumOfNnGen(ISymbol symbol, string name) =>
        symbol is INamedTypeSymbol { TypeKind: TypeKind.Enum, ContainingNamespace: { Name: MetadataNames.Namespace, ContainingNamespace.IsGlobalNamespace: true } }
        && symbol.Name == name;
}

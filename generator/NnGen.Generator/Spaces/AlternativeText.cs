using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NnGen.Compiler.Graph.Layers;
using NnGen.Generator.Parsing;

namespace NnGen.Generator.Spaces;

/// <summary>Reads the texts of <c>[Choice("ReLU", "LeakyReLU(0.2)")]</c>.</summary>
internal static class AlternativeText
{
    private const int MostCharacters = 2_000;

    private static readonly string[] s_kinds = [.. LayerCatalog.Names, "Use", "Recurrent"];

    /// <summary>The nodes of a text with their names in the right case, or what is wrong with it.</summary>
    public static (string? Nodes, string? Fault) Read(string text)
    {
        if (text.Trim().Length == 0)
        {
            return ("", null);
        }

        if (text.Length > MostCharacters)
        {
            return (null, $"is longer than {MostCharacters} characters");
        }

        CompilationUnitSyntax unit = SyntaxFactory.ParseCompilationUnit($"[{text}]class C;");
        bool isAttributes = !unit.ContainsDiagnostics && !unit.ContainsDirectives && unit.Usings.Count == 0 && unit.AttributeLists.Count == 0
            && unit.Members.Count == 1 && unit.Members[0] is ClassDeclarationSyntax { AttributeLists: { Count: 1 } lists, Members.Count: 0 }
            && lists[0].Target is null;
        if (!isAttributes)
        {
            return (null, "is no node as attributes are written, without brackets, such as \"ReLU\" or \"Dense(16), Tanh\"");
        }

        var nodes = new List<string>();
        foreach (AttributeSyntax attribute in ((ClassDeclarationSyntax)unit.Members[0]).AttributeLists[0].Attributes)
        {
            string written = AttributeNames.Of(attribute);
            string? kind = AttributeNames.CanBeOfNnGen(attribute) || attribute.Name is GenericNameSyntax
                ? s_kinds.FirstOrDefault(known => known == written) ?? s_kinds.FirstOrDefault(known => string.Equals(known, written, StringComparison.OrdinalIgnoreCase))
                : null;
            if (kind is null)
            {
                IReadOnlyList<string> meant = AttributeNames.Meant(written);
                return (null, $"names no node of NnGen: there is no [{written}]{(meant.Count == 0 ? "" : $", but [{string.Join("], [", meant)}]")}");
            }

            string types = attribute.Name is GenericNameSyntax generic ? generic.TypeArgumentList.NormalizeWhitespace().ToString() : "";
            string arguments = attribute.ArgumentList is { Arguments.Count: > 0 } list ? list.NormalizeWhitespace(indentation: "", eol: " ").ToString() : "";
            nodes.Add(kind + types + arguments);
        }

        return (string.Join(", ", nodes), null);
    }
}

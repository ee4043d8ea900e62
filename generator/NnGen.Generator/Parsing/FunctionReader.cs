using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NnGen.Compiler.Graph;
using NnGen.Compiler.Model;

namespace NnGen.Generator.Parsing;

/// <summary>Finds the methods that attributes name, and reads them as formulas.</summary>
internal static class FunctionReader
{
    /// <summary>The options of a node, followed by the functions that some of them name.</summary>
    /// <param name="kind">The kind of the node.</param>
    /// <param name="options">Its options as written.</param>
    /// <param name="host">The class that bears the attribute.</param>
    /// <param name="compilation">The project.</param>
    public static IEnumerable<OptionDeclaration> WithFunctions(string kind, IReadOnlyList<OptionDeclaration> options, INamedTypeSymbol host, Compilation compilation) =>
        kind != FunctionDeclaration.Custom ? options : options.Concat(
            from option in options
            where option.Value is string && FunctionDeclaration.Options.Contains(option.Name)
            select new OptionDeclaration(FunctionDeclaration.FormulaOf(option.Name), Read((string)option.Value, host, compilation)));

    /// <summary>Whether a method looks like a formula: the bodies of others change no network.</summary>
    public static bool MayBeFormula(MethodDeclarationSyntax method) =>
        method is { ReturnType: PredefinedTypeSyntax type, TypeParameterList: null } && type.Keyword.ValueText is "float" or "double" && method.Modifiers.Any(word => word.ValueText == "static");

    /// <summary>Whether methods of a type may be formulas: networks, blocks, parts of them, and static classes.</summary>
    public static bool MayHoldFormulas(TypeDeclarationSyntax type) =>
        type.AttributeLists.Count > 0 || type.Modifiers.Any(word => word.ValueText is "partial" or "static");

    private static FunctionDeclaration Read(string name, INamedTypeSymbol host, Compilation compilation)
    {
        if (!SymbolEqualityComparer.Default.Equals(host.ContainingAssembly, compilation.Assembly))
        {
            // Whatever it has: not even its private members can be seen.
            var hidden = new FunctionFormula(null, "nothing can be read, since it is in another assembly", "declare the block in this project, or without [Custom]");
            return new FunctionDeclaration(name, host.Name, hidden, hidden, null);
        }

        ISymbol[] found = [.. host.GetMembers(name)];
        string? words = found.Length == 0 ? null : string.Join(" and ", found.Select(InWords));
        return new FunctionDeclaration(name, host.Name, Of(SpecialType.System_Single), Of(SpecialType.System_Double), words) { AsSingle = Declared("float"), AsDouble = Declared("double") };

        string Declared(string type) => $"private static {type} {name}({type} x)";

        FunctionFormula? Of(SpecialType type) =>
            found.OfType<IMethodSymbol>().FirstOrDefault(candidate => IsFunction(candidate, type)) is IMethodSymbol method ? FormulaTranslator.Translate(method, compilation) : null;
    }

    private static bool IsFunction(IMethodSymbol method, SpecialType type) =>
        method is { IsStatic: true, IsGenericMethod: false, Parameters.Length: 1, RefKind: RefKind.None }
        && method.ReturnType.SpecialType == type
        && method.Parameters[0] is { RefKind: RefKind.None, IsParams: false } parameter
        && parameter.Type.SpecialType == type;

    private static string InWords(ISymbol member)
    {
        string name = member.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);
        return member is IMethodSymbol method
            ? $"'{(method.IsStatic ? "static " : "")}{method.ReturnType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)} {name}'"
            : $"'{name}', no method";
    }
}

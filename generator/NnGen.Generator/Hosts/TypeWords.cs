using Microsoft.CodeAnalysis;

namespace NnGen.Generator.Hosts;

/// <summary>What C# calls a type or another symbol, for messages and headers.</summary>
internal static class TypeWords
{
    /// <summary>The keyword: <c>class</c>, <c>struct</c>, <c>record</c>, <c>record struct</c>, <c>interface</c>.</summary>
    public static string Keyword(INamedTypeSymbol type) => (type.IsRecord, type.TypeKind) switch
    {
        (true, TypeKind.Struct) => "record struct",
        (true, _) => "record",
        (_, TypeKind.Struct) => "struct",
        (_, TypeKind.Interface) => "interface",
        _ => "class",
    };

    /// <summary>A symbol with its kind: <c>the property 'DigitNet.Init'</c>.</summary>
    public static string Describe(ISymbol symbol)
    {
        string word = symbol.Kind switch
        {
            SymbolKind.Namespace => "namespace",
            SymbolKind.NamedType => "type",
            SymbolKind.Property => "property",
            SymbolKind.Field => "field",
            SymbolKind.Event => "event",
            SymbolKind.Method => "method",
            _ => "name",
        };
        string name = symbol.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);
        string within = symbol is INamespaceSymbol ? symbol.ToDisplayString() : name;
        return $"the {word} '{within}'";
    }
}

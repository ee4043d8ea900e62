using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NnGen.Generator.Spaces;

/// <summary>Arguments of attributes as C#, from what they mean: attributes of another assembly have no text.</summary>
internal static class ConstantText
{
    private static readonly SymbolDisplayFormat s_full = Format(SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);
    private static readonly SymbolDisplayFormat s_short = Format(SymbolDisplayTypeQualificationStyle.NameAndContainingTypes);

    /// <summary>A value.</summary>
    /// <param name="constant">The value, sound and not null.</param>
    /// <param name="host">The class in whose namespace it is written.</param>
    public static string Of(TypedConstant constant, INamedTypeSymbol host) => constant.Kind switch
    {
        TypedConstantKind.Array => $"[{string.Join(", ", constant.Values.Select(value => Of(value, host)))}]",
        TypedConstantKind.Enum => OfEnum(constant, host),
        TypedConstantKind.Type => $"typeof({OfType((ITypeSymbol)constant.Value!, host)})",
        _ => Of(constant.Value),
    };

    /// <summary>A number, a text or a bool.</summary>
    public static string Of(object? value) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        string text => SymbolDisplay.FormatLiteral(text, quote: true),
        double number => Of(number),
        float number => Of((double)number),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>A type, as short as it can be written in the namespace of a class.</summary>
    public static string OfType(ITypeSymbol type, INamedTypeSymbol host)
    {
        INamespaceSymbol? space = type.ContainingNamespace;
        bool isNear = space is null || space.IsGlobalNamespace || SymbolEqualityComparer.Default.Equals(space, host.ContainingNamespace) || space.ToDisplayString() == MetadataNames.Namespace;
        return type.ToDisplayString(isNear ? s_short : s_full);
    }

    private static string Of(double number) =>
        double.IsNaN(number) ? "double.NaN" : double.IsInfinity(number) ? (number > 0 ? "double.PositiveInfinity" : "double.NegativeInfinity") : number.ToString("R", CultureInfo.InvariantCulture);

    private static string OfEnum(TypedConstant constant, INamedTypeSymbol host)
    {
        IFieldSymbol? member = constant.Type!.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => Equals(field.ConstantValue, constant.Value));
        string type = OfType(constant.Type, host);
        return member is null ? $"({type})({Convert.ToString(constant.Value, CultureInfo.InvariantCulture)})" : $"{type}.{member.Name}";
    }

    private static SymbolDisplayFormat Format(SymbolDisplayTypeQualificationStyle style) => new(
        globalNamespaceStyle: SymbolDisplayGlobalNamespaceStyle.Omitted,
        typeQualificationStyle: style,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers | SymbolDisplayMiscellaneousOptions.UseSpecialTypes);
}

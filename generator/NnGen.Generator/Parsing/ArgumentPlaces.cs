using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NnGen.Compiler.Model;

namespace NnGen.Generator.Parsing;

/// <summary>Where the options of a declaration stand in an attribute, positional or named.</summary>
internal static class ArgumentPlaces
{
    /// <summary>The only option of <c>[ConnectionMask]</c>.</summary>
    private const string MaskRows = "Rows";

    /// <summary>The option that a parameter of an attribute's constructor is: its name with a capital first letter.</summary>
    public static string OptionOf(IParameterSymbol parameter) => char.ToUpperInvariant(parameter.Name[0]) + parameter.Name.Substring(1);

    /// <summary>The arguments that a parameter gets its value from: none where that is its default, several where it takes any number.</summary>
    public static IEnumerable<AttributeArgumentSyntax> Of(IParameterSymbol parameter, AttributeSyntax syntax)
    {
        int position = 0;
        foreach (AttributeArgumentSyntax argument in syntax.ArgumentList?.Arguments ?? default)
        {
            if (argument.NameEquals is not null)
            {
                continue;
            }

            bool matches = argument.NameColon is { } colon
                ? colon.Name.Identifier.ValueText == parameter.Name
                : position == parameter.Ordinal || (parameter.IsParams && position > parameter.Ordinal);
            if (matches)
            {
                yield return argument;
            }

            position++;
        }
    }

    /// <summary>The value that was written for an option, or for one element of its array; null where it was left out. The mask below a layer is such a value.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="option">The option.</param>
    /// <param name="element">The element of its array; -1 for the whole of it.</param>
    public static SyntaxNode? Find(DeclaredAttribute attribute, string option, int element)
    {
        if (option == NodeDeclaration.MaskBelow && attribute.Mask is { } mask)
        {
            return (element < 0 ? null : Find(mask, MaskRows, element)) ?? mask.Syntax;
        }

        AttributeArgumentSyntax? named = attribute.Syntax.ArgumentList?.Arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == option);
        if (named is not null)
        {
            return ElementOf(named.Expression, element);
        }

        IParameterSymbol? parameter = attribute.Data.AttributeConstructor?.Parameters.FirstOrDefault(candidate => OptionOf(candidate) == option);
        AttributeArgumentSyntax[] written = parameter is null ? [] : [.. Of(parameter, attribute.Syntax)];
        return written.Length switch
        {
            0 => null,
            1 => ElementOf(written[0].Expression, element),
            _ => written[Math.Min(Math.Max(element, 0), written.Length - 1)].Expression,
        };
    }

    private static ExpressionSyntax ElementOf(ExpressionSyntax value, int element)
    {
        ExpressionSyntax[] elements = value switch
        {
            ArrayCreationExpressionSyntax { Initializer: { } list } => [.. list.Expressions],
            ImplicitArrayCreationExpressionSyntax array => [.. array.Initializer.Expressions],
            CollectionExpressionSyntax collection => [.. collection.Elements.OfType<ExpressionElementSyntax>().Select(item => item.Expression)],
            _ => [],
        };
        return element >= 0 && element < elements.Length ? elements[element] : value;
    }
}

using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NnGen.Compiler.Model;

namespace NnGen.Generator.Parsing;

/// <summary>Reads the arguments of an attribute, whatever attribute it is.</summary>
internal static class ArgumentReader
{
    /// <summary>The arguments that the user wrote, a layer's with the mask below it; those that C# rejects are left out, for C# has said so.</summary>
    public static ReadArguments Read(DeclaredAttribute attribute) =>
        attribute.Mask is { } mask ? WithMask(Read(attribute.Data, attribute.Syntax), mask.Data, mask.Syntax) : Read(attribute.Data, attribute.Syntax);

    /// <summary>The arguments of a layer with the strings of its mask.</summary>
    public static ReadArguments WithMask(ReadArguments layer, AttributeData mask, AttributeSyntax? syntax)
    {
        ReadArguments rows = Read(mask, syntax);
        object strings = rows.Options.Count > 0 ? rows.Options[0].Value : new EquatableArray<string>();
        return new ReadArguments([.. layer.Options, new OptionDeclaration(NodeDeclaration.MaskBelow, strings)], layer.AreComplete && rows.AreComplete);
    }

    /// <summary>The same of an attribute of another assembly, which has no <paramref name="syntax"/>: defaults count as left out.</summary>
    public static ReadArguments Read(AttributeData data, AttributeSyntax? syntax)
    {
        var options = new List<OptionDeclaration>();
        bool complete = data.AttributeConstructor is not null;
        if (data.AttributeConstructor is { } constructor)
        {
            int count = Math.Min(constructor.Parameters.Length, data.ConstructorArguments.Length);
            for (int i = 0; i < count; i++)
            {
                IParameterSymbol parameter = constructor.Parameters[i];
                if (syntax is null ? !IsDefault(parameter, data.ConstructorArguments[i]) : ArgumentPlaces.Of(parameter, syntax).Any())
                {
                    complete &= Add(options, ArgumentPlaces.OptionOf(parameter), data.ConstructorArguments[i]);
                }
            }
        }

        foreach (KeyValuePair<string, TypedConstant> named in data.NamedArguments)
        {
            complete &= Add(options, named.Key, named.Value);
        }

        complete &= syntax is null || data.NamedArguments.Length == CountNamed(syntax);
        if (BlockReader.BlockOf(data) is INamedTypeSymbol block)
        {
            options.Add(new OptionDeclaration(BlockDeclaration.Option, BlockReader.NameOf(block)));
        }

        return new ReadArguments(options, complete);
    }

    private static bool IsDefault(IParameterSymbol parameter, TypedConstant value) =>
        (value.Kind == TypedConstantKind.Array && (value.IsNull || value.Values.Length == 0))
        || (parameter.HasExplicitDefaultValue && value.Kind != TypedConstantKind.Array && Equals(parameter.ExplicitDefaultValue, value.Value));

    private static int CountNamed(AttributeSyntax syntax) => syntax.ArgumentList?.Arguments.Count(argument => argument.NameEquals is not null) ?? 0;

    /// <summary>Adds an argument; false where C# could not make sense of it. A null is an argument left out.</summary>
    private static bool Add(List<OptionDeclaration> options, string name, TypedConstant constant)
    {
        if (!IsSound(constant))
        {
            return false;
        }

        if (!constant.IsNull)
        {
            object value = constant.Kind == TypedConstantKind.Array ? ReadArray(name, constant) : ReadScalar(name, constant);
            options.Add(new OptionDeclaration(name, value));
        }

        return true;
    }

    private static bool IsSound(TypedConstant constant) =>
        constant.Kind != TypedConstantKind.Error
        && (constant.Kind != TypedConstantKind.Array || constant.IsNull || constant.Values.All(IsSound));

    private static object ReadArray(string name, TypedConstant array)
    {
        object[] values = array.Values.Select(value => value.IsNull ? "" : ReadScalar(name, value)).ToArray();
        SpecialType element = ((IArrayTypeSymbol)array.Type!).ElementType.SpecialType;
        return element switch
        {
            SpecialType.System_Int32 => new EquatableArray<int>(values.Cast<int>()),
            SpecialType.System_Double => new EquatableArray<double>(values.Cast<double>()),
            _ => new EquatableArray<string>(values.Cast<string>()),
        };
    }

    private static object ReadScalar(string name, TypedConstant constant) => constant.Kind switch
    {
        TypedConstantKind.Enum => EnumMember(constant),
        TypedConstantKind.Type => ((ITypeSymbol)constant.Value!).ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
        _ => constant.Value switch
        {
            bool or int or long or double or string => constant.Value,
            float number => (double)number,
            _ => throw new NotSupportedException($"The argument {name} has the type {constant.Type}, which a declaration cannot hold."),
        },
    };

    /// <summary>The member's name; the number where no member has that value, which the compiler then rejects by name.</summary>
    private static string EnumMember(TypedConstant constant)
    {
        IFieldSymbol? member = constant.Type!.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => Equals(field.ConstantValue, constant.Value));
        return member?.Name ?? Convert.ToString(constant.Value, CultureInfo.InvariantCulture) ?? "";
    }
}

/// <summary>The arguments of an attribute.</summary>
/// <param name="Options">Those that could be read, positional ones first.</param>
/// <param name="AreComplete">Whether all could be read.</param>
internal readonly record struct ReadArguments(List<OptionDeclaration> Options, bool AreComplete);

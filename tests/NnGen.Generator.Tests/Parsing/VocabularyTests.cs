using System.Globalization;
using System.Reflection;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NnGen.Compiler.Graph;
using NnGen.Compiler.Model;
using NnGen.Generator.Parsing;
using NnGen.Generator.Tests.Support;

namespace NnGen.Generator.Tests.Parsing;

/// <summary>Every attribute of the library, with every argument that it takes, found by reflection: a new one is tested unasked.</summary>
public class VocabularyTests
{
    public static TheoryData<string> NodeTypes => [.. AttributeTypes().Where(type => type != typeof(NetworkAttribute) && type != typeof(BlockAttribute) && type != typeof(CellAttribute) && type != typeof(ConnectionMaskAttribute) && type != typeof(BudgetAttribute) && !IsOfSpaces(type) && !type.IsGenericType).Select(type => type.Name)];

    /// <summary>Those of search spaces are read by a reader of their own.</summary>
    private static bool IsOfSpaces(Type type) => type == typeof(SearchSpaceAttribute) || type == typeof(FamilyAttribute) || type == typeof(ChoiceAttribute) || type == typeof(ChoicesAttribute) || type == typeof(RepeatAttribute) || type == typeof(TrainingChoicesAttribute);

    [Theory]
    [MemberData(nameof(NodeTypes))]
    public void EveryArgument_IsRead(string typeName)
    {
        Type type = AttributeTypes().Single(t => t.Name == typeName);
        ConstructorInfo constructor = type.GetConstructors().MaxBy(constructor => constructor.GetParameters().Length)!;
        var written = new List<string>();
        var expected = new List<OptionDeclaration>();
        foreach (System.Reflection.ParameterInfo parameter in constructor.GetParameters())
        {
            (string text, object value) = Sample(parameter.ParameterType);
            written.Add(text);
            expected.Add(new OptionDeclaration(parameter.Name![..1].ToUpperInvariant() + parameter.Name[1..], value));
        }

        AddNamed(type, written, expected);
        string kind = typeName[..^"Attribute".Length];
        NetworkDeclaration declaration = Parse($"[Network] [{kind}({string.Join(", ", written)})]");

        NodeDeclaration node = Assert.Single(declaration.Nodes);
        Assert.Equal(kind, node.Kind);
        Assert.Equal(expected, node.Options.Where(option => option.Value is not FunctionDeclaration));
        foreach (System.Reflection.ParameterInfo parameter in constructor.GetParameters())
        {
            string property = parameter.Name![..1].ToUpperInvariant() + parameter.Name[1..];
            Assert.True(
                type.GetProperty(property) is not null || type == typeof(OutputAttribute),
                $"The option {property} of {typeName} is named after a constructor parameter, so a property should bear that name too.");
        }
    }

    [Fact]
    public void EveryOptionOfTheNetwork_IsRead()
    {
        var written = new List<string>();
        var expected = new List<OptionDeclaration>();
        AddNamed(typeof(NetworkAttribute), written, expected);

        Assert.Equal(expected, Parse($"[Network({string.Join(", ", written)})]").Options);
    }

    [Fact]
    public void EveryLimitOfTheBudget_IsRead()
    {
        var written = new List<string>();
        var expected = new List<OptionDeclaration>();
        AddNamed(typeof(BudgetAttribute), written, expected);

        Assert.Equal(expected, Parse($"[Network, Budget({string.Join(", ", written)})]").Budget);
    }

    [Fact]
    public void MetadataNames_AreThoseOfTheLibrary()
    {
        Assert.Equal(MetadataNames.NetworkClass, nameof(NetworkAttribute));
        Assert.Equal(MetadataNames.NodeClass, nameof(NodeAttribute));
        Assert.Equal(MetadataNames.LossClass, nameof(LossAttribute));
        Assert.Equal(MetadataNames.BlockClass, nameof(BlockAttribute));
        Assert.Equal(MetadataNames.MaskClass, nameof(ConnectionMaskAttribute));
        Assert.Equal(MetadataNames.BudgetClass, nameof(BudgetAttribute));
        Assert.Equal(BlockDeclaration.Use + MetadataNames.AttributeSuffix, nameof(UseAttribute<string>));
        Assert.Equal(MetadataNames.OutputClass, nameof(OutputAttribute));
        Assert.Equal(MetadataNames.Input + MetadataNames.AttributeSuffix, nameof(InputAttribute));
        Assert.All(AttributeTypes(), type => Assert.Equal(MetadataNames.Namespace, type.Namespace));
    }

    /// <summary>A class is asked for its attributes only where one of them has such a name.</summary>
    [Fact]
    public void EveryAttribute_IsKnownByName() => Assert.All(AttributeTypes(), type =>
    {
        string name = type.Name.Split('`')[0];
        var part = (ClassDeclarationSyntax)SyntaxFactory.ParseMemberDeclaration($"[NnGen.{name}] class C;")!;
        Assert.True(AttributeNames.BearsKnown(part), name);
    });

    /// <summary>
    /// Declarations may stand in another assembly than the network, so they must be visible in metadata, and final; but for a mask, of which the
    /// layer's <see cref="Connections.Mask"/> is visible.
    /// </summary>
    [Fact]
    public void EveryAttributeButAMask_IsSealedUnconditionalAndForClasses()
    {
        Assert.All(AttributeTypes(), type =>
        {
            Assert.True(type.IsSealed, type.Name);
            Assert.Equal(type == typeof(ConnectionMaskAttribute) ? ["NNGEN_KEEP_MASKS"] : [], type.GetCustomAttributes<System.Diagnostics.ConditionalAttribute>().Select(conditional => conditional.ConditionString));
            Assert.Equal(AttributeTargets.Class, type.GetCustomAttribute<AttributeUsageAttribute>()!.ValidOn);
        });
    }

    /// <summary>An emitted member under the name of an enum would stand before the enum in the user's own attributes.</summary>
    [Fact]
    public void NoEmittedName_IsThatOfAnEnum()
    {
        IEnumerable<string> enums = typeof(NetworkAttribute).Assembly.GetExportedTypes().Where(type => type.IsEnum).Select(type => type.Name);
        Assert.Empty(enums.Intersect(EmittedNames.All));
    }

    /// <summary>What stands on properties of records: sealed and visible in metadata too, since records may stand in another assembly.</summary>
    [Fact]
    public void EveryAttributeOfProperties_IsSealedAndUnconditional() => Assert.All(AllAttributeTypes().Except(AttributeTypes()), type =>
    {
        Assert.True(type.IsSealed, type.Name);
        Assert.Equal(MetadataNames.Namespace, type.Namespace);
        Assert.Empty(type.GetCustomAttributes<System.Diagnostics.ConditionalAttribute>());
        Assert.Equal(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter, type.GetCustomAttribute<AttributeUsageAttribute>()!.ValidOn);
    });

    private static IEnumerable<Type> AllAttributeTypes() => typeof(NetworkAttribute).Assembly.GetExportedTypes()
        .Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(Attribute)));

    /// <summary>Those of classes: networks, blocks and nodes. All others are for the properties of records.</summary>
    private static IEnumerable<Type> AttributeTypes() => AllAttributeTypes().Where(type => !type.GetCustomAttribute<AttributeUsageAttribute>()!.ValidOn.HasFlag(AttributeTargets.Property));

    private static void AddNamed(Type type, List<string> written, List<OptionDeclaration> expected)
    {
        foreach (PropertyInfo property in type.GetProperties().Where(property => property.SetMethod is { IsPublic: true }))
        {
            (string text, object value) = Sample(property.PropertyType);
            written.Add($"{property.Name} = {text}");
            expected.Add(new OptionDeclaration(property.Name, value));
        }
    }

    /// <summary>An argument of that type: how it is written, and how it is read.</summary>
    private static (string Text, object Value) Sample(Type type)
    {
        if (type.IsEnum)
        {
            string last = Enum.GetNames(type)[^1];
            return ($"{type.Name}.{last}", last);
        }

        return type switch
        {
            _ when type == typeof(int) => ("-3 + 10", 7),
            _ when type == typeof(long) => ("1L << 40", 1L << 40),
            _ when type == typeof(double) => (0.1.ToString("R", CultureInfo.InvariantCulture), 0.1),
            _ when type == typeof(bool) => ("true", true),
            _ when type == typeof(string) => ("\"a\" + \"b\"", "ab"),
            _ when type == typeof(int[]) => ("new[] { 2, 3 }", new EquatableArray<int>(2, 3)),
            _ when type == typeof(double[]) => ("new[] { 0.5, 1 }", new EquatableArray<double>(0.5, 1)),
            _ when type == typeof(string[]) => ("new[] { \"a\", \"b\" }", new EquatableArray<string>("a", "b")),
            _ => throw new NotSupportedException($"A declaration cannot hold an argument of type {type}."),
        };
    }

    private static NetworkDeclaration Parse(string attributes)
    {
        string source = $"using NnGen;\nnamespace Samples;\n{attributes} partial class Net;";
        Assert.Empty(TestCompilation.Create(source).GetDiagnostics());
        return Toolchain.Parse(source).Declaration;
    }
}

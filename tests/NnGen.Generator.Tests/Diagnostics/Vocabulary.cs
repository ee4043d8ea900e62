using System.Reflection;

namespace NnGen.Generator.Tests.Diagnostics;

/// <summary>Every attribute of the library with its arguments, found by reflection: a new one is mutated unasked. Blocks and their uses have other forms.</summary>
internal static class Vocabulary
{
    /// <summary>Their names without <c>Attribute</c>, <c>Network</c> left out.</summary>
    public static string[] Kinds { get; }

    /// <summary>Those that are layers or joins.</summary>
    public static string[] Layers { get; }

    /// <summary>Those that are losses.</summary>
    public static string[] Losses { get; }

    private static readonly Dictionary<string, Type> Types;

    static Vocabulary()
    {
        Types = typeof(NetworkAttribute).Assembly.GetExportedTypes()
            .Where(type => !type.IsAbstract && !type.IsGenericType && type != typeof(BlockAttribute) && type != typeof(CellAttribute) && type.IsAssignableTo(typeof(Attribute)) && IsForClasses(type))
            .ToDictionary(type => type.Name[..^"Attribute".Length]);
        Kinds = Names(type => type != typeof(NetworkAttribute));
        Layers = Names(type => type.IsAssignableTo(typeof(NodeAttribute)) && type != typeof(InputAttribute));
        Losses = Names(type => type.IsAssignableTo(typeof(LossAttribute)));
    }

    /// <summary>The types of an attribute's positional arguments; the last may be an array that takes any number.</summary>
    public static Type[] Positional(string kind) => [.. Types[kind].GetConstructors().MaxBy(constructor => constructor.GetParameters().Length)!.GetParameters().Select(parameter => parameter.ParameterType)];

    /// <summary>How many of them C# asks for.</summary>
    public static int Required(string kind) =>
        Types[kind].GetConstructors().MaxBy(constructor => constructor.GetParameters().Length)!.GetParameters().Count(parameter => !parameter.IsOptional && parameter.GetCustomAttribute<ParamArrayAttribute>() is null);

    /// <summary>An attribute's named arguments.</summary>
    public static (string Name, Type Type)[] Named(string kind) =>
        [.. Types[kind].GetProperties().Where(property => property.SetMethod is { IsPublic: true }).OrderBy(property => property.Name, StringComparer.Ordinal).Select(property => (property.Name, property.PropertyType))];

    /// <summary>Others are for the properties of records.</summary>
    private static bool IsForClasses(Type type) => type.GetCustomAttribute<AttributeUsageAttribute>()!.ValidOn.HasFlag(AttributeTargets.Class);

    private static string[] Names(Func<Type, bool> isWanted) => [.. Types.Where(pair => isWanted(pair.Value)).Select(pair => pair.Key).Order(StringComparer.Ordinal)];
}

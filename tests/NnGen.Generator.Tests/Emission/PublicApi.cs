using System.Reflection;
using System.Text;

namespace NnGen.Generator.Tests.Emitted;

/// <summary>The public surface of an assembly as text: each type with its members, sorted, as C# would declare them. Nullability is not told.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<Type, string> s_keywords = new()
    {
        [typeof(void)] = "void", [typeof(bool)] = "bool", [typeof(byte)] = "byte", [typeof(sbyte)] = "sbyte", [typeof(short)] = "short",
        [typeof(ushort)] = "ushort", [typeof(int)] = "int", [typeof(uint)] = "uint", [typeof(long)] = "long", [typeof(ulong)] = "ulong",
        [typeof(nint)] = "nint", [typeof(nuint)] = "nuint", [typeof(float)] = "float", [typeof(double)] = "double",
        [typeof(string)] = "string", [typeof(object)] = "object",
    };

    public static string Of(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (Type type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(Header(type)).Append('\n');
            IEnumerable<string> lines = type.IsEnum
                ? Enum.GetNames(type).Select(name => $"{name} = {Enum.Format(type, Enum.Parse(type, name), "D")}")
                : type.GetMembers(Declared).Select(member => (member.Name, Line: Member(type, member))).Where(member => member.Line.Length > 0)
                    .OrderBy(member => member.Name, StringComparer.Ordinal).ThenBy(member => member.Line, StringComparer.Ordinal).Select(member => member.Line);
            foreach (string line in lines)
            {
                text.Append("    ").Append(line).Append('\n');
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    private static string Header(Type type)
    {
        string kind = type.IsEnum ? "enum"
            : type.IsInterface ? "interface"
            : type.IsValueType ? "struct"
            : typeof(Delegate).IsAssignableFrom(type) ? "delegate"
            : type is { IsAbstract: true, IsSealed: true } ? "static class"
            : type.IsAbstract ? "abstract class"
            : type.IsSealed ? "sealed class"
            : "class";
        IEnumerable<string> parents = new[] { type.BaseType }
            .Where(parent => parent is not null && parent != typeof(object) && parent != typeof(ValueType) && parent != typeof(Enum))
            .Select(parent => Name(parent!))
            .Concat(OwnInterfaces(type).Select(Name).Order(StringComparer.Ordinal));
        string bases = string.Join(", ", parents);
        return $"{kind} {type.Namespace}.{Name(type)}{(bases.Length == 0 ? "" : " : " + bases)}{Constraints(type.IsGenericType ? type.GetGenericArguments() : [])}";
    }

    private static IEnumerable<Type> OwnInterfaces(Type type)
    {
        Type[] all = type.GetInterfaces();
        IEnumerable<Type> inherited = all.SelectMany(i => i.GetInterfaces()).Concat(type.BaseType?.GetInterfaces() ?? []);
        return type.IsEnum ? [] : all.Except(inherited).Where(i => i.IsPublic);
    }

    private static string Member(Type type, MemberInfo member) => member switch
    {
        FieldInfo field when field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly =>
            $"{Access(field.IsPublic)}{(field.IsLiteral ? "const " : field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{Name(field.FieldType)} {field.Name}{(field.IsLiteral ? " = " + Value(field.GetRawConstantValue()) : "")}",
        PropertyInfo property when Visible(property.GetMethod) || Visible(property.SetMethod) => Property(property),
        ConstructorInfo { IsStatic: false } constructor when Visible(constructor) =>
            $"{Access(constructor.IsPublic)}{type.Name.Split('`')[0]}({Parameters(constructor.GetParameters())})",
        MethodInfo method when Visible(method) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)) => Method(method),
        EventInfo happening when Visible(happening.AddMethod) => $"event {Name(happening.EventHandlerType!)} {happening.Name}",
        _ => "",
    };

    private static string Property(PropertyInfo property)
    {
        System.Reflection.ParameterInfo[] indices = property.GetIndexParameters();
        string index = indices.Length == 0 ? "" : $"[{Parameters(indices)}]";
        string get = Visible(property.GetMethod) ? "get; " : "";
        string set = Visible(property.SetMethod) ? IsInit(property) ? "init; " : "set; " : "";
        string way = property.PropertyType.IsByRef ? "ref " : "";
        return $"{Modifiers((property.GetMethod ?? property.SetMethod)!)}{way}{Name(property.PropertyType)} {property.Name}{index} {{ {get}{set}}}";
    }

    private static string Method(MethodInfo method)
    {
        string generics = method.IsGenericMethod ? "<" + string.Join(", ", method.GetGenericArguments().Select(Name)) + ">" : "";
        return $"{Modifiers(method)}{(method.ReturnType.IsByRef ? "ref " : "")}{Name(method.ReturnType)} {method.Name}{generics}({Parameters(method.GetParameters())}){Constraints(method.IsGenericMethod ? method.GetGenericArguments() : [])}";
    }

    private static string Modifiers(MethodBase method)
    {
        bool isOverride = method is MethodInfo { IsVirtual: true } info && info.GetBaseDefinition() != info;
        string kind = method.IsAbstract ? "abstract " : isOverride ? "override " : method is { IsVirtual: true, IsFinal: false } ? "virtual " : "";
        return Access(method.IsPublic) + (method.IsStatic ? "static " : "") + kind;
    }

    private static string Access(bool isPublic) => isPublic ? "" : "protected ";

    private static bool Visible(MethodBase? method) => method is not null && (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly);

    private static bool IsInit(PropertyInfo property) =>
        property.SetMethod!.ReturnParameter.GetRequiredCustomModifiers().Any(modifier => modifier.Name == "IsExternalInit");

    private static string Parameters(System.Reflection.ParameterInfo[] parameters) => string.Join(", ", parameters.Select(p =>
    {
        string way = p.IsOut ? "out " : p.ParameterType.IsByRef ? p.IsIn ? "in " : "ref " : p.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "";
        string otherwise = p.HasDefaultValue ? " = " + Value(p.RawDefaultValue) : "";
        return way + Name(p.ParameterType) + " " + p.Name + otherwise;
    }));

    private static string Constraints(Type[] arguments) => string.Concat(arguments.Select(argument =>
    {
        var parts = new List<string>();
        GenericParameterAttributes flags = argument.GenericParameterAttributes;
        bool isValue = flags.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
        parts.AddRange(flags.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint) ? ["class"] : isValue ? ["struct"] : []);
        parts.AddRange(argument.GetGenericParameterConstraints().Where(constraint => constraint != typeof(ValueType)).Select(Name).Order(StringComparer.Ordinal));
        return parts.Count == 0 ? "" : $" where {argument.Name} : {string.Join(", ", parts)}";
    }));

    private static string Value(object? value) => value switch
    {
        null => "default",
        string text => "\"" + text.ReplaceLineEndings("\\n") + "\"",
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!,
    };

    private static string Name(Type type)
    {
        if (type.IsByRef || type.IsArray)
        {
            return Name(type.GetElementType()!) + (type.IsArray ? "[]" : "");
        }

        if (s_keywords.TryGetValue(type, out string? keyword))
        {
            return keyword;
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Name(underlying) + "?";
        }

        string name = type.IsNested && !type.IsGenericParameter ? Name(type.DeclaringType!) + "." + type.Name : type.Name;
        return type.IsGenericType
            ? name.Split('`')[0] + "<" + string.Join(", ", type.GetGenericArguments().Select(Name)) + ">"
            : name;
    }
}

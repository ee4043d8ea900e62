using System.Reflection;
using System.Reflection.Emit;

namespace NnGen.Compiler.Tests.Architecture;

/// <summary>What the compiled types of the compiler refer to: signatures, locals, and every token in the bodies of their methods.</summary>
internal static class CompilerAssembly
{
    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> s_opCodes = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    public static Assembly Assembly { get; } = typeof(NetworkCompiler).Assembly;

    /// <summary>The types that somebody wrote, and those that the C# compiler made for them.</summary>
    public static IEnumerable<Type> Types => Assembly.GetTypes().Where(type => Owner(type).Namespace?.StartsWith("NnGen.Compiler", StringComparison.Ordinal) == true);

    /// <summary>The outermost type around a type: closures and iterators count for the type they were made for.</summary>
    public static Type Owner(Type type) => type.DeclaringType is { } outer ? Owner(outer) : type;

    /// <summary>Every type that a type refers to, elements of arrays and arguments of generics included.</summary>
    public static IEnumerable<Type> References(Type type)
    {
        var found = new List<Type?> { type.BaseType };
        found.AddRange(type.GetInterfaces());
        found.AddRange(type.GetCustomAttributesData().Select(attribute => attribute.AttributeType));
        found.AddRange(type.GetFields(Everything).Select(field => field.FieldType));
        found.AddRange(type.GetProperties(Everything).Select(property => property.PropertyType));
        foreach (MethodBase method in Methods(type))
        {
            found.AddRange(method.GetParameters().Select(parameter => parameter.ParameterType));
            found.Add((method as MethodInfo)?.ReturnType);
            found.AddRange(method.GetMethodBody()?.LocalVariables.Select(local => local.LocalType) ?? []);
            found.AddRange(method.GetMethodBody()?.ExceptionHandlingClauses.Where(clause => clause.Flags == ExceptionHandlingClauseOptions.Clause).Select(clause => clause.CatchType) ?? []);
            foreach (MemberInfo member in Tokens(method).OfType<MemberInfo>())
            {
                found.Add(member as Type ?? member.DeclaringType);
                found.AddRange(member is MethodInfo { IsGenericMethod: true } generic ? generic.GetGenericArguments() : []);
            }
        }

        return found.OfType<Type>().SelectMany(Parts).Distinct();
    }

    /// <summary>The string literals in a type's methods.</summary>
    public static IEnumerable<string> Strings(Type type) => Methods(type).SelectMany(Tokens).OfType<string>();

    private static IEnumerable<MethodBase> Methods(Type type) =>
        type.GetMethods(Everything).Cast<MethodBase>().Concat(type.GetConstructors(Everything));

    private static IEnumerable<Type> Parts(Type type)
    {
        if (type.HasElementType)
        {
            return Parts(type.GetElementType()!);
        }

        return type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type.GetGenericTypeDefinition()) : type.IsGenericParameter ? [] : [type];
    }

    /// <summary>The members and strings that a method's instructions name.</summary>
    private static IEnumerable<object> Tokens(MethodBase method)
    {
        byte[] code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        Type[]? ofType = method.DeclaringType is { IsGenericType: true } declaring ? declaring.GetGenericArguments() : null;
        Type[]? ofMethod = method.IsGenericMethod ? method.GetGenericArguments() : null;
        int position = 0;
        while (position < code.Length)
        {
            short value = code[position++];
            if (value == 0xFE)
            {
                value = (short)(0xFE00 | code[position++]);
            }

            OpCode operation = s_opCodes[value];
            switch (operation.OperandType)
            {
                case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType:
                    yield return method.Module.ResolveMember(BitConverter.ToInt32(code, position), ofType, ofMethod)!;
                    break;
                case OperandType.InlineString:
                    yield return method.Module.ResolveString(BitConverter.ToInt32(code, position));
                    break;
            }

            position += operation.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(code, position),
                _ => 4,
            };
        }
    }
}

using System.Reflection;
using NnGen.Compiler.Model;

namespace NnGen.Numerics.Tests.Support;

/// <summary>
/// What the generator reads from source, read again from metadata: attributes stand there in text order. So a test holds the plan of the
/// very network whose emitted code it runs.
/// </summary>
internal static class Declarations
{
    /// <summary>The declaration of a network class.</summary>
    public static NetworkDeclaration Of(Type network)
    {
        var options = new List<OptionDeclaration>();
        var nodes = new List<NodeDeclaration>();
        foreach (CustomAttributeData attribute in network.GetCustomAttributesData())
        {
            if (attribute.AttributeType == typeof(NetworkAttribute))
            {
                options.AddRange(Options(attribute));
            }
            else if (IsNode(attribute.AttributeType))
            {
                string kind = attribute.AttributeType.Name[..^nameof(Attribute).Length];
                nodes.Add(new NodeDeclaration(kind, new EquatableArray<OptionDeclaration>(Options(attribute))));
            }
        }

        return new NetworkDeclaration
        {
            Host = new HostDeclaration(network.Namespace ?? "", default, network.Name),
            Options = new EquatableArray<OptionDeclaration>(options),
            Nodes = new EquatableArray<NodeDeclaration>(nodes),
        };
    }

    private static bool IsNode(Type attribute) =>
        typeof(NodeAttribute).IsAssignableFrom(attribute) || typeof(LossAttribute).IsAssignableFrom(attribute) || attribute == typeof(OutputAttribute);

    private static IEnumerable<OptionDeclaration> Options(CustomAttributeData attribute)
    {
        System.Reflection.ParameterInfo[] parameters = attribute.Constructor.GetParameters();
        for (int i = 0; i < parameters.Length; i++)
        {
            string name = parameters[i].Name!;
            yield return new OptionDeclaration(char.ToUpperInvariant(name[0]) + name[1..], Value(attribute.ConstructorArguments[i]));
        }

        foreach (CustomAttributeNamedArgument argument in attribute.NamedArguments)
        {
            yield return new OptionDeclaration(argument.MemberName, Value(argument.TypedValue));
        }
    }

    private static object Value(CustomAttributeTypedArgument argument)
    {
        if (argument.Value is IReadOnlyCollection<CustomAttributeTypedArgument> elements)
        {
            return argument.ArgumentType == typeof(int[]) ? new EquatableArray<int>(elements.Select(element => (int)element.Value!))
                : argument.ArgumentType == typeof(double[]) ? new EquatableArray<double>(elements.Select(element => (double)element.Value!))
                : new EquatableArray<string>(elements.Select(element => (string)element.Value!));
        }

        return argument.ArgumentType.IsEnum ? Enum.GetName(argument.ArgumentType, argument.Value!)! : argument.Value!;
    }
}

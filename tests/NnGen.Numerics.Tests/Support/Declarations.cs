using System.Reflection;
using NnGen.Compiler;
using NnGen.Compiler.Graph;
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
        foreach (CustomAttributeData attribute in network.GetCustomAttributesData().Where(attribute => attribute.AttributeType == typeof(NetworkAttribute)))
        {
            options.AddRange(Options(attribute));
        }

        var blocks = new Dictionary<string, Type>(StringComparer.Ordinal);
        ExpandedNodes nodes = NetworkCompiler.Expand(
            network.Name,
            [.. NodesOf(network, blocks)],
            name => blocks.TryGetValue(name, out Type? block) ? new BlockDeclaration(name, block.Name, new EquatableArray<NodeDeclaration>(NodesOf(block, blocks)), IsInSource: true) { IsCell = block.IsDefined(typeof(CellAttribute)) } : null);
        return new NetworkDeclaration
        {
            Host = new HostDeclaration(network.Namespace ?? "", default, network.Name),
            Options = new EquatableArray<OptionDeclaration>(options),
            Nodes = new EquatableArray<NodeDeclaration>(nodes.Nodes),
        };
    }

    /// <summary>The nodes of a network or of a block as declared, and the blocks that they use.</summary>
    private static IEnumerable<NodeDeclaration> NodesOf(Type type, Dictionary<string, Type> blocks)
    {
        var nodes = new List<NodeDeclaration>();
        foreach (CustomAttributeData attribute in type.GetCustomAttributesData().Where(attribute => IsNode(attribute.AttributeType)))
        {
            var options = new List<OptionDeclaration>(Options(attribute));
            string kind = attribute.AttributeType.Name;
            if (attribute.AttributeType.IsGenericType)
            {
                Type block = attribute.AttributeType.GetGenericArguments()[0];
                string name = "global::" + block.FullName;
                blocks[name] = block;
                options.Add(new OptionDeclaration(BlockDeclaration.Option, name));
                kind = kind[..kind.IndexOf('`', StringComparison.Ordinal)];
            }

            if (attribute.AttributeType == typeof(CustomAttribute))
            {
                options.AddRange([.. options.Where(option => FunctionDeclaration.Options.Contains(option.Name)).Select(option => new OptionDeclaration(FunctionDeclaration.FormulaOf(option.Name), Formulas.Of((string)option.Value)))]);
            }

            nodes.Add(new NodeDeclaration(kind[..^nameof(Attribute).Length], new EquatableArray<OptionDeclaration>(options)));
        }

        return nodes;
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

using System.Globalization;
using System.Text;
using NnGen.Compiler.Model;
using NnGen.Compiler.Model.Spaces;

namespace NnGen.Compiler.Print;

/// <summary>A candidate of a space as the C# that a user pastes, and the generator compiles.</summary>
public static class CandidateText
{
    // What is written beside the layer that it follows rather than on a line of its own.
    private static readonly HashSet<string> s_heads = new(StringComparer.Ordinal)
    {
        "Input", "Dense", "Conv1D", "Conv2D", "ConvTranspose1D", "ConvTranspose2D", "RNN", "GRU", "LSTM", "Use", "Recurrent", "Embedding", "MultiHeadAttention", "Attention",
        "Add", "Multiply", "Concat", "MatMul", "Output", "Flatten", "Reshape", "Permute", "Slice", "GlobalAvgPool", "GlobalMaxPool",
    };

    /// <summary>The attributes and the class of a candidate.</summary>
    /// <param name="space">The space.</param>
    /// <param name="options">The option of each choice; those of choices without a meaning are not looked at.</param>
    /// <param name="name">What the class is called; null for <see cref="SpaceDeclaration.CandidateName"/>.</param>
    /// <exception cref="ArgumentException">There are more or fewer options than choices, or one that a choice has not.</exception>
    public static string Of(SpaceDeclaration space, IReadOnlyList<int> options, string? name = null)
    {
        if (options.Count != space.Choices.Count)
        {
            throw new ArgumentException($"{options.Count} options are given, but {space.Host.Name} has {space.Choices.Count} choices.", nameof(options));
        }

        for (int i = 0; i < options.Count; i++)
        {
            if (IsActive(space, options, i) && (options[i] < 0 || options[i] >= space.Choices[i].Options.Count))
            {
                throw new ArgumentException(string.Format(CultureInfo.InvariantCulture, "Option {0} of {1} is not one of its {2}, counted from 0.", options[i], space.Choices[i].Name, space.Choices[i].Options.Count), nameof(options));
            }
        }

        var nodes = new List<string>();
        Add(space, options, space.Nodes, nodes);
        nodes = WithRepeats(nodes);
        var text = new StringBuilder();
        text.Append('[').Append(Attribute(space, options, "Network", space.Network)).Append("]\n");
        string line = "";
        foreach (string node in nodes)
        {
            bool isHead = line.Length == 0 || s_heads.Contains(KindOf(node)) || KindOf(node).EndsWith("Loss", StringComparison.Ordinal);
            text.Append(isHead && line.Length > 0 ? $"[{line}]\n" : "");
            line = isHead ? node : $"{line}, {node}";
        }

        text.Append(line.Length == 0 ? "" : $"[{line}]\n");
        text.Append(space.Budget.Count == 0 ? "" : $"[{Attribute(space, options, "Budget", space.Budget)}]\n");
        return text.Append("public partial class ").Append(name ?? space.CandidateName).Append(";\n").ToString();
    }

    /// <summary>A whole file: the candidate in the namespace of its space.</summary>
    /// <param name="space">The space.</param>
    /// <param name="options">As for <see cref="Of"/>.</param>
    /// <param name="name">As for <see cref="Of"/>.</param>
    public static string File(SpaceDeclaration space, IReadOnlyList<int> options, string? name = null)
    {
        var text = new StringBuilder("using NnGen;\n");
        string around = space.Host.Namespace;
        foreach (ContainingType type in space.Host.ContainingTypes)
        {
            around = around.Length == 0 ? type.Name : $"{around}.{type.Name}";
            text.Append("using static ").Append(around).Append(";\n");
        }

        text.Append(space.Host.Namespace.Length == 0 ? "\n" : $"\nnamespace {space.Host.Namespace};\n\n");
        return text.Append(Of(space, options, name)).ToString();
    }

    /// <summary>Whether a choice has a meaning among the options of the others.</summary>
    public static bool IsActive(SpaceDeclaration space, IReadOnlyList<int> options, int choice)
    {
        SpaceChoice current = space.Choices[choice];
        return current.Parent < 0 || (options[current.Parent] >= current.ParentFrom && IsActive(space, options, current.Parent));
    }

    /// <summary>Uses of one block after one another as one use.</summary>
    private static List<string> WithRepeats(List<string> nodes)
    {
        var texts = new List<string>();
        for (int i = 0; i < nodes.Count;)
        {
            int turns = 1;
            while (KindOf(nodes[i]) == "Use" && !nodes[i].EndsWith(")", StringComparison.Ordinal) && i + turns < nodes.Count && nodes[i + turns] == nodes[i])
            {
                turns++;
            }

            texts.Add(turns == 1 ? nodes[i] : AttributeTexts.With(nodes[i], [string.Format(CultureInfo.InvariantCulture, "Repeat = {0}", turns)]));
            i += turns;
        }

        return texts;
    }

    private static void Add(SpaceDeclaration space, IReadOnlyList<int> options, IReadOnlyList<SpaceNode> nodes, List<string> texts)
    {
        foreach (SpaceNode node in nodes)
        {
            switch (node)
            {
                case AttributeNode attribute:
                    texts.Add(Attribute(space, options, attribute.Kind, attribute.Arguments));
                    break;
                case AlternativeNode alternative:
                    AddAlternative(space, options, alternative, texts);
                    break;
                case RepeatedNode repeated:
                    int turns = repeated.Choice < 0 ? repeated.Turns.Count : int.Parse(space.Choices[repeated.Choice].Options[options[repeated.Choice]], CultureInfo.InvariantCulture);
                    foreach (EquatableArray<SpaceNode> turn in repeated.Turns.Take(turns))
                    {
                        Add(space, options, turn, texts);
                    }

                    break;
            }
        }
    }

    private static void AddAlternative(SpaceDeclaration space, IReadOnlyList<int> options, AlternativeNode alternative, List<string> texts)
    {
        string[] nodes = [.. AttributeTexts.Split(space.Choices[alternative.Choice].Options[options[alternative.Choice]])];
        for (int i = 0; i < nodes.Length; i++)
        {
            SpaceArgument[] further = [.. i == 0 ? alternative.First : [], .. i == nodes.Length - 1 ? alternative.Last : []];
            texts.Add(AttributeTexts.With(nodes[i], further.Select(argument => Argument(space, options, argument))));
        }
    }

    private static string Attribute(SpaceDeclaration space, IReadOnlyList<int> options, string kind, IReadOnlyList<SpaceArgument> arguments) =>
        AttributeTexts.With(kind, arguments.Select(argument => Argument(space, options, argument)));

    private static string Argument(SpaceDeclaration space, IReadOnlyList<int> options, SpaceArgument argument)
    {
        string value = argument.Choice < 0 ? argument.Text : space.Choices[argument.Choice].Options[options[argument.Choice]];
        return argument.Name is null ? value : $"{argument.Name} = {value}";
    }

    private static string KindOf(string node)
    {
        int end = node.IndexOfAny(['(', '<']);
        return end < 0 ? node : node.Substring(0, end);
    }
}

namespace NnGen.Compiler.Model.Spaces;

/// <summary>Finds what a network leaves open that only a search space may.</summary>
public static class OpenChoices
{
    /// <summary>The kind of a node that is one of several.</summary>
    public const string Choice = "Choice";

    /// <summary>The option that holds the values among which one is chosen.</summary>
    public const string Choices = "Choices";

    /// <summary>What <see cref="Choices"/> of an attribute are for: its one argument, which may be left out then.</summary>
    private static readonly Dictionary<string, (string Argument, string Example)> s_arguments = new(StringComparer.Ordinal)
    {
        ["Dense"] = ("Units", "16"),
        ["RNN"] = ("Units", "16"),
        ["GRU"] = ("Units", "16"),
        ["LSTM"] = ("Units", "16"),
        ["Dropout"] = ("Rate", "0.2"),
        ["AlphaDropout"] = ("Rate", "0.1"),
        ["Dropout1D"] = ("Rate", "0.2"),
        ["Dropout2D"] = ("Rate", "0.2"),
    };

    /// <summary>The argument that <see cref="Choices"/> of an attribute are for; null where it has none.</summary>
    public static string? ArgumentOf(string kind) => s_arguments.TryGetValue(kind, out (string Argument, string Example) found) ? found.Argument : null;

    /// <summary>A problem for each node that is not one node with one value for each argument.</summary>
    /// <param name="nodes">The nodes of a network, those of its blocks among them.</param>
    /// <param name="host">What the network is called.</param>
    public static IEnumerable<Problem> Of(IReadOnlyList<NodeDeclaration> nodes, string host)
    {
        for (int i = 0; i < nodes.Count; i++)
        {
            NodeDeclaration node = nodes[i];
            if (node.Kind == Choice)
            {
                yield return new Problem(ProblemKinds.ChoiceOutsideSpace, i, new("[Choice]", host, "write one of its alternatives, or mark the class with [SearchSpace] instead of [Network]"));
            }
            else if (node[Choices] is not null)
            {
                yield return new Problem(ProblemKinds.ChoiceOutsideSpace, i, new($"[{node.Kind}] with choices", host, "write one value, or mark the class with [SearchSpace] instead of [Network]")) { Option = Choices };
            }
            else if (s_arguments.TryGetValue(node.Kind, out (string Argument, string Example) needed) && node[needed.Argument] is null)
            {
                yield return new Problem(ProblemKinds.ChoiceOutsideSpace, i, new($"[{node.Kind}] without {needed.Argument}", host, $"say it, as in [{node.Kind}({needed.Example})]"));
            }
        }
    }

    /// <summary>The nodes with something known in the place of what is open, so that nothing else is said of it.</summary>
    public static IEnumerable<NodeDeclaration> Closed(IEnumerable<NodeDeclaration> nodes) => nodes.Select(node =>
        node.Kind == Choice ? new NodeDeclaration("Identity", new(node.Options.Where(option => option.Name is "Name" or "From")))
        : ArgumentOf(node.Kind) is { } argument && node[argument] is null ? node with { Options = new([.. node.Options, new OptionDeclaration(argument, argument == "Units" ? 1 : (object)0.5)]) }
        : node);
}

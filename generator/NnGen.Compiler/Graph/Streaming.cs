using System.Globalization;
using NnGen.Compiler.Graph.Layers;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph;

/// <summary>Networks over sequences that also run step by step, with <c>[Network(Streaming = true)]</c>.</summary>
internal static class Streaming
{
    private const string Option = "Streaming";

    /// <summary>Whether a declaration asks for it.</summary>
    public static bool IsWanted(NetworkDeclaration declaration) => declaration.Options.Any(option => option is { Name: Option, Value: true });

    /// <summary>The declaration of one step: its input has one step of time.</summary>
    public static NetworkDeclaration OneStep(NetworkDeclaration declaration) => declaration with
    {
        Nodes = new(declaration.Nodes.Select(node => node.Kind == "Input" && node["Shape"] is EquatableArray<int> shape
            ? node with { Options = new(node.Options.Select(option => option.Name == "Shape" ? option with { Value = new EquatableArray<int>([1, .. shape.Skip(1)]) } : option)) }
            : node)),
    };

    /// <summary>What keeps a sound declaration from running step by step.</summary>
    /// <param name="declaration">The declaration.</param>
    /// <param name="names">The name of each node.</param>
    /// <param name="facts">The nodes with their shapes.</param>
    /// <param name="outputs">The number of outputs.</param>
    public static IEnumerable<Problem> Obstacles(NetworkDeclaration declaration, IReadOnlyList<string?> names, IReadOnlyList<NodeFacts> facts, int outputs)
    {
        int[] inputs = [.. Enumerable.Range(0, names.Count).Where(i => declaration.Nodes[i].Kind == "Input")];
        Dictionary<string, NodeFacts> byName = facts.ToDictionary(fact => fact.Name, StringComparer.Ordinal);
        if (inputs.Length > 1 || outputs > 1)
        {
            yield return Of(-1, declaration.Host.Name, $"has {Number(inputs.Length)} inputs and {Number(outputs)} outputs, and a step takes one and gives one");
            yield break;
        }

        string input = names[inputs[0]]!;
        bool isOfClasses = Enumerable.Range(0, names.Count).Where(i => names[i] is string name && byName.TryGetValue(name, out NodeFacts? fact) && fact.Inputs.Contains(input)).All(i => declaration.Nodes[i].Kind == "Embedding");
        if (byName[input].Shape.Axes.Count < 2 && !isOfClasses)
        {
            yield return Of(inputs[0], $"Input ({input})", "is no sequence: declare it as [Input(time, features)], or as [Input(time)] of class numbers before [Embedding]");
            yield break;
        }

        var overTime = new HashSet<string>(StringComparer.Ordinal) { input };
        for (int i = 0; i < names.Count; i++)
        {
            NodeDeclaration node = declaration.Nodes[i];
            if (names[i] is not string name || node.Kind == "Input" || !byName.TryGetValue(name, out NodeFacts? fact) || LayerCatalog.Layer(node.Kind) is not LayerKind kind || !fact.Inputs.Any(overTime.Contains))
            {
                continue;
            }

            if (kind.StreamingObstacle(node, byName[fact.Inputs.First(overTime.Contains)].Shape) is string obstacle)
            {
                yield return Of(i, $"{node.Kind} ({name})", obstacle);
            }

            if (kind.KeepsTime(node))
            {
                overTime.Add(name);
            }
        }
    }

    private static Problem Of(int index, string title, string obstacle) => new(ProblemKinds.CannotStream, index, new(title, obstacle));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

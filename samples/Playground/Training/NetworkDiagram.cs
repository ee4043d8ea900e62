using NnGen;

namespace Samples.Playground.Training;

/// <summary>A network as neurons and the lines between them: which numbers each dense layer takes, through whatever stands between.</summary>
internal static class NetworkDiagram
{
    /// <summary>The layers, in the order in which they are computed.</summary>
    public static DenseLayer[] Of(NetworkInfo info)
    {
        var layers = new List<DenseLayer>();
        var sources = new Dictionary<string, int[][]>(StringComparer.Ordinal);
        int inputs = 0;
        int neurons = info.InputSize;
        foreach (NodeInfo node in info.Nodes)
        {
            int size = node.Shape.Aggregate(1, (product, side) => product * side);
            switch (node.Kind)
            {
                case "Dense":
                    (string activation, string output) = After(info, node);
                    bool hasBias = info.Parameters.Any(parameter => parameter.Name == node.Name + ".bias");
                    layers.Add(new DenseLayer(node.Name, neurons, size, activation, output, hasBias, sources[node.Inputs[0]]));
                    sources[node.Name] = Own(neurons, size);
                    neurons += size;
                    break;
                case "Concat":
                    sources[node.Name] = [.. node.Inputs.SelectMany(input => sources[input])];
                    break;
                case "Add" or "Multiply":
                    sources[node.Name] = [.. Enumerable.Range(0, size).Select(i => node.Inputs.SelectMany(input => sources[input][i]).Distinct().ToArray())];
                    break;
                default:
                    bool isInput = node.Inputs.Count == 0;
                    sources[node.Name] = isInput ? Own(inputs, size) : sources[node.Inputs[0]];
                    inputs += isInput ? size : 0;
                    break;
            }
        }

        return [.. layers];
    }

    private static int[][] Own(int first, int size) => [.. Enumerable.Range(first, size).Select(i => (int[])[i])];

    /// <summary>What follows a dense layer unit by unit, as a trace takes it for a_j.</summary>
    private static (string Activation, string Output) After(NetworkInfo info, NodeInfo layer)
    {
        var kinds = new List<string>();
        NodeInfo last = layer;
        while (info.Nodes.Where(node => node.Inputs.Contains(last.Name)).ToArray() is [{ Kind: not "Dense", Inputs.Count: 1 } next])
        {
            kinds.Add(next.Kind);
            last = next;
        }

        return (string.Join(", ", kinds), last.Name);
    }
}

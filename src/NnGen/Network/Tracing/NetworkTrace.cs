using System.Globalization;
using System.Numerics;
using System.Text;

namespace NnGen;

/// <summary>All that <see cref="NetworkTracing.Trace"/> saw of one row. Immutable.</summary>
/// <typeparam name="T">The element type.</typeparam>
public sealed class NetworkTrace<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // More is no help to a reader.
    private const int MostValues = 12;
    private const int MostNeurons = 64;

    private readonly NetworkInfo _info;

    internal NetworkTrace(NetworkInfo info, IReadOnlyList<NodeTrace<T>> nodes)
    {
        _info = info;
        Nodes = nodes;
        Neurons = FindNeurons();
    }

    /// <summary>The nodes in the order in which they were computed, the inputs among them, with their values.</summary>
    public IReadOnlyList<NodeTrace<T>> Nodes { get; }

    /// <summary>
    /// The neurons: each unit of each dense layer, at each position where its input has several, in order, with its weighted sum in_j and its output a_j. As in textbooks the inputs are counted
    /// first, so the first neuron of a network of two inputs has the number 3.
    /// </summary>
    public IReadOnlyList<NeuronTrace<T>> Neurons { get; }

    /// <summary>One node by its name, such as <c>dense1</c>.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="ArgumentException">There is no node of that name; the message lists those there are.</exception>
    public NodeTrace<T> this[string name]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(name);
            return Nodes.FirstOrDefault(node => node.Name == name)
                ?? throw new ArgumentException($"{_info.Name} has no node '{name}'. {NearestName.Advice(name, [.. Nodes.Select(node => node.Name)])}", nameof(name));
        }
    }

    /// <summary>A line for each node with its first values, and one for each neuron: <c>in_5 = 1.5379  a_5 = 0.82315</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        int width = Nodes.Max(node => node.Name.Length);
        foreach (NodeTrace<T> node in Nodes)
        {
            string more = node.Values.Count > MostValues ? $", ... {node.Values.Count} in all" : "";
            text.Append(CultureInfo.InvariantCulture, $"{node.Name.PadRight(width)}  {string.Join(", ", node.Values.Take(MostValues).Select(Text))}{more}\n");
        }

        foreach (NeuronTrace<T> neuron in Neurons.Take(MostNeurons))
        {
            text.Append(CultureInfo.InvariantCulture, $"\nin_{neuron.Number} = {Text(neuron.WeightedSum)}  a_{neuron.Number} = {Text(neuron.Output)}  ({neuron.Layer}, unit {neuron.Unit}; {neuron.OutputNode})");
        }

        if (Neurons.Count > MostNeurons)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n... {Neurons.Count} neurons in all");
        }

        return text.ToString().TrimEnd('\n');
    }

    private static string Text(T value) => value.ToString("G5", CultureInfo.InvariantCulture);

    private List<NeuronTrace<T>> FindNeurons()
    {
        var neurons = new List<NeuronTrace<T>>();
        int number = _info.InputSize;
        foreach (NodeTrace<T> layer in Nodes.Where(node => node.Node.Kind == "Dense"))
        {
            NodeTrace<T> output = OutputOf(layer);
            int units = layer.Node.Shape[^1];
            for (int i = 0; i < layer.Values.Count; i++)
            {
                neurons.Add(new NeuronTrace<T>(++number, layer.Name, i % units, layer.Values[i], output.Values[i], output.Name) { Position = i / units });
            }
        }

        return neurons;
    }

    /// <summary>What follows a layer of weights unit by unit: its activation, and what else there is before the next layer or a join.</summary>
    private NodeTrace<T> OutputOf(NodeTrace<T> layer)
    {
        NodeTrace<T> last = layer;
        while (true)
        {
            NodeTrace<T>[] takers = [.. Nodes.Where(node => node.Node.Inputs.Contains(last.Name))];
            if (takers is not [{ Node: { Kind: not ("Dense" or "Permute"), Inputs.Count: 1 } } next] || next.Values.Count != last.Values.Count)
            {
                return last;
            }

            last = next;
        }
    }
}

/// <summary>One node of a traced row. Immutable.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="Node">The node: its kind, shape and inputs.</param>
/// <param name="Values">The elements of its value, row-major over its shape.</param>
public sealed record NodeTrace<T>(NodeInfo Node, IReadOnlyList<T> Values)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The node's name, such as <c>dense1</c>.</summary>
    public string Name => Node.Name;
}

/// <summary>One neuron of a traced row. Immutable.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="Number">Its number j, the inputs counted first, from 1 on.</param>
/// <param name="Layer">The dense layer that it is a unit of.</param>
/// <param name="Unit">Its number in the layer, from 0 on.</param>
/// <param name="WeightedSum">in_j: the bias and the sum of the weights times what they take.</param>
/// <param name="Output">a_j: what the activation makes of it, and what else follows before the next layer; in_j itself where nothing does.</param>
/// <param name="OutputNode">The node that the output comes from, such as <c>sigmoid1</c>.</param>
public sealed record NeuronTrace<T>(int Number, string Layer, int Unit, T WeightedSum, T Output, string OutputNode)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The position at which the layer works there, such as the step of a sequence, in row-major order; 0 where there is one only.</summary>
    public int Position { get; init; }
}

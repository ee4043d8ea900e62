using System.Globalization;

namespace NnGen;

/// <summary>
/// <c>MultiHeadAttention</c> of Keras: kernels of queries, keys and values [features, heads, width], with biases [heads, width], and of what comes out [heads, width, features].
/// </summary>
internal sealed class KerasAttention
{
    // In the order in which the network has them.
    private static readonly (string Keras, string Own)[] s_projections = [("query", "q_proj"), ("key", "k_proj"), ("value", "v_proj"), ("attention_output", "out_proj")];

    /// <summary>Of the first projection of an attention in the file, all of them in the order of <see cref="s_projections"/>; of the others none.</summary>
    private readonly Dictionary<KerasLayer, KerasLayer[]> _projections = [];

    /// <summary>Finds the attentions: four kernels of three axes, whose names are Keras'.</summary>
    public KerasAttention(IReadOnlyList<KerasLayer> layers)
    {
        foreach (IGrouping<string, KerasLayer> attention in layers.GroupBy(layer => layer.Parent, StringComparer.Ordinal))
        {
            KerasLayer[] found = [.. s_projections.Select(projection => attention.FirstOrDefault(layer => layer.Last == projection.Keras && IsByHeads(layer))).OfType<KerasLayer>()];
            if (attention.Key.Length == 0 || found.Length < s_projections.Length)
            {
                continue;
            }

            foreach (KerasLayer projection in attention.Where(found.Contains))
            {
                _projections.Add(projection, found.Any(_projections.ContainsKey) ? [] : found);
            }
        }
    }

    /// <summary>
    /// The tensors of all projections of an attention where a layer is the first of them in the file, none where it is another, null where it is none; under PyTorch's names, and each with
    /// the name of the tensor that it comes from.
    /// </summary>
    /// <remarks>The heads stay an axis of their own: only the network's node says how many there are to be.</remarks>
    public IReadOnlyList<(string From, SafetensorsTensor Tensor)>? Translate(KerasLayer layer)
    {
        if (!_projections.TryGetValue(layer, out KerasLayer[]? projections))
        {
            return null;
        }

        var tensors = new List<(string, SafetensorsTensor)>();
        foreach ((KerasLayer projection, (string keras, string own)) in projections.Zip(s_projections))
        {
            foreach ((string part, SafetensorsTensor tensor) in projection.Tensors)
            {
                string name = $"{layer.Parent}.{own}.{(part == "kernel" ? "weight" : part)}";
                SafetensorsTensor turned = part != "kernel" ? tensor : keras == "attention_output" ? TensorAxes.Turned(tensor, 2, 0, 1) : TensorAxes.Turned(tensor, 1, 2, 0);
                tensors.Add((tensor.Name, turned.As(name, turned.Shape, turned.Data)));
            }
        }

        return tensors;
    }

    /// <summary>A tensor with its heads side by side, where they are as many as the node has; the same where nothing is to be done.</summary>
    /// <param name="node">The node that the parameter belongs to.</param>
    /// <param name="parameter">The parameter.</param>
    /// <param name="tensor">The tensor that is to be it, translated.</param>
    public static SafetensorsTensor SideBySide(NodeInfo node, ParameterInfo parameter, SafetensorsTensor tensor) =>
        Heads(node) is int heads && TryHeads(parameter.Name, tensor, out int first) && tensor.Shape[first] == heads ? Joined(tensor, first) : tensor;

    /// <summary>A file with the heads of all attentions side by side that have as many as one of the network, so that shapes can be compared.</summary>
    public static SafetensorsFile SideBySide(NetworkInfo info, SafetensorsFile file)
    {
        HashSet<int> heads = [.. info.Nodes.Select(Heads).OfType<int>()];
        return new SafetensorsFile([.. file.Tensors.Select(tensor => TryHeads(tensor.Name, tensor, out int first) && heads.Contains(tensor.Shape[first]) ? Joined(tensor, first) : tensor)], file.Metadata);
    }

    /// <summary>Why a tensor of an attention has another shape than the network's; null where heads are not the reason.</summary>
    public static string? Difference(NodeInfo node, ParameterInfo parameter, SafetensorsTensor tensor)
    {
        if (Heads(node) is not int heads || !TryHeads(parameter.Name, tensor, out int first))
        {
            return null;
        }

        int width = node.Shape[^1] / heads;
        return $"{tensor.Shape[first]} heads of {tensor.Shape[first + 1]} where {node.Name} has {heads} of {width}: its heads are as wide as the {node.Shape[^1]} features divided by them";
    }

    private static bool IsByHeads(KerasLayer layer) => layer.Find("kernel") is { Shape.Count: 3 } kernel && kernel.Type != SafetensorsType.Other;

    private static int? Heads(NodeInfo node) => node.Kind == "MultiHeadAttention" && int.TryParse(node.Formula.Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out int heads) ? heads : null;

    /// <summary>Which axis counts the heads: the first of two where a tensor has one more than it is to have.</summary>
    private static bool TryHeads(string name, SafetensorsTensor tensor, out int axis)
    {
        string layer = KerasLayer.LastOf(TensorLayer.NameOf(name));
        string part = KerasLayer.LastOf(name);
        bool isOutput = layer == "out_proj";
        axis = isOutput ? 1 : 0;
        return s_projections.Any(projection => projection.Own == layer) && (part == "weight" ? tensor.Shape.Count == 3 : part == "bias" && !isOutput && tensor.Shape.Count == 2);
    }

    private static SafetensorsTensor Joined(SafetensorsTensor tensor, int axis) =>
        tensor.As(tensor.Name, [.. tensor.Shape.Take(axis), tensor.Shape[axis] * tensor.Shape[axis + 1], .. tensor.Shape.Skip(axis + 2)], tensor.Data);
}

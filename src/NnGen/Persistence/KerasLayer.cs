namespace NnGen;

/// <summary>The tensors of a Keras file that share the path before their last part.</summary>
/// <param name="Name">That path with dots for slashes; empty for tensors without one.</param>
/// <param name="Tensors">The tensors, as the file has them, by the last part of their names.</param>
internal sealed record KerasLayer(string Name, IReadOnlyList<(string Part, SafetensorsTensor Tensor)> Tensors)
{
    /// <summary>The layers in the order of their first tensors.</summary>
    public static IReadOnlyList<KerasLayer> Of(IEnumerable<SafetensorsTensor> tensors) =>
    [
        .. tensors
            .Select(tensor => (Name: KerasLayout.Dotted(tensor.Name), Tensor: tensor))
            .GroupBy(tensor => TensorLayer.NameOf(tensor.Name), StringComparer.Ordinal)
            .Select(layer => new KerasLayer(layer.Key, [.. layer.Select(tensor => (LastOf(tensor.Name), tensor.Tensor))])),
    ];

    /// <summary>The path before the last part of the layer's own.</summary>
    public string Parent => TensorLayer.NameOf(Name);

    /// <summary>The last part of the layer's path.</summary>
    public string Last => LastOf(Name);

    /// <summary>The last part of a path with dots.</summary>
    public static string LastOf(string name) => name[(name.LastIndexOf('.') + 1)..];

    /// <summary>A tensor by the last part of its name; null where there is none.</summary>
    public SafetensorsTensor? Find(string part)
    {
        foreach ((string name, SafetensorsTensor tensor) in Tensors)
        {
            if (name == part)
            {
                return tensor;
            }
        }

        return null;
    }
}

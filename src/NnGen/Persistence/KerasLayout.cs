namespace NnGen;

/// <summary>Brings the tensors of Keras to the names and the order of PyTorch.</summary>
internal static class KerasLayout
{
    private const string Weight = "weight";

    // Older versions say which of a variable's values is meant.
    private const string FirstValue = ":0";

    /// <summary>A name of Keras with dots for slashes.</summary>
    public static string Dotted(string name) => (name.EndsWith(FirstValue, StringComparison.Ordinal) ? name[..^FirstValue.Length] : name).Replace('/', '.');

    /// <summary>A file that has names of Keras under PyTorch's; null where it has none, or where it cannot be read so.</summary>
    public static SafetensorsFile? TryTranslate(NetworkInfo info, SafetensorsFile file)
    {
        if (!file.Tensors.Any(tensor => KerasLayer.LastOf(Dotted(tensor.Name)) is "kernel" or "depthwise_kernel" or "gamma" or "embeddings"))
        {
            return null;
        }

        try
        {
            return Translate(info, file, "", _ => true);
        }
        catch (NetworkFileException)
        {
            return null;
        }
    }

    /// <summary>
    /// The file under PyTorch's names, with kernels turned: outputs first, inputs second, then the places of a window; gates of recurrent layers in PyTorch's order; and of attention outputs
    /// or inputs by heads, two axes, which <see cref="Fit"/> puts side by side.
    /// </summary>
    /// <param name="info">The network.</param>
    /// <param name="file">The file.</param>
    /// <param name="fileName">What messages call it.</param>
    /// <param name="isMeant">Which tensors are the network's, by their names with dots; others stay as they are.</param>
    /// <exception cref="NetworkFileException">Two tensors get one name, or the tensors of a recurrent layer do not belong together.</exception>
    public static SafetensorsFile Translate(NetworkInfo info, SafetensorsFile file, string fileName, Func<string, bool> isMeant)
    {
        IReadOnlyList<KerasLayer> layers = KerasLayer.Of(file.Tensors.Where(tensor => isMeant(Dotted(tensor.Name))));
        var recurrence = new KerasRecurrence(info, layers, fileName);
        var attention = new KerasAttention(layers);
        IEnumerable<(string From, SafetensorsTensor Tensor)> all = layers
            .SelectMany(layer => recurrence.Translate(layer) ?? attention.Translate(layer) ?? Translate(layer))
            .Concat(file.Tensors.Where(tensor => !isMeant(Dotted(tensor.Name))).Select(tensor => (tensor.Name, tensor)));
        var translated = new List<SafetensorsTensor>(file.Tensors.Count);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((string from, SafetensorsTensor tensor) in all)
        {
            if (!names.TryAdd(tensor.Name, from))
            {
                throw new NetworkFileException($"{fileName}: {MessageText.Quoted(names[tensor.Name])} and {MessageText.Quoted(from)} are both read as {MessageText.Quoted(tensor.Name)} in Keras' layout; rename one of them.");
            }

            translated.Add(tensor);
        }

        return new SafetensorsFile(translated, file.Metadata);
    }

    /// <summary>What depends on the network: windows of depthwise convolutions, heads of attention, and features of a flattened image.</summary>
    /// <param name="info">The network.</param>
    /// <param name="parameter">One of its parameters.</param>
    /// <param name="tensor">The tensor that is to be it, translated.</param>
    public static SafetensorsTensor Fit(NetworkInfo info, ParameterInfo parameter, SafetensorsTensor tensor)
    {
        IReadOnlyList<int> own = parameter.Shape;
        if (tensor.Type == SafetensorsType.Other)
        {
            return tensor;
        }

        // [multiplier, channels, ...] of a depthwise kernel is [channels * multiplier, 1, ...].
        if (own.Count >= 3 && own[1] == 1 && tensor.Shape.Count == own.Count && (long)tensor.Shape[0] * tensor.Shape[1] == own[0] && tensor.Shape.Skip(2).SequenceEqual(own.Skip(2)))
        {
            int[] axes = [1, 0, .. Enumerable.Range(2, own.Count - 2)];
            return tensor.As(tensor.Name, own, TensorAxes.Permuted(tensor, tensor.Shape, axes));
        }

        if (TensorNames.NodeOf(info, parameter.Name) is { Kind: "MultiHeadAttention" } attention)
        {
            return KerasAttention.SideBySide(attention, parameter, tensor);
        }

        return tensor.Shape.SequenceEqual(own) && Image(info, parameter) is IReadOnlyList<int> image ? ChannelsFirst(tensor, image) : tensor;
    }

    /// <summary>What a layer of the file has otherwise than the network's, which explains another shape; null where that says it all.</summary>
    public static string? Difference(NetworkInfo info, ParameterInfo parameter, SafetensorsTensor tensor) => TensorNames.NodeOf(info, parameter.Name) is NodeInfo node
        ? KerasRecurrence.Difference(node, parameter, tensor) ?? KerasAttention.Difference(node, parameter, tensor)
        : null;

    /// <summary>The tensors of a layer that is neither recurrent nor attention.</summary>
    private static IEnumerable<(string From, SafetensorsTensor Tensor)> Translate(KerasLayer layer)
    {
        foreach ((string part, SafetensorsTensor tensor) in layer.Tensors)
        {
            string name = layer.Name.Length == 0 ? Translate(part) : $"{layer.Name}.{Translate(part)}";
            bool isTurned = part is "kernel" or "depthwise_kernel" && tensor.Shape.Count >= 2 && tensor.Type != SafetensorsType.Other;
            yield return (tensor.Name, isTurned ? Turned(tensor, name) : tensor.As(name, tensor.Shape, tensor.Data));
        }
    }

    private static string Translate(string part) => part switch
    {
        "kernel" or "depthwise_kernel" or "embeddings" or "gamma" => Weight,
        "beta" => "bias",
        "moving_mean" => "running_mean",
        "moving_variance" => "running_var",
        _ => part,
    };

    private static SafetensorsTensor Turned(SafetensorsTensor tensor, string name)
    {
        int rank = tensor.Shape.Count;
        int[] axes = [rank - 1, rank - 2, .. Enumerable.Range(0, rank - 2)];
        SafetensorsTensor turned = TensorAxes.Turned(tensor, axes);
        return turned.As(name, turned.Shape, turned.Data);
    }

    /// <summary>The image whose features the last axis of a parameter stands for; null for all others.</summary>
    private static IReadOnlyList<int>? Image(NetworkInfo info, ParameterInfo parameter)
    {
        if (TensorNames.NodeOf(info, parameter.Name) is not NodeInfo node || parameter.Shape.Count == 0 || node.Inputs.Count != 1)
        {
            return null;
        }

        // Of a dense layer the weight has them, of what goes on feature by feature each parameter.
        bool hasFeatures = node.Kind == "Dense" ? parameter.Shape.Count == 2 : parameter.Shape.Count == 1;
        NodeInfo? below = Node(info, node.Inputs[0]);
        while (hasFeatures && below is not null && below.Shape.Count == 1 && below.Shape[0] == parameter.Shape[^1] && below.Inputs.Count == 1)
        {
            NodeInfo? next = Node(info, below.Inputs[0]);
            if (below.Kind == "Flatten")
            {
                return next is not null && IsImage(info, next) ? next.Shape : null;
            }

            if (below.Kind == "Dense")
            {
                return null;
            }

            below = next;
        }

        return null;
    }

    // Two axes are a series, with its channels first, where something computes with windows, and a sequence or a table elsewhere.
    private static bool IsImage(NetworkInfo info, NodeInfo node)
    {
        if (node.Shape.Count != 2)
        {
            return node.Shape.Count > 2;
        }

        for (NodeInfo? below = node; below is not null && below.Shape.Count == 2; below = below.Inputs.Count > 0 ? Node(info, below.Inputs[0]) : null)
        {
            if (below.Kind.Contains("Conv", StringComparison.Ordinal) || below.Kind.Contains("Pool", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static NodeInfo? Node(NetworkInfo info, string name) => info.Nodes.FirstOrDefault(node => node.Name == name);

    private static SafetensorsTensor ChannelsFirst(SafetensorsTensor tensor, IReadOnlyList<int> image)
    {
        // The last axis is [places..., channels] and is to be [channels, places...].
        int rows = tensor.Shape.Count == 2 ? tensor.Shape[0] : 1;
        int[] shape = [rows, .. image.Skip(1), image[0]];
        int[] axes = [0, image.Count, .. Enumerable.Range(1, image.Count - 1)];
        return tensor.As(tensor.Name, tensor.Shape, TensorAxes.Permuted(tensor, shape, axes));
    }
}

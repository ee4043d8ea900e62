namespace NnGen;

/// <summary>Brings the tensors of Keras to the names and the order of PyTorch.</summary>
internal static class KerasLayout
{
    private const string Weight = "weight";

    // Older versions say which of a variable's values is meant.
    private const string FirstValue = ":0";

    /// <summary>A name of Keras with dots for slashes.</summary>
    public static string Dotted(string name) => (name.EndsWith(FirstValue, StringComparison.Ordinal) ? name[..^FirstValue.Length] : name).Replace('/', '.');

    /// <summary>A file that has names of Keras under PyTorch's; null where it has none, or where two tensors get one name.</summary>
    public static SafetensorsFile? TryTranslate(SafetensorsFile file)
    {
        bool isLikely = file.Tensors.Any(tensor => Part(Dotted(tensor.Name)) is "kernel" or "depthwise_kernel" or "gamma" or "embeddings");
        return isLikely ? Translate(file, out _) : null;
    }

    /// <summary>The file under PyTorch's names, with kernels turned: outputs first, inputs second, then the places of a window.</summary>
    /// <exception cref="NetworkFileException">Two tensors get one name.</exception>
    public static SafetensorsFile Translate(SafetensorsFile file, string fileName) => Translate(file, out string? clash) ?? throw new NetworkFileException($"{fileName}: {clash}");

    private static SafetensorsFile? Translate(SafetensorsFile file, out string? clash)
    {
        clash = null;
        var tensors = new List<SafetensorsTensor>(file.Tensors.Count);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (SafetensorsTensor tensor in file.Tensors)
        {
            string dotted = Dotted(tensor.Name);
            string part = Part(dotted);
            string name = dotted[..^part.Length] + Translate(part);
            if (!names.TryAdd(name, tensor.Name))
            {
                clash = $"{MessageText.Quoted(names[name])} and {MessageText.Quoted(tensor.Name)} are both read as {MessageText.Quoted(name)} in Keras' layout; rename one of them.";
                return null;
            }

            bool isTurned = part is "kernel" or "depthwise_kernel" && tensor.Shape.Count >= 2 && tensor.Type != SafetensorsType.Other;
            tensors.Add(isTurned ? Turned(tensor, name) : tensor.As(name, tensor.Shape, tensor.Data));
        }

        return new SafetensorsFile(tensors, file.Metadata);
    }

    /// <summary>What depends on the network: windows of depthwise convolutions, and features of a flattened image.</summary>
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
            return tensor.As(tensor.Name, own, Permuted(tensor, tensor.Shape, axes));
        }

        return tensor.Shape.SequenceEqual(own) && Image(info, parameter) is IReadOnlyList<int> image ? ChannelsFirst(tensor, image) : tensor;
    }

    private static string Part(string name) => name[(name.LastIndexOf('.') + 1)..];

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
        return tensor.As(name, [.. axes.Select(axis => tensor.Shape[axis])], Permuted(tensor, tensor.Shape, axes));
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
        return tensor.As(tensor.Name, tensor.Shape, Permuted(tensor, shape, axes));
    }

    /// <summary>The elements with their axes in another order.</summary>
    private static byte[] Permuted(SafetensorsTensor tensor, IReadOnlyList<int> shape, int[] axes)
    {
        int size = SafetensorsTypes.Bytes(tensor.Type);
        ReadOnlySpan<byte> from = tensor.Data.Span;
        var to = new byte[from.Length];
        var strides = new int[shape.Count];
        for (int axis = shape.Count - 1, stride = size; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= shape[axis];
        }

        var index = new int[axes.Length];
        int position = 0;
        for (int i = 0; i < to.Length; i += size)
        {
            from.Slice(position, size).CopyTo(to.AsSpan(i));
            for (int axis = axes.Length - 1; axis >= 0; axis--)
            {
                position += strides[axes[axis]];
                if (++index[axis] < shape[axes[axis]])
                {
                    break;
                }

                position -= index[axis] * strides[axes[axis]];
                index[axis] = 0;
            }
        }

        return to;
    }
}

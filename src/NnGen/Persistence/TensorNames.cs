namespace NnGen;

/// <summary>
/// How the tensors of a file are called where they do not have the names of the network's parameters: a map, a prefix, PyTorch's numbers, or the order
/// in which they stand. For files of others, such as a PyTorch model that is a <c>Sequential</c>.
/// </summary>
/// <remarks>
/// <code>
/// // torch: model = nn.Sequential(nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10))
/// //        safetensors.torch.save_file(model.state_dict(), "digits.safetensors")
/// DigitNet net = DigitNet.Load("digits.safetensors", TensorNames.Sequential);
/// DigitNet same = DigitNet.Load("digits.safetensors", TensorNames.Map(("0", "dense1"), ("2", "dense2")));
/// </code>
/// <para>Without any of this, nodes may bear the names of the file: <c>[Dense(128, Name = "0")]</c> has the parameters <c>0.weight</c> and <c>0.bias</c>.</para>
/// <para>
/// Shapes are PyTorch's unless <see cref="WithLayout"/> says otherwise, and are checked in every case. A file that does not fit is refused with the map that
/// would fit, where there is one.
/// </para>
/// </remarks>
public sealed class TensorNames
{
    private readonly Kind _kind;
    private readonly (string Tensor, string Parameter)[] _pairs;
    private readonly string _prefix;

    private TensorNames(Kind kind, (string Tensor, string Parameter)[]? pairs = null, string prefix = "", TensorLayout layout = TensorLayout.PyTorch)
    {
        _kind = kind;
        _pairs = pairs ?? [];
        _prefix = prefix;
        Layout = layout;
    }

    private enum Kind
    {
        Same,
        Pairs,
        InOrder,
        Sequential,
    }

    /// <summary>The layers in the order in which they stand, each with the same kinds of parameters as the network's.</summary>
    /// <remarks>
    /// The network's layers are those that have parameters, in declaration order. The file's are the names before the last dot, in the order of
    /// the file; PyTorch sorts tensors by name when it saves, so where a file is sorted, numbers in names count by their value: <c>2</c> comes before
    /// <c>10</c>. Only for loading.
    /// </remarks>
    public static TensorNames InOrder { get; } = new(Kind.InOrder);

    /// <summary>
    /// The numbers that PyTorch's <c>Sequential</c> gives to its modules, where it has one for each layer of the network: <c>0.weight</c> is the weight of the
    /// first layer, and activations and dropout count too. Only for networks that are a chain.
    /// </summary>
    public static TensorNames Sequential { get; } = new(Kind.Sequential);

    /// <summary>How the tensors of the file lie.</summary>
    internal TensorLayout Layout { get; }

    /// <summary>The names as they are: the network's own.</summary>
    internal static TensorNames Same { get; } = new(Kind.Same);

    /// <summary>Pairs of names: each the file's first, then the network's, of a tensor or of a layer with all that it has.</summary>
    /// <param name="names">
    /// Such as <c>("0.weight", "dense1.weight")</c>, or <c>("0", "dense1")</c> for all tensors of that layer. What no pair names has the same name in both.
    /// </param>
    /// <exception cref="ArgumentException">There is no pair, a name is empty, or one comes twice on the same side.</exception>
    public static TensorNames Map(params (string Tensor, string Parameter)[] names)
    {
        ArgumentNullException.ThrowIfNull(names);
        if (names.Length == 0)
        {
            throw new ArgumentException("A map has at least one pair of names, such as (\"0\", \"dense1\").", nameof(names));
        }

        var tensors = new HashSet<string>(StringComparer.Ordinal);
        var parameters = new HashSet<string>(StringComparer.Ordinal);
        foreach ((string tensor, string parameter) in names)
        {
            if (string.IsNullOrEmpty(tensor) || string.IsNullOrEmpty(parameter))
            {
                throw new ArgumentException("A name in the map is empty; a pair is the file's name and the network's, such as (\"0\", \"dense1\").", nameof(names));
            }

            if (!tensors.Add(tensor))
            {
                throw new ArgumentException($"The map names '{tensor}' of the file twice.", nameof(names));
            }

            if (!parameters.Add(parameter))
            {
                throw new ArgumentException($"The map names '{parameter}' of the network twice.", nameof(names));
            }
        }

        return new TensorNames(Kind.Pairs, [.. names]);
    }

    /// <summary>Something before each of the network's names: <c>Prefix("model.")</c> for <c>model.dense1.weight</c>. Tensors without it are no part of the network.</summary>
    /// <param name="prefix">What the file's names begin with, the dot included where there is one.</param>
    /// <exception cref="ArgumentException">The prefix is empty.</exception>
    public static TensorNames Prefix(string prefix) => Same.WithPrefix(prefix);

    /// <summary>These names with something before each: <c>TensorNames.Sequential.WithPrefix("features.")</c>. Tensors without it are no part of the network.</summary>
    /// <param name="prefix">What the file's names begin with, the dot included where there is one; comes before a prefix that there is.</param>
    /// <exception cref="ArgumentException">The prefix is empty.</exception>
    public TensorNames WithPrefix(string prefix)
    {
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        return new TensorNames(_kind, _pairs, prefix + _prefix, Layout);
    }

    /// <summary>These names in a file whose tensors lie otherwise. Other layouts than PyTorch's are for loading only.</summary>
    /// <param name="layout">How they lie.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layout.</exception>
    public TensorNames WithLayout(TensorLayout layout)
    {
        if (!Enum.IsDefined(layout))
        {
            throw new ArgumentOutOfRangeException(nameof(layout), layout, "The layouts are TensorLayout.PyTorch and TensorLayout.Keras.");
        }

        return new TensorNames(_kind, _pairs, _prefix, layout);
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        string prefix = _prefix.Length == 0 ? "" : $".WithPrefix(\"{_prefix}\")";
        string names = _kind switch
        {
            Kind.Same when _prefix.Length > 0 => $"TensorNames.Prefix(\"{_prefix}\")",
            Kind.Same => "the network's own names",
            Kind.InOrder => "TensorNames.InOrder" + prefix,
            Kind.Sequential => "TensorNames.Sequential" + prefix,
            _ => InWords(_pairs) + prefix,
        };
        return Layout == TensorLayout.PyTorch ? names : $"{names}.WithLayout(TensorLayout.{Layout})";
    }

    /// <summary>A map in C#.</summary>
    internal static string InWords(IEnumerable<(string Tensor, string Parameter)> names) =>
        $"TensorNames.Map({string.Join(", ", names.Select(pair => $"(\"{pair.Tensor}\", \"{pair.Parameter}\")"))})";

    /// <summary>The node that a parameter belongs to; null where whoever stated the facts left out the nodes.</summary>
    internal static NodeInfo? NodeOf(NetworkInfo info, string parameter) => info.Nodes
        .Where(node => parameter.Length > node.Name.Length && parameter[node.Name.Length] == '.' && parameter.StartsWith(node.Name, StringComparison.Ordinal))
        .MaxBy(node => node.Name.Length);

    /// <summary>A file with its layers in the order that is meant, and its tensors under names, and in shapes, such as PyTorch has.</summary>
    /// <exception cref="NetworkFileException">In Keras' layout, two tensors get one name, or those of a recurrent layer do not belong together.</exception>
    internal SafetensorsFile Translate(NetworkInfo info, SafetensorsFile file, string fileName)
    {
        SafetensorsFile ordered = TensorOrder.ByLayers(file, tensor => Covers(Dotted(tensor)), Dotted);
        return Layout == TensorLayout.Keras ? KerasLayout.Translate(info, ordered, fileName, Covers) : ordered;
    }

    /// <summary>A tensor of a translated file as a parameter is to have it; the same where nothing is to be done.</summary>
    internal SafetensorsTensor Fit(NetworkInfo info, ParameterInfo parameter, SafetensorsTensor tensor) => Layout == TensorLayout.Keras ? KerasLayout.Fit(info, parameter, tensor) : tensor;

    /// <summary>What a layer of the file has otherwise than the network's, which explains another shape; null where nothing is known.</summary>
    internal string? Difference(NetworkInfo info, ParameterInfo parameter, SafetensorsTensor tensor) => Layout == TensorLayout.Keras ? KerasLayout.Difference(info, parameter, tensor) : null;

    /// <summary>The tensor of each parameter in a translated file, by the parameter's name; those of no tensor are left out.</summary>
    internal Dictionary<string, string> Resolve(NetworkInfo info, SafetensorsFile file) => _kind == Kind.InOrder
        ? TensorOrder.Match(info, file, Covers)
        : info.SavedParameters.ToDictionary(parameter => parameter.Name, parameter => NameInFile(info, parameter.Name), StringComparer.Ordinal);

    /// <summary>Whether a tensor of a file is meant: with a prefix, those that begin with it.</summary>
    internal bool Covers(string tensor) => tensor.StartsWith(Dotted(_prefix), StringComparison.Ordinal);

    /// <summary>What a parameter is called in a file that is written.</summary>
    /// <exception cref="ArgumentException">These names are for loading only, or give the network none.</exception>
    internal string NameOf(NetworkInfo info, string parameter)
    {
        if (_kind == Kind.InOrder)
        {
            throw new ArgumentException("TensorNames.InOrder finds tensors in a file that is there, but gives no names to save under; use TensorNames.Map.", "names");
        }

        return Layout == TensorLayout.PyTorch
            ? NameInFile(info, parameter)
            : throw new ArgumentException($"Files are written in PyTorch's layout only, not in that of {Layout}: leave WithLayout out.", "names");
    }

    private string NameInFile(NetworkInfo info, string parameter)
    {
        if (_kind == Kind.Sequential)
        {
            NodeInfo node = NodeOf(info, parameter) ?? throw new ArgumentException($"TensorNames.Sequential counts layers, but {info.Name} does not say which it has; use TensorNames.Map.", "names");
            return $"{_prefix}{NumberOf(info, node)}{parameter[node.Name.Length..]}";
        }

        // The pair that says most: the tensor's own before its layer's.
        (string Tensor, string Parameter)? best = null;
        foreach ((string Tensor, string Parameter) pair in _pairs)
        {
            bool applies = parameter == pair.Parameter
                || (parameter.Length > pair.Parameter.Length && parameter[pair.Parameter.Length] == '.' && parameter.StartsWith(pair.Parameter, StringComparison.Ordinal));
            if (applies && (best is null || pair.Parameter.Length > best.Value.Parameter.Length))
            {
                best = pair;
            }
        }

        return Dotted(_prefix + (best is (string tensor, string own) ? tensor + parameter[own.Length..] : parameter));
    }

    private static int NumberOf(NetworkInfo info, NodeInfo layer)
    {
        int number = 0;
        string? before = null;
        foreach (NodeInfo node in info.Nodes)
        {
            if (node.Inputs.Count > 0)
            {
                if (node.Inputs.Count > 1 || node.Inputs[0] != before)
                {
                    throw new ArgumentException($"TensorNames.Sequential numbers the layers of a chain, but {node.Name} of {info.Name} takes {string.Join(", ", node.Inputs)}; use TensorNames.Map.", "names");
                }

                if (node == layer)
                {
                    return number;
                }

                number++;
            }

            before = node.Name;
        }

        return number;
    }

    private string Dotted(string name) => Layout == TensorLayout.Keras ? KerasLayout.Dotted(name) : name;
}

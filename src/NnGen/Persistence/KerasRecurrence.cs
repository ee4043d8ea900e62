namespace NnGen;

/// <summary>
/// Recurrent layers of Keras: <c>SimpleRNN</c>, <c>GRU</c> and <c>LSTM</c>, alone or in <c>Bidirectional</c>. A cell has a <c>kernel</c> [features, gates * units], a
/// <c>recurrent_kernel</c> [units, gates * units] and, unless it has none, a <c>bias</c> [gates * units], of a GRU that resets after the product [2, 3 * units]: with the input's and with the state's.
/// </summary>
internal sealed class KerasRecurrence
{
    private const string Kernel = "kernel";
    private const string OfState = "recurrent_kernel";
    private const string Bias = "bias";

    private readonly NetworkInfo _info;
    private readonly string _fileName;

    /// <summary>What the tensors of each cell belong to: the name of the layer, and what stands behind the names of its parameters.</summary>
    private readonly Dictionary<KerasLayer, (string Layer, string Suffix)> _cells = [];

    /// <summary>Finds the cells, and which are the two directions of one layer.</summary>
    /// <param name="info">The network.</param>
    /// <param name="layers">The layers of the file.</param>
    /// <param name="fileName">What messages call it.</param>
    public KerasRecurrence(NetworkInfo info, IReadOnlyList<KerasLayer> layers, string fileName)
    {
        (_info, _fileName) = (info, fileName);
        KerasLayer[] cells = [.. layers.Where(layer => layer.Find(OfState)?.Shape.Count == 2)];

        // A layer is its cell's parent, unless it has several.
        var names = new Dictionary<KerasLayer, string>();
        foreach (IGrouping<string, KerasLayer> layer in cells.GroupBy(cell => cell.Parent, StringComparer.Ordinal))
        {
            KerasLayer[] inside = [.. layer];
            bool isOne = inside is [{ Parent.Length: > 0 } only] && IsNameOfCell(only.Last);
            foreach (KerasLayer cell in inside)
            {
                names.Add(cell, isOne ? cell.Parent : cell.Name);
            }
        }

        foreach (IGrouping<string, KerasLayer> wrapper in cells.GroupBy(cell => TensorLayer.NameOf(names[cell]), StringComparer.Ordinal))
        {
            KerasLayer[] forward = [.. wrapper.Where(cell => KerasLayer.LastOf(names[cell]).StartsWith("forward_", StringComparison.Ordinal))];
            KerasLayer[] backward = [.. wrapper.Where(cell => KerasLayer.LastOf(names[cell]).StartsWith("backward_", StringComparison.Ordinal))];
            bool isPair = wrapper.Key.Length > 0 && forward.Length == 1 && backward.Length == 1;
            foreach (KerasLayer cell in wrapper)
            {
                _cells.Add(cell, !isPair || (cell != forward[0] && cell != backward[0]) ? (names[cell], "_l0") : cell == forward[0] ? (wrapper.Key, "_l0") : (wrapper.Key, "_l0_reverse"));
            }
        }
    }

    /// <summary>Why the weight of a GRU's state has another shape than the network's; null where that is not the reason.</summary>
    public static string? Difference(NodeInfo node, ParameterInfo parameter, SafetensorsTensor tensor)
    {
        if (node.Kind != "GRU" || !KerasLayer.LastOf(parameter.Name).StartsWith("weight_hh_", StringComparison.Ordinal) || parameter.Shape.Count != 2 || tensor.Shape.Count != 2 || tensor.Shape[1] != parameter.Shape[1])
        {
            return null;
        }

        int units = parameter.Shape[1];
        return (parameter.Shape[0] / units, tensor.Shape[0] / units) switch
        {
            (3, 2) => $"the file's layer has reset_after=False: declare {node.Name} with ResetAfter = false",
            (2, 3) => $"the file's layer has reset_after=True: declare {node.Name} without ResetAfter = false",
            _ => null,
        };
    }

    /// <summary>The tensors of a layer under PyTorch's names, each with the name of the one that it comes from; null where it is no recurrent layer.</summary>
    /// <exception cref="NetworkFileException">The shapes do not belong together, or are those of no layer that is known.</exception>
    public IReadOnlyList<(string From, SafetensorsTensor Tensor)>? Translate(KerasLayer cell)
    {
        if (!_cells.TryGetValue(cell, out (string Layer, string Suffix) target))
        {
            return null;
        }

        SafetensorsTensor ofState = cell.Find(OfState)!;
        (int units, int columns) = (ofState.Shape[0], ofState.Shape[1]);
        int gates = units > 0 && columns % units == 0 ? columns / units : 0;
        if (gates is not (1 or 3 or 4))
        {
            throw Fault(ofState, "a SimpleRNN has [units, units], a GRU [units, 3 * units] and an LSTM [units, 4 * units]");
        }

        string layer = gates switch { 1 => "a SimpleRNN", 3 => "a GRU", _ => "an LSTM" };
        SafetensorsTensor kernel = cell.Find(Kernel) ?? throw new NetworkFileException($"{_fileName}: {MessageText.Quoted(ofState.Name)} is there, but no kernel beside it; {layer} of Keras has both.");
        if (kernel.Shape.Count != 2 || kernel.Shape[1] != columns)
        {
            throw Fault(kernel, $"{layer} of {units} units has [features, {columns}]");
        }

        SafetensorsTensor? bias = cell.Find(Bias);
        if (bias is not null && !bias.Shape.SequenceEqual([columns]) && !(gates == 3 && bias.Shape.SequenceEqual([2, columns])))
        {
            throw Fault(bias, gates == 3 ? $"a GRU of {units} units has [2, {columns}], or [{columns}] with reset_after=False" : $"{layer} of {units} units has [{columns}]");
        }

        foreach (SafetensorsTensor? tensor in (SafetensorsTensor?[])[kernel, ofState, bias])
        {
            if (tensor is { } known && !SafetensorsTypes.IsFloatingPoint(known.Type))
            {
                throw new NetworkFileException($"{_fileName}: {MessageText.Quoted(known.Name)} has the type {known.TypeName}, but parameters are F64, F32, F16 or BF16.");
            }
        }

        // Keras has the gates z, r, h of a GRU and PyTorch r, z, n; those of an LSTM lie alike.
        int[] order = gates switch { 1 => [0], 3 => [1, 0, 2], _ => [0, 1, 2, 3] };
        bool resetsAfter = gates != 3 || (bias is not null ? bias.Shape.Count == 2 : !ResetsBefore(units));
        int[] withState = resetsAfter ? order : order[..2];
        var tensors = new List<(string, SafetensorsTensor)>();
        void Add(string name, SafetensorsTensor from, SafetensorsTensor tensor) => tensors.Add((from.Name, tensor.As($"{target.Layer}.{name}{target.Suffix}", tensor.Shape, tensor.Data)));

        SafetensorsTensor turned = TensorAxes.Turned(ofState, 1, 0);
        Add("weight_ih", kernel, TensorAxes.Parts(TensorAxes.Turned(kernel, 1, 0), gates, order));
        Add("weight_hh", ofState, TensorAxes.Parts(turned, gates, withState));
        if (!resetsAfter)
        {
            Add("weight_hn", ofState, TensorAxes.Parts(turned, gates, 2));
        }

        if (bias is { Shape.Count: 1 })
        {
            // One bias is that with the input; what PyTorch adds with the state is 0.
            Add("bias_ih", bias, TensorAxes.Parts(bias, gates, order));
            Add("bias_hh", bias, Zeros(bias, withState.Length * units));
            if (!resetsAfter)
            {
                Add("bias_hn", bias, Zeros(bias, units));
            }
        }
        else if (bias is not null)
        {
            SafetensorsTensor both = bias.As(bias.Name, [2 * columns], bias.Data);
            Add("bias_ih", bias, TensorAxes.Parts(TensorAxes.Parts(both, 2, 0), gates, order));
            Add("bias_hh", bias, TensorAxes.Parts(TensorAxes.Parts(both, 2, 1), gates, order));
        }

        // What else there is stays for the check to tell of.
        foreach ((string part, SafetensorsTensor tensor) in cell.Tensors)
        {
            if (tensor != kernel && tensor != ofState && tensor != bias)
            {
                Add(part, tensor, tensor);
            }
        }

        return tensors;
    }

    /// <summary>Whether a cell has the name that Keras gives it, with a number where there are several.</summary>
    private static bool IsNameOfCell(string name)
    {
        string bare = name.TrimEnd("0123456789".ToCharArray());
        return (bare.Length < name.Length && bare.EndsWith('_') ? bare[..^1] : name) is "cell" or "simple_rnn_cell" or "gru_cell" or "lstm_cell";
    }

    private static SafetensorsTensor Zeros(SafetensorsTensor like, int count) => new(like.Name, like.Type, [count], new byte[count * SafetensorsTypes.Bytes(like.Type)]);

    /// <summary>Whether the network's layers of so many units reset before the product: without biases a file does not say it.</summary>
    private bool ResetsBefore(int units) => _info.SavedParameters.Any(parameter => KerasLayer.LastOf(parameter.Name).StartsWith("weight_hn_", StringComparison.Ordinal) && parameter.Shape.SequenceEqual([units, units]));

    private NetworkFileException Fault(SafetensorsTensor tensor, string expected) =>
        new($"{_fileName}: {MessageText.Quoted(tensor.Name)} has the shape [{string.Join(", ", tensor.Shape)}], but {expected} in Keras' layout.");
}

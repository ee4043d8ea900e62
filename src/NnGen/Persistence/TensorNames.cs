
namespace NnGen;

/// <summary>
/// How the tensors of a file are called where they do not have the names of the network's parameters: a map, a prefix, or the order in which
/// they stand. For files of others, such as a PyTorch model that is a <c>Sequential</c>.
/// </summary>
/// <remarks>
/// <code>
/// // torch: model = nn.Sequential(nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10))
/// //        safetensors.torch.save_file(model.state_dict(), "digits.safetensors")
/// DigitNet net = DigitNet.Load("digits.safetensors", TensorNames.Map(("0", "dense1"), ("2", "dense2")));
/// </code>
/// <para>Without any of this, nodes may bear the names of the file: <c>[Dense(128, Name = "0")]</c> has the parameters <c>0.weight</c> and <c>0.bias</c>.</para>
/// <para>Shapes are PyTorch's anyway, and are checked in every case. A file that does not fit is refused with the map that would fit, where there is one.</para>
/// </remarks>
public sealed class TensorNames
{
    private readonly (string Tensor, string Parameter)[] _pairs;
    private readonly string _prefix;

    private TensorNames(string description, (string Tensor, string Parameter)[]? pairs = null, string prefix = "")
    {
        Description = description;
        _pairs = pairs ?? [];
        _prefix = prefix;
    }

    /// <summary>The layers in the order in which they stand, each with the same kinds of parameters as the network's.</summary>
    /// <remarks>
    /// The network's layers are those that have parameters, in declaration order. The file's are the names before the last dot, in the order of
    /// the file; PyTorch sorts tensors by name when it saves, so where a file is sorted, numbers in names count by their value: <c>2</c> comes before
    /// <c>10</c>. Only for loading.
    /// </remarks>
    public static TensorNames InOrder { get; } = new("TensorNames.InOrder");

    /// <summary>The names as they are: the network's own.</summary>
    internal static TensorNames Same { get; } = new("the network's own names");

    /// <summary>The names in C#, for messages.</summary>
    internal string Description { get; }

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

        return new TensorNames(InWords(names), [.. names]);
    }

    /// <summary>Something before each of the network's names: <c>Prefix("model.")</c> for <c>model.dense1.weight</c>. Tensors without it are no part of the network.</summary>
    /// <param name="prefix">What the file's names begin with, the dot included where there is one.</param>
    /// <exception cref="ArgumentException">The prefix is empty.</exception>
    public static TensorNames Prefix(string prefix)
    {
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        return new TensorNames($"TensorNames.Prefix(\"{prefix}\")", prefix: prefix);
    }

    /// <inheritdoc/>
    public override string ToString() => Description;

    /// <summary>A map in C#.</summary>
    internal static string InWords(IEnumerable<(string Tensor, string Parameter)> names) =>
        $"TensorNames.Map({string.Join(", ", names.Select(pair => $"(\"{pair.Tensor}\", \"{pair.Parameter}\")"))})";

    /// <summary>The tensor of each parameter in a file, by the parameter's name; those of no tensor are left out.</summary>
    internal Dictionary<string, string> Resolve(NetworkInfo info, SafetensorsFile file) => this == InOrder
        ? TensorOrder.Match(info, file)
        : info.SavedParameters.ToDictionary(parameter => parameter.Name, parameter => NameOf(parameter.Name), StringComparer.Ordinal);

    /// <summary>Whether a tensor of a file is meant: with a prefix, those that begin with it.</summary>
    internal bool Covers(string tensor) => tensor.StartsWith(_prefix, StringComparison.Ordinal);

    /// <summary>What a parameter, or anything that belongs to its layer, is called in a file.</summary>
    /// <exception cref="ArgumentException">An order gives no names.</exception>
    internal string NameOf(string parameter)
    {
        if (this == InOrder)
        {
            throw new ArgumentException("TensorNames.InOrder finds tensors in a file that is there, but gives no names to save under; use TensorNames.Map.", "names");
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

        return best is (string tensor, string own) ? tensor + parameter[own.Length..] : _prefix + parameter;
    }
}

/// <summary>Layers of a file and of a network, matched by what they hold.</summary>
internal static class TensorOrder
{
    /// <summary>PyTorch counts the batches of a batch normalisation in a tensor of its own, which nothing here depends on.</summary>
    public const string BatchCount = "num_batches_tracked";

    /// <summary>The layers in order, each with the tensor of each of the network's parameters; as many as match.</summary>
    public static Dictionary<string, string> Match(NetworkInfo info, SafetensorsFile file)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((TensorLayer own, TensorLayer other) in TensorLayer.Of(info).Zip(TensorLayer.Of(file)))
        {
            foreach ((string part, _) in own.Parts)
            {
                if (other.Has(part))
                {
                    names[own.Join(part)] = other.Join(part);
                }
            }
        }

        return names;
    }

    /// <summary>What to load a file with that does not fit by its names, as C#; null where its shapes do not fit either.</summary>
    public static string? Suggest(NetworkInfo info, SafetensorsFile file)
    {
        IReadOnlyList<TensorLayer> own = TensorLayer.Of(info);
        IReadOnlyList<TensorLayer> others = TensorLayer.Of(file);
        if (own.Count == 0 || own.Count != others.Count)
        {
            return null;
        }

        if (PrefixOf(info, file) is string prefix)
        {
            return $"TensorNames.Prefix(\"{prefix}\")";
        }

        // In order where that fits, else the only layer of the same shapes.
        var pairs = new List<(string, string)>();
        for (int i = 0; i < own.Count; i++)
        {
            TensorLayer[] candidates = own[i].Fits(others[i]) ? [others[i]] : [.. others.Where(own[i].Fits)];
            if (candidates.Length != 1)
            {
                return null;
            }

            pairs.Add((candidates[0].Name, own[i].Name));
        }

        bool isOneToOne = pairs.Select(pair => pair.Item1).Distinct().Count() == pairs.Count && pairs.All(pair => pair.Item1.Length > 0 && pair.Item2.Length > 0);
        return isOneToOne ? TensorNames.InWords(pairs.Where(pair => pair.Item1 != pair.Item2)) : null;
    }

    private static string? PrefixOf(NetworkInfo info, SafetensorsFile file)
    {
        string first = info.SavedParameters[0].Name;
        SafetensorsTensor? longer = file.Tensors.FirstOrDefault(tensor => tensor.Name.Length > first.Length && tensor.Name.EndsWith(first, StringComparison.Ordinal));
        string? prefix = longer?.Name[..^first.Length];
        return prefix is not null && info.SavedParameters.All(parameter => file.Find(prefix + parameter.Name) is SafetensorsTensor tensor && tensor.Shape.SequenceEqual(parameter.Shape)) ? prefix : null;
    }
}

/// <summary>The tensors that share the name before their last dot.</summary>
/// <param name="Name">That name; empty for tensors without a dot.</param>
/// <param name="Parts">The names behind it, with their shapes.</param>
internal sealed record TensorLayer(string Name, IReadOnlyList<(string Part, IReadOnlyList<int> Shape)> Parts)
{
    /// <summary>Those of a network that have parameters, in declaration order.</summary>
    public static IReadOnlyList<TensorLayer> Of(NetworkInfo info) => Group(info.SavedParameters.Select(parameter => (parameter.Name, parameter.Shape)));

    /// <summary>Those of a file, in its order, or where it is sorted by name, in that of its names with numbers by their value.</summary>
    public static IReadOnlyList<TensorLayer> Of(SafetensorsFile file)
    {
        bool isCheckpoint = NetworkMetadata.IsCheckpoint(file);
        SafetensorsTensor[] tensors =
        [
            .. file.Tensors.Where(tensor => !tensor.Name.EndsWith(TensorOrder.BatchCount, StringComparison.Ordinal) && !(isCheckpoint && tensor.Name.Contains('/'))),
        ];
        IReadOnlyList<TensorLayer> layers = Group(tensors.Select(tensor => (tensor.Name, tensor.Shape)));
        bool isSorted = tensors.Zip(tensors.Skip(1)).All(pair => string.CompareOrdinal(pair.First.Name, pair.Second.Name) < 0);
        return isSorted ? [.. layers.OrderBy(layer => layer.Name, NumbersByValue.Comparer)] : layers;
    }

    public bool Has(string part) => Parts.Any(other => other.Part == part);

    public string Join(string part) => Name.Length == 0 ? part : $"{Name}.{part}";

    /// <summary>Whether another layer has the same parts of the same shapes.</summary>
    public bool Fits(TensorLayer other) =>
        Parts.Count == other.Parts.Count && Parts.All(own => other.Parts.Any(part => part.Part == own.Part && part.Shape.SequenceEqual(own.Shape)));

    private static List<TensorLayer> Group(IEnumerable<(string Name, IReadOnlyList<int> Shape)> tensors) =>
    [
        .. tensors
            .Select(tensor => (Dot: tensor.Name.LastIndexOf('.'), tensor.Name, tensor.Shape))
            .GroupBy(tensor => tensor.Name[..Math.Max(0, tensor.Dot)])
            .Select(layer => new TensorLayer(layer.Key, [.. layer.Select(tensor => (tensor.Name[(tensor.Dot + 1)..], tensor.Shape))])),
    ];
}

/// <summary>Compares names letter by letter, but runs of digits as numbers: 2 before 10.</summary>
internal sealed class NumbersByValue : IComparer<string>
{
    public static NumbersByValue Comparer { get; } = new();

    public int Compare(string? x, string? y)
    {
        ReadOnlySpan<char> left = x;
        ReadOnlySpan<char> right = y;
        while (left.Length > 0 && right.Length > 0)
        {
            int digits = Digits(left);
            int others = Digits(right);
            int order = digits > 0 && others > 0
                ? ByValue(left[..digits], right[..others])
                : left[0].CompareTo(right[0]);
            if (order != 0)
            {
                return order;
            }

            left = left[Math.Max(1, digits)..];
            right = right[Math.Max(1, others)..];
        }

        return left.Length.CompareTo(right.Length);
    }

    private static int ByValue(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        left = left.TrimStart('0');
        right = right.TrimStart('0');
        return left.Length != right.Length ? left.Length.CompareTo(right.Length) : left.SequenceCompareTo(right);
    }

    private static int Digits(ReadOnlySpan<char> text)
    {
        int count = 0;
        while (count < text.Length && char.IsAsciiDigit(text[count]))
        {
            count++;
        }

        return count;
    }
}

namespace NnGen;

/// <summary>Layers of a file and of a network, matched by what they hold.</summary>
internal static class TensorOrder
{
    /// <summary>PyTorch counts the batches of a batch normalisation in a tensor of its own, which nothing here depends on.</summary>
    public const string BatchCount = "num_batches_tracked";

    /// <summary>
    /// A file with its layers in the order that is meant: the file's own, or where it is sorted by name, as PyTorch's library saves, that of the names with numbers by their value.
    /// To be asked before tensors get other names or are taken apart, which both end the order of names.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="isMeant">Which of its tensors count.</param>
    /// <param name="dotted">A name with dots between its parts.</param>
    public static SafetensorsFile ByLayers(SafetensorsFile file, Func<string, bool> isMeant, Func<string, string> dotted)
    {
        string[] names = [.. Counted(file, isMeant).Select(tensor => tensor.Name)];
        bool isSorted = names.Zip(names.Skip(1)).All(pair => string.CompareOrdinal(pair.First, pair.Second) < 0);
        return isSorted ? new SafetensorsFile([.. file.Tensors.OrderBy(tensor => TensorLayer.NameOf(dotted(tensor.Name)), NumbersByValue.Comparer)], file.Metadata) : file;
    }

    /// <summary>The tensors of a file that may be parameters.</summary>
    public static IEnumerable<SafetensorsTensor> Counted(SafetensorsFile file, Func<string, bool> isMeant)
    {
        bool isCheckpoint = NetworkMetadata.IsCheckpoint(file);
        return file.Tensors.Where(tensor => isMeant(tensor.Name) && !tensor.Name.EndsWith(BatchCount, StringComparison.Ordinal) && !(isCheckpoint && tensor.Name.Contains('/')));
    }

    /// <summary>The layers in order, each with the tensor of each of the network's parameters; as many as match.</summary>
    /// <param name="info">The network.</param>
    /// <param name="file">The file.</param>
    /// <param name="isMeant">Which of its tensors count.</param>
    public static Dictionary<string, string> Match(NetworkInfo info, SafetensorsFile file, Func<string, bool> isMeant)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((TensorLayer own, TensorLayer other) in TensorLayer.Of(info).Zip(TensorLayer.Of(file, isMeant)))
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
        IReadOnlyList<TensorLayer> others = TensorLayer.Of(file, _ => true);
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

    /// <summary>Those of a file, in its order.</summary>
    public static IReadOnlyList<TensorLayer> Of(SafetensorsFile file, Func<string, bool> isMeant) => Group(TensorOrder.Counted(file, isMeant).Select(tensor => (tensor.Name, tensor.Shape)));

    /// <summary>What stands before the last dot of a tensor's name; empty where there is none.</summary>
    public static string NameOf(string tensor) => tensor[..Math.Max(0, tensor.LastIndexOf('.'))];

    public bool Has(string part) => Parts.Any(other => other.Part == part);

    public string Join(string part) => Name.Length == 0 ? part : $"{Name}.{part}";

    /// <summary>Whether another layer has the same parts of the same shapes.</summary>
    public bool Fits(TensorLayer other) =>
        Parts.Count == other.Parts.Count && Parts.All(own => other.Parts.Any(part => part.Part == own.Part && part.Shape.SequenceEqual(own.Shape)));

    private static List<TensorLayer> Group(IEnumerable<(string Name, IReadOnlyList<int> Shape)> tensors) =>
    [
        .. tensors
            .GroupBy(tensor => NameOf(tensor.Name))
            .Select(layer => new TensorLayer(layer.Key, [.. layer.Select(tensor => (tensor.Name[(tensor.Name.LastIndexOf('.') + 1)..], tensor.Shape))])),
    ];
}

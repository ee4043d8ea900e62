using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph.Weights;

/// <summary>Finds the names under which a file would fit a network.</summary>
internal static class WeightHints
{
    /// <summary>What stands between the pairs of names.</summary>
    private const char Separator = ';';

    /// <summary>What to write at <c>&lt;NnGenWeights&gt;</c>; null where nothing would help.</summary>
    public static string? Of(IReadOnlyList<Parameter> parameters, IReadOnlyList<HeaderTensor> tensors)
    {
        Dictionary<string, HeaderTensor> byName = tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        string first = parameters[0].Name;
        foreach (HeaderTensor tensor in tensors.Where(tensor => tensor.Name.Length >= first.Length && tensor.Name.EndsWith(first, StringComparison.Ordinal)))
        {
            string prefix = tensor.Name.Substring(0, tensor.Name.Length - first.Length);
            if (parameters.All(parameter => byName.TryGetValue(prefix + parameter.Name, out HeaderTensor? found) && IsOf(found, parameter)))
            {
                return prefix.Length == 0 ? "no Names and no Prefix" : $"Prefix=\"{WeightNames.Shown(prefix)}\"";
            }
        }

        return InOrder(parameters, tensors);
    }

    private static bool IsOf(HeaderTensor tensor, Parameter parameter) => tensor.Shape == new EquatableArray<int>(parameter.Shape.Axes);

    /// <summary>The layers in order where their parts and shapes fit, else the only layer that fits.</summary>
    private static string? InOrder(IReadOnlyList<Parameter> parameters, IReadOnlyList<HeaderTensor> tensors)
    {
        Layer[] own = Layers(parameters.Select(parameter => (parameter.Name, new EquatableArray<int>(parameter.Shape.Axes))));
        Layer[] others = Layers(tensors.Where(tensor => !tensor.Name.EndsWith(TensorOrder.BatchCount, StringComparison.Ordinal)).Select(tensor => (tensor.Name, tensor.Shape)));
        if (own.Length != others.Length)
        {
            return null;
        }

        var pairs = new List<(string, string)>();
        for (int i = 0; i < own.Length; i++)
        {
            Layer[] candidates = own[i].Fits(others[i]) ? [others[i]] : [.. others.Where(own[i].Fits)];
            if (candidates.Length != 1 || candidates[0].Name.Length == 0 || own[i].Name.Length == 0)
            {
                return null;
            }

            pairs.Add((candidates[0].Name, own[i].Name));
        }

        return pairs.Select(pair => pair.Item1).Distinct().Count() == pairs.Count && pairs.All(pair => pair.Item1.IndexOfAny(['=', Separator]) < 0)
            ? $"Names=\"{string.Join(Separator.ToString(), pairs.Where(pair => pair.Item1 != pair.Item2).Select(pair => $"{WeightNames.Shown(pair.Item1)}={pair.Item2}"))}\""
            : null;
    }

    private static Layer[] Layers(IEnumerable<(string Name, EquatableArray<int> Shape)> tensors) =>
    [
        .. tensors
            .Select(tensor => (Dot: Math.Max(0, tensor.Name.LastIndexOf('.')), tensor.Name, tensor.Shape))
            .GroupBy(tensor => tensor.Name.Substring(0, tensor.Dot))
            .Select(layer => new Layer(layer.Key, [.. layer.Select(tensor => (tensor.Name.Substring(tensor.Dot), tensor.Shape))])),
    ];

    private sealed record Layer(string Name, (string Part, EquatableArray<int> Shape)[] Parts)
    {
        public bool Fits(Layer other) => Parts.Length == other.Parts.Length && Parts.All(other.Parts.Contains);
    }
}

using System.Globalization;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph.Weights;

/// <summary>Holds the weights that are to be compiled in against the network's parameters.</summary>
internal static class WeightCheck
{
    // About a screen.
    private const int MostFaults = 60;

    /// <summary>The tensor of each parameter that files have, in the order of the parameters.</summary>
    /// <param name="declaration">A declaration whose weights fit.</param>
    /// <param name="graph">Its graph.</param>
    public static IReadOnlyList<(Parameter Parameter, HeaderTensor Tensor)> Match(NetworkDeclaration declaration, BuiltGraph graph)
    {
        WeightHeader weights = declaration.Weights[0];
        WeightNames names = WeightNames.Of(weights, graph.Nodes, out _) ?? throw new InvalidOperationException("The names do not fit the network.");
        Dictionary<string, HeaderTensor> tensors = weights.Tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        return [.. Saved(graph).Select(parameter => (parameter, tensors[names.InFile(parameter.Name)]))];
    }

    /// <summary>What is wrong with the weights of a declaration that asks for some; nothing where it asks for none.</summary>
    public static IEnumerable<Problem> Of(NetworkDeclaration declaration, BuiltGraph graph)
    {
        if (!WeightHeader.AreWanted(declaration))
        {
            return [];
        }

        string name = declaration.Host.FullName;
        if (declaration.Weights.Count != 1)
        {
            string found = declaration.Weights.Count == 0 ? "no weights" : $"several files of weights, {string.Join(" and ", declaration.Weights.Select(weights => WeightNames.Shown(weights.File)))}";
            return [AtOption(ProblemKinds.NoWeights, name, found, $"{name}")];
        }

        WeightHeader only = declaration.Weights[0];
        if (WeightNames.Of(only, graph.Nodes, out string? fault) is not WeightNames names)
        {
            return [AtOption(ProblemKinds.WeightsDoNotFit, WeightNames.Shown(only.File), name, fault!)];
        }

        if (declaration.Record is RecordDeclaration record && only.Record.Length > 0 && RecordText.Difference(record, only.Record) is string changed)
        {
            return [AtOption(ProblemKinds.WeightsDoNotFit, WeightNames.Shown(only.File), name, changed)];
        }

        List<string> faults = Faults(Saved(graph), only, names);
        if (faults.Count == 0)
        {
            return [];
        }

        string more = faults.Count <= MostFaults ? "" : $"; and {(faults.Count - MostFaults).ToString(CultureInfo.InvariantCulture)} more";
        string hint = WeightHints.Of(Saved(graph), only.Tensors) is string fitting ? $". It fits with {fitting} at <NnGenWeights>" : "";
        return [AtOption(ProblemKinds.WeightsDoNotFit, WeightNames.Shown(only.File), name, string.Join("; ", faults.Take(MostFaults)) + more + hint)];
    }

    private static Problem AtOption(ProblemKind kind, params string[] arguments) => new(kind, -1, new(arguments)) { Option = WeightHeader.Option };

    private static Parameter[] Saved(BuiltGraph graph) => [.. graph.Graph.Parameters.Where(parameter => parameter.Table is null)];

    private static List<string> Faults(Parameter[] parameters, WeightHeader weights, WeightNames names)
    {
        Dictionary<string, HeaderTensor> tensors = weights.Tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        var faults = new List<string>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (Parameter parameter in parameters)
        {
            string name = names.InFile(parameter.Name);
            known.Add(name);
            string shown = name == parameter.Name ? name : $"{WeightNames.Shown(name)}, which is to be {parameter.Name},";
            if (!tensors.TryGetValue(name, out HeaderTensor? tensor))
            {
                faults.Add($"{shown} is missing: {parameter.Shape} was expected");
            }
            else if (tensor.Shape != new EquatableArray<int>(parameter.Shape.Axes))
            {
                faults.Add($"{shown} has the shape {tensor.ShapeText}: {parameter.Shape} was expected");
            }
            else if (!tensor.IsFloatingPoint)
            {
                faults.Add($"{shown} has the type {tensor.Type}: F64, F32, F16 or BF16 was expected");
            }
        }

        faults.AddRange(weights.Tensors
            .Where(tensor => !known.Contains(tensor.Name) && names.Covers(tensor.Name) && !tensor.Name.EndsWith(TensorOrder.BatchCount, StringComparison.Ordinal))
            .Select(tensor => $"{WeightNames.Shown(tensor.Name)} of shape {tensor.ShapeText} belongs to no parameter"));
        return faults;
    }
}

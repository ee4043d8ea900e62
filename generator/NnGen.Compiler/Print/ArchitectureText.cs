using System.Globalization;
using NnGen.Compiler.Graph;
using NnGen.Compiler.Plan;

namespace NnGen.Compiler.Print;

/// <summary>A network in words: the diagram, the layer table and the losses.</summary>
public static class ArchitectureText
{
    /// <summary>One line: <c>input1[784] -> Dense -> dense1[128] -> ReLU -> relu1[128]</c>, or one line a node where it is no chain.</summary>
    public static IReadOnlyList<string> Diagram(NetworkPlan plan)
    {
        NodeFacts[] nodes = [.. plan.Nodes];
        bool isChain = nodes.Select((node, i) => i == 0 || (node.Inputs.Count == 1 && node.Inputs[0] == nodes[i - 1].Name)).All(link => link);
        string Link(NodeFacts node) => node.Inputs.Count == 0 ? $"{node.Name}{node.Shape}" : $"{string.Join(", ", node.Inputs)} -> {node.Name}{node.Shape}";
        string Node(int i) => $"{nodes[i].Name}{nodes[i].Shape}";
        return isChain
            ? [string.Join(" -> ", NodeRuns(plan).Select(run => run.Turns == 1 ? Node(run.First) : $"{string.Join(" -> ", Enumerable.Range(run.First, run.Length).Select(Node))} -> ... -> {Node(run.First + run.Length * run.Turns - 1)}"))]
            : [.. Entries(NodeRuns(plan)).Select(entry => Link(nodes[entry.First]) + (entry.IsOne ? "" : $"  to  {Link(nodes[entry.Last])}"))];
    }

    /// <summary>A line for each node: name, kind, shape, parameters, multiply-adds; equal layers have one together.</summary>
    private static IReadOnlyList<string> LayerTable(NetworkPlan plan, IReadOnlyList<Run> runs)
    {
        var rows = new List<string[]> { new[] { "node", "kind", "shape", "parameters", "multiply-adds" } };
        foreach (Entry entry in Entries(runs))
        {
            NodeFacts node = plan.Nodes[entry.First];
            string Each(long number) => (entry.IsOne || number == 0 ? "" : Literals.Integer(entry.Turns) + " x ") + Literals.Integer(number);
            string name = entry.IsOne ? node.Name : $"{node.Name} to {plan.Nodes[entry.Last].Name}";
            rows.Add([name, node.Kind, node.Shape.ToString(), Each(node.ParameterCount), Each(node.MultiplyAdds)]);
        }

        rows.Add(["total", "", "", Literals.Integer(plan.Facts.ParameterCount), Literals.Integer(plan.Facts.MultiplyAdds)]);
        int[] widths = [.. Enumerable.Range(0, 5).Select(column => rows.Max(row => row[column].Length))];
        return [.. rows.Select(row => string.Join("  ", row.Select((cell, column) => column < 3 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd())];
    }

    /// <summary>The loss, and what it follows from where the declaration leaves it out.</summary>
    public static IEnumerable<string> Losses(NetworkPlan plan) => plan.Inference.Outputs.Select(output =>
    {
        string which = plan.Inference.Outputs.Count == 1 ? "" : $" of {output.Name}";
        string origin = output.LossIndex >= 0 ? "" : $", which follows from {output.Origin}";
        return $"loss{which}: {LossInWords(output)}, [{output.Loss.Name}]{origin}";
    });

    /// <summary>The loss of an output: factor, name, reduction, and in which units it is, where they are not the targets' own.</summary>
    public static string LossInWords(BuiltOutput output)
    {
        string weight = output.Weight == 1 ? "" : output.Weight.ToString("R", CultureInfo.InvariantCulture) + " x ";
        string units = output.Scaler is string scaler ? $" of targets scaled as by {scaler}" : "";
        return $"{weight}{output.Loss.Words} ({output.Reduction.ToLowerInvariant()}){units}";
    }

    /// <summary>What training minimises: the loss, or the sum of several.</summary>
    public static string LossInWords(NetworkPlan plan) => plan.Inference.Outputs.Count == 1
        ? LossInWords(plan.Inference.Outputs[0])
        : string.Join(" + ", plan.Inference.Outputs.Select(output => $"{LossInWords(output)} of {output.Name}"));

    /// <summary>Diagram, layer table and loss: what the documentation of the class shows. A run of equal layers takes the lines of one.</summary>
    public static IEnumerable<string> Summary(NetworkPlan plan) => [.. Diagram(plan), "", .. LayerTable(plan, NodeRuns(plan)), "", .. Losses(plan)];

    /// <summary>The nodes as runs of equal layers, with inputs that are equally far.</summary>
    private static IReadOnlyList<Run> NodeRuns(NetworkPlan plan)
    {
        Dictionary<string, int> indices = plan.Nodes.Select((node, i) => (node.Name, i)).ToDictionary(pair => pair.Name, pair => pair.i);
        return Runs.Of(
            plan.Nodes,
            node => (node.Kind, node.Shape, node.ParameterCount, node.MultiplyAdds, node.Inputs.Count, NumberedName.Of(node.Name).Pattern),
            node => [.. node.Inputs.Select(input => indices[input] - indices[node.Name]), .. NumberedName.Of(node.Name).Numbers]);
    }

    /// <summary>One line for each item of the first turn.</summary>
    private static IEnumerable<Entry> Entries(IReadOnlyList<Run> runs) => runs.SelectMany(run =>
        Enumerable.Range(run.First, run.Length).Select(first => new Entry(first, first + (run.Turns - 1) * run.Length, run.Turns)));

    private readonly record struct Entry(int First, int Last, int Turns)
    {
        public bool IsOne => Turns == 1;
    }
}

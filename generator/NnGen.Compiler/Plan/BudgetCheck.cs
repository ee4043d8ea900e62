using System.Globalization;
using NnGen.Compiler.Graph;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Plan;

/// <summary>Holds a plan against what its network may cost.</summary>
internal static class BudgetCheck
{
    private const int MostLayers = 12;

    /// <summary>The limits that the plan exceeds, each with the cost of every layer.</summary>
    public static IEnumerable<Problem> Of(NetworkPlan plan)
    {
        long bytes = plan.Facts.IsDouble ? sizeof(double) : sizeof(float);
        foreach (OptionDeclaration limit in plan.Declaration.Budget)
        {
            Problem? problem = limit.Name switch
            {
                "Parameters" => Excess(plan, limit, "trained parameters", plan.Facts.ParameterCount, node => node.ParameterCount),
                "MultiplyAdds" => Excess(plan, limit, "multiply-adds a prediction", plan.Facts.MultiplyAdds, node => node.MultiplyAdds),
                "WeightBytes" => Excess(plan, limit, "bytes of parameters, padding included", plan.StorageLength * bytes, node => WeightLength(plan, node) * bytes),
                "ScratchBytes" => Excess(plan, limit, "bytes between the layers of one call", ScratchLength(plan) * bytes, node => RowLength(plan, node) * bytes),
                _ => null,
            };
            if (problem is not null)
            {
                yield return problem;
            }
        }
    }

    /// <summary>Limits that no network can keep, or that are none.</summary>
    public static IEnumerable<Problem> Malformed(NetworkDeclaration declaration) => declaration.Budget
        .Where(limit => limit.Value is long and < 0)
        .Select(limit => AtBudget(ProblemKinds.BadSize, limit, limit.Name, "Budget", Number((long)limit.Value), "at least 0, or left out"));

    private static Problem? Excess(NetworkPlan plan, OptionDeclaration limit, string unit, long cost, Func<NodeFacts, long> ofNode)
    {
        if (limit.Value is not long most || most < 0 || cost <= most)
        {
            return null;
        }

        (NodeFacts Node, long Cost)[] nodes = [.. plan.Nodes.Select(node => (node, ofNode(node))).Where(entry => entry.Item2 > 0)];
        string layers = string.Join(", ", nodes.Take(MostLayers).Select(entry => $"{entry.Node.Name} {entry.Node.Kind}{entry.Node.Shape} {Number(entry.Cost)}"));
        string more = nodes.Length <= MostLayers ? "" : $", and {Number(nodes.Length - MostLayers)} more with {Number(nodes.Skip(MostLayers).Sum(entry => entry.Cost))}";
        string largest = nodes.Length == 0 ? "none" : nodes.OrderByDescending(entry => entry.Cost).First().Node.Name;
        return AtBudget(ProblemKinds.OverBudget, limit, plan.Declaration.Host.Name, Number(cost), unit, Number(cost - most), Number(most), largest, layers + more);
    }

    private static Problem AtBudget(ProblemKind kind, OptionDeclaration limit, params string[] arguments) =>
        new(kind, Problem.AtBudget, new(arguments)) { Option = limit.Name };

    private static long ScratchLength(NetworkPlan plan) =>
        Math.Max(Math.Max(plan.Predict.ScratchLength, plan.PredictBatch.ScratchLength), plan.Step?.Program.ScratchLength ?? 0);

    /// <summary>The elements of a node's value in all rows that are computed at a time.</summary>
    private static long RowLength(NetworkPlan plan, NodeFacts node) => node.Inputs.Count == 0 ? 0 : (long)node.Shape.Size * Math.Max(1, plan.PredictBatch.ChunkRows);

    private static long WeightLength(NetworkPlan plan, NodeFacts node)
    {
        ParameterPlace[] places = [.. plan.Parameters.OrderBy(place => place.Offset)];
        long length = 0;
        for (int i = 0; i < places.Length; i++)
        {
            if (OwnerOf(plan, places[i].Parameter.Name) == node.Name)
            {
                length += (i + 1 < places.Length ? places[i + 1].Offset : plan.StorageLength) - places[i].Offset;
            }
        }

        return length;
    }

    private static string? OwnerOf(NetworkPlan plan, string parameter) => plan.Nodes
        .Where(node => parameter.StartsWith(node.Name + ".", StringComparison.Ordinal))
        .OrderByDescending(node => node.Name.Length)
        .FirstOrDefault()?.Name;

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}

using System.Text;
using NnGen.Compiler.Graph;
using NnGen.Compiler.Graph.Layers;
using NnGen.Compiler.Plan;

namespace NnGen.Compiler.Print;

/// <summary>A network in words: the diagram, the layer table and the plan.</summary>
public static class ArchitectureText
{
    /// <summary>One line: <c>input1[784] -> Dense -> dense1[128] -> ReLU -> relu1[128]</c>, or one line a node where it is no chain.</summary>
    public static IReadOnlyList<string> Diagram(NetworkPlan plan)
    {
        NodeFacts[] nodes = [.. plan.Nodes];
        bool isChain = nodes.Select((node, i) => i == 0 || (node.Inputs.Count == 1 && node.Inputs[0] == nodes[i - 1].Name)).All(link => link);
        return isChain
            ? [string.Join(" -> ", nodes.Select(node => $"{node.Name}{node.Shape}"))]
            : [.. nodes.Select(node => node.Inputs.Count == 0 ? $"{node.Name}{node.Shape}" : $"{string.Join(", ", node.Inputs)} -> {node.Name}{node.Shape}")];
    }

    /// <summary>A line for each node: name, kind, shape, parameters, multiply-adds.</summary>
    public static IReadOnlyList<string> LayerTable(NetworkPlan plan)
    {
        var rows = new List<string[]> { new[] { "node", "kind", "shape", "parameters", "multiply-adds" } };
        rows.AddRange(plan.Nodes.Select(node => new[] { node.Name, node.Kind, node.Shape.ToString(), Literals.Integer(node.ParameterCount), Literals.Integer(node.MultiplyAdds) }));
        rows.Add(["total", "", "", Literals.Integer(plan.Facts.ParameterCount), Literals.Integer(plan.Facts.MultiplyAdds)]);
        int[] widths = [.. Enumerable.Range(0, 5).Select(column => rows.Max(row => row[column].Length))];
        return [.. rows.Select(row => string.Join("  ", row.Select((cell, column) => column < 3 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd())];
    }

    /// <summary>The loss, and what it follows from where the declaration leaves it out.</summary>
    public static string Loss(NetworkPlan plan)
    {
        bool isDeclared = plan.Declaration.Nodes.Any(node => LayerCatalog.Loss(node.Kind) is not null);
        string origin = isDeclared ? "" : $", which follows from {LossKind.Unwrap(plan.Inference.Graph.Output).Name}";
        return $"loss: {plan.Inference.Loss.Words} ({plan.Inference.Reduction.ToLowerInvariant()}){LossUnits(plan)}, [{plan.Inference.Loss.Name}]{origin}";
    }

    /// <summary>The node that gives the outputs their units, or null.</summary>
    public static string? OutputScaler(NetworkPlan plan) => LossKind.ScalerOf(plan.Inference.Graph.Output)?.Results[0].Name;

    /// <summary>In which units the loss is, where they are not the targets' own.</summary>
    public static string LossUnits(NetworkPlan plan) => OutputScaler(plan) is string scaler ? $" of targets scaled as by {scaler}" : "";

    /// <summary>Diagram, layer table and loss: what the documentation of the class shows.</summary>
    public static IEnumerable<string> Summary(NetworkPlan plan) => [.. Diagram(plan), "", .. LayerTable(plan), "", Loss(plan)];

    /// <summary>Where the parameters lie and what each step does, with the reasons.</summary>
    public static IReadOnlyList<string> PlanLines(NetworkPlan plan)
    {
        var lines = new List<string>();
        lines.AddRange(plan.Parameters.Select(place => $"{place.Parameter.Name}{place.Parameter.Shape} at {Literals.Integer(place.Offset)}: {place.Reason}"));
        Add("once a call", plan.Predict.Prepare);
        Add("predict", plan.Predict.Steps);
        Add("once a batch", plan.PredictBatch.Prepare);
        Add($"predict a batch, {Literals.Integer(plan.PredictBatch.ChunkRows)} rows at a time", plan.PredictBatch.Steps);
        if (plan.Training is TrainingProgram training)
        {
            Parts("forward", training.Forward);
            Add("backward, at once", training.Prepare);
            Add("backward from a gradient at the output, by rows, instead of the next step", training.OutputGradient?.Steps ?? []);
            Parts("backward", training.Backward);
            Add("backward, by parameters", training.BackwardParameters);
        }

        return lines;

        void Parts(string pass, IReadOnlyList<TrainingPart> parts)
        {
            foreach (TrainingPart part in parts)
            {
                Add(pass + (part.MixesRows ? ", at once" : ", by rows"), part.Steps);
            }
        }

        void Add(string phase, IReadOnlyList<Step> steps)
        {
            if (steps.Count > 0)
            {
                lines.Add(phase + ":");
                lines.AddRange(steps.Select(step => $"  {step.Comment}  [{step.Spec.Name}: {step.Reason}]"));
            }
        }
    }

    /// <summary>Everything, as the constant <c>Architecture</c> holds it.</summary>
    public static string All(NetworkPlan plan)
    {
        var text = new StringBuilder();
        foreach (string line in Summary(plan).Append("").Concat(PlanLines(plan)))
        {
            text.Append(line).Append('\n');
        }

        return text.ToString().TrimEnd('\n');
    }
}

using System.Globalization;

namespace NnGen;

/// <summary>The value of one node from those that it takes: by its kind for weights and joins, by its formula for all others.</summary>
internal static class NodeEvaluation
{
    /// <summary>Computes a node in double.</summary>
    /// <param name="info">The network.</param>
    /// <param name="node">The node; no input.</param>
    /// <param name="inputs">The values that it takes.</param>
    /// <param name="parameter">The values of a parameter by its name.</param>
    /// <exception cref="NotSupportedException">Nothing says what the node computes.</exception>
    public static double[] Of(NetworkInfo info, NodeInfo node, double[][] inputs, Func<string, double[]> parameter) => node.Kind switch
    {
        "Dense" => WeightedSums(info, node, inputs[0], parameter),
        "Add" => inputs.Aggregate((x, y) => [.. x.Zip(y, (a, b) => a + b)]),
        "Multiply" => inputs.Aggregate((x, y) => [.. x.Zip(y, (a, b) => a * b)]),
        "Concat" => Concat(info, node, inputs),
        "Embedding" => RowsOf(info, node, inputs[0], parameter),
        "RotaryEncoding" => AttentionEvaluation.Turned(node, inputs[0], parameter),
        "MultiHeadAttention" or "Attention" => AttentionEvaluation.Of(info, node, inputs, parameter),
        _ when RecurrenceEvaluation.Is(node.Formula) => RecurrenceEvaluation.Of(node.Formula, inputs, name => info.Parameters.Any(candidate => candidate.Name == name) ? parameter(name) : null),
        _ when CellTurns.IsInputOrOutput(node) => CellTurns.Of(node, inputs),
        "MatMul" => ViewEvaluation.Product(node.Formula, inputs[0], inputs[1]),
        _ when node.Formula.Length > 0 => Stages(info, node, inputs[0], parameter),
        _ => throw new NotSupportedException($"{info.Name} does not say what its node {node.Name} of kind {node.Kind} computes."),
    };

    /// <summary>The stages of a formula, one after the other; at its end may stand whose parameters are meant, where they are another node's.</summary>
    private static double[] Stages(NetworkInfo info, NodeInfo node, double[] x, Func<string, double[]> parameter)
    {
        string[] parts = node.Formula.Split(" with those of ");
        string owner = parts.Length > 1 ? parts[1] : node.Name;
        return parts[0].Split(" then ").Aggregate(x, (row, stage) => Stage(stage, row, part => parameter($"{owner}.{part}"), part => info.Parameters.Any(candidate => candidate.Name == $"{owner}.{part}")));
    }

    /// <summary>One stage of a formula: elements in another order, a mean over axes, windows of an image, or a formula of the row or of each of its parts.</summary>
    private static double[] Stage(string stage, double[] x, Func<string, double[]> parameter, Func<string, bool> hasParameter)
    {
        const string Parts = " parts: ";
        if (stage.StartsWith("view ", StringComparison.Ordinal))
        {
            return ViewEvaluation.View(stage, x);
        }

        if (stage.StartsWith("mean of ", StringComparison.Ordinal))
        {
            return ViewEvaluation.Mean(stage, x);
        }

        if (WindowEvaluation.Is(stage))
        {
            return WindowEvaluation.Of(stage, x, part => hasParameter(part) ? parameter(part) : null);
        }

        int at = stage.IndexOf(Parts, StringComparison.Ordinal);
        if (at < 0)
        {
            return new FormulaReader(stage, x, parameter).Read();
        }

        int parts = int.Parse(stage.AsSpan(0, at), CultureInfo.InvariantCulture);
        return [.. x.Chunk(x.Length / parts).SelectMany(part => new FormulaReader(stage[(at + Parts.Length)..], part, parameter).Read())];
    }

    /// <summary>
    /// <c>in_j = bias_j + sum_i weight_ji x_i</c>. A layer that is tied to another one says in its formula whose parameters it takes:
    /// <c>encoder.weight x + encoder.bias</c>, or <c>transpose(encoder.weight) x + decoder.bias</c>.
    /// </summary>
    private static double[] WeightedSums(NetworkInfo info, NodeInfo node, double[] x, Func<string, double[]> parameter)
    {
        const string Transpose = "transpose(";
        string[] tied = node.Formula.Split(' ');
        bool isTransposed = tied[0].StartsWith(Transpose, StringComparison.Ordinal);
        string weightName = tied[0].Length == 0 ? node.Name + ".weight" : isTransposed ? tied[0][Transpose.Length..^1] : tied[0];
        string biasName = tied.Length > 1 ? tied[^1] : node.Name + ".bias";
        double[] weight = parameter(weightName);
        double[]? bias = info.Parameters.Any(candidate => candidate.Name == biasName) ? parameter(biasName) : null;
        IReadOnlyList<int> shape = info.Parameters.First(candidate => candidate.Name == weightName).Shape;
        (int inputs, int units) = isTransposed ? (shape[0], shape[1]) : (shape[1], shape[0]);

        // Of several axes the last one is multiplied, position by position.
        return [.. x.Chunk(inputs).SelectMany(position => Enumerable.Range(0, units).Select(j =>
        {
            double sum = bias is null ? 0 : bias[j];
            for (int i = 0; i < inputs; i++)
            {
                sum += weight[isTransposed ? i * units + j : j * inputs + i] * position[i];
            }

            return sum;
        }))];
    }

    /// <summary>The rows of a table that class numbers say. The formula names it: <c>rows of embedding1.weight</c>.</summary>
    private static double[] RowsOf(NetworkInfo info, NodeInfo node, double[] numbers, Func<string, double[]> parameter)
    {
        string name = node.Formula["rows of ".Length..];
        int features = info.Parameters.First(candidate => candidate.Name == name).Shape[1];
        double[] table = parameter(name);
        return [.. numbers.SelectMany(number => table.AsSpan((int)number * features, features).ToArray())];
    }

    /// <summary>Side by side along the axis in which the result is larger than its inputs.</summary>
    private static double[] Concat(NetworkInfo info, NodeInfo node, double[][] inputs)
    {
        IReadOnlyList<int> first = info.Nodes.First(other => other.Name == node.Inputs[0]).Shape;
        int axis = 0;
        int blocks = 1;
        while (node.Shape[axis] == first[axis])
        {
            blocks *= node.Shape[axis++];
        }

        return [.. Enumerable.Range(0, blocks).SelectMany(block => inputs.SelectMany(input => input.AsSpan(block * (input.Length / blocks), input.Length / blocks).ToArray()))];
    }
}

using System.Globalization;

namespace NnGen;

/// <summary>Attention from the sequences that it takes. The formula has the number of heads, the further inputs, and whose weights they are.</summary>
internal static class AttentionEvaluation
{
    /// <summary>Such as <c>2 heads Key Value KeyMask Causal of attention1</c>.</summary>
    /// <param name="info">The network.</param>
    /// <param name="node">The node.</param>
    /// <param name="inputs">The query, and what further inputs there are.</param>
    /// <param name="parameter">The values of a parameter by its name.</param>
    public static double[] Of(NetworkInfo info, NodeInfo node, double[][] inputs, Func<string, double[]> parameter)
    {
        string[] words = node.Formula.Split(' ');
        int heads = int.Parse(words[0], CultureInfo.InvariantCulture);
        int owner = Array.IndexOf(words, "of");
        string layer = owner > 0 ? words[owner + 1] : node.Name;
        int next = 1;
        double[] query = inputs[0];
        double[] key = words.Contains("Key") ? inputs[next++] : query;
        double[] value = words.Contains("Value") ? inputs[next++] : key;
        double[]? hidden = words.Contains("KeyMask") ? inputs[next] : null;
        int features = node.Shape[1];
        int queries = node.Shape[0];
        bool isProjected = node.Kind == "MultiHeadAttention";
        double[] q = Projected("q_proj", query);
        double[] k = Projected("k_proj", key);
        double[] v = Projected("v_proj", value);
        int keys = k.Length / features;
        int width = features / heads;
        var mixed = new double[queries * features];
        for (int head = 0; head < heads; head++)
        {
            for (int i = 0; i < queries; i++)
            {
                int[] seen = [.. Enumerable.Range(0, keys).Where(j => (hidden is null || hidden[j] <= 0) && (!words.Contains("Causal") || j <= i))];
                double[] scores = [.. seen.Select(j => Enumerable.Range(head * width, width).Sum(c => q[i * features + c] * k[j * features + c]) / Math.Sqrt(width))];
                double[] exponentials = [.. scores.Select(score => Math.Exp(score - scores.Max()))];
                for (int j = 0; j < seen.Length; j++)
                {
                    for (int c = head * width; c < (head + 1) * width; c++)
                    {
                        mixed[i * features + c] += exponentials[j] / exponentials.Sum() * v[seen[j] * features + c];
                    }
                }
            }
        }

        return Projected("out_proj", mixed);

        double[] Projected(string part, double[] x)
        {
            if (!isProjected)
            {
                return x;
            }

            string name = $"{layer}.{part}";
            double[] weight = parameter(name + ".weight");
            double[]? bias = info.Parameters.Any(candidate => candidate.Name == name + ".bias") ? parameter(name + ".bias") : null;
            int columns = weight.Length / features;
            return [.. x.Chunk(columns).SelectMany(row => Enumerable.Range(0, features).Select(output =>
                (bias?[output] ?? 0) + Enumerable.Range(0, columns).Sum(input => weight[output * columns + input] * row[input])))];
        }
    }

    /// <summary>Pairs turned by their position. The formula says how many heads there are, and whether neighbours are pairs.</summary>
    public static double[] Turned(NodeInfo node, double[] x, Func<string, double[]> parameter)
    {
        string[] words = node.Formula.Split(' ');
        int width = node.Shape[1] / int.Parse(words[0], CultureInfo.InvariantCulture);
        bool isAdjacent = words.Contains("Adjacent");
        double[] cosines = parameter(node.Name + ".cosines");
        double[] sines = parameter(node.Name + ".sines");
        return [.. x.Select((value, i) => value * cosines[i] + x[Partner(i)] * sines[i])];

        int Partner(int i) => isAdjacent ? i ^ 1 : i % width < width / 2 ? i + width / 2 : i - width / 2;
    }
}

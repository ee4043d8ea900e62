using NnGen.Compiler.Graph;
using NnGen.Compiler.Graph.Ops;

namespace NnGen.Compiler.Tests.Support;

/// <summary>
/// Computes a graph op by op in doubles, by the formulas of the textbook and with nothing of plan or kernels: what the later stages are
/// compared with, and what is differentiated numerically.
/// </summary>
/// <param name="graph">The graph.</param>
/// <param name="parameters">Each parameter by name, in its canonical layout.</param>
internal sealed class GraphEvaluator(NetworkGraph graph, IReadOnlyDictionary<string, double[]> parameters)
{
    /// <summary>The sums of the parameters' gradients over the rows evaluated so far.</summary>
    public Dictionary<string, double[]> Gradients { get; } = [];

    /// <summary>Parameters for a graph: small numbers from a seed.</summary>
    public static Dictionary<string, double[]> Draw(NetworkGraph graph, ulong seed) =>
        graph.Parameters.Select((parameter, i) => (parameter.Name, Values: Numbers.Doubles(seed + (ulong)i, parameter.Shape.Size)))
            .ToDictionary(pair => pair.Name, pair => pair.Values);

    /// <summary>Every value of one row.</summary>
    /// <param name="input">The input.</param>
    /// <param name="target">The target; null where there is none.</param>
    /// <param name="mask">The element of a node's mask.</param>
    /// <param name="scale">The factor that reduces the loss.</param>
    public Dictionary<Value, double[]> Row(double[] input, double[]? target = null, Func<string, int, double>? mask = null, double scale = 1)
    {
        var values = new Dictionary<Value, double[]>();
        foreach (Op op in graph.Ops)
        {
            double[][] x = [.. op.Inputs.Select(value => values[value])];
            double[][] results = op switch
            {
                InputOp => [op.Results[0] == graph.Target ? target! : Input(op.Results[0], input)],
                MaskOp => [[.. Enumerable.Range(0, op.Results[0].Shape.Size).Select(i => mask?.Invoke(op.Results[0].Name, i) ?? 1)]],
                ParameterOp parameter => [parameters[parameter.Weight!.Name]],
                ReshapeOp => [x[0]],
                ConcatOp concat => [Concat(concat, x)],
                SliceOp slice => [Slice(slice.Range, x[0])],
                LinearOp linear => [Linear(linear, x)],
                ElementwiseOp elementwise => [Elementwise(elementwise, x, scale)],
                ElementwiseLossOp loss => [[Enumerable.Range(0, x[0].Length).Sum(i => Element(loss.Expression, x, i, scale))]],
                SoftmaxOp => [Softmax(x[0])],
                LogSoftmaxOp => [Minus(x[0], LogSumExp(x[0]))],
                SoftmaxGradientOp => [SoftmaxGradient(x[0], x[1], Dot(x[0], x[1]))],
                LogSoftmaxGradientOp => [LogSoftmaxGradient(x[0], x[1], x[1].Sum())],
                SoftmaxCrossEntropyOp => [[-Dot(x[1], Minus(x[0], LogSumExp(x[0])))], Softmax(x[0])],
                SoftmaxCrossEntropyGradientOp => [Zip(x[0], x[1], (p, t) => (p * x[1].Sum() - t) * scale)],
                SoftmaxFocalOp focal => [[Softmax(x[0]).Zip(x[1], (p, t) => -t * Math.Pow(1 - p, focal.Gamma) * Math.Log(p)).Sum()], Softmax(x[0])],
                SoftmaxFocalGradientOp focal => [FocalGradient(Softmax(x[0]), x[1], focal.Gamma, scale)],
                WeightGradientOp weight => Gradient(weight.Weight!, Masked(weight.Weight!, weight.Products.Select(product => Outer(values[product.Dy], values[product.X])).Aggregate((sum, part) => Zip(sum, part, (a, b) => a + b)))),
                BiasGradientOp bias => Gradient(bias.Weight!, x[0]),
                SharedGradientOp shared => Gradient(shared.Weight!, [x[0].Sum()]),
                _ => throw new NotSupportedException($"The evaluator does not know {op.GetType().Name}."),
            };
            for (int i = 0; i < op.Results.Count; i++)
            {
                values[op.Results[i]] = results[i];
            }
        }

        return values;
    }

    private double[][] Gradient(Parameter parameter, double[] gradient)
    {
        double[] before = Gradients.TryGetValue(parameter.Name, out double[]? sum) ? sum : new double[gradient.Length];
        Gradients[parameter.Name] = Zip(before, gradient, (x, y) => x + y);
        return [];
    }

    /// <summary>The columns of an input in a row that has all of them side by side.</summary>
    private double[] Input(Value value, double[] packed) =>
        [.. packed.Skip(graph.Inputs.TakeWhile(other => other != value).Sum(other => other.Shape.Size)).Take(value.Shape.Size)];

    private static double[] Concat(ConcatOp op, double[][] x)
    {
        int blocks = op.Ranges[0].Blocks;
        return [.. Enumerable.Range(0, blocks).SelectMany(block => x.SelectMany(part => part.Chunk(part.Length / blocks).ElementAt(block)))];
    }

    private static double[] Slice(BlockRange range, double[] x) => [.. x.Chunk(range.Size).SelectMany(block => block.Skip(range.First).Take(range.Count))];

    private static double[] Linear(LinearOp op, double[][] x)
    {
        double[] weight = Masked(op.Weight, x[1]);
        int columns = op.Weight.Shape.Axes[1];
        double At(int output, int input) => op.IsTransposed ? weight[input * columns + output] : weight[output * columns + input];
        return [.. Enumerable.Range(0, op.Out).Select(o => Enumerable.Range(0, op.In).Aggregate(op.Bias is null ? 0 : x[2][o], (sum, i) => sum + At(o, i) * x[0][i]))];
    }

    /// <summary>W * mask, as PyTorch has it: what lies under the mask does not matter.</summary>
    private static double[] Masked(Parameter parameter, double[] weight) =>
        parameter.Mask is ConnectionMask mask ? [.. weight.Select((w, i) => mask[i / mask.Inputs, i % mask.Inputs] ? w : 0)] : weight;

    private static double[] Outer(double[] dy, double[] x) => [.. dy.SelectMany(d => x.Select(v => d * v))];

    private static double[] Elementwise(ElementwiseOp op, double[][] x, double scale) =>
        [.. Enumerable.Range(0, op.Results[0].Shape.Size).Select(i => Element(op.Expression, x, i, scale))];

    private static double Element(Element element, double[][] x, int i, double scale)
    {
        double At(Element part) => Element(part, x, i, scale);
        return element switch
        {
            ElementInput input => x[input.Index].Length == 1 ? x[input.Index][0] : x[input.Index][i],
            ElementConstant constant => constant.Value,
            ElementLossScale => scale,
            ElementSelect select => At(select.X) < At(select.Y) ? At(select.WhenLess) : At(select.Otherwise),
            ElementBinary binary => binary.Operator switch
            {
                ElementOperator.Add => At(binary.X) + At(binary.Y),
                ElementOperator.Subtract => At(binary.X) - At(binary.Y),
                ElementOperator.Multiply => At(binary.X) * At(binary.Y),
                ElementOperator.Divide => At(binary.X) / At(binary.Y),
                ElementOperator.Max => Math.Max(At(binary.X), At(binary.Y)),
                _ => Math.Min(At(binary.X), At(binary.Y)),
            },
            ElementCall call => call.Function switch
            {
                ElementFunction.Abs => Math.Abs(At(call.X)),
                ElementFunction.Sqrt => Math.Sqrt(At(call.X)),
                ElementFunction.Exp => Math.Exp(At(call.X)),
                ElementFunction.ExpMinusOne => Math.Exp(At(call.X)) - 1,
                ElementFunction.Log => Math.Log(At(call.X)),
                ElementFunction.LogOnePlus => Math.Log(1 + At(call.X)),
                ElementFunction.Sigmoid => 1 / (1 + Math.Exp(-At(call.X))),
                ElementFunction.Tanh => Math.Tanh(At(call.X)),
                _ => throw new NotSupportedException($"The evaluator does not know {call.Function}."),
            },
            _ => throw new NotSupportedException($"The evaluator does not know {element.GetType().Name}."),
        };
    }

    /// <summary>By the chain rule: the derivative by each probability times that of the probability by each logit.</summary>
    private static double[] FocalGradient(double[] p, double[] t, double gamma, double scale)
    {
        double[] byProbability = Zip(p, t, (q, target) => target * (gamma * Math.Pow(1 - q, gamma - 1) * Math.Log(q) - Math.Pow(1 - q, gamma) / q));
        return [.. p.Select((q, j) => scale * Enumerable.Range(0, p.Length).Sum(c => byProbability[c] * p[c] * ((c == j ? 1 : 0) - q)))];
    }

    private static double LogSumExp(double[] x)
    {
        double max = x.Max();
        return max + Math.Log(x.Sum(v => Math.Exp(v - max)));
    }

    private static double[] Minus(double[] x, double y) => [.. x.Select(v => v - y)];

    private static double[] Softmax(double[] x) => [.. Minus(x, LogSumExp(x)).Select(Math.Exp)];

    private static double[] SoftmaxGradient(double[] y, double[] dy, double dot) => Zip(y, dy, (p, d) => p * (d - dot));

    private static double[] LogSoftmaxGradient(double[] y, double[] dy, double sum) => Zip(y, dy, (logP, d) => d - Math.Exp(logP) * sum);

    private static double Dot(double[] x, double[] y) => x.Zip(y, (a, b) => a * b).Sum();

    private static double[] Zip(double[] x, double[] y, Func<double, double, double> f) => [.. x.Zip(y, f)];
}

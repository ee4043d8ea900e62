using NnGen.Compiler.Graph;
using NnGen.Compiler.Graph.Ops;

namespace NnGen.Compiler.Tests.Support;

/// <summary>
/// Computes a graph op by op in doubles, by the formulas of the textbook and with nothing of plan or kernels: what the later stages are
/// compared with, and what is differentiated numerically.
/// </summary>
/// <param name="graph">The graph.</param>
/// <param name="parameters">Each parameter by name, in its canonical layout.</param>
internal sealed partial class GraphEvaluator(NetworkGraph graph, IReadOnlyDictionary<string, double[]> parameters)
{
    /// <summary>The sums of the parameters' gradients over the rows evaluated so far.</summary>
    public Dictionary<string, double[]> Gradients { get; } = [];

    /// <summary>Parameters for a graph: small numbers from a seed.</summary>
    public static Dictionary<string, double[]> Draw(NetworkGraph graph, ulong seed) =>
        graph.Parameters.Select((parameter, i) => (parameter.Name, Values: Numbers.Doubles(seed + (ulong)i, parameter.Shape.Size)))
            .ToDictionary(pair => pair.Name, pair => pair.Values);

    /// <summary>Every value of one row.</summary>
    /// <param name="input">The input.</param>
    /// <param name="target">The targets, those of several outputs side by side; null where there are none.</param>
    /// <param name="mask">The element of a node's mask.</param>
    /// <param name="scales">The factor that reduces the loss of each output; left out, 1.</param>
    public Dictionary<Value, double[]> Row(double[] input, double[]? target = null, Func<string, int, double>? mask = null, params double[] scales)
    {
        var values = new Dictionary<Value, double[]>();
        foreach (Op op in graph.Ops)
        {
            double[][] x = [.. op.Inputs.Select(value => values[value])];
            double scale = scales.Length > 0 && graph.LossGradients.TryGetValue(op, out int output) ? scales[output] : 1;
            double[][] results = Compute(op, x, values, input, target, mask, scale);
            for (int i = 0; i < op.Results.Count; i++)
            {
                values[op.Results[i]] = results[i];
            }
        }

        return values;
    }

    /// <summary>What an op computes of one row.</summary>
    private double[][] Compute(Op op, double[][] x, Dictionary<Value, double[]> values, double[] input, double[]? target, Func<string, int, double>? mask, double scale)
    {
        return op switch
        {
            InputOp => [graph.Targets.Contains(op.Results[0]) ? Columns(graph.Targets, op.Results[0], target!) : Columns(graph.Inputs, op.Results[0], input)],
            MaskOp => [[.. Enumerable.Range(0, op.Results[0].Shape.Size).Select(i => mask?.Invoke(op.Results[0].Name, i) ?? 1)]],
            ParameterOp parameter => [parameters[parameter.Weight!.Name]],
            ReshapeOp => [x[0]],
            ConcatOp concat => [Concat(concat, x)],
            LinearOp linear => [Linear(linear, x)],
            ElementwiseOp elementwise => [Elementwise(elementwise, x, scale)],
            ElementwiseLossOp loss => [ByParts(op, x, part => [Enumerable.Range(0, part[0].Length).Sum(i => Element(loss.Expression, part, i, scale))])],
            ViewOp view => [[.. Indices(view.Offset, view.Axes).Select(index => x[0][index])]],
            ScatterOp scatter => [Scatter(scatter, x[0])],
            ReduceOp reduce => [Reduce(reduce, x[0])],
            ConvolutionOp convolution => [Convolution(convolution, x)],
            DepthwiseOp depthwise => [Depthwise(depthwise, x)],
            OverlapAddOp overlap => [OverlapAdd(overlap, x)],
            PoolOp pool => [Pool(pool, x[0])],
            PoolGradientOp gradient => [PoolGradient(gradient, x)],
            ResizeOp resize => [Resize(resize, x[0])],
            ResizeGradientOp gradient => [ResizeGradient(gradient.Resize, x[0])],
            WeightGradientOp { Windows: not null } weight => Gradient(weight.Weight!, WindowGradient(weight, values)),
            MatMulOp product => [MatMul(product, x[0], x[1])],
            SoftmaxOp => [ByParts(op, x, part => Softmax(part[0]))],
            LogSoftmaxOp => [ByParts(op, x, part => Minus(part[0], LogSumExp(part[0])))],
            SoftmaxGradientOp => [ByParts(op, x, part => SoftmaxGradient(part[0], part[1], Dot(part[0], part[1])))],
            LogSoftmaxGradientOp => [ByParts(op, x, part => LogSoftmaxGradient(part[0], part[1], part[1].Sum()))],
            NormalizeOp normalize => Normalize(normalize, x[0]),
            NormalizeGradientOp gradient => [NormalizeGradient(gradient, x)],
            SoftmaxCrossEntropyOp => [ByParts(op, x, part => [-Dot(part[1], Minus(part[0], LogSumExp(part[0])))]), ByParts(op, x, part => Softmax(part[0]))],
            SoftmaxCrossEntropyGradientOp => [ByParts(op, x, part => Zip(part[0], part[1], (p, t) => (p * part[1].Sum() - t) * scale))],
            SoftmaxFocalOp focal => [ByParts(op, x, part => [Softmax(part[0]).Zip(part[1], (p, t) => -t * Math.Pow(1 - p, focal.Gamma) * Math.Log(p)).Sum()]), ByParts(op, x, part => Softmax(part[0]))],
            SoftmaxFocalGradientOp focal => [ByParts(op, x, part => FocalGradient(Softmax(part[0]), part[1], focal.Gamma, scale))],
            WeightGradientOp weight => Gradient(weight.Weight!, Masked(weight.Weight!, weight.Products.SelectMany(product => values[product.Dy].Chunk(weight.Weight!.Outputs).Zip(values[product.X].Chunk(weight.Weight.InputsOfOutput), Outer)).Aggregate((sum, part) => Zip(sum, part, (a, b) => a + b)))),
            BiasGradientOp bias => Gradient(bias.Weight!, x[0].Chunk(bias.Weight!.Shape.Size).Aggregate((sum, part) => Zip(sum, part, (a, b) => a + b))),
            SharedGradientOp shared => Gradient(shared.Weight!, [x[0].Sum()]),
            SplitOp split => Split(split, x[0]),
            MaskedSoftmaxOp softmax => [MaskedSoftmax(softmax, x)],
            EmbeddingOp embedding => [Embedding(embedding, x)],
            BatchNormFoldOp fold => Fold(fold),
            CtcOp ctc => [[Ctc(ctc, x[0], x[1])], new double[ctc.Results[1].Shape.Size]],
            MultiMarginOp margin => [ByParts(op, x, part => MultiMargin(part[0], part[1], margin.Margin))],
            _ => throw new NotSupportedException($"The evaluator does not know {op.GetType().Name}."),
        };
    }

    private double[][] Gradient(Parameter parameter, double[] gradient)
    {
        double[] before = Gradients.TryGetValue(parameter.Name, out double[]? sum) ? sum : new double[gradient.Length];
        Gradients[parameter.Name] = Zip(before, gradient, (x, y) => x + y);
        return [];
    }

    /// <summary>A class of each output as one-hot columns, which are targets for every loss.</summary>
    public static double[] OneHot(IEnumerable<int> sizes, int row) => [.. sizes.SelectMany(size => Enumerable.Range(0, size).Select(i => i == row % size ? 1.0 : 0))];

    /// <summary>The columns of a value in a row that has all of them side by side.</summary>
    private static double[] Columns(List<Value> all, Value value, double[] packed) =>
        [.. packed.Skip(all.TakeWhile(other => other != value).Sum(other => other.Shape.Size)).Take(value.Shape.Size)];

    private static double[] Concat(ConcatOp op, double[][] x)
    {
        int blocks = op.Ranges[0].Blocks;
        return [.. Enumerable.Range(0, blocks).SelectMany(block => x.SelectMany(part => part.Chunk(part.Length / blocks).ElementAt(block)))];
    }

    private static double[] Linear(LinearOp op, double[][] x)
    {
        double[] weight = op.Weight.Order is null ? Masked(op.Weight, x[1]) : Matrix(op.Weight, x[1]);
        int columns = op.Weight.InputsOfOutput;
        double At(int output, int input) => op.IsTransposed ? weight[input * columns + output] : weight[output * columns + input];
        return [.. x[0].Chunk(op.In).SelectMany(part => Enumerable.Range(0, op.Out).Select(o => Enumerable.Range(0, op.In).Aggregate(op.Bias is null ? 0 : x[2][o], (sum, i) => sum + At(o, i) * part[i])))];
    }

    /// <summary>Where the elements of a view lie, in the order of the view.</summary>
    private static IEnumerable<int> Indices(int offset, IEnumerable<ViewAxis> axes) => axes.Aggregate(
        (IEnumerable<int>)[offset],
        (indices, axis) => indices.SelectMany(index => Enumerable.Range(0, axis.Size).Select(i => index + i * axis.Stride)));

    private static double[] Scatter(ScatterOp op, double[] dy)
    {
        double[] dx = [.. Enumerable.Repeat(op.Fill, op.Results[0].Shape.Size)];
        foreach ((int index, double value) in Indices(op.Offset, op.Axes).Zip(dy))
        {
            dx[index] = value;
        }

        return dx;
    }

    /// <summary>Each element is added to the sum whose indices are its own along the axes that remain.</summary>
    private static double[] Reduce(ReduceOp op, double[] x)
    {
        var sums = new double[op.Results[0].Shape.Size];
        int[] axes = [.. op.Inputs[0].Shape.Axes];
        for (int i = 0; i < x.Length; i++)
        {
            int sum = 0;
            int rest = i;
            int unit = 1;
            for (int axis = axes.Length - 1; axis >= 0; axis--)
            {
                if (!op.IsReduced[axis])
                {
                    sum += rest % axes[axis] * unit;
                    unit *= axes[axis];
                }

                rest /= axes[axis];
            }

            sums[sum] += x[i] * op.Factor;
        }

        return sums;
    }

    private static double[] MatMul(MatMulOp op, double[] a, double[] b)
    {
        IEnumerable<double> Matrix(double[] left, double[] right) =>
            from row in Enumerable.Range(0, op.Rows)
            from column in Enumerable.Range(0, op.Columns)
            select Enumerable.Range(0, op.Inner).Sum(k => left[op.IsTransposed ? k * op.Rows + row : row * op.Inner + k] * right[k * op.Columns + column]);
        return [.. a.Chunk(op.Rows * op.Inner).Zip(b.Chunk(op.Inner * op.Columns), Matrix).SelectMany(matrix => matrix)];
    }

    /// <summary>An op on each part of a row by itself.</summary>
    private static double[] ByParts(Op op, double[][] x, Func<double[][], double[]> compute)
    {
        double[][][] parts = [.. x.Select(value => value.Chunk(value.Length / op.Positions!.Value).ToArray())];
        return [.. Enumerable.Range(0, op.Positions!.Value).SelectMany(position => compute([.. parts.Select(value => value[position])]))];
    }

    private static double[][] Normalize(NormalizeOp op, double[] x)
    {
        double[][] parts = [.. x.Chunk(x.Length / op.Positions!.Value)];
        double Mean(double[] part) => op.IsCentred ? part.Average() : 0;
        double Factor(double[] part) => 1 / Math.Sqrt(part.Average(v => (v - Mean(part)) * (v - Mean(part))) + op.Epsilon);
        return [[.. parts.SelectMany(part => part.Select(v => (v - Mean(part)) * Factor(part)))], [.. parts.Select(Factor)]];
    }

    private static double[] NormalizeGradient(NormalizeGradientOp op, double[][] x) => ByParts(op, x, part =>
    {
        (double[] y, double factor, double[] dy) = (part[0], part[1][0], part[2]);
        (double mean, double product) = (op.IsCentred ? dy.Average() : 0, Dot(dy, y) / y.Length);
        return Zip(dy, y, (d, v) => factor * (d - mean - v * product));
    });

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
            // What has fewer elements serves part after part.
            ElementInput input => x[input.Index][i % x[input.Index].Length],
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
                ElementFunction.Erf => Erf(At(call.X)),
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

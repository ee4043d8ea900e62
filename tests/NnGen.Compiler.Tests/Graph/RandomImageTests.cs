using NnGen.Compiler.Graph;
using NnGen.Compiler.Kernels.Interpreter;
using NnGen.Compiler.Model;
using NnGen.Compiler.Plan;
using NnGen.Compiler.Tests.Shapes;
using NnGen.Compiler.Tests.Support;
using Xunit.Abstractions;
using static NnGen.Compiler.Tests.Support.Declare;

namespace NnGen.Compiler.Tests.Graph;

/// <summary>
/// Networks of images that seeds draw, planned and interpreted in doubles: what they predict is what the definitions say, and their gradients are the
/// slopes of the loss that the definitions give.
/// </summary>
public class RandomImageTests(ITestOutputHelper output)
{
    private const int Count = 160;

    private const int Rows = 2;

    /// <summary>The step of central differences of fourth order: a norm over two numbers that are nearly equal bends more than those of second order bear.</summary>
    private const double Step = 2e-5;

    private const double SlopeTolerance = 2e-7;

    private const double Tolerance = 1e-11;

    /// <summary>Single elements of each parameter and of the input that are moved; all of it is moved once more, along a direction.</summary>
    private const int Elements = 3;

    /// <summary>What must have been met for the test to be worth its name; each says how often it was.</summary>
    private static readonly (string Name, Func<DrawnImageNet, IReadOnlyList<(NodeDeclaration Node, Shape Before, Shape After)>, bool> Is)[] s_wanted =
    [
        ("kernel as large as the image", (_, layers) => layers.Any(layer => layer.Node["Kernel"] is int kernel && kernel > 1 && layer.Before.Axes.Skip(1).All(size => size == kernel))),
        ("stride larger than the kernel", (_, layers) => layers.Any(layer => layer.Node["Stride"] is int stride && layer.Node["Kernel"] is int kernel && stride > kernel && layer.After.Axes.Skip(1).Any(size => size > 1))),
        ("one place", (_, layers) => layers.Any(layer => layer.Node["Filters"] is not null && layer.Before.Axes.Skip(1).All(size => size == 1))),
        ("groups that do not divide a vector", (_, layers) => layers.Any(layer => layer.Node["Groups"] is int groups && layer.Node["Filters"] is int filters && groups < filters && filters / groups % 2 == 1)),
        ("depthwise", (_, layers) => layers.Any(layer => layer.Node["Groups"] is int groups && layer.Node["Filters"] is int filters && groups == filters && groups == layer.Before.Axes[0] && groups > 1)),
        ("multiplied depthwise", (_, layers) => layers.Any(layer => layer.Node["Groups"] is int groups && layer.Node["Filters"] is int filters && groups > 1 && groups == layer.Before.Axes[0] && filters > groups)),
        ("dilation", (_, layers) => layers.Any(layer => layer.Node["Dilation"] is > 1 || layer.Node["Dilations"] is not null)),
        ("same", (_, layers) => layers.Any(layer => layer.Node["Padding"] is -1)),
        ("causal", (_, layers) => layers.Any(layer => layer.Node["Padding"] is -2)),
        ("a padding for each side", (net, layers) => layers.Any(layer => layer.Node["Paddings"] is EquatableArray<int> sides && sides.Count == (net.IsSeries ? 2 : 4))),
        ("output padding", (_, layers) => layers.Any(layer => layer.Node["OutputPadding"] is not null || layer.Node["OutputPaddings"] is not null)),
        ("rounded up", (_, layers) => layers.Any(layer => layer.Node["CeilMode"] is not null)),
        ("padding not counted", (_, layers) => layers.Any(layer => layer.Node["CountIncludePad"] is false)),
        ("one channel", (_, layers) => layers.Any(layer => layer.Node["Filters"] is 1)),
        ("a channel more than a vector", (_, layers) => layers.Any(layer => layer.Node["Filters"] is 9 or 17 or 33)),
        ("a vector of channels", (_, layers) => layers.Any(layer => layer.Node["Filters"] is 8 or 16 or 32)),
        ("aligned corners", (_, layers) => layers.Any(layer => layer.Node["AlignCorners"] is true)),
        ("channels last", (net, _) => net.Net.Nodes[0]["Layout"] is not null),
        ("numbers at the end", (net, _) => net.Kinds.Contains("Dense")),
    ];

    private static readonly string[] s_kinds =
    [
        "Conv1D", "Conv2D", "ConvTranspose1D", "ConvTranspose2D", "MaxPool1D", "MaxPool2D", "AvgPool1D", "AvgPool2D", "AdaptiveAvgPool1D", "AdaptiveAvgPool2D", "GlobalAvgPool", "GlobalMaxPool", "BatchNorm",
        "GroupNorm", "InstanceNorm", "Dropout1D", "Dropout2D", "PReLU", "Pad", "Upsample", "PixelShuffle", "PixelUnshuffle", "Add", "Concat",
    ];

    [Fact]
    public void DrawnNetworks_ComputeWhatTheDefinitionsSay_AndTheirSlopes()
    {
        // Other seeds than usual by NNGEN_SEED: whatever fails is told with its own, and can be drawn again.
        ulong first = ulong.TryParse(Environment.GetEnvironmentVariable("NNGEN_SEED"), out ulong given) ? given : 1;
        output.WriteLine($"Seeds {first} to {first + Count - 1}.");
        var met = s_wanted.ToDictionary(wanted => wanted.Name, _ => 0);
        var kinds = new HashSet<string>(StringComparer.Ordinal);
        var failures = new List<string>();
        for (ulong seed = first; seed < first + Count; seed++)
        {
            var drawn = new DrawnImageNet(seed);
            kinds.UnionWith(drawn.Kinds);
            IReadOnlyList<Shape> shapes = [.. drawn.Net.Graph().Nodes.Select(node => node.Shape)];
            var layers = drawn.Net.Nodes.Skip(1).Take(shapes.Count - 1).Select((node, i) => (node, shapes[i], shapes[i + 1])).ToList();
            foreach ((string name, Func<DrawnImageNet, IReadOnlyList<(NodeDeclaration, Shape, Shape)>, bool> isMet) in s_wanted)
            {
                met[name] += isMet(drawn, layers) ? 1 : 0;
            }

            string? difference;
            try
            {
                difference = Difference(drawn.Net, seed);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                // What the compiler or the interpreter throws belongs to the seed, and the other seeds still count.
                difference = exception.ToString();
            }

            if (difference is not null)
            {
                failures.Add($"Seed {seed}: {difference}\n{drawn}");
            }
        }

        output.WriteLine(string.Join(", ", met.Select(pair => $"{pair.Key}: {pair.Value}")));
        Assert.True(failures.Count == 0, $"{failures.Count} of {Count}:\n" + string.Join("\n", failures));
        if (first == 1)
        {
            Assert.Empty(s_kinds.Except(kinds));
            Assert.DoesNotContain(met, pair => pair.Value == 0);
        }
    }

    /// <summary>
    /// Images and series of one channel whose outputs are fewer than lanes: pixels of a line are lanes, more of them than a strip has too. What follows
    /// on the sums, and the pool behind it where there is one, is done in the same kernel.
    /// </summary>
    /// <param name="name">The network.</param>
    /// <param name="isPooled">Whether predictions pool the sums where they are.</param>
    [Theory]
    [InlineData("strips, pooled by three", true)]
    [InlineData("averages", true)]
    [InlineData("eight outputs, which fill a block", false)]
    [InlineData("series in strips", false)]
    [InlineData("one output", false)]
    [InlineData("long function", false)]
    [InlineData("dilated, slopes of outputs", true)]
    [InlineData("pool with gaps", false)]
    [InlineData("taken twice", false)]
    public void OneChannel_IsConvolvedByLines(string name, bool isPooled)
    {
        static NodeDeclaration Conv(int filters, int kernel, int padding = 0, string name = "c") => Node("Conv2D").With("Filters", filters).With("Kernel", kernel).With("Padding", padding).Named(name);
        static NodeDeclaration Pool(string kind, int kernel) => Node(kind).With("Kernel", kernel);
        NodeDeclaration slopes = Node("PReLU").Named("r");
        NodeDeclaration[] end = [Node("Flatten"), Dense(2).Named("d")];
        NetworkDeclaration net = name switch
        {
            "strips, pooled by three" => Net([Input(1, 4, 70), Conv(5, 3, 1).With("Bias", false), Node("BatchNorm").Named("n"), Pool("AvgPool2D", 3), .. end]),
            "averages" => Net(Input(1, 9, 21), Conv(3, 4), Pool("AvgPool2D", 2), Conv(17, 3, name: "e")),
            "eight outputs, which fill a block" => Net([Input(1, 4, 30), Conv(8, 5, 2), slopes, .. end]),
            "series in strips" => Net([Input(1, 79), Node("Conv1D").With("Filters", 6).With("Kernel", 7).Named("c"), Node("ReLU"), .. end]),
            "one output" => Net(Input(1, 6, 33), Conv(1, 5, 2)),
            "long function" => Net([Input(1, 5, 18), Conv(4, 3, 1), Node("SiLU"), .. end]),
            "dilated, slopes of outputs" => Net([Input(1, 8, 20), Conv(7, 3).With("Dilation", 2), slopes.With("PerChannel", true), Pool("MaxPool2D", 2), .. end]),
            "pool with gaps" => Net([Input(1, 9, 20), Conv(2, 3, 1), Pool("AvgPool2D", 2).With("Stride", 3), .. end]),
            _ => Net(Input(1, 6, 12), Conv(6, 3, 1), Pool("MaxPool2D", 2), Node("Upsample").With("Scale", 2.0).Named("u"), Add("u", "c")),
        };
        net = Net([.. net.Nodes, Node("MeanSquaredErrorLoss")]).With("InputGradient", true).Double();
        NetworkPlan plan = net.Plan();
        foreach (RowsProgram program in new[] { plan.Predict, plan.PredictBatch })
        {
            LineConvolutionSpec spec = Assert.Single(program.Steps.Select(step => step.Spec).OfType<LineConvolutionSpec>());
            Assert.Equal(isPooled, spec.Pool is not null);
        }

        Assert.Null(Assert.Single(plan.Training!.ForwardSteps.Select(step => step.Spec).OfType<LineConvolutionSpec>()).Pool);
        foreach (ulong seed in new ulong[] { 1, 2, 3 })
        {
            string? difference = Difference(net, seed);
            Assert.True(difference is null, $"Seed {seed}: {difference}");
        }

        Assert.Empty(new PlanProof(plan).Predictions().Training().Failures);
        Assert.Empty(new PlanProof(Net([.. net.Nodes]).With("InputGradient", true).Plan()).Predictions().Training().Failures);
    }

    /// <summary>What is wrong with a network; null where nothing is.</summary>
    private static string? Difference(NetworkDeclaration net, ulong seed)
    {
        NetworkPlan plan = net.Plan();
        var parameters = new Dictionary<string, double[]>(StringComparer.Ordinal);
        foreach (Parameter parameter in plan.Parameters.Select(place => place.Parameter))
        {
            double[] values = Numbers.Doubles(seed * 31 + (ulong)parameters.Count, parameter.Shape.Size);
            parameters[parameter.Name] = parameter.Name.EndsWith(".running_var", StringComparison.Ordinal) ? [.. values.Select(value => 1 + value / 2)] : values;
        }

        static bool Mask(string node, int row, int channel) => (row + channel) % 3 != 0;
        (int inputs, int outputs) = (plan.Facts.InputShape.Size, plan.Facts.OutputShape.Size);
        double[][] rows = [.. Numbers.Doubles(seed * 31 + 20, Rows * inputs).Chunk(inputs)];
        double[][] targets = [.. Numbers.Doubles(seed * 31 + 21, Rows * outputs).Chunk(outputs)];
        var reference = new ImageReference(net, name => parameters[name], Mask);
        Dictionary<string, double[]> masks = plan.Training!.Tape.Where(slot => slot.Kind == TapeKind.Mask)
            .ToDictionary(slot => slot.Name, slot => Enumerable.Range(0, Rows * slot.Place.Columns).Select(i => Mask(slot.Name, i / slot.Place.Columns, i % slot.Place.Columns) ? 1.0 : 0).ToArray());
        int lanes = 2 << (int)(seed % 3);
        var interpreter = new ProgramInterpreter<double>(plan, new DoubleArithmetic(), lanes);
        double[] block = Interpreted.Pack(plan, parameters);
        double[] predicted = [.. reference.Answers(rows, isTraining: false).SelectMany(row => row)];
        if (Numbers.Unlike(predicted, interpreter.PredictBatch(block, [.. rows.SelectMany(row => row)]), Tolerance) is string wrongBatch)
        {
            return $"predictions, {lanes} lanes: {wrongBatch}";
        }

        if (Numbers.Unlike([.. predicted.Take(outputs)], interpreter.Predict(block, rows[0]), Tolerance) is string wrongRow)
        {
            return $"one prediction, {lanes} lanes: {wrongRow}";
        }

        TrainingResult<double> result = interpreter.Train(block, [.. rows.SelectMany(row => row)], [.. targets.SelectMany(row => row)], masks);
        if (Numbers.Unlike([reference.Loss(rows, targets)], [result.Loss], Tolerance) is string wrongLoss)
        {
            return $"the loss: {wrongLoss}";
        }

        double Loss() => reference.Loss(rows, targets);
        foreach (ParameterPlace place in plan.Parameters.Where(place => !place.Parameter.IsBuffer))
        {
            if (WrongSlope([parameters[place.Parameter.Name]], Interpreted.Unpack(place, result.Gradients), Loss, seed) is string wrong)
            {
                return $"{place.Parameter.Name}, {lanes} lanes: {wrong}";
            }
        }

        return WrongSlope(rows, result.InputGradient!, Loss, seed) is string wrongInput ? $"the input, {lanes} lanes: {wrongInput}" : null;
    }

    private static string? WrongSlope(double[][] at, IReadOnlyList<double> gradient, Func<double> loss, ulong seed)
    {
        double[] direction = Numbers.Doubles(seed * 31 + 22, gradient.Count);
        if (Numbers.Unlike([Slope(i => direction[i])], [direction.Zip(gradient, (one, other) => one * other).Sum()], SlopeTolerance) is string along)
        {
            return "along a direction, " + along;
        }

        for (int n = 0; n < Math.Min(Elements, gradient.Count); n++)
        {
            int chosen = (int)((Numbers.At(seed, 1000 + (ulong)n) + 1) / 2 * gradient.Count);
            if (Numbers.Unlike([Slope(i => i == chosen ? 1 : 0)], [gradient[chosen]], SlopeTolerance) is string single)
            {
                return $"element {chosen}, {single}";
            }
        }

        return null;

        double Slope(Func<int, double> move) => Slopes.Along(at, move, Step, loss);
    }
}

using NnGen.Compiler;
using NnGen.Compiler.Kernels.Interpreter;
using NnGen.Compiler.Model;
using NnGen.Compiler.Plan;

namespace NnGen.Generator.Tests.Diagnostics;

/// <summary>
/// Every numeric option of every attribute, found by reflection, with numbers that the element type does not have: either the declaration
/// is refused, or first parameters, outputs, loss and gradients are finite.
/// </summary>
public class NumberTests
{
    private static readonly double[] s_ofSingle =
    [
        double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e39, -1e39, 1e300, -1e300, double.MaxValue, 1e-46, -1e-46, 1e-300, double.Epsilon, 0, 1 - 1e-12, 1 + 1e-12,
    ];

    private static readonly double[] s_ofDouble = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, -double.Epsilon, 0, 1 - 1e-16];

    /// <summary>What an output must come from for some loss to fit it.</summary>
    private static readonly string?[] s_ends = [null, "LogSoftmax", "Softmax", "Sigmoid", "Step"];

    /// <summary>The loss that takes a sequence and cannot do without an option.</summary>
    private const string Spelling = "CtcLoss";

    public static TheoryData<string> Kinds => [.. Vocabulary.Kinds.Where(kind => kind is not ("SearchSpace" or "TrainingChoices") && Options(kind).Any())];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void NumbersOutsideTheElementType_AreRefusedOrHarmless(string kind)
    {
        int refused = 0;
        foreach (OptionDeclaration[] companions in Companions(kind))
        {
            foreach ((string option, bool isArray) in Options(kind).Where(option => companions.All(companion => companion.Name != option.Name)))
            {
                foreach ((bool isDouble, double value) in s_ofSingle.Select(value => (false, value)).Concat(s_ofDouble.Select(value => (true, value))))
                {
                    object argument = isArray ? new EquatableArray<double>(value, 1, 1) : value;
                    NetworkDeclaration net = Net(kind, [.. companions, .. Required(kind, option), new OptionDeclaration(option, argument)], isDouble);
                    EquatableArray<Problem> problems = NetworkCompiler.Check(net);
                    string what = $"{kind}({string.Join(", ", companions.Select(companion => $"{companion.Name} = {companion.Value}"))}{option} = {value:R}) of {(isDouble ? "double" : "float")}";
                    if (problems.Any(problem => problem.Kind.Severity == ProblemSeverity.Error))
                    {
                        refused++;
                        Assert.All(problems, problem => Assert.True(problem.Kind.Id is "NNG013" or "NNG031", $"{what}: {problem.Kind.Id} {problem.Message}"));
                        continue;
                    }

                    Assert.False(double.IsNaN(value) || double.IsInfinity(value), $"{what} is accepted");
                    Run(NetworkCompiler.Compile(net).Plan!, what);
                }
            }
        }

        Assert.True(refused > 0);
    }

    [Theory]
    [InlineData("LayerNorm", "Epsilon", 1e-46, "Epsilon of LayerNorm (layernorm1) is 1E-46, but must be positive in single precision, where it is 0")]
    [InlineData("ELU", "Alpha", 1e39, "Alpha of ELU (elu1) is 1E+39, but must be finite in single precision; Precision.Double has larger numbers")]
    [InlineData("Dropout", "Rate", 0.9999999999, "The rate of Dropout (dropout1) is 0.9999999999, but must be at least 0 and less than 1 in single precision, where it is 1")]
    [InlineData("Softplus", "Beta", 1e-40, "Beta of Softplus (softplus1) is 1E-40, but must be so large that 1 / Beta is finite")]
    public void Message_SaysWhatTheNumberIsAsAnElement(string kind, string option, double value, string expected) =>
        Assert.Contains(expected, Assert.Single(NetworkCompiler.Check(Net(kind, [new OptionDeclaration(option, value)], isDouble: false))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("Initializer", "Uniform", 1e300, false)]
    [InlineData("Initializer", "Normal", 3e37, false)]
    [InlineData("BiasInitializer", "Constant", -1e39, false)]
    [InlineData("Initializer", "Uniform", 1e300, true)]
    [InlineData("Initializer", "Uniform", 3e38, false)]
    public void InitializerScale_MustGiveFiniteParameters(string option, string initializer, double scale, bool isDouble)
    {
        NetworkDeclaration net = Net("Dense", [new("Units", 3), new(option, initializer), new(option + "Scale", scale)], isDouble);
        bool isFine = isDouble || (initializer == "Uniform" && scale < float.MaxValue);
        Assert.Equal(isFine ? [] : ["NNG013"], NetworkCompiler.Check(net).Select(problem => problem.Kind.Id));
    }

    private static IEnumerable<(string Name, bool IsArray)> Options(string kind) =>
        Vocabulary.Named(kind).Concat(PositionalOptions(kind)).Where(option => option.Name != "Choices" && (option.Type == typeof(double) || option.Type == typeof(double[]))).Select(option => (option.Name, option.Type.IsArray));

    private static IEnumerable<(string Name, Type Type)> PositionalOptions(string kind) =>
        typeof(NetworkAttribute).Assembly.GetType($"NnGen.{kind}Attribute")!.GetConstructors().MaxBy(constructor => constructor.GetParameters().Length)!.GetParameters().Select(parameter => (char.ToUpperInvariant(parameter.Name![0]) + parameter.Name[1..], parameter.ParameterType));

    /// <summary>No other option, and each value of each enum: some numbers count with some of them only.</summary>
    private static IEnumerable<OptionDeclaration[]> Companions(string kind)
    {
        yield return [];
        foreach ((string name, Type type) in Vocabulary.Named(kind).Where(option => option.Type.IsEnum && option.Name != "Reduction"))
        {
            foreach (string value in Enum.GetNames(type))
            {
                yield return [new OptionDeclaration(name, value)];
            }
        }
    }

    /// <summary>The arguments that C# asks for, beside the one under test.</summary>
    private static IEnumerable<OptionDeclaration> Required(string kind, string option) => PositionalOptions(kind).Take(Vocabulary.Required(kind))
        .Where(parameter => parameter.Name != option).Select(parameter => new OptionDeclaration(parameter.Name, parameter.Type == typeof(int) ? 4 : 0.5))
        .Concat(kind == "Pad" ? [new OptionDeclaration("Sides", new EquatableArray<int>(1))] : []);

    private static NetworkDeclaration Net(string kind, OptionDeclaration[] options, bool isDouble)
    {
        // A product takes the input twice, as a matrix.
        bool isProduct = kind == "MatMul";
        var node = new NodeDeclaration(kind, new([.. options, .. isProduct ? [new("Inputs", new EquatableArray<string>("input1", "input1"))] : Array.Empty<OptionDeclaration>()]));
        NodeDeclaration[] middle = Vocabulary.Losses.Contains(kind)
            ? [new("Dense", new(new OptionDeclaration("Units", 3))), .. End(kind) is string end ? [new NodeDeclaration(end, default)] : Array.Empty<NodeDeclaration>(), node]
            : [node, new("Dense", new(new OptionDeclaration("Units", 3))), new("MeanSquaredErrorLoss", default)];
        var shape = new OptionDeclaration("Shape", isProduct ? new EquatableArray<int>(2, 2) : ShapeFor(kind));
        return Declare(kind == "Input" ? [node with { Options = new([shape, .. options]) }, .. middle.Skip(1)] : [new("Input", new(shape)), .. middle], isDouble);
    }

    /// <summary>A row, a sequence, a series or an image: what the kind takes.</summary>
    private static EquatableArray<int> ShapeFor(string kind) => kind.Contains("2D", StringComparison.Ordinal) ? new(4, 6, 6)
        : kind.Contains("1D", StringComparison.Ordinal) || kind is "InstanceNorm" or "Pad" ? new(4, 6)
        : kind is "PositionalEncoding" or "RotaryEncoding" ? new(4, 8)
        : kind == "Input" ? new(2, 2)
        : kind == Spelling ? new(4, 1)
        : new EquatableArray<int>(4);

    private static NetworkDeclaration Declare(NodeDeclaration[] nodes, bool isDouble) => new()
    {
        Host = new HostDeclaration("Tests", default, "Net"),
        Options = new(new OptionDeclaration("InputGradient", true), new OptionDeclaration("Precision", isDouble ? "Double" : "Single")),
        Nodes = new(nodes),
    };

    /// <summary>The first end that the loss fits without options.</summary>
    private static string? End(string loss) => loss == Spelling ? "LogSoftmax" : s_ends.First(end => NetworkCompiler.Check(Declare(
        [new("Input", new(new OptionDeclaration("Shape", new EquatableArray<int>(4)))), new("Dense", new(new OptionDeclaration("Units", 3))), .. end is null ? Array.Empty<NodeDeclaration>() : [new(end, default)], new(loss, default)],
        isDouble: true)).All(problem => problem.Kind.Severity != ProblemSeverity.Error));

    private static void Run(NetworkPlan plan, string what)
    {
        if (plan.Facts.IsDouble)
        {
            Run(plan, new DoubleArithmetic(), what, value => value, value => value);
        }
        else
        {
            Run(plan, new SingleArithmetic(), what, value => (float)value, value => value);
        }
    }

    /// <summary>Three rows: zeros, equal numbers and others. The targets are those that come out for zeros, and ones.</summary>
    private static void Run<T>(NetworkPlan plan, IArithmetic<T> arithmetic, string what, Func<double, T> from, Func<T, double> to)
    {
        T[] parameters = [.. First(plan).Select(from)];
        T[] inputs = [.. new[] { 0, 0, 0, 0, 0.5, 0.5, 0.5, 0.5, -1, 0.25, 0.75, 1 }.Select(from)];
        var interpreter = new ProgramInterpreter<T>(plan, arithmetic, plan.Facts.Lanes);
        AssertFinite(parameters, "a parameter");
        T[] outputs = interpreter.PredictBatch(parameters, inputs);
        AssertFinite(outputs, "an output");
        // Four steps, of labels that may be anywhere the first and the second class.
        T[] targets = plan.Inference.Outputs[0].MaxLabels > 0
            ? [.. Enumerable.Range(0, 3).SelectMany(_ => new double[] { 4, 1, 2, -1, -1, -1 }).Select(from)]
            : plan.Inference.Outputs[0].Loss.Targets.Labels
            ? [.. Enumerable.Range(0, outputs.Length).Select(i => from(i % 4 == 0 ? 1 : 0))]
            : [.. outputs.Select((value, i) => from(Math.Clamp(i < 3 ? to(value) : 1, plan.Inference.Outputs[0].Loss.TargetRange.Minimum, plan.Inference.Outputs[0].Loss.TargetRange.Maximum)))];
        Dictionary<string, T[]> masks = plan.Training!.Tape.Where(slot => slot.Kind == TapeKind.Mask).ToDictionary(slot => slot.Name, slot => Enumerable.Range(0, 3 * slot.Place.Columns).Select(i => from(i % 2)).ToArray());
        TrainingResult<T> result = interpreter.Train(parameters, inputs, targets, masks);
        AssertFinite([result.Loss], "the loss");
        AssertFinite(result.Gradients, "a gradient");
        AssertFinite(result.InputGradient ?? [], "a gradient of the input");

        void AssertFinite(T[] values, string which)
        {
            int bad = Array.FindIndex(values, value => !double.IsFinite(to(value)));
            Assert.True(bad < 0, bad < 0 ? "" : $"{what}: {which} is {values[bad]}");
        }
    }

    /// <summary>The first parameters, as the library draws them.</summary>
    private static double[] First(NetworkPlan plan)
    {
        var block = new double[plan.StorageLength];
        foreach (ParameterPlace place in plan.Parameters)
        {
            Compiler.Graph.Parameter parameter = place.Parameter;
            int[] shape = [.. parameter.Shape.Axes];
            var info = new ParameterInfo
            {
                Name = parameter.Name,
                Shape = shape,
                Offset = 0,
                Strides = shape.Length == 2 ? [shape[1], 1] : [1],
                Initializer = Enum.Parse<Init>(parameter.Initializer),
                InitializerScale = parameter.InitializerScale,
                InitializerSparsity = parameter.InitializerSparsity,
                FanIn = parameter.FanIn,
                FanOut = parameter.FanOut,
            };
            double[] values = plan.Facts.IsDouble ? Draw<double>(info, parameter.Shape.Size) : [.. Draw<float>(info, parameter.Shape.Size).Select(value => (double)value)];
            for (int i = 0; i < values.Length; i++)
            {
                int position = place.Pieces.Count == 0 ? place.Offset + i : place.Position(i / shape[1], i % shape[1]);
                if (position >= 0)
                {
                    block[position] = values[i];
                }
            }
        }

        return block;
    }

    private static T[] Draw<T>(ParameterInfo parameter, int length)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var info = new NetworkInfo
        {
            Name = "Net",
            InputShape = [1],
            OutputShape = [1],
            InputSize = 1,
            OutputSize = 1,
            ParameterCount = length,
            StorageLength = length,
            Parameters = [parameter],
            Output = OutputKind.Values,
            Targets = TargetKind.Values,
            Loss = "",
            LossDivisor = 1,
            Reduction = Reduction.Mean,
            HasInputGradient = false,
            LayerTable = "",
        };
        var buffer = new AlignedBuffer<T>(length);
        ParameterInitializer.Initialize(info, buffer, seed: 5);
        return buffer.Span.ToArray();
    }
}

using System.Reflection;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using NnGen.Compiler;
using NnGen.Compiler.Kernels.Interpreter;
using NnGen.Compiler.Plan;
using NnGen.Generator.Tests.Support;
using NnGen.Numerics;

namespace NnGen.Generator.Tests.Emitted;

/// <summary>Long chains and joins of many nodes, which are cut into several ops and kernels: compiled, and with the interpreter's bits.</summary>
public class ManyNodesTests
{
    private const int Rows = 5;

    public static TheoryData<string> Nets =>
    [
        $"Input(7, Name = \"x\"){Fan(3)}, Multiply({Names(3)}), Dense(2)",
        $"Input(7, Name = \"x\"){Fan(4)}, Multiply({Names(4)}), Dense(2)",
        $"Input(7, Name = \"x\"){Fan(5)}, Multiply({Names(5)}), Dense(2)",
        $"Input(7, Name = \"x\"){Fan(40)}, Multiply({Names(40)}), Dense(2)",
        $"Input(7, Name = \"x\"){Fan(9)}, Add({Names(9)}), Dense(2)",
        $"Input(7, Name = \"x\"){Fan(100)}, Add({Names(100)}), Tanh, Dense(2)",
        $"Input(7, Name = \"x\"){Fan(30)}, Concat({Names(30)}), Dense(2)",
        $"{string.Join(", ", Enumerable.Range(0, 40).Select(i => $"Input(3, Name = \"n{i}\")"))}, Multiply({Names(40)}), Dense(2)",
        $"Input(7), Dense(20){string.Concat(Enumerable.Repeat(", Tanh", 60))}, Dense(2)",
        $"Input(7), Dense(20){string.Concat(Enumerable.Repeat(", GELU, ReLU, Softsign", 20))}, Dense(2)",
        $"Input(7), Dense(20){string.Concat(Enumerable.Repeat(", LeakyReLU, HardTanh", 60))}, Dense(2)",
    ];

    [Theory]
    [MemberData(nameof(Nets))]
    public void EmittedCode_GivesTheInterpretersBits(string nodes)
    {
        string source = $"using NnGen;\n[Network(InputGradient = true), {nodes}, MeanSquaredErrorLoss]\npublic partial class Net;";
        NetworkPlan plan = NetworkCompiler.Compile(Toolchain.Parse(source).Declaration).Plan!;
        using LoadedNet net = LoadedNet.Of(source);
        if (Fma.IsSupported || AdvSimd.Arm64.IsSupported)
        {
            typeof(ManyNodesTests).GetMethod(nameof(Check), BindingFlags.NonPublic | BindingFlags.Static)!
                .MakeGenericMethod(net.Assembly.GetType("Net")!).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [plan], null);
        }
    }

    private static void Check<TNetwork>(NetworkPlan plan)
        where TNetwork : class, ITrainableNetwork<TNetwork, float>
    {
        TNetwork network = TNetwork.Create(3);
        float[] parameters = network.Parameters.Span.ToArray();
        float[] inputs = Numbers(1, Rows * plan.Facts.InputShape.Size);
        float[] targets = Numbers(2, Rows * plan.Facts.OutputShape.Size);
        var interpreter = new ProgramInterpreter<float>(plan, default(SingleArithmetic), plan.Facts.Lanes);
        var outputs = new float[targets.Length];
        network.PredictBatch(inputs, outputs);
        Assert.Equal(interpreter.PredictBatch(parameters, inputs), outputs);
        network.Predict(inputs.AsSpan(0, plan.Facts.InputShape.Size), outputs.AsSpan(0, plan.Facts.OutputShape.Size));
        Assert.Equal(interpreter.Predict(parameters, inputs[..plan.Facts.InputShape.Size]), outputs[..plan.Facts.OutputShape.Size]);

        TrainingResult<float> expected = interpreter.Train(parameters, inputs, targets, new Dictionary<string, float[]>());
        NetworkTape<float> tape = TNetwork.CreateTape(Rows + 1);
        NetworkGradients<float> gradients = TNetwork.CreateGradients();
        Assert.Equal(expected.Loss, network.Forward(inputs, targets, tape));
        network.Backward(tape, gradients);
        Assert.Equal(expected.Gradients, gradients.Buffer.Span.ToArray());
        Assert.Contains(expected.Gradients, value => value != 0);

        NetworkGradients<float> narrow = TNetwork.CreateGradients();
        var update = new AccumulateGradients<float>(narrow.Buffer);
        Assert.Equal(expected.Loss, network.ForwardAt<Lanes128, Physical128>(tape));
        network.BackwardAt<Lanes128, Physical128, AccumulateGradients<float>>(tape, ref update);
        Assert.Equal(expected.Gradients, narrow.Buffer.Span.ToArray());
    }

    /// <summary>Around 1, so that a product of many is a number still.</summary>
    private static float[] Numbers(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)(0.8 + (0.4 * random.NextDouble())))];
    }

    private static string Names(int count) => string.Join(", ", Enumerable.Range(0, count).Select(i => $"\"n{i}\""));

    private static string Fan(int count) => string.Concat(Enumerable.Range(0, count).Select(i => $", Dense(5, Name = \"n{i}\", From = \"x\")"));
}

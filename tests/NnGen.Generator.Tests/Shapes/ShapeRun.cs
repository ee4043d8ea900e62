using System.Reflection;
using NnGen.Compiler.Kernels.Interpreter;
using NnGen.Compiler.Plan;
using NnGen.Numerics;

namespace NnGen.Generator.Tests.Shapes;

/// <summary>Runs an emitted network beside the interpreter of its plan and compares all bits.</summary>
internal static class ShapeRun
{
    /// <summary>What the caller's memory has before and behind it, to see whether anybody writes there.</summary>
    private const int Guard = 64;

    private const float Untouched = -12345.5f;

    /// <summary>Everything that is compared, for a class.</summary>
    public static void Check(Type network, EmittedShape shape)
    {
        string method = shape.Trains ? nameof(CheckTraining) : nameof(CheckPredictions);
        typeof(ShapeRun).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(network).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [shape], null);
    }

    private static void CheckTraining<TNetwork>(EmittedShape shape)
        where TNetwork : class, ITrainableNetwork<TNetwork, float>
    {
        CheckPredictions<TNetwork>(shape);
        TNetwork network = Create<TNetwork>(shape);
        NetworkPlan plan = shape.Plan();
        float[] inputs = Inputs(shape);
        float[] targets = Numbers(shape, 2, shape.Rows * shape.Out);
        TrainingResult<float> expected = Interpreter(plan, shape).Train(network.Parameters.Span.ToArray(), inputs, targets, new Dictionary<string, float[]>());

        // Room to spare: where the slots begin depends on the capacity, what is computed does not.
        NetworkTape<float> tape = TNetwork.CreateTape(shape.Rows + 2);
        NetworkGradients<float> gradients = TNetwork.CreateGradients();
        float loss = network.Forward(inputs, targets, tape);
        network.Backward(tape, gradients);
        SameBits([expected.Loss], [loss], shape, "the loss");
        SameBits(expected.Outputs!, tape.Output.ToArray(), shape, "the outputs of training");
        SameBits(expected.Gradients, gradients.Buffer.Span, shape, "the gradients");
        SameBits(expected.InputGradient!, tape.InputGradient.ToArray(), shape, "the gradient of the input");
        if (shape.HasAllWidths)
        {
            TrainAt<TNetwork, Lanes256, Physical256>(network, tape, shape, expected);
            TrainAt<TNetwork, Lanes128, Physical128>(network, tape, shape, expected);
        }
    }

    private static void TrainAt<TNetwork, V, P>(TNetwork network, NetworkTape<float> tape, EmittedShape shape, TrainingResult<float> expected)
        where TNetwork : class, ITrainableNetwork<TNetwork, float>
        where V : struct, ILanes<V, float>
        where P : struct, ILanes<P, float>
    {
        NetworkGradients<float> gradients = TNetwork.CreateGradients();
        var update = new AccumulateGradients<float>(gradients.Buffer);
        float loss = network.ForwardAt<V, P>(tape);
        network.BackwardAt<V, P, AccumulateGradients<float>>(tape, ref update);
        SameBits([expected.Loss], [loss], shape, $"the loss at {typeof(P).Name}");
        SameBits(expected.Gradients, gradients.Buffer.Span, shape, $"the gradients at {typeof(P).Name}");
        SameBits(expected.InputGradient!, tape.InputGradient.ToArray(), shape, $"the gradient of the input at {typeof(P).Name}");
    }

    private static void CheckPredictions<TNetwork>(EmittedShape shape)
        where TNetwork : class, INetwork<TNetwork, float>
    {
        NetworkPlan plan = shape.Plan();
        Assert.Equal(plan.StorageLength, TNetwork.Info.StorageLength);
        Assert.Equal(plan.Parameters.Select(place => place.Offset), TNetwork.Info.Parameters.Select(parameter => parameter.Offset));
        TNetwork network = Create<TNetwork>(shape);
        float[] parameters = network.Parameters.Span.ToArray();
        float[] inputs = Inputs(shape);
        float[] row = inputs[^shape.In..];
        float[] expectedRow = Interpreter(plan, shape).Predict(parameters, row);
        float[] expected = Interpreter(plan, shape).PredictBatch(parameters, inputs);
        Compare(expectedRow, output => network.Predict(row, output.Span), shape, "one row");
        Compare(expected, output => network.PredictBatch(inputs, output.Span), shape, "the batch");
        if (shape.HasAllWidths)
        {
            Compare(expectedRow, output => network.PredictAt<Lanes256, Physical256>(row, output.Span), shape, "one row at 256 bits");
            Compare(expectedRow, output => network.PredictAt<Lanes128, Physical128>(row, output.Span), shape, "one row at 128 bits");
            Compare(expected, output => network.PredictBatchAt<Lanes256, Physical256>(inputs, output.Span), shape, "the batch at 256 bits");
            Compare(expected, output => network.PredictBatchAt<Lanes128, Physical128>(inputs, output.Span), shape, "the batch at 128 bits");
        }
    }

    /// <summary>A network whose biases are not zero: an initialiser would leave additions untested.</summary>
    private static TNetwork Create<TNetwork>(EmittedShape shape)
        where TNetwork : class, INetwork<TNetwork, float>
    {
        TNetwork network = TNetwork.Create(7);
        foreach (ParameterInfo vector in TNetwork.Info.Parameters.Where(parameter => parameter.Shape.Count == 1))
        {
            ParameterLayout.Import<float>(vector, Numbers(shape, 3, ParameterLayout.Count(vector)), network.Parameters.Span);
        }

        return network;
    }

    private static ProgramInterpreter<float> Interpreter(NetworkPlan plan, EmittedShape shape) =>
        new(plan, default(SingleArithmetic), plan.Facts.Lanes >> (shape.In + shape.Out) % 3);

    /// <summary>Four of five are zero where the network takes sparse inputs.</summary>
    private static float[] Inputs(EmittedShape shape) =>
        [.. Numbers(shape, 1, shape.Rows * shape.In).Select((value, i) => shape.IsSparse && Math.Abs(value) < 1.2f ? (i % 7 == 0 ? -0.0f : 0) : value)];

    private static float[] Numbers(EmittedShape shape, int what, int count)
    {
        var random = new Random(shape.In * 4001 + shape.Out * 4 + what);
        return [.. Enumerable.Range(0, count).Select(_ => (float)(3 * random.NextDouble() - 1.5))];
    }

    private static void Compare(float[] expected, Action<System.Memory<float>> predict, EmittedShape shape, string what)
    {
        var guarded = new float[expected.Length + 2 * Guard];
        Array.Fill(guarded, Untouched);
        predict(guarded.AsMemory(Guard, expected.Length));
        SameBits(expected, guarded.AsSpan(Guard, expected.Length), shape, what);
        bool isIntact = guarded.Take(Guard).Concat(guarded.TakeLast(Guard)).All(value => value == Untouched);
        Assert.True(isIntact, $"{shape}: {what} is written beyond the caller's memory");
    }

    private static void SameBits(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, EmittedShape shape, string what)
    {
        Assert.True(expected.Length == actual.Length, $"{shape}: {what} has {actual.Length} elements instead of {expected.Length}");
        for (int i = 0; i < expected.Length; i++)
        {
            if (BitConverter.SingleToInt32Bits(expected[i]) != BitConverter.SingleToInt32Bits(actual[i]))
            {
                Assert.Fail($"{shape}: element {i} of {what} is {actual[i]:R} instead of {expected[i]:R}");
            }
        }
    }
}

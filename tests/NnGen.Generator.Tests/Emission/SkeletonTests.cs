namespace NnGen.Generator.Tests.Emitted;

/// <summary>
/// A broken declaration gives one diagnostic of ours and none of C#'s: code that uses the network goes on compiling. The same user code
/// compiles against a sound network, so the doors are the same.
/// </summary>
public class SkeletonTests
{
    private const string Broken = "[Input(4), Dense(0)]";

    private const string Sound = "[Input(4), Dense(3), Softmax, CrossEntropyLoss]";

    [Theory]
    [InlineData(Sound, "float")]
    [InlineData(Broken, "float")]
    [InlineData(Sound, "double")]
    [InlineData(Broken, "double")]
    public void UserCodeThatCallsEveryDoor_Compiles(string nodes, string type)
    {
        string precision = type == "double" ? "(Precision = Precision.Double)" : "";
        EmittedNet net = EmittedNet.Of($$"""
            using NnGen;

            namespace Samples
            {
                /// <summary>The network.</summary>
                [Network{{precision}}]
                {{nodes}}
                public partial class Net;
            }
            """, Caller.Replace("TYPE", type));

        net.AssertCompiles();
    }

    /// <summary>The same doors of several inputs, whatever these are called, and no constant InputSize.</summary>
    [Theory]
    [InlineData("[Input(4, Name = \"user.age\"), Input(2, Name = \"output\"), Concat(\"user.age\", \"output\"), Dense(3), Softmax, CrossEntropyLoss]")]
    [InlineData("[Input(4, Name = \"user.age\"), Input(2, Name = \"output\"), Concat(\"user.age\", \"output\"), Dense(0)]")]
    public void UserCodeOfSeveralInputs_Compiles(string nodes)
    {
        EmittedNet net = EmittedNet.Of($$"""
            using NnGen;

            namespace Samples
            {
                /// <summary>The network.</summary>
                [Network(InputGradient = true)]
                {{nodes}}
                public partial class Net
                {
                    private const int Packed = UserAgeSize + OutputSize_2 + OutputSize;
                }
            }
            """, CallerOfSeveral);

        net.AssertCompiles();
    }

    /// <summary>Names that the passes, the doors and C# use, as names of inputs.</summary>
    [Fact]
    public void InputsUnderNamesOfEmittedCode_Compile()
    {
        string[] names =
        [
            "w", "s", "rows", "first", "left", "count", "scratch", "output", "outputs", "targets", "labels", "tape", "class", "global", "System", "ref",
            "input", "Input", "inputs", "packed", "_", "1", "x", "X", "x_2", "V", "update", "share", "target", "loss", "stride", "value", "base", "OutputSize",
        ];
        string inputs = string.Join(", ", names.Select(name => $"Input(3, Name = \"{name}\")"));
        string all = string.Join(", ", names.Select(name => $"\"{name}\""));
        EmittedNet net = EmittedNet.Of($"using NnGen;\n\nnamespace Samples;\n\n/// <summary>The network.</summary>\n[Network(InputGradient = true), {inputs}, Add({all}), Dense(2), CrossEntropyLoss]\npublic partial class Net;\n");

        net.AssertCompiles();
        Assert.Equal(3, net.OfNetworks.Count);
    }

    /// <summary>The same doors of several outputs, sound and broken, and no constant OutputSize.</summary>
    [Theory]
    [InlineData("[Input(4), Dense(8, Name = \"trunk\"), Dense(3, Name = \"kind\"), Dense(2, From = \"trunk\", Name = \"box\"), Output(\"kind\"), CrossEntropyLoss, Output(\"box\"), L1Loss(Weight = 0.5)]")]
    [InlineData("[Input(4), Dense(8, Name = \"trunk\"), Dense(3, Name = \"kind\"), Dense(2, From = \"trunk\", Name = \"box\"), Output(\"kind\"), CrossEntropyLoss, Output(\"box\"), L1Loss(Weight = -1)]")]
    [InlineData("[Input(4), Dense(0, Name = \"trunk\"), Output(\"kind\"), Output(\"box\"), Output(\"kind\")]")]
    public void UserCodeOfSeveralOutputs_Compiles(string nodes)
    {
        EmittedNet net = EmittedNet.Of($$"""
            using NnGen;

            namespace Samples
            {
                /// <summary>The network.</summary>
                [Network]
                {{nodes}}
                public partial class Net
                {
                    private const int Packed = InputSize + KindSize + BoxSize;
                }
            }
            """, CallerOfSeveralOutputs);

        net.AssertCompiles();
    }

    /// <summary>Names that the passes, the doors, tuples and C# use, as names of outputs, one of them an input's.</summary>
    [Fact]
    public void OutputsUnderNamesOfEmittedCode_Compile()
    {
        string[] names =
        [
            "w", "s", "rows", "first", "left", "count", "scratch", "scores", "output", "outputs", "targets", "labels", "tape", "class", "global", "System", "ref", "input", "Input",
            "inputs", "packed", "packedOutput", "_", "1", "x_2", "V", "update", "share", "target", "loss", "stride", "value", "base", "OutputSize", "Rest", "Item1", "Item2", "ToString", "y",
        ];
        string layers = string.Join(", ", names.Select(name => $"Dense(3, From = \"x\", Name = \"{name}\")"));
        string outputs = string.Join(", ", names.Append("x").Select(name => $"Output(\"{name}\")"));
        foreach (string inputs in new[] { "Input(3, Name = \"x\")", "Input(3, Name = \"x\"), Input(3, Name = \"z\"), Add(\"x\", \"z\", Name = \"sum\")" })
        {
            string last = inputs.Contains("sum", StringComparison.Ordinal) ? ", Output(\"sum\")" : "";
            EmittedNet net = EmittedNet.Of($"using NnGen;\n\nnamespace Samples;\n\n/// <summary>The network.</summary>\n[Network(InputGradient = true), {inputs}, {layers}, {outputs}{last}, CrossEntropyLoss(From = \"class\")]\npublic partial class Net;\n");

            net.AssertCompiles();
            Assert.Equal(3, net.OfNetworks.Count);
        }
    }

    [Fact]
    public void NestedBrokenNetwork_Compiles()
    {
        EmittedNet net = EmittedNet.Of($$"""
            namespace Samples.@event;

            internal static partial class Outer
            {
                [NnGen.Network, NnGen.Input(1), NnGen.Dense(-1)]
                private sealed partial class @class
                {
                    internal static float[] Run() => new @class(seed: 1).Predict(new float[1]);
                }
            }
            """);

        net.AssertCompiles();
        Assert.Single(net.OfNetworks);
    }

    private const string CallerOfSeveral = """
        using System;
        using NnGen;
        using Samples;

        namespace Users
        {
            internal static class Caller
            {
                internal static void CallEverything(Dataset<float> data)
                {
                    var net = new Net(seed: 42);
                    float[] row = new float[Net.UserAgeSize + Net.OutputSize_2];
                    Span<float> output = stackalloc float[3];
                    net.Predict(row, row, output);
                    net.Predict(userAge: row, output_2: row, output: output);
                    float[] probabilities = net.Predict(row, row);
                    net.PredictBatch(userAges: row, outputs_2: row, outputs: output);
                    int found = net.Classify(row, row);
                    var tape = new Net.Tape(capacity: 4);
                    float loss = net.Forward(row, row, new[] { 1 }, tape);
                    loss = net.Forward(row, row, row, tape);
                    net.Backward(tape, new Net.Gradients());
                    Console.WriteLine($"{probabilities} {found} {loss} {tape.InputGradientOf("output")[0][0]} {net.Evaluate(data)}");
                    Use<Net>(net, row);
                }

                private static void Use<TNetwork>(TNetwork net, float[] row)
                    where TNetwork : class, ITrainableNetwork<TNetwork, float> => net.PredictBatch(row, row);
            }
        }
        """;

    private const string CallerOfSeveralOutputs = """
        using System;
        using NnGen;
        using Samples;

        namespace Users
        {
            internal static class Caller
            {
                internal static void CallEverything(Dataset<float> data)
                {
                    var net = new Net(seed: 42);
                    float[] row = new float[Net.InputSize];
                    float[] kind = new float[Net.KindSize];
                    float[] box = new float[Net.BoxSize];
                    net.Predict(row, kind, box);
                    net.Predict(input: row, kind: kind, box: box);
                    (float[] Kind, float[] Box) both = net.Predict(row);
                    Console.WriteLine(net.Predict(row).Box[0]);
                    net.PredictBatch(inputs: row, kinds: kind, boxes: box);
                    int found = net.ClassifyKind(row);
                    var tape = new Net.Tape(capacity: 4);
                    float loss = net.Forward(row, new[] { 1 }, box, tape);
                    loss = net.Forward(inputs: row, kinds: kind, boxes: box, tape);
                    net.Backward(tape, new Net.Gradients());
                    Console.WriteLine($"{both.Kind} {found} {loss} {tape.LossOf("box")} {net.Evaluate(data).Outputs["box"].MeanSquaredError}");
                    Use<Net>(net, row);
                }

                private static void Use<TNetwork>(TNetwork net, float[] row)
                    where TNetwork : class, ITrainableNetwork<TNetwork, float> => net.PredictBatch(row, row);
            }
        }
        """;

    private const string Caller = """
        using System;
        using System.IO;
        using System.Threading;
        using NnGen;
        using NnGen.Numerics;
        using Samples;

        namespace Users
        {
            internal static class Caller
            {
                private struct NoUpdate : IParameterUpdate<TYPE>
                {
                    public void Update<V>(ref TYPE parameters, nint offset, V gradient, nint count)
                        where V : struct, ILanes<V, TYPE>
                    {
                    }
                }

                internal static void CallEverything(Dataset<TYPE> data, Stream stream)
                {
                    var net = new Net();
                    net = new Net(seed: 42);
                    net = Net.Load("file");
                    net = Net.Load(stream);
                    net.Save("file");
                    net.Save(stream);
                    net = Net.Load("file", TensorNames.Map(("0", "dense1")));
                    net.Save("file", TensorNames.Prefix("model."));
                    net.SetParameter("dense1.bias", net.Clone().Parameter(Net.Info.Parameters[1].Name));
                    net.CopyFrom(net.Clone());
                    Console.WriteLine($"{Net.InputSize} {Net.OutputSize} {Net.ParameterCount} {Net.MultiplyAdds} {Net.Architecture} {net.Seed} {net.Parameters.Length}");
                    TYPE[] row = new TYPE[4];
                    Span<TYPE> output = stackalloc TYPE[3];
                    net.Predict(row, output);
                    TYPE[] probabilities = net.Predict(row);
                    net.PredictBatch(row, output);
                    int found = net.Classify(row);
                    EvaluationReport report = net.Evaluate(data);
                    TrainingReport training = net.Fit(data, new TrainingOptions { Epochs = 1 }, validation: data, progress: null, cancellation: CancellationToken.None);
                    var tape = new Net.Tape(capacity: 4);
                    var gradients = new Net.Gradients();
                    TYPE loss = net.Forward(row, new[] { 1 }, tape);
                    loss = net.Forward(row, row, tape);
                    net.Backward(tape, gradients);
                    var update = new NoUpdate();
                    net.Backward(tape, ref update);
                    tape.Mask("dropout1");
                    net.Forward(row, tape);
                    net.Backward(row, tape, gradients);
                    net.Backward(row, tape, ref update);
                    Console.WriteLine(net.Trace(row));
                    gradients.Clear();
                    Console.WriteLine($"{probabilities} {found} {report} {training} {loss} {tape.Output[0][0]}");
                    Use<Net>(net);
                    GradientCheck.Run<Net, TYPE>(net, row, new[] { 1 });
                }

                private static void Use<TNetwork>(TNetwork net)
                    where TNetwork : class, ITrainableNetwork<TNetwork, TYPE> => Console.WriteLine($"{net.Seed} {TNetwork.Info.Name}");
            }
        }
        """;
}

using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Xunit.Abstractions;

namespace NnGen.Generator.Tests.Shapes;

/// <summary>
/// What the JIT makes of emitted code, in its own words: every method is optimised, none falls to the minimal optimisation that large methods
/// get, and no kernel calls anything that works on lanes: the sums of a tile do not survive a call in registers.
/// </summary>
public sealed class JitReportTests(ITestOutputHelper output)
{
    private const string Nets = """
        using NnGen;

        [Network, Input(784), Dense(128), ReLU, Dense(64), ReLU, Dense(10), Softmax, CrossEntropyLoss]
        public partial class Deep;

        [Network(InputGradient = true), Input(784), Dropout(0.2), Dense(50), Sigmoid, Dropout(0.5), Dense(10), Softmax, CrossEntropyLoss]
        public partial class Dropping;

        [Network, Input(100), Dense(96), GELU, Dense(7), MeanSquaredErrorLoss]
        public partial class Long;

        [Network(Precision = Precision.Double), Input(33), Dense(70), Tanh, Dense(9), LogSoftmax, NegativeLogLikelihoodLoss]
        public partial class Precise;

        [Network, Input(30), BatchNorm, Dense(70), BatchNorm, ReLU, Dense(80), LayerNorm, ReLU, Dense(20), RMSNorm, AlphaDropout(0.1), Dense(5), BatchNorm, GELU, MeanSquaredErrorLoss]
        public partial class Normal;

        [Network, Input(1, 28, 28), Conv2D(6, 5, Padding = 2), ReLU, MaxPool2D(2), Conv2D(16, 5), ReLU, Conv2D(16, 3, Groups = 16, Padding = 1), BatchNorm, ReLU, MaxPool2D(2), Flatten, Dense(10), Softmax, CrossEntropyLoss]
        public partial class Seeing;

        [Network(Streaming = true), Input(8, 1), GRU(24, ReturnSequence = true), Dense(1)]
        public partial class Gated;

        [Network(Streaming = true), Input(8, 3), LSTM(8, ReturnSequence = true), LSTM(40, ReturnSequence = true), Dense(7), GELU, MeanSquaredErrorLoss]
        public partial class Remembering;
        """;

    private const string Main = """
        using System;
        using NnGen;
        using System.Numerics;

        public static class Program
        {
            public static void Main()
            {
                Run<Deep, float>();
                Run<Dropping, float>();
                Run<Long, float>();
                Run<Precise, double>();
                Run<Normal, float>();
                Run<Seeing, float>();
                Step<Gated, Gated.State>();
                Step<Remembering, Remembering.State>();
            }

            private static void Step<TNetwork, TState>()
                where TNetwork : class, IStreamingNetwork<TNetwork, float, TState>
                where TState : struct
            {
                TState state = default;
                TNetwork.Create(1).Step(new float[TNetwork.StepInputSize], ref state, new float[TNetwork.StepOutputSize]);
            }

            private static void Run<TNetwork, T>()
                where TNetwork : class, ITrainableNetwork<TNetwork, T>
                where T : unmanaged, IBinaryFloatingPointIeee754<T>
            {
                const int Rows = 49;
                NetworkInfo info = TNetwork.Info;
                TNetwork network = TNetwork.Create(1);
                T[] inputs = new T[Rows * info.InputSize];
                T[] outputs = new T[Rows * info.OutputSize];
                T[] targets = new T[Rows * info.OutputSize];
                network.Predict(inputs.AsSpan(0, info.InputSize), outputs.AsSpan(0, info.OutputSize));
                network.PredictBatch(inputs, outputs);
                NetworkTape<T> tape = TNetwork.CreateTape(Rows);
                OptimizerState<T> state = new Sgd(0.01).Bind<T>(info);
                _ = info.Targets.HasFlag(TargetKind.Labels) ? network.Forward(inputs, new int[Rows], tape) : network.Forward(inputs, targets, tape);
                state.Step(network, tape, 0.01);
            }
        }
        """;

    [Theory]
    [InlineData(512)]
    [InlineData(256)]
    [InlineData(128)]
    public void EmittedMethods_AreOptimisedAndCallNoLanes(int bits)
    {
        if (RuntimeInformation.ProcessArchitecture != Architecture.X64 || !Vector256.IsHardwareAccelerated)
        {
            output.WriteLine("What is tested of the JIT's budget holds for x64 with vectors of 256 bits or more.");
            return;
        }

        int width = Math.Min(bits, Vector512.IsHardwareAccelerated ? 512 : 256);
        JitReport report = JitReport.Of([Nets, Main], width);
        foreach (IGrouping<string, (string, string Tier)> tier in report.Methods.GroupBy(method => method.Tier))
        {
            output.WriteLine($"{tier.Key}: {tier.Count()} methods");
        }

        Assert.Contains(report.Methods, method => method.Method.StartsWith("NnGen.Generated._Precise:", StringComparison.Ordinal));
        Assert.Contains(report.Methods, method => method.Method.StartsWith("NnGen.Generated._Seeing:Convolution25x6ReluMaxPool14x14x6ByLines_6x2x1", StringComparison.Ordinal));
        Assert.Contains(report.Methods, method => method.Method.StartsWith("Dropping:BackwardPass", StringComparison.Ordinal));
        Assert.Equal(width > 128, report.Methods.Any(method => method.Method.StartsWith("NnGen.Generated._Remembering:Step", StringComparison.Ordinal)));
        Assert.All(report.Methods, method => Assert.Equal("FullOpts", method.Tier));

        Assert.Empty(report.KernelsThatCallLanes);
    }

    /// <summary>The report of a program in which seven functions follow one sum, of which three long ones are its kernel, says so: the test can fail.</summary>
    [Fact]
    public void ActivationsTooLongForAKernel_AreReported()
    {
        if (RuntimeInformation.ProcessArchitecture != Architecture.X64 || !Vector256.IsHardwareAccelerated)
        {
            output.WriteLine("What is tested of the JIT's budget holds for x64 with vectors of 256 bits or more.");
            return;
        }

        const string Net = """
            [NnGen.Network(Emit = NnGen.Emit.Inference), NnGen.Input(30), NnGen.Dense(16), NnGen.Mish, NnGen.GELU, NnGen.Mish, NnGen.GELU, NnGen.Mish, NnGen.GELU, NnGen.Mish, NnGen.Dense(24), NnGen.ReLU, NnGen.HalfSquaredErrorLoss]
            public partial class Mixed;

            public static class Program
            {
                public static void Main() => new Mixed(seed: 1).Predict(new float[30], new float[24]);
            }
            """;
        JitReport report = JitReport.Of([Net], 256);

        Assert.Contains("Mixed:Dense30x16MishGeluMishRow", report.KernelsThatCallLanes);
        Assert.DoesNotContain("Mixed:Dense16x24ReluRow", report.KernelsThatCallLanes);
        Assert.Contains("Mixed:Dense16x24ReluRow", report.Calls.Keys);
    }
}

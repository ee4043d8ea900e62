using System.Diagnostics;
using NnGen.Compiler.Model;
using NnGen.Compiler.Tests.Support;
using Xunit.Abstractions;
using static NnGen.Compiler.Tests.Support.Declare;

namespace NnGen.Compiler.Tests.Print;

/// <summary>
/// Declarations of hundreds of nodes: what the compiler allocates for them, and what it writes, grows with their number and not with its
/// square. Each keystroke compiles the network again.
/// </summary>
public class ManyNodesTests(ITestOutputHelper output)
{
    private const int Many = 300;

    /// <summary>What is allocated in all; at any time it is much less.</summary>
    private const long MostBytes = 500L << 20;

    /// <summary>Where each layer has sizes of its own and is wider than the one before: thousands of steps, and all kernels there are.</summary>
    private const long MostBytesOfDifferentLayers = 1L << 30;

    /// <summary>Twice as many nodes; n log n would be 2.3.</summary>
    private const double MostGrowth = 2.6;

    private const string DifferentLayers = "dense chain of widths";

    private static readonly string[] s_activations =
    [
        "Sigmoid", "Tanh", "ReLU", "LeakyReLU", "ReLU6", "ELU", "CELU", "SELU", "GELU", "SiLU", "Softplus", "Softsign", "HardSigmoid",
        "HardSwish", "HardTanh", "Mish", "PReLU", "ThresholdedReLU", "ScaledTanh", "Softmax", "LogSoftmax", "Softmin", "LayerNorm", "RMSNorm",
        "BatchNorm", "InputScaler", "Dropout", "AlphaDropout", "Identity",
    ];

    private static readonly Dictionary<string, Func<int, NodeDeclaration[]>> s_kinds = new()
    {
        ["product of inputs"] = n => [.. Inputs(n), Multiply(Names(n))],
        ["sum of inputs"] = n => [.. Inputs(n), Add(Names(n)), Dense(2)],
        ["concat of inputs"] = n => [.. Inputs(n), Concat(Names(n)), Dense(2)],
        ["product of layers"] = n => [Input(5).Named("x"), .. Fan(n), Multiply(Names(n))],
        ["sum of layers"] = n => [Input(5).Named("x"), .. Fan(n), Add(Names(n))],
        ["concat of layers"] = n => [Input(5).Named("x"), .. Fan(n), Concat(Names(n))],
        ["sum of one node"] = n => [Input(5).Named("x"), Add([.. Enumerable.Repeat("x", n)]), Dense(2)],
        ["product of one node"] = n => [Input(5).Named("x"), Multiply([.. Enumerable.Repeat("x", n)]), Dense(2)],
        ["dense chain"] = n => [Input(5), .. Enumerable.Range(0, n).SelectMany(i => new[] { Dense(5), Node("Tanh") }).Take(n)],
        [DifferentLayers] = n => [Input(5), .. Enumerable.Range(0, n).Select(i => Dense(17 + i))],
        ["residual chain"] = n => [Input(5).Named("s0"), .. Enumerable.Range(1, n / 2).SelectMany(i => new[] { Node("Tanh").From($"s{i - 1}").Named($"t{i}"), Add($"s{i - 1}", $"t{i}").Named($"s{i}") })],
        ["densely connected"] = n => [Input(3).Named("d0"), .. Enumerable.Range(1, (n / 8) - 1).SelectMany(i => new[] { Concat([.. Enumerable.Range(0, i).Select(j => $"d{j}"), "d0"]).Named($"c{i}"), Dense(3).Named($"d{i}") })],
    };

    public static TheoryData<string> Kinds => [.. s_kinds.Keys, .. s_activations];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void HundredsOfNodes_TakeTimeAndMemoryAsTheirNumber(string kind)
    {
        // The first one loads code.
        Compile(kind, 20);
        (long half, int _, TimeSpan _) = Compile(kind, Many / 2);
        (long all, int length, TimeSpan time) = Compile(kind, Many);
        output.WriteLine($"{kind}: {all >> 20} MB allocated, {(double)all / half:0.00} times half as many nodes; {length >> 10} KB of text; {time.TotalMilliseconds:0} ms");

        Assert.InRange(all, 0, kind == DifferentLayers ? MostBytesOfDifferentLayers : MostBytes);
        Assert.True(kind == "densely connected" || all <= MostGrowth * half, $"{all} bytes allocated for {Many} nodes, and {half} for half of them");
    }

    private static (long Bytes, int Length, TimeSpan Time) Compile(string kind, int count)
    {
        NetworkDeclaration net = Net(s_kinds.TryGetValue(kind, out Func<int, NodeDeclaration[]>? nodes) ? [.. nodes(count), Node("MeanSquaredErrorLoss")] : Chain(kind, count)).With("InputGradient", true);
        long before = GC.GetAllocatedBytesForCurrentThread();
        long start = Stopwatch.GetTimestamp();
        Assert.Empty(NetworkCompiler.Check(net));
        _ = NetworkCompiler.Advise(net);
        int length = NetworkCompiler.Emit(net).Files.Sum(file => file.Text.Length);
        TimeSpan time = Stopwatch.GetElapsedTime(start);
        return (GC.GetAllocatedBytesForCurrentThread() - before, length, time);
    }

    private static NodeDeclaration[] Chain(string activation, int count) =>
        [Input(5), Dense(5), .. Enumerable.Range(0, count - 1).Select(_ => activation.EndsWith("Dropout", StringComparison.Ordinal) ? Node(activation).With("Rate", 0.1) : Node(activation)), Dense(2), Node("MeanSquaredErrorLoss")];

    private static string[] Names(int count) => [.. Enumerable.Range(0, count).Select(i => $"n{i}")];

    private static NodeDeclaration[] Inputs(int count) => [.. Names(count).Select(name => Input(5).Named(name))];

    private static NodeDeclaration[] Fan(int count) => [.. Names(count).Select(name => Dense(3).Named(name).From("x"))];
}

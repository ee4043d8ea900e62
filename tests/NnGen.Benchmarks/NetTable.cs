namespace NnGen.Benchmarks;

/// <summary>The networks of the tables. A new one is a class in Nets.cs, a line here with the call below, and a line in peer.c.</summary>
internal static class NetTable
{
    /// <summary>All networks, smallest first.</summary>
    public static IReadOnlyList<NetCase> All { get; } =
    [
        new NetCase<Xor, XorCall>("2-2-1", "xor", [2, 2, 1], Function.Sigmoid, Function.Sigmoid, new Target(36), net => new(net)),
        new NetCase<Iris, IrisCall>("4-16-3", "iris", [4, 16, 3], Function.Relu, Function.Softmax, new Target(42), net => new(net)),
        new NetCase<Chain, ChainCall>("16-16-16-16-1", "chain", [16, 16, 16, 16, 1], Function.Tanh, Function.Tanh, new Target(92), net => new(net)),
        new NetCase<Digits15, Digits15Call>("784-15-10", "digits15", [784, 15, 10], Function.Sigmoid, Function.Sigmoid, new Target(200, 0, 3200, 3400), net => new(net)),
        new NetCase<Digits50, Digits50Call>("784-50-10", "digits50", [784, 50, 10], Function.Relu, Function.Softmax, new Target(880, 0.88, 1150, 1200), net => new(net)),
        new NetCase<Digits128, Digits128Call>("784-128-64-10", "digits128", [784, 128, 64, 10], Function.Relu, Function.Softmax, new Target(2200, 0.95, 500, 495), net => new(net)),
        new NetCase<Digits512, Digits512Call>("784-512-512-10", "digits512", [784, 512, 512, 10], Function.Relu, Function.Softmax, new Target(24000, 0.95, 66, 67), net => new(net)),
        new NetCase<Strokes15, Strokes15Call>("784-15-10 sparse", "digits15", [784, 15, 10], Function.Sigmoid, Function.Sigmoid, new Target(160), net => new(net)) { ZeroShare = 0.8 },
        new NetCase<Strokes50, Strokes50Call>("784-50-10 sparse", "digits50", [784, 50, 10], Function.Relu, Function.Softmax, new Target(290), net => new(net)) { ZeroShare = 0.8 },
        new NetCase<Strokes128, Strokes128Call>("784-128-64-10 sparse", "digits128", [784, 128, 64, 10], Function.Relu, Function.Softmax, new Target(740), net => new(net)) { ZeroShare = 0.8 },
        new NetCase<Strokes512, Strokes512Call>("784-512-512-10 sparse", "digits512", [784, 512, 512, 10], Function.Relu, Function.Softmax, new Target(13000), net => new(net)) { ZeroShare = 0.8 },
    ];

    private readonly struct XorCall(Xor net) : IRowCall
    {
        public void Predict(ReadOnlySpan<float> input, Span<float> output) => net.Predict(input, output);
    }

    private readonly struct IrisCall(Iris net) : IRowCall
    {
        public void Predict(ReadOnlySpan<float> input, Span<float> output) => net.Predict(input, output);
    }

    private readonly struct ChainCall(Chain net) : IRowCall
    {
        public void Predict(ReadOnlySpan<float> input, Span<float> output) => net.Predict(input, output);
    }

    private readonly struct Digits15Call(Digits15 net) : IRowCall
    {
        public void Predict(ReadOnlySpan<float> input, Span<float> output) => net.Predict(input, output);
    }

    private readonly struct Digits50Call(Digits50 net) : IRowCall
    {
        public void Predict(ReadOnlySpan<float> input, Span<float> output) => net.Predict(input, output);
    }

    private readonly struct Digits128Call(Digits128 net) : IRowCall
    {
        public void Predict(ReadOnlySpan<float> input, Span<float> output) => net.Predict(input, output);
    }

    private readonly struct Digits512Call(Digits512 net) : IRowCall
    {
        public void Predict(ReadOnlySpan<float> input, Span<float> output) => net.Predict(input, output);
    }

    private readonly struct Strokes15Call(Strokes15 net) : IRowCall
    {
        public void Predict(ReadOnlySpan<float> input, Span<float> output) => net.Predict(input, output);
    }

    private readonly struct Strokes50Call(Strokes50 net) : IRowCall
    {
        public void Predict(ReadOnlySpan<float> input, Span<float> output) => net.Predict(input, output);
    }

    private readonly struct Strokes128Call(Strokes128 net) : IRowCall
    {
        public void Predict(ReadOnlySpan<float> input, Span<float> output) => net.Predict(input, output);
    }

    private readonly struct Strokes512Call(Strokes512 net) : IRowCall
    {
        public void Predict(ReadOnlySpan<float> input, Span<float> output) => net.Predict(input, output);
    }
}

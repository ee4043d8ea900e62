using NnGen.Benchmarks.Peers;

namespace NnGen.Benchmarks.Tables;

/// <summary>Recurrent networks: one step of a stream, and training on sequences.</summary>
internal static class Recurrence
{
    public const string Streams = "streams";
    public const string Training = "recurrent training";
    public const string Transformers = "transformer";

    private const int Samples = 256;
    private const int Rows = 32;
    private const int Tokens = 32;

    /// <summary>Prints the tables.</summary>
    public static void Print(Context context, TextWriter output)
    {
        if (context.Wants(Streams))
        {
            PrintStreams(context, output);
        }

        if (context.Wants(Training))
        {
            PrintTraining(context, output);
        }

        if (context.Wants(Transformers))
        {
            PrintTransformer(context, output);
        }
    }

    private static void PrintStreams(Context context, TextWriter output)
    {
        output.WriteLine("## Streams\n");
        output.WriteLine("Nanoseconds a step, the state of one going into the next. Targets and RTNeural's best are from a Zen 5 core at 3.9 GHz, on which a multiply-add takes 1.09 ns from its operands to its result; the last columns count in these, which compares machines roughly.\n");
        var table = new MarkdownTable("network", "NnGen", "target on Zen 5", "RTNeural on Zen 5", "NnGen in latencies", "target in latencies", "RTNeural in latencies");
        Add<Gru8, Gru8.State>(context, table, "GRU 8 + dense 1", 38, 61);
        Add<Gru16, Gru16.State>(context, table, "GRU 16 + dense 1", 41, 61);
        Add<Gru24, Gru24.State>(context, table, "GRU 24 + dense 1", 53, 85);
        Add<Gru32, Gru32.State>(context, table, "GRU 32 + dense 1", 66, 101);
        Add<Gru40, Gru40.State>(context, table, "GRU 40 + dense 1", 90, 157);
        Add<Lstm8, Lstm8.State>(context, table, "LSTM 8 + dense 1", 45, 66);
        Add<Lstm16, Lstm16.State>(context, table, "LSTM 16 + dense 1", 52, 79);
        Add<Lstm24, Lstm24.State>(context, table, "LSTM 24 + dense 1", 68, 134);
        Add<Lstm32, Lstm32.State>(context, table, "LSTM 32 + dense 1", 82, 115);
        Add<Lstm40, Lstm40.State>(context, table, "LSTM 40 + dense 1", 120, 214);
        Add<AudioModel, AudioModel.State>(context, table, "dense 8, conv1d 4 k3 d2, GRU 8, dense 1", 49, 112);
        Add<Conv8, Conv8.State>(context, table, "conv1d 8-8 k7", 12, 25);
        Add<Conv16, Conv16.State>(context, table, "conv1d 16-16 k15", 44, 60);
        output.WriteLine(table);
    }

    private static void Add<TNet, TState>(Context context, MarkdownTable table, string name, double target, double peer)
        where TNet : class, IStreamingNetwork<TNet, float, TState>
        where TState : struct
    {
        const double LatencyOnZen5 = 1.09;
        TNet net = TNet.Create(7);
        float[] inputs = [.. Enumerable.Range(0, Samples * TNet.StepInputSize).Select(i => MathF.Sin(i))];
        var outputs = new float[TNet.StepOutputSize];
        var states = new TState[1];
        Contender ours = Contender.Of("NnGen", () =>
        {
            for (int i = 0; i < Samples; i++)
            {
                net.Step(inputs.AsSpan(i * TNet.StepInputSize, TNet.StepInputSize), ref states[0], outputs);
            }
        });
        Timing[] timings = context.Rounds.Measure(ours, Peak.Latency);
        double latency = timings[1].Median / Peak.LatenciesEach;
        table.Add(
            name,
            Cell.Time(timings[0], 1.0 / Samples),
            Cell.Target(target),
            Cell.Target(peer),
            Cell.Number(timings[0].Median / Samples / latency),
            Cell.Number(target / LatencyOnZen5),
            Cell.Number(peer / LatencyOnZen5));
    }

    private static void PrintTraining(Context context, TextWriter output)
    {
        output.WriteLine("## Recurrent training\n");
        output.WriteLine($"Milliseconds a step of forward, squared error, backward and SGD over {Rows} sequences, in the same rounds.\n");
        string reason = "no python3 imports torch";
        using PeerProcess? torch = context.Torch is null ? null : PeerProcess.TryStart("PyTorch", context.Torch.Python, [Path.Combine(AppContext.BaseDirectory, "Peers", "torch_recurrent.py")], out reason);
        var table = new MarkdownTable("network", "NnGen", "of the multiply-add peak, of which 75 % wanted", torch is null ? $"PyTorch ({reason})" : torch.Greeting, "against it, of which 5x wanted");
        AddTraining<LongLstm>(context, table, "LSTM 64 over 50 steps", torch, "lstm 64 50", gates: 4, units: 64, steps: 50);
        AddTraining<LongGru>(context, table, "GRU 128 over 100 steps", torch, "gru 128 100", gates: 3, units: 128, steps: 100);
        output.WriteLine(table);
    }

    private static void PrintTransformer(Context context, TextWriter output)
    {
        output.WriteLine("## Transformer\n");
        output.WriteLine($"Microseconds for two causal blocks, {Tokens} tokens of 64 features, 4 heads, batch 1, in the same rounds: all tokens at once, and one token with the keys and values of those before it in the state (the mean of {Tokens}), of which 10 us are wanted.\n");
        string reason = "no python3 imports torch";
        using PeerProcess? torch = context.Torch is null ? null : PeerProcess.TryStart("PyTorch", context.Torch.Python, [Path.Combine(AppContext.BaseDirectory, "Peers", "torch_recurrent.py")], out reason);
        var net = new Transformer(7);
        float[] inputs = [.. Enumerable.Range(0, Transformer.InputSize).Select(i => MathF.Sin(i))];
        var outputs = new float[Transformer.OutputSize];
        var state = new Transformer.State[1];
        Contender whole = Contender.Of("NnGen", () => net.Predict(inputs, outputs));
        Contender steps = Contender.Of("NnGen, step by step", () =>
        {
            state[0].Reset();
            for (int i = 0; i < Tokens; i++)
            {
                net.Step(inputs.AsSpan(i * Transformer.StepInputSize, Transformer.StepInputSize), ref state[0], outputs.AsSpan(0, Transformer.StepOutputSize));
            }
        });
        const string Job = "transformer 64 32 1";
        torch?.Ask("load " + Job);
        net.Predict(inputs, outputs);
        int[] shape = [1, Tokens, Transformer.StepInputSize];
        Contender? onnx = context.Onnx?.Row("transformer", OnnxTransformerFile.Write(net), inputs, shape, [.. outputs], shape);
        Timing?[] timings = context.Rounds.MeasureThose([whole, steps, torch?.Contender(Job), onnx]);
        var table = new MarkdownTable("NnGen, all tokens", "NnGen, a step", torch is null ? $"PyTorch ({reason})" : torch.Greeting, "NnGen against it", "ONNX Runtime", "NnGen against it, of which 4x wanted");
        table.Add(Cell.Time(timings[0], 1e-3), Cell.Time(timings[1], 1e-3 / Tokens), Cell.Time(timings[2], 1e-3), Cell.Faster(timings[0]!, timings[2]), Cell.Time(timings[3], 1e-3), Cell.Faster(timings[0]!, timings[3]));
        output.WriteLine(table);
    }

    private static void AddTraining<TNet>(Context context, MarkdownTable table, string name, PeerProcess? torch, string job, int gates, int units, int steps)
        where TNet : class, ITrainableNetwork<TNet, float>
    {
        TNet net = TNet.Create(7);
        var random = new Random(1);
        float[] inputs = [.. Enumerable.Range(0, Rows * TNet.Info.InputSize).Select(_ => random.NextSingle() - 0.5f)];
        var targets = new float[Rows * TNet.Info.OutputSize];
        NetworkTape<float> tape = TNet.CreateTape(Rows);
        OptimizerState<float> state = new Sgd(1e-7).Bind<float>(TNet.Info);
        Contender ours = Contender.Of("NnGen", () =>
        {
            net.Forward(inputs, targets, tape);
            state.Step(net, tape, 1e-7);
        });
        string key = $"{job} {Rows}";
        torch?.Ask($"load {key}");
        Timing?[] timings = context.Rounds.MeasureThose([ours, Peak.MultiplyAdds, torch?.Contender(key)]);

        // Products with inputs and states, forward, and twice as many backward; the gradient of the inputs is not computed.
        double operations = 2.0 * Rows * steps * gates * units * units * (2 * 3 - 1);
        double peak = Peak.OperationsEach / timings[1]!.Median;
        table.Add(name, Cell.Time(timings[0], 1e-6), Cell.Percent(operations / timings[0]!.Median / peak), Cell.Time(timings[2], 1e-6), Cell.Faster(timings[0]!, timings[2]));
    }
}

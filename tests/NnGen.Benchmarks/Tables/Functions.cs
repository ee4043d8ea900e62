using System.Runtime.CompilerServices;
using NnGen.Numerics;

namespace NnGen.Benchmarks.Tables;

/// <summary>Elementary functions over numbers in the first-level cache.</summary>
internal static class Functions
{
    public const string Name = "functions";

    /// <summary>Numbers in a call; peer.c has the same.</summary>
    private const int Count = 1024;

    private const int SoftmaxRows = 102;

    /// <summary>Prints the table.</summary>
    public static void Print(Context context, TextWriter output)
    {
        if (!context.Wants(Name))
        {
            return;
        }

        output.WriteLine("## Functions\n");
        output.WriteLine($"Nanoseconds an element over {Count} elements; of softmax, nanoseconds a row of ten. The C is the same formula in the C library's functions, vectorised by the compiler. *exp* is the library's function in a loop; the others are nets of one activation.\n");
        var table = new MarkdownTable("function", "target on Zen 5", "NnGen", "C", "against C");
        var inputs = new AlignedBuffer<float>(Count);
        Fill(inputs);
        var sigmoid = new Sigmoid1024(7);
        var tanh = new Tanh1024(7);
        var gelu = new Gelu1024(7);
        Add(context, table, "exp", 0.13, "exp_all", inputs, outputs => RunExp(inputs, outputs));
        Add(context, table, "tanh", 0.12, "tanh_all", inputs, outputs => tanh.Predict(inputs.Span, outputs.Span));
        Add(context, table, "sigmoid", 0.16, "sigmoid_all", inputs, outputs => sigmoid.Predict(inputs.Span, outputs.Span));
        Add(context, table, "GELU, tanh form", 0.25, "gelu_all", inputs, outputs => gelu.Predict(inputs.Span, outputs.Span));
        AddSoftmax(context, table);
        output.WriteLine(table);
    }

    /// <summary>The exponential of all numbers, as a user of the library would write it.</summary>
    public static void RunExp(AlignedBuffer<float> inputs, AlignedBuffer<float> outputs)
    {
        switch (Machine.Width)
        {
            case 512:
                Exp<Lanes512>(inputs, outputs);
                break;
            case 256:
                Exp<Physical256>(inputs, outputs);
                break;
            default:
                Exp<Physical128>(inputs, outputs);
                break;
        }
    }

    /// <summary>Numbers between -4 and 4.</summary>
    public static void Fill(AlignedBuffer<float> inputs)
    {
        var random = new Random(5);
        foreach (ref float value in inputs.Span)
        {
            value = random.NextSingle() * 8 - 4;
        }
    }

    private static void Add(Context context, MarkdownTable table, string name, double target, string nameInC, AlignedBuffer<float> inputs, Action<AlignedBuffer<float>> run)
    {
        var outputs = new AlignedBuffer<float>(Count);
        Contender ours = Contender.Of("NnGen", () => run(outputs));
        var outputsOfC = new AlignedBuffer<float>(Count);
        Contender? c = context.C?.Elementwise(nameInC, inputs, outputsOfC);
        AddRow(context, table, name, target, ours, outputs, c, outputsOfC, Count);
    }

    private static void AddSoftmax(Context context, MarkdownTable table)
    {
        var net = new Softmax10(7);
        var inputs = new AlignedBuffer<float>(SoftmaxRows * 10);
        Fill(inputs);
        var outputs = new AlignedBuffer<float>(inputs.Length);
        var outputsOfC = new AlignedBuffer<float>(inputs.Length);
        Contender ours = Contender.Of("NnGen", () => net.PredictBatch(inputs.Span, outputs.Span));
        AddRow(context, table, "softmax of ten", 8, ours, outputs, context.C?.SoftmaxRows(inputs, outputsOfC), outputsOfC, SoftmaxRows);
    }

    private static void AddRow(
        Context context,
        MarkdownTable table,
        string name,
        double target,
        Contender ours,
        AlignedBuffer<float> outputs,
        Contender? c,
        AlignedBuffer<float> outputsOfC,
        int units)
    {
        if (c is not null)
        {
            ours.Run(1);
            c.Run(1);
            Agreement.Check($"{name}, C", outputs.Span, outputsOfC.Span);
        }

        Timing[] timings = context.Rounds.Measure(c is null ? [ours] : [ours, c]);
        Timing? timeOfC = c is null ? null : timings[1];
        table.Add(name, Cell.Target(target), Cell.Time(timings[0], 1.0 / units), Cell.Time(timeOfC, 1.0 / units), Cell.Faster(timings[0], timeOfC));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Exp<V>(AlignedBuffer<float> inputs, AlignedBuffer<float> outputs)
        where V : struct, ILanes<V, float>
    {
        ref float x = ref inputs.Reference;
        ref float y = ref outputs.Reference;
        for (nint i = 0; i < Count; i += V.Count)
        {
            V.Store(SingleFunctions.Exp(V.Load(ref x, i)), ref y, i);
        }
    }
}

using System.Runtime.CompilerServices;
using NnGen.Numerics;

namespace NnGen.Benchmarks.Tables;

/// <summary>Optimizers over flat blocks of parameters and gradients, against a copy that moves memory of the same size.</summary>
internal static class Updates
{
    public const string Name = "updates";

    private const int BytesOfSgd = 3 * sizeof(float);
    private const int BytesOfAdam = 7 * sizeof(float);
    private const int BytesOfCopy = 2 * sizeof(float);

    /// <summary>Prints the table.</summary>
    public static void Print(Context context, TextWriter output)
    {
        if (!context.Wants(Name))
        {
            return;
        }

        output.WriteLine("## Updates\n");
        output.WriteLine("GB/s that an optimizer's rule moves over a flat block: SGD reads 8 bytes and writes 4 for each parameter, Adam reads 16 and writes 12. The copy touches as much memory. Target: within 15 % of the copy.\n");
        var table = new MarkdownTable("optimizer", "parameters", "GB/s", "copy, GB/s", "of copy", "ns a parameter");
        foreach (int count in (int[])[16 * 1024, 1024 * 1024])
        {
            Add(context, table, "SGD", count, BytesOfSgd, blocks: 2, new SgdUpdate<float>(1e-7));
            Add(context, table, "Adam", count, BytesOfAdam, blocks: 4, new AdamUpdate<float>(count, 1e-7));
        }

        output.WriteLine(table);
    }

    private static void Add<TUpdate>(Context context, MarkdownTable table, string name, int count, int bytes, int blocks, TUpdate update)
        where TUpdate : struct, IOptimizerUpdate<float>
    {
        var parameters = new AlignedBuffer<float>(count);
        var gradient = new AlignedBuffer<float>(count);
        Functions.Fill(parameters);
        Functions.Fill(gradient);
        int copied = count * blocks / 2;
        Timing[] timings = context.Rounds.Measure(Contender.Of(name, () => Step(parameters, gradient, ref update)), Peak.Copy(copied));
        double speed = (double)bytes * count / timings[0].Median;
        double copy = (double)BytesOfCopy * copied / timings[1].Median;
        table.Add(
            name,
            count.ToString(System.Globalization.CultureInfo.InvariantCulture),
            Cell.Number(speed),
            Cell.Number(copy),
            Cell.Percent(speed / copy),
            Cell.Time(timings[0], 1.0 / count));
    }

    private static void Step<TUpdate>(AlignedBuffer<float> parameters, AlignedBuffer<float> gradient, ref TUpdate update)
        where TUpdate : struct, IOptimizerUpdate<float>
    {
        // The same step again and again: a later one would not cost anything else.
        update.BeginStep(1, 1e-7);
        switch (Machine.Width)
        {
            case 512:
                Apply<Lanes512, TUpdate>(parameters, gradient, update);
                break;
            case 256:
                Apply<Physical256, TUpdate>(parameters, gradient, update);
                break;
            default:
                Apply<Physical128, TUpdate>(parameters, gradient, update);
                break;
        }
    }

    /// <summary>By value: the rule's numbers then stay in registers, as they do in emitted kernels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Apply<V, TUpdate>(AlignedBuffer<float> parameters, AlignedBuffer<float> gradient, TUpdate update)
        where V : struct, ILanes<V, float>
        where TUpdate : struct, IOptimizerUpdate<float>
    {
        ref float w = ref parameters.Reference;
        ref float g = ref gradient.Reference;
        for (nint i = 0; i < parameters.Length; i += V.Count)
        {
            update.Update(ref w, i, V.Load(ref g, i), V.Count);
        }
    }
}

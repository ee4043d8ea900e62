namespace NnGen.Benchmarks.Tables;

/// <summary>784-512-512-10 with weights of 32 and of 16 bits, beside one pass over as many bytes of floats.</summary>
internal static class Storage
{
    public const string Name = "storage";

    private const int BatchRows = 256;
    private const int Inputs = 64;

    /// <summary>Prints the table.</summary>
    public static void Print(Context context, TextWriter output)
    {
        if (!context.Wants(Name))
        {
            return;
        }

        var full = new Digits512(7);
        var brain = new Digits512BFloat16(7);
        var half = new Digits512Half(7);
        var rows = new AlignedBuffer<float>(BatchRows * Digits512.InputSize);
        var random = new Random(5);
        foreach (ref float value in rows.Span)
        {
            value = random.NextSingle();
        }

        float[] result = new float[BatchRows * Digits512.OutputSize];
        int next = 0;
        ReadOnlySpan<float> Row() => rows.Span.Slice(next++ % Inputs * Digits512.InputSize, Digits512.InputSize);
        Timing[] single = context.Rounds.Measure(
            Contender.Of("full", () => full.Predict(Row(), result.AsSpan(0, Digits512.OutputSize))),
            Contender.Of("bfloat16", () => brain.Predict(Row(), result.AsSpan(0, Digits512.OutputSize))),
            Contender.Of("half", () => half.Predict(Row(), result.AsSpan(0, Digits512.OutputSize))),
            Peak.Read(Digits512.ParameterCount));
        Timing[] batch = context.Rounds.Measure(
            Contender.Of("full", () => full.PredictBatch(rows.Span, result)),
            Contender.Of("bfloat16", () => brain.PredictBatch(rows.Span, result)),
            Contender.Of("half", () => half.PredictBatch(rows.Span, result)));
        output.WriteLine("## Weights of 16 bits\n");
        output.WriteLine($"784-512-512-10: microseconds of one row, gigabytes of weights that it reads a second, and microseconds a row in batches of {BatchRows}. *Read* is one sequential pass over the weights as floats.\n");
        var table = new MarkdownTable("weights", "one row", "of read", "GB/s", "against full", "in a batch");
        Add("full", 0, sizeof(float));
        Add("bfloat16", 1, sizeof(ushort));
        Add("half", 2, sizeof(ushort));
        table.Add("read", Cell.Time(single[3], 1e-3), Cell.Percent(1), Cell.Number(Digits512.ParameterCount * (double)sizeof(float) / single[3].Median), Cell.None, Cell.None);
        output.WriteLine(table);

        void Add(string name, int i, int bytes) => table.Add(
            name,
            Cell.Time(single[i], 1e-3),
            Cell.Percent(single[3].Median / single[i].Median),
            Cell.Number(Digits512.ParameterCount * (double)bytes / single[i].Median),
            i == 0 ? Cell.None : Cell.Faster(single[i], single[0]),
            Cell.Time(batch[i], 1e-3 / BatchRows));
    }
}

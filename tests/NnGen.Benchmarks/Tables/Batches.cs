namespace NnGen.Benchmarks.Tables;

/// <summary>Predictions of 256 rows at once, against the peak of the multiply-add units.</summary>
internal static class Batches
{
    public const string Name = "batch";
    private const int BatchRows = 256;

    /// <summary>Prints the table.</summary>
    public static void Print(Context context, TextWriter output)
    {
        NetCase[] nets = [.. context.Nets(Name, net => net.IsTrained)];
        if (nets.Length == 0)
        {
            return;
        }

        output.WriteLine($"## {BatchRows} rows\n");
        output.WriteLine("Microseconds of a batch. The share is that of the multiply-add peak measured between them, of useful operations only.\n");
        var table = new MarkdownTable("net", "target share", "share", "NnGen", "GFLOP/s", "peak", "C", "against C", "blocked C", "against blocked", "ONNX Runtime", "against ONNX");
        foreach (NetCase net in nets)
        {
            table.Add(Measure(context, net));
        }

        output.WriteLine(table);
    }

    /// <summary>Throws unless every function of the C file for these rows gives <paramref name="expected"/>.</summary>
    public static void CheckC(Context context, NetCase net, float[][] parameters, Samples data, ReadOnlySpan<float> expected)
    {
        var outputs = new AlignedBuffer<float>(data.Rows * net.Outputs);
        Contender[] contenders = context.C is null ? [] : [.. context.C.Batches(net, parameters, data, outputs), context.C.Blocked.Batch(net, parameters, data, outputs)];
        foreach (Contender contender in contenders)
        {
            outputs.Span.Clear();
            contender.Run(1);
            Agreement.Check($"{net.Name}, {contender.Name}", expected, outputs.Span);
        }
    }

    private static string[] Measure(Context context, NetCase net)
    {
        var data = new Samples(net, BatchRows);
        var outputs = new AlignedBuffer<float>(BatchRows * net.Outputs);
        NetUnderTest ours = net.Create();
        float[][] parameters = ours.ExportParameters();
        ours.PredictBatch(data.Inputs.Span, outputs.Span);

        CheckC(context, net, parameters, data, outputs.Span);
        Contender[] c = context.C?.Batches(net, parameters, data, new AlignedBuffer<float>(outputs.Length)) ?? [];
        Contender? blocked = context.C?.Blocked.Batch(net, parameters, data, new AlignedBuffer<float>(outputs.Length));
        Contender? onnx = context.Onnx?.Batch(net, parameters, data, outputs.Span);

        List<Contender> contenders = [Contender.Of("NnGen", () => ours.PredictBatch(data.Inputs.Span, outputs.Span)), Peak.MultiplyAdds, .. c];
        contenders.AddRange(blocked is null ? [] : [blocked]);
        contenders.AddRange(onnx is null ? [] : [onnx]);
        Timing[] timings = context.Rounds.Measure(contenders);

        Timing time = timings[0];
        double peak = Peak.OperationsEach / timings[1].Median;
        double speed = 2.0 * net.MultiplyAdds * BatchRows / time.Median;
        Timing? bestC = timings.Skip(2).Take(c.Length).MinBy(timing => timing.Median);
        Timing? blockedTime = blocked is null ? null : timings[2 + c.Length];
        Timing? onnxTime = onnx is null ? null : timings[^1];
        return
        [
            net.Name,
            net.Target.BatchShare == 0 ? Cell.None : Cell.Percent(net.Target.BatchShare),
            Cell.Percent(speed / peak),
            Cell.Time(time, 1e-3),
            Cell.Number(speed),
            Cell.Number(peak),
            Cell.Time(bestC, 1e-3),
            Cell.Faster(time, bestC),
            Cell.Time(blockedTime, 1e-3),
            Cell.Faster(time, blockedTime),
            Cell.Time(onnxTime, 1e-3),
            Cell.Faster(time, onnxTime),
        ];
    }
}

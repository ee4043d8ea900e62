namespace NnGen.Benchmarks.Tables;

/// <summary>Predictions of one row, each of which waits for the one before.</summary>
internal static class Rows
{
    public const string Name = "rows";

    /// <summary>Nets whose weights fit this many numbers are bound by the latency of a chain of operations, not by reading.</summary>
    private const int LeastParametersThatAreRead = 4096;

    /// <summary>Prints the table.</summary>
    public static void Print(Context context, TextWriter output)
    {
        NetCase[] nets = [.. context.Nets(Name)];
        if (nets.Length == 0)
        {
            return;
        }

        output.WriteLine("## One row\n");
        output.WriteLine("Nanoseconds of a prediction in a chain of dependent ones, 16 inputs in turn. *Read* is one sequential pass over the weights.\n");
        var table = new MarkdownTable("net", "target on Zen 5", "NnGen", "read", "of read", "C", "against C", "ONNX Runtime", "against ONNX");
        foreach (NetCase net in nets)
        {
            table.Add(Measure(context, net));
        }

        output.WriteLine(table);
    }

    private static string[] Measure(Context context, NetCase net)
    {
        var data = new Samples(net, RowChain.Inputs);
        NetUnderTest ours = net.Create();
        float[][] parameters = ours.ExportParameters();
        CheckDependence(net, ours, data);

        Contender[] c = context.C?.RowChains(net, parameters, data) ?? [];
        Contender? onnx = context.Onnx?.RowChain(net, parameters, data);
        CheckAgreement(context, net, ours, parameters, data);

        bool isRead = net.ZeroShare == 0 && net.ParameterCount >= LeastParametersThatAreRead;
        List<Contender> contenders = [net.RowChain(ours, data), .. c];
        contenders.AddRange(onnx is null ? [] : [onnx]);
        contenders.AddRange(isRead ? [Peak.Read(net.ParameterCount)] : []);
        Timing[] timings = context.Rounds.Measure(contenders);

        Timing time = timings[0];
        Timing? bestC = timings.Skip(1).Take(c.Length).MinBy(timing => timing.Median);
        Timing? onnxTime = onnx is null ? null : timings[1 + c.Length];
        Timing? read = isRead ? timings[^1] : null;
        return
        [
            net.Name,
            Cell.Target(net.Target.Row),
            Cell.Time(time),
            read is null ? net.ZeroShare == 0 ? "chain" : Cell.None : Cell.Time(read),
            read is null ? Cell.None : Cell.Percent(read.Median / time.Median),
            Cell.Time(bestC),
            Cell.Faster(time, bestC),
            Cell.Time(onnxTime),
            Cell.Faster(time, onnxTime),
        ];
    }

    /// <summary>The chain looks at a bit that only magnitudes of 2 and more have: outputs must be smaller.</summary>
    private static void CheckDependence(NetCase net, NetUnderTest ours, Samples data)
    {
        float[] output = new float[net.Outputs];
        for (int row = 0; row < data.Rows; row++)
        {
            ours.Predict(data.Inputs.Span.Slice(row * net.Inputs, net.Inputs), output);
            if (!(Math.Abs(output[0]) < 2))
            {
                throw new InvalidOperationException($"{net.Name}: output {output[0]} would change the order of the inputs.");
            }
        }
    }

    private static void CheckAgreement(Context context, NetCase net, NetUnderTest ours, float[][] parameters, Samples data)
    {
        float[] expected = new float[data.Rows * net.Outputs];
        for (int row = 0; row < data.Rows; row++)
        {
            ours.Predict(data.Inputs.Span.Slice(row * net.Inputs, net.Inputs), expected.AsSpan(row * net.Outputs, net.Outputs));
        }

        // The batch functions of the C file call those for rows; ONNX Runtime has a session of its own for one row.
        Batches.CheckC(context, net, parameters, data, expected);
        context.Onnx?.CheckRows(net, parameters, data, expected);
    }
}

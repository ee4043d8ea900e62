using NnGen.Benchmarks.Images;
using NnGen.Benchmarks.Peers;

namespace NnGen.Benchmarks.Tables;

/// <summary>Predictions of networks of images, one by one and many at once, against the peak of the multiply-add units.</summary>
internal static class ImageRows
{
    public const string Name = "images";

    /// <summary>How many images are taken in turn where they are predicted one by one.</summary>
    private const int InTurn = 16;

    /// <summary>Prints the table.</summary>
    public static void Print(Context context, TextWriter output)
    {
        ImageCase[] nets = [.. context.Images(Name)];
        if (nets.Length == 0)
        {
            return;
        }

        output.WriteLine("## Images\n");
        output.WriteLine("Microseconds of a call for so many images. The share is that of the multiply-add peak measured between them; bytes are those that a call allocates for a garbage collector. The C has its batch normalisations folded into the weights, as ONNX Runtime folds them when it loads.\n");
        string[] columns = ["net", "images", "share", "NnGen", "bytes", "GFLOP/s", "peak", "C", "against C", "ONNX Runtime", "against ONNX"];
        var table = new MarkdownTable([.. columns, .. context.ImagePeers.SelectMany(column => column.Heads)]);
        foreach (ImageCase net in nets)
        {
            table.Add(Measure(context, net, 1));
            table.Add(Measure(context, net, net.BatchRows));
        }

        output.WriteLine(table);
    }

    private static string[] Measure(Context context, ImageCase net, int rows)
    {
        Samples data = net.Draw(Math.Max(rows, InTurn));
        NetUnderTest ours = net.CreateTrained();
        float[][] parameters = ours.ExportParameters();
        float[] expected = new float[data.Rows * net.Outputs];
        var outputs = new AlignedBuffer<float>(rows * net.Outputs);
        Contender call = Ours(net, ours, rows, data, outputs);
        for (int row = 0; row < data.Rows; row += rows)
        {
            call.Run(1);
            outputs.Span.CopyTo(expected.AsSpan(row * net.Outputs));
        }

        string model = Path.Combine(context.Folder, $"{net.CName}-{rows}.onnx");
        File.WriteAllBytes(model, OnnxImageFile.Write(net, parameters, rows));
        Contender? c = context.C?.Images.Predict(net, parameters, rows, data, expected);
        Contender? onnx = context.Onnx?.Images(net, model, rows, data, expected);
        Contender?[] peers = [.. context.ImagePeers.Select(column => column.Peer?.Predict(net, parameters, model, rows, data, expected))];

        Contender?[] all = [call, Peak.MultiplyAdds, c, onnx, .. peers];
        Timing?[] timings = context.Rounds.MeasureThose(all);
        Timing time = timings[0]!;
        long before = GC.GetAllocatedBytesForCurrentThread();
        call.Run(1);
        long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        double speed = 2.0 * net.MultiplyAdds * rows / time.Median;
        double peak = Peak.OperationsEach / timings[1]!.Median;
        return
        [
            net.Name,
            rows.ToString(System.Globalization.CultureInfo.InvariantCulture),
            Cell.Percent(speed / peak),
            Cell.Time(time, 1e-3),
            bytes.ToString(System.Globalization.CultureInfo.InvariantCulture),
            Cell.Number(speed),
            Cell.Number(peak),
            Cell.Time(timings[2], 1e-3),
            Cell.Faster(time, timings[2]),
            Cell.Time(timings[3], 1e-3),
            Cell.Faster(time, timings[3]),
            .. context.ImagePeers.SelectMany((column, i) => column.Cells(Cell.Time(timings[4 + i], 1e-3), time, timings[4 + i])),
        ];
    }

    private static Contender Ours(ImageCase net, NetUnderTest ours, int rows, Samples data, AlignedBuffer<float> outputs)
    {
        int next = 0;
        return Contender.Of("NnGen", () =>
        {
            ReadOnlySpan<float> inputs = data.Inputs.Span.Slice(next * net.Inputs, rows * net.Inputs);
            if (rows == 1)
            {
                ours.Predict(inputs, outputs.Span);
            }
            else
            {
                ours.PredictBatch(inputs, outputs.Span);
            }

            next = (next + rows) % data.Rows;
        });
    }
}

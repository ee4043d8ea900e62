using NnGen.Benchmarks.Images;

namespace NnGen.Benchmarks.Tables;

/// <summary>Training steps of networks of images: forward, cross entropy, backward and SGD.</summary>
internal static class ImageTraining
{
    public const string Name = "image training";

    /// <summary>Large enough to move the parameters visibly in the step that is compared.</summary>
    private const float RateOfCheck = 0.02f;

    /// <summary>So small that the parameters stay where they are: the same work in every round.</summary>
    private const float RateOfTiming = 1e-7f;

    /// <summary>Prints the table.</summary>
    public static void Print(Context context, TextWriter output)
    {
        ImageCase[] nets = [.. context.Images(Name).Where(net => net.IsTrained)];
        if (nets.Length == 0)
        {
            return;
        }

        ImagePeerColumn[] peers = [.. context.ImagePeers.Where(column => column.IsTrained)];
        output.WriteLine("## Training of images\n");
        output.WriteLine("Thousand images a second through a step of forward, cross entropy, backward and SGD. The bound is the multiply-add peak; bytes are those that a step allocates for a garbage collector.\n");
        var table = new MarkdownTable(["net", "batch", "NnGen", "bytes", "bound", "of bound", "C", "against C", .. peers.SelectMany(column => column.Heads)]);
        foreach (ImageCase net in nets)
        {
            table.Add(Measure(context, peers, net, 32));
            table.Add(Measure(context, peers, net, 128));
        }

        output.WriteLine(table);
    }

    private static string[] Measure(Context context, ImagePeerColumn[] peers, ImageCase net, int rows)
    {
        Samples data = net.Draw(rows);
        NetUnderTest ours = net.CreateTrained();
        float[][] start = ours.ExportParameters();
        ours.TrainingStep(data, new Sgd(RateOfCheck))();
        float[][] trained = ours.ExportParameters();
        if (context.C is not null)
        {
            (Action check, Func<float[][]> parameters) = context.C.Images.TrainingStep(net, start, data, RateOfCheck);
            check();
            Agreement.CheckMoves($"{net.Name}, C", start, trained, parameters());
        }

        var others = new List<Contender?>();
        foreach (ImagePeerColumn column in peers)
        {
            (Contender Step, float[][] Trained)? job = column.Peer?.Train(net, start, data, RateOfCheck, RateOfTiming);
            if (job is { } done)
            {
                Agreement.CheckMoves($"{net.Name}, {column.Name}", start, trained, done.Trained);
            }

            others.Add(job?.Step);
        }

        Action step = net.CreateTrained().TrainingStep(data, new Sgd(RateOfTiming));
        Contender? c = context.C is null ? null : Contender.Of("C", context.C.Images.TrainingStep(net, start, data, RateOfTiming).Step);
        Timing?[] timings = context.Rounds.MeasureThose([Contender.Of("NnGen", step), Peak.MultiplyAdds, c, .. others]);
        Timing time = timings[0]!;
        long before = GC.GetAllocatedBytesForCurrentThread();
        step();
        long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        double bound = net.TrainingOperations * rows / (Peak.OperationsEach / timings[1]!.Median);
        return
        [
            net.Name,
            rows.ToString(System.Globalization.CultureInfo.InvariantCulture),
            Cell.Rate(time, rows, 1e-3),
            bytes.ToString(System.Globalization.CultureInfo.InvariantCulture),
            Cell.Rate(new Timing(bound, bound, bound), rows, 1e-3),
            Cell.Percent(bound / time.Median),
            Cell.Rate(timings[2], rows, 1e-3),
            Cell.Faster(time, timings[2]),
            .. peers.SelectMany((column, i) => column.Cells(Cell.Rate(timings[3 + i], rows, 1e-3), time, timings[3 + i])),
        ];
    }
}

using NnGen.Benchmarks.Peers;

namespace NnGen.Benchmarks.Tables;

/// <summary>Training steps: forward, cross entropy, backward and the update, from rows in memory to changed parameters.</summary>
internal static class TrainingSteps
{
    public const string Name = "training";

    /// <summary>Large enough to move the parameters visibly in the steps that are compared.</summary>
    private const float RateOfCheck = 0.1f;

    /// <summary>So small that the parameters stay where they are: the same work in every round.</summary>
    private const float RateOfTiming = 1e-7f;

    private const int StepsOfCheck = 3;

    /// <summary>Prints the table.</summary>
    public static void Print(Context context, TextWriter output)
    {
        NetCase[] nets = [.. context.Nets(Name, net => net.IsTrained)];
        if (nets.Length == 0)
        {
            return;
        }

        output.WriteLine("## Training\n");
        output.WriteLine("Thousand samples a second through a step of forward, cross entropy, backward and SGD, unless named otherwise. The bound is the multiply-add peak.\n");
        var table = new MarkdownTable("net", "batch", "target on Zen 5", "NnGen", "bound", "of bound", "C", "against C", "blocked C", "against blocked", "PyTorch", "against PyTorch");
        (NetCase Net, int Rows, bool IsAdam)[] steps =
        [
            .. nets.SelectMany(net => new[] { (net, 32, false), (net, 128, false) }),
            .. nets.Where(net => net.CName == "digits50").Select(net => (net, 32, true)),
        ];
        IReadOnlyDictionary<string, TorchPeer.Result> torch = context.Torch?.Run(context.IsQuick, [.. steps.Select(step => Job(step.Net, step.Rows, step.IsAdam))])
            ?? new Dictionary<string, TorchPeer.Result>();
        foreach ((NetCase net, int rows, bool isAdam) in steps)
        {
            table.Add(Measure(context, net, rows, isAdam, torch.GetValueOrDefault(Job(net, rows, isAdam).Key)));
        }

        output.WriteLine(table);
        if (nets.FirstOrDefault(net => net.CName == "digits50") is NetCase compared)
        {
            PrintAdam(context, compared, output);
        }

        PrintTwoThreads(context, nets, output);
    }

    private static TorchPeer.Job Job(NetCase net, int rows, bool isAdam)
        => new(net, rows, isAdam, isAdam ? RateOfCheck / 100 : RateOfCheck, RateOfTiming, StepsOfCheck);

    private static string[] Measure(Context context, NetCase net, int rows, bool isAdam, TorchPeer.Result? torch)
    {
        var data = new Samples(net, rows);
        Check(context, net, data, isAdam, torch);

        NetUnderTest ours = net.Create();
        Optimizer optimizer = isAdam ? new Adam(RateOfTiming) : new Sgd(RateOfTiming);
        bool hasC = context.C is not null && !isAdam;
        List<Contender> contenders = [Contender.Of("NnGen", ours.TrainingStep(data, optimizer)), Peak.MultiplyAdds];
        contenders.AddRange(hasC
            ?
            [
                Contender.Of("C", context.C!.TrainingStep(net, ours.ExportParameters(), data, RateOfTiming).Step),
                Contender.Of("blocked C", context.C.Blocked.TrainingStep(net, ours.ExportParameters(), data, RateOfTiming).Step),
            ]
            : []);
        Timing[] timings = context.Rounds.Measure(contenders);

        Timing time = timings[0];
        Timing? c = hasC ? timings[2] : null;
        Timing? blocked = hasC ? timings[3] : null;
        double bound = net.TrainingOperations * rows / (Peak.OperationsEach / timings[1].Median);
        double target = isAdam ? 0 : rows == 32 ? net.Target.Train32 : net.Target.Train128;
        return
        [
            isAdam ? $"{net.Name}, Adam" : net.Name,
            rows.ToString(System.Globalization.CultureInfo.InvariantCulture),
            Cell.Target(target),
            Cell.Rate(time, rows, 1e-3),
            Cell.Rate(new Timing(bound, bound, bound), rows, 1e-3),
            Cell.Percent(bound / time.Median),
            isAdam ? Cell.None : Cell.Rate(c, rows, 1e-3),
            isAdam ? Cell.None : Cell.Faster(time, c),
            isAdam ? Cell.None : Cell.Rate(blocked, rows, 1e-3),
            isAdam ? Cell.None : Cell.Faster(time, blocked),
            Cell.Rate(torch?.Time, rows, 1e-3),
            context.Torch?.IsComparable == false ? Cell.NotComparable : Cell.Faster(time, torch?.Time),
        ];
    }

    /// <summary>All contenders start from the same parameters and must have the same ones after a few steps.</summary>
    private static void Check(Context context, NetCase net, Samples data, bool isAdam, TorchPeer.Result? torch)
    {
        NetUnderTest ours = net.Create();
        float[][] start = ours.ExportParameters();
        TorchPeer.Job job = Job(net, data.Rows, isAdam);
        Action step = ours.TrainingStep(data, isAdam ? new Adam(job.RateOfCheck) : new Sgd(job.RateOfCheck));
        Repeat(step);
        float[] trained = CPeer.Parameters(net, ours.ExportParameters(), "inputs").Span.ToArray();
        float[] before = CPeer.Parameters(net, start, "inputs").Span.ToArray();
        if (trained.Zip(before, (after, first) => Math.Abs(after - first)).Max() < 1e-3)
        {
            throw new InvalidOperationException($"{net.Name}: {StepsOfCheck} steps hardly changed the parameters, so nothing could be compared.");
        }

        if (context.C is not null && !isAdam)
        {
            (Action stepOfC, AlignedBuffer<float> parameters) = context.C.TrainingStep(net, start, data, job.RateOfCheck);
            Repeat(stepOfC);
            Agreement.Check($"{net.Name}, C, parameters after training", trained, parameters.Span);
            (Action stepOfBlocked, Func<AlignedBuffer<float>> blocked) = context.C.Blocked.TrainingStep(net, start, data, job.RateOfCheck);
            Repeat(stepOfBlocked);
            Agreement.Check($"{net.Name}, blocked C, parameters after training", trained, blocked().Span);
        }

        if (torch is not null)
        {
            Agreement.Check($"{job.Key}, PyTorch, parameters after training", trained, CPeer.Parameters(net, torch.Parameters, "inputs").Span);
        }

        static void Repeat(Action step)
        {
            for (int i = 0; i < StepsOfCheck; i++)
            {
                step();
            }
        }
    }

    /// <summary>
    /// Two threads against one, alternately and many steps each: while one thread is timed, the other goes to sleep, and waking it is no
    /// part of training.
    /// </summary>
    private static void PrintTwoThreads(Context context, NetCase[] nets, TextWriter output)
    {
        const int Rows = 128;
        const int Steps = 32;
        output.WriteLine($"Two threads, thousand samples a second in batches of {Rows} (target: at least 1.8 times one thread from 784-50-10 up):\n");
        var table = new MarkdownTable("net", "one thread", "two threads", "ratio");
        using var team = new ThreadTeam(2);
        foreach (NetCase net in nets)
        {
            var data = new Samples(net, Rows);
            Timing[] timings = context.Rounds.Measure(
                Many("one", net.Create().TrainingStep(data, new Sgd(RateOfTiming))),
                Many("two", net.Create().TrainingStep(data, new Sgd(RateOfTiming), team)));
            table.Add([net.Name, Cell.Rate(timings[0], Rows * Steps, 1e-3), Cell.Rate(timings[1], Rows * Steps, 1e-3), Cell.Faster(timings[1], timings[0])]);
        }

        output.WriteLine(table);

        static Contender Many(string name, Action step) => Contender.Of(name, () =>
        {
            for (int i = 0; i < Steps; i++)
            {
                step();
            }
        });
    }

    /// <summary>Adam against SGD, alternately.</summary>
    private static void PrintAdam(Context context, NetCase net, TextWriter output)
    {
        var data = new Samples(net, 32);
        Timing[] timings = context.Rounds.Measure(
            Contender.Of("SGD", net.Create().TrainingStep(data, new Sgd(RateOfTiming))),
            Contender.Of("Adam", net.Create().TrainingStep(data, new Adam(RateOfTiming))));
        output.WriteLine($"Adam on {net.Name} in batches of 32 takes {Cell.Percent(timings[1].Median / timings[0].Median - 1)} longer a step than SGD (target: at most 30 %).\n");
    }
}

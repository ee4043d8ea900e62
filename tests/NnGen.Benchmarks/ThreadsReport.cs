using System.Globalization;
using NnGen.Compiler;
using NnGen.Compiler.Kernels.Cost;
using NnGen.Compiler.Plan;
using NnGen.Numerics.Tests.Support;

namespace NnGen.Benchmarks;

/// <summary>Training by several threads: what it costs to share a pass out, what two threads gain here, and what more cores would.</summary>
internal static class ThreadsReport
{
    private const int Rows = 128;

    /// <summary>Steps in a row, so that the other thread is awake while its turn is timed.</summary>
    private const int Steps = 32;

    private static readonly int[] s_cores = [2, 4, 8, 16];

    /// <summary>Prints the tables for some networks.</summary>
    public static void Write(IReadOnlyList<NetCase> nets, TextWriter output)
    {
        NetCase[] trained = [.. nets.Where(net => net is { IsTrained: true, ZeroShare: 0 })];
        var rounds = new Rounds(quick: false);
        double fork = ForkAndJoin(rounds);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"This process may use {ThreadTeam.PhysicalCores} physical cores. A fork and join of two awake threads costs {fork:0} ns."));
        Measured(trained, rounds, output);
        Simulated(trained, PlanReport.Measure(rounds), fork, output);
    }

    /// <summary>What two threads take longer for twice the rows than one for its own, of a network that computes next to nothing.</summary>
    private static double ForkAndJoin(Rounds rounds)
    {
        const int Alone = 16;
        var net = new Xor(seed: 1);
        var inputs = new float[2 * Alone * Xor.InputSize];
        var outputs = new float[2 * Alone * Xor.OutputSize];
        using var team = new ThreadTeam(2);
        Timing[] timings = rounds.Measure(
            Many("one", () => net.PredictBatch(inputs.AsSpan(0, inputs.Length / 2), outputs.AsSpan(0, outputs.Length / 2))),
            Many("two", () => net.PredictBatch(inputs, outputs, team)));
        return (timings[1].Median - timings[0].Median) / Steps;
    }

    private static void Measured(NetCase[] nets, Rounds rounds, TextWriter output)
    {
        output.WriteLine($"\nMeasured, batches of {Rows}, SGD:\n");
        var table = new MarkdownTable("net", "one thread, us", "two threads, us", "ratio");
        using var team = new ThreadTeam(2);
        foreach (NetCase net in nets)
        {
            var data = new Samples(net, Rows);
            Timing[] timings = rounds.Measure(
                Many("one", net.Create().TrainingStep(data, new Sgd(0.01))),
                Many("two", net.Create().TrainingStep(data, new Sgd(0.01), team)));
            table.Add([net.Name, Number(timings[0].Median / Steps / 1000), Number(timings[1].Median / Steps / 1000), Ratio(timings[0].Median / timings[1].Median)]);
        }

        output.WriteLine(table);
    }

    private static Contender Many(string name, Action step) => Contender.Of(name, () =>
    {
        for (int i = 0; i < Steps; i++)
        {
            step();
        }
    });

    private static void Simulated(NetCase[] nets, MachineModel machine, double fork, TextWriter output)
    {
        output.WriteLine($"Simulated from the plan: batches of {Rows}, cores like this one, each with its caches and its share of memory bandwidth. Lost is what the largest part takes with 16 cores beyond a sixteenth of its time on one.\n");
        var table = new MarkdownTable(["net", "one core, us", .. s_cores.Select(cores => $"{cores} cores"), "lost most to"]);
        foreach (NetCase net in nets)
        {
            NetworkPlan plan = NetworkCompiler.Compile(Declarations.Of(net.NetworkType)).Plan!;
            IReadOnlyList<Phase> phases = Phases(plan, machine);
            double alone = phases.Sum(phase => phase.On(1, 0));
            int most = s_cores[^1];
            Phase largest = phases.MaxBy(phase => phase.On(most, fork) - phase.On(1, 0) / most)!;
            double lost = largest.On(most, fork) - largest.On(1, 0) / most;
            table.Add([net.Name, Number(alone / 1000), .. s_cores.Select(cores => Ratio(alone / phases.Sum(phase => phase.On(cores, fork)))), string.Create(CultureInfo.InvariantCulture, $"{largest.Name}: {lost / 1000:0.0} of {phases.Sum(phase => phase.On(most, fork)) / 1000:0.0} us")]);
        }

        output.WriteLine(table);
    }

    /// <summary>The parts of a step in order.</summary>
    private static IReadOnlyList<Phase> Phases(NetworkPlan plan, MachineModel machine)
    {
        TrainingProgram program = plan.Training!;
        var model = new CostModel(plan, machine);
        double Copied(int columns, int rows) => (double)rows * columns * sizeof(float) / (machine.NearBytes / 2);
        Phase ByRows(string name, IReadOnlyList<Step> steps) => new RowsPhase(name, rows => steps.Sum(step => model.Step(step, rows)));

        // Labels become rows, and losses are added up one by one, by the thread that calls.
        double serial = Copied(plan.Facts.OutputShape.Size, Rows) + Rows * 4 * machine.Latency;
        return
        [
            new RowsPhase("the copy of the inputs", rows => Copied(plan.Facts.InputShape.Size, rows)),
            new SerialPhase("targets and losses", serial),
            .. program.PrepareForward.Count > 0 ? new[] { new ChunksPhase("weights in segments", model.ChunksOf(program.PrepareForward, Rows)) } : [],
            .. program.Forward.Select(part => part.MixesRows ? new SerialPhase("statistics of the batch", part.Steps.Sum(step => model.Step(step, Rows))) : ByRows("the forward pass", part.Steps)),
            .. program.Prepare.Count > 0 ? new[] { new ChunksPhase("transposed weights", model.ChunksOf(program.Prepare, Rows)) } : [],
            .. program.Backward.Select(part => part.MixesRows ? new SerialPhase("statistics of the batch", part.Steps.Sum(step => model.Step(step, Rows))) : ByRows("gradients of values", part.Steps)),
            new ChunksPhase("gradients of parameters", model.ChunksOf(program.BackwardParameters, Rows)),
        ];
    }

    private static string Number(double value) => value.ToString(value < 100 ? "0.0" : "0", CultureInfo.InvariantCulture);

    private static string Ratio(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    private abstract record Phase(string Name)
    {
        /// <summary>The nanoseconds on so many cores.</summary>
        public abstract double On(int cores, double fork);
    }

    private sealed record SerialPhase(string Name, double Time) : Phase(Name)
    {
        public override double On(int cores, double fork) => Time;
    }

    /// <summary>Ranges of rows of even size, as many as there are cores.</summary>
    private sealed record RowsPhase(string Name, Func<int, double> Time) : Phase(Name)
    {
        private const int Least = 8;

        public override double On(int cores, double fork)
        {
            int parts = Math.Min(cores, Rows / Least);
            int rows = (Rows - 1) / parts + 1;
            return Time(rows + rows % 2) + (parts > 1 ? fork : 0);
        }
    }

    /// <summary>Chunks, of which each core begins with its part and then takes what others have left.</summary>
    private sealed record ChunksPhase(string Name, IReadOnlyList<double> Costs) : Phase(Name)
    {
        public override double On(int cores, double fork)
        {
            int parts = Math.Min(cores, Costs.Count);
            var left = Enumerable.Range(0, parts).Select(part => new List<double>(Costs.Skip(Costs.Count * part / parts).Take(Costs.Count * (part + 1) / parts - Costs.Count * part / parts))).ToArray();
            var times = new double[parts];
            while (left.Any(own => own.Count > 0))
            {
                int next = Array.IndexOf(times, times.Min());
                List<double> from = left[next].Count > 0 ? left[next] : left.MaxBy(own => own.Count)!;
                times[next] += from[^1];
                from.RemoveAt(from.Count - 1);
            }

            return times.Max() + (parts > 1 ? fork : 0);
        }
    }
}

using System.Globalization;
using NnGen.Compiler;
using NnGen.Compiler.Kernels.Cost;
using NnGen.Compiler.Plan;
using NnGen.Numerics.Tests.Support;

namespace NnGen.Benchmarks;

/// <summary>What the planner chose for a network and why, and what its cost model expects, beside what the whole passes take.</summary>
internal static class PlanReport
{
    private const int BatchRows = 256;
    private const int TrainingRows = 32;

    /// <summary>Prints the plans of some networks.</summary>
    public static void Write(IReadOnlyList<NetCase> nets, TextWriter output)
    {
        var rounds = new Rounds(quick: false);
        MachineModel machine = Measure(rounds);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Machine: {machine.Operations:0.00} multiply-adds of {machine.RegisterBytes} bytes and {machine.Loads:0.00} loads in a nanosecond, {machine.Latency:0.00} ns from one to the next, {machine.NearBytes:0} and {machine.FarBytes:0} GB/s from the second-level cache and beyond."));
        var table = new MarkdownTable("net", "pass", "predicted, ns", "measured, ns", "predicted / measured");
        foreach (NetCase net in nets)
        {
            NetworkPlan plan = NetworkCompiler.Compile(Declarations.Of(net.NetworkType)).Plan!;
            var model = new CostModel(plan, machine);
            output.WriteLine($"\n## {net.Name}\n");
            foreach (ParameterPlace place in plan.Parameters)
            {
                output.WriteLine($"{place.Parameter}: {place.Reason}");
            }

            Steps("one row", plan.Predict.Steps, 1);
            Steps($"{plan.PredictBatch.ChunkRows} rows", plan.PredictBatch.Steps, plan.PredictBatch.ChunkRows);
            NetUnderTest ours = net.Create();
            var row = new Samples(net, RowChain.Inputs);
            Add("one row", model.PredictRow(), net.RowChain(ours, row));
            if (net.ZeroShare == 0)
            {
                var batch = new Samples(net, BatchRows);
                float[] outputs = new float[BatchRows * net.Outputs];
                Add($"{BatchRows} rows", model.PredictBatch(BatchRows), Contender.Of("NnGen", () => ours.PredictBatch(batch.Inputs.Span, outputs)));
            }

            if (net.IsTrained)
            {
                TrainingProgram training = plan.Training!;
                Steps($"training, {TrainingRows} rows", [.. training.ForwardSteps, .. training.BackwardSteps], TrainingRows);
                Add($"training, {TrainingRows} rows", model.TrainingStep(TrainingRows), Contender.Of("NnGen", ours.TrainingStep(new Samples(net, TrainingRows), new Sgd(0.01))));
            }

            void Steps(string phase, IReadOnlyList<Step> steps, int rows)
            {
                output.WriteLine($"\n{phase}:");
                foreach (Step step in steps)
                {
                    output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {model.Step(step, rows),10:0.0} ns  {step.Comment}  [{step.Spec.Name}: {step.Reason}]"));
                }
            }

            void Add(string pass, double predicted, Contender contender)
            {
                double measured = rounds.Measure(contender)[0].Median;
                table.Add([net.Name, pass, Number(predicted), Number(measured), (predicted / measured).ToString("0.00", CultureInfo.InvariantCulture)]);
            }
        }

        output.WriteLine();
        output.WriteLine(table);
    }

    private static string Number(double value) => value.ToString(value < 100 ? "0.0" : "0", CultureInfo.InvariantCulture);

    /// <summary>The machine at hand, as the cost model wants to know it.</summary>
    public static MachineModel Measure(Rounds rounds)
    {
        const int Nearest = 4096;
        const int Near = 64 * 1024;
        const int Far = 1024 * 1024;
        Timing[] timings = rounds.Measure(Peak.MultiplyAdds, Peak.Latency, Peak.Read(Nearest), Peak.Read(Near), Peak.Read(Far));
        int bytes = Machine.Width / 8;
        return new MachineModel(
            bytes,
            Peak.OperationsEach / (bytes / sizeof(float) * 2) / timings[0].Median,
            (double)Nearest * sizeof(float) / bytes / timings[2].Median,
            timings[1].Median / Peak.LatenciesEach,
            (double)Near * sizeof(float) / timings[3].Median,
            (double)Far * sizeof(float) / timings[4].Median);
    }
}

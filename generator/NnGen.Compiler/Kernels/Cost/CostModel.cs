using NnGen.Compiler.Graph;
using NnGen.Compiler.Kernels.Functions;
using NnGen.Compiler.Kernels.Lowering;
using NnGen.Compiler.Plan;

namespace NnGen.Compiler.Kernels.Cost;

/// <summary>How long the steps of a plan take, each as long as <see cref="KernelCost"/> says of its kernel.</summary>
/// <param name="plan">The network.</param>
/// <param name="machine">The core.</param>
public sealed class CostModel(NetworkPlan plan, MachineModel machine)
{
    /// <summary>Checks, room on the stack and dispatch of a public call, in latencies.</summary>
    private const double Door = 6;

    private readonly KernelCost _kernels = new(machine, plan.Facts.IsDouble);
    private readonly int _elementBytes = plan.Facts.IsDouble ? sizeof(double) : sizeof(float);

    /// <summary>The nanoseconds of one prediction.</summary>
    public double PredictRow() => Door * machine.Latency + plan.Predict.Prepare.Concat(plan.Predict.Steps).Sum(step => Step(step, 1));

    /// <summary>The nanoseconds of the predictions of a batch.</summary>
    public double PredictBatch(int rows)
    {
        double time = Door * machine.Latency + plan.PredictBatch.Prepare.Sum(step => Step(step, 1));
        for (int left = rows; left > 0; left -= plan.PredictBatch.ChunkRows)
        {
            int chunk = Math.Min(left, plan.PredictBatch.ChunkRows);
            time += plan.PredictBatch.Steps.Sum(step => Step(step, chunk));
        }

        return time;
    }

    /// <summary>The nanoseconds of a training step with stochastic gradient descent.</summary>
    /// <exception cref="InvalidOperationException">The network is declared without training.</exception>
    public double TrainingStep(int rows)
    {
        TrainingProgram program = plan.Training ?? throw new InvalidOperationException("The network is declared without training.");
        IEnumerable<Step> steps = program.ForwardSteps.Concat(program.BackwardSteps);

        // The batch is copied to the tape, and its labels become rows.
        double copied = (double)rows * (plan.Facts.InputShape.Size + plan.Facts.OutputShape.Size) * _elementBytes / (machine.NearBytes / 2);
        return 2 * Door * machine.Latency + copied + steps.Sum(step => Step(step, rows));
    }

    /// <summary>The nanoseconds of one step.</summary>
    public double Step(Step step, int rows) => step.Range is StepRange range ? Part(step, rows, 0, range.Size) : Part(step, rows, 0, 0);

    /// <summary>The nanoseconds of each chunk of a phase over the parameters.</summary>
    /// <param name="steps">The steps of the phase.</param>
    /// <param name="rows">The rows of the batch.</param>
    public IReadOnlyList<double> ChunksOf(IReadOnlyList<Step> steps, int rows)
    {
        var chunks = new List<double>();
        foreach (SharedSteps shared in Chunks.Of(steps, plan.Facts.Lanes))
        {
            if (shared.TurnsEach > 0)
            {
                double turn = shared.Loops[0].Body.Sum(step => Step(step.First, rows));
                chunks.AddRange(Enumerable.Range(0, shared.Chunks).Select(chunk => turn * (chunk < shared.Chunks - 1 ? shared.TurnsEach : shared.Loops[0].Turns - chunk * shared.TurnsEach)));
            }
            else if (shared.Loops[0].Body[0].First.Range is null)
            {
                chunks.Add(shared.Loops.Sum(loop => loop.Steps.Sum(step => Step(step, rows))));
            }
            else
            {
                chunks.AddRange(shared.Loops[0].Steps.SelectMany(step => Enumerable.Range(0, step.Range!.Chunks).Select(chunk =>
                    Part(step, rows, chunk * step.Range.Unit, chunk < step.Range.Chunks - 1 ? (chunk + 1) * step.Range.Unit : step.Range.Size))));
            }
        }

        return chunks;
    }

    private double Part(Step step, int rows, int from, int to)
    {
        var indices = step.Indices.ToDictionary(index => index.Name, index => (double)index.Value, StringComparer.Ordinal);
        if (step.Range is not StepRange range)
        {
            return _kernels.Nanoseconds(step.Spec, (double)rows * step.Positions, indices, plan.StorageLength);
        }

        indices[range.From] = from;
        indices[range.To] = to;
        return _kernels.Nanoseconds(step.Spec, (double)rows * step.Positions, indices, plan.StorageLength, (double)(to - from) / range.Size);
    }
}

using System.Numerics;
using NnGen.Compiler;
using NnGen.Compiler.Kernels.Interpreter;
using NnGen.Compiler.Plan;
using NnGen.Numerics.Tests.Nets;
using NnGen.Numerics.Tests.Support;

namespace NnGen.Numerics.Tests.Bits;

/// <summary>
/// Emitted code gives the bits of the interpreter, which runs the same plan without C#: at every vector width in this one process,
/// and however many lanes the interpreter takes for a register.
/// </summary>
public sealed class InterpreterTests
{
    /// <summary>Above so many multiply-adds a row, the interpreter gets fewer and smaller batches: it takes about a microsecond for each vector.</summary>
    private const long Large = 5000;

    // Below, at and above the tile of 6 rows; with 50, prediction goes in two chunks of rows.
    private static readonly int[] s_rows = [1, 2, 3, 5, 6, 7, 13];
    private static readonly int[] s_rowsOfLarge = [1, 7];

    public static TheoryData<string> General => NetCatalog.Names(NetCatalog.General);

    [Theory]
    [MemberData(nameof(General))]
    public void Passes_GiveTheInterpretersBitsAtEveryWidth(string name)
    {
        Net net = NetCatalog.Find(name);
        NetworkPlan plan = PlanOf(net);
        net.Accept(new Training(plan, RowsOf(plan)));
    }

    /// <summary>The sizes of batches; of loops over time too there are fewer, since each step of time has the same kernels.</summary>
    internal static int[] RowsOf(NetworkPlan plan) => plan.Facts.MultiplyAdds > Large || plan.PredictBatch.Steps.Any(step => step.IsOverTime) ? s_rowsOfLarge : s_rows;

    /// <summary>The plan of a class, checked to be the one that its emitted code follows.</summary>
    internal static NetworkPlan PlanOf(Net net)
    {
        NetworkPlan plan = NetworkCompiler.Compile(Declarations.Of(net.Type)).Plan!;
        Assert.Equal(net.IsDouble, plan.Facts.IsDouble);
        Assert.Equal(net.Info.StorageLength, plan.StorageLength);
        Assert.Equal(net.Info.Parameters.Select(p => (p.Name, p.Offset)), plan.Parameters.Select(p => (p.Parameter.Name, p.Offset)));
        return plan;
    }

    private static IArithmetic<T> Arithmetic<T>() =>
        typeof(T) == typeof(float) ? (IArithmetic<T>)(object)default(SingleArithmetic) : (IArithmetic<T>)(object)default(DoubleArithmetic);

    /// <summary>4, 8 or 16 lanes, another number each time; never more than a logical vector has.</summary>
    internal static ProgramInterpreter<T> Interpreter<T>(NetworkPlan plan, Random random) =>
        new(plan, Arithmetic<T>(), Math.Min(plan.Facts.Lanes, 4 << random.Next(3)));

    /// <summary>What the mean of each output's losses divides by: the rows, or what their steps and their labels weigh, as far as they count; of several outputs labels are one-hot columns.</summary>
    private static double[] Totals<T>(NetworkInfo info, Batch<T> batch, int rows, T[]? weights, bool[][] counts)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        return [.. info.Outputs.Select(Total)];

        double Total(OutputInfo output, int number)
        {
            double sum = 0;
            int size = output.Size / output.Steps;
            for (int at = 0; at < rows * output.Steps; at++)
            {
                (int row, int step) = (at / output.Steps, at % output.Steps);
                double ofClass = output.ClassWeights is null || (batch.Labels is null && info.Outputs.Count == 1) ? 1
                    : !counts[number][at] ? 0
                    : batch.Labels is not null ? output.ClassWeights[batch.Labels[at]]
                    : Enumerable.Range(0, size).Aggregate(0.0, (all, i) => all + double.CreateTruncating(batch.Targets[row * info.OutputSize + output.FirstColumn + step * size + i]) * output.ClassWeights[i]);
                sum += counts[number][at] ? (weights is null ? 1 : double.CreateTruncating(weights[row])) * ofClass : 0;
            }

            return sum;
        }
    }

    private sealed class Training(NetworkPlan plan, int[] rowCounts) : INetAction
    {
        public void Run<TNetwork, T>()
            where TNetwork : class, ITrainableNetwork<TNetwork, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            NetworkInfo info = TNetwork.Info;
            var random = new Random(info.Name.Length);
            foreach (int rows in rowCounts)
            {
                TNetwork network = Networks.WithBiases<TNetwork, T>((ulong)rows);
                Batch<T> batch = Batch<T>.Draw(info, rows, seed: rows);

                // Room to spare: where the slots begin depends on the capacity, what is computed does not.
                NetworkTape<T> tape = TNetwork.CreateTape(rows + 2);
                tape.DrawMasks(seed: 5, step: (ulong)rows);
                T[]? weights = null;
                if (rows is 5 or 7)
                {
                    weights = [.. Enumerable.Range(0, rows).Select(row => T.CreateTruncating(0.5 * row))];
                    tape.SetWeights(weights);
                }

                bool[][] counts = batch.Counts(info);
                T[] before = network.Parameters.Span.ToArray();
                batch.Forward(network, tape);
                Dictionary<string, T[]> masks = plan.Training!.Tape.Where(slot => slot.Kind == TapeKind.Mask).ToDictionary(slot => slot.Name, slot => tape.Mask(slot.Name).ToArray()[..(rows * slot.Place.Columns)]);
                before.CopyTo(network.Parameters.Span);
                TrainingResult<T> expected = Interpreter<T>(plan, random).Train(before, batch.Inputs, tape.Target.ToArray(), masks, Totals(info, batch, rows, weights, counts), weights, counts: counts);
                foreach (Width<T> width in Width<T>.All)
                {
                    string at = $"of {rows} rows at {width.Bits} bits";
                    before.CopyTo(network.Parameters.Span);
                    T loss = width.Forward(network, tape);
                    Compare.SameBits<T>(expected.Parameters, network.Parameters.Span, "parameters after forward " + at);
                    Compare.SameBits<T>([expected.Loss], [loss], "loss " + at);
                    Compare.SameBits<T>(expected.Outputs, tape.Output.ToArray(), "outputs " + at);
                    NetworkGradients<T> gradients = TNetwork.CreateGradients();
                    var update = new AccumulateGradients<T>(gradients.Buffer);
                    width.Backward(network, tape, ref update);
                    Compare.SameBits<T>(expected.Gradients, gradients.Buffer.Span, "gradients " + at);
                    Compare.SameBits<T>(expected.InputGradient, PackedRows.Gradients(tape, info), "input gradients " + at);
                }

                if (plan.Training.OutputGradients.Count > 0)
                {
                    // A gradient of the caller's at the output, at the machine's width.
                    T[] own = [.. Enumerable.Range(0, rows * info.OutputSize).Select(_ => T.CreateTruncating(2 * random.NextDouble() - 1))];
                    expected = Interpreter<T>(plan, random).Train(before, batch.Inputs, tape.Target.ToArray(), masks, Totals(info, batch, rows, weights, counts), weights, own, counts);
                    NetworkGradients<T> gradients = TNetwork.CreateGradients();
                    network.Backward(own, tape, gradients);
                    Compare.SameBits<T>(expected.Gradients, gradients.Buffer.Span, $"gradients of {rows} rows from one at the output");
                    Compare.SameBits<T>(expected.InputGradient, PackedRows.Gradients(tape, info), $"input gradients of {rows} rows from one at the output");
                }
            }
        }
    }
}

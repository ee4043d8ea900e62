using System.Numerics;
using NnGen.Compiler;
using NnGen.Compiler.Kernels;
using NnGen.Compiler.Kernels.Interpreter;
using NnGen.Compiler.Kernels.Lowering;
using NnGen.Compiler.Plan;
using NnGen.Numerics.Tests.Nets;
using NnGen.Numerics.Tests.Support;

namespace NnGen.Numerics.Tests.Bits;

/// <summary>The losses of rows, which evaluation sums up in double, and the scores that they are computed of have the interpreter's bits at every width.</summary>
public sealed class LossOfRowsTests
{
    /// <summary>Whole vectors are read past the last row; there the interpreter finds what is not a number.</summary>
    private const int Slack = 64;

    private static readonly int[] s_rows = [1, 2, 7, 13];

    public static TheoryData<string> Names => NetCatalog.Names([.. NetCatalog.Spread, .. NetCatalog.Golden, .. NetCatalog.Perceptrons, .. NetCatalog.Agreement, .. NetCatalog.Heads, .. NetCatalog.Steps]);

    [Theory]
    [MemberData(nameof(Names))]
    public void LossOfRows_GivesTheInterpretersBitsAtEveryWidth(string name)
    {
        Net net = NetCatalog.Find(name);
        net.Accept(new Check(NetworkCompiler.Compile(Declarations.Of(net.Type)).Plan!));
    }

    private sealed class Check(NetworkPlan plan) : INetAction
    {
        public void Run<TNetwork, T>()
            where TNetwork : class, ITrainableNetwork<TNetwork, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            NetworkInfo info = TNetwork.Info;
            foreach (int rows in s_rows)
            {
                TNetwork network = Networks.WithBiases<TNetwork, T>((ulong)rows);
                Batch<T> batch = Batch<T>.Draw(info, rows, seed: rows);
                var outputs = new T[rows * info.OutputSize];
                var scores = new T[rows * info.OutputSize];
                network.PredictScores(batch.Inputs, outputs, scores);
                CheckScores(network, batch, outputs, scores);

                var values = new AlignedBuffer<double>(rows * info.OutputSize);
                var targets = new AlignedBuffer<double>(rows * plan.Inference.Outputs.Sum(output => output.TargetShape.Size));
                var losses = new AlignedBuffer<double>(rows * info.Outputs.Sum(output => output.Steps));
                for (int i = 0; i < outputs.Length; i++)
                {
                    // All rows of an output, then those of the next.
                    (int row, int column) = (i / info.OutputSize, i % info.OutputSize);
                    OutputInfo own = info.Outputs.Last(output => output.FirstColumn <= column);
                    int at = rows * own.FirstColumn + row * own.Size + column - own.FirstColumn;
                    values.Span[at] = double.CreateTruncating(own.LossTakesScores ? scores[i] : outputs[i]);
                    if (info.MaxLabels == 0)
                    {
                        targets.Span[at] = double.CreateTruncating(batch.Targets[i]);
                    }
                }

                if (info.MaxLabels > 0)
                {
                    NetworkTape<T> tape = TNetwork.CreateTape(rows);
                    batch.Forward(network, tape);
                    tape.Target.ToArray().Select(double.CreateTruncating).ToArray().CopyTo(targets.Span);
                }

                double[] expected = Interpreted(values.Span, targets.Span, rows, physicalLanes: 2 << (rows % 3));
                network.LossOfRows(values, targets, losses, rows);
                Compare.SameBits<double>(expected, losses.Span, $"losses of {rows} rows at the machine's width");
                At<TNetwork, T, Lanes512Double>(network, values, targets, losses, rows, expected);
                At<TNetwork, T, Lanes256Double>(network, values, targets, losses, rows, expected);
                At<TNetwork, T, Lanes128Double>(network, values, targets, losses, rows, expected);

                Assert.Throws<ArgumentException>(() => network.LossOfRows(values, targets, losses, rows + 1));
            }
        }

        /// <summary>The outputs are those of a prediction, and the scores what the plan says; without any, the outputs again.</summary>
        private void CheckScores<TNetwork, T>(TNetwork network, Batch<T> batch, T[] outputs, T[] scores)
            where TNetwork : class, ITrainableNetwork<TNetwork, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            NetworkInfo info = TNetwork.Info;
            var predicted = new T[outputs.Length];
            network.PredictBatch(batch.Inputs, predicted);
            Compare.SameBits<T>(predicted, outputs, "outputs beside scores");
            if (info.Outputs.All(output => output.ScoreScale is null))
            {
                Compare.SameBits<T>(predicted, scores, "scores that are the outputs");
                return;
            }

            IArithmetic<T> arithmetic = typeof(T) == typeof(float) ? (IArithmetic<T>)(object)default(SingleArithmetic) : (IArithmetic<T>)(object)default(DoubleArithmetic);
            T[] expected = new ProgramInterpreter<T>(plan, arithmetic, 4).Scores(network.Parameters.Span.ToArray(), batch.Inputs);
            Compare.SameBits<T>(expected, scores, "scores");
        }

        private double[] Interpreted(ReadOnlySpan<double> values, ReadOnlySpan<double> targets, int rows, int physicalLanes)
        {
            int count = rows * plan.Inference.Outputs.Sum(output => output.Steps);
            double[] losses = new double[count + Slack];
            double[] ofValues = WithSlack(values);
            double[] ofTargets = WithSlack(targets);
            foreach (Step step in plan.Evaluation)
            {
                Kernel kernel = new KernelFactory(PlanFacts.DoubleLanes).Get(step.Spec);
                NnGen.Compiler.Kernels.Interpreter.Memory<double>[] memories = [.. kernel.Memories.Select(memory => step.Operands.Single(operand => operand.Memory == memory).Place).Select(place => place.Area switch
                {
                    Area.Scores => new NnGen.Compiler.Kernels.Interpreter.Memory<double>(ofValues, place.Start * rows),
                    Area.Targets => new(ofTargets, place.Start * rows),
                    _ => new(losses, place.Start * rows),
                })];
                long[] indices = [.. kernel.Indices.Select(index => step.Indices.FirstOrDefault(given => given.Name == index)?.Value ?? (long)rows * step.Positions)];
                new KernelInterpreter<double>(default(DoubleArithmetic), PlanFacts.DoubleLanes, physicalLanes).Run(kernel, memories, indices, [.. kernel.Scalars.Select(_ => 1.0)]);
            }

            return losses[..count];
        }

        private static double[] WithSlack(ReadOnlySpan<double> values)
        {
            var copy = new double[values.Length + Slack];
            Array.Fill(copy, double.NaN);
            values.CopyTo(copy);
            return copy;
        }

        private static void At<TNetwork, T, V>(TNetwork network, AlignedBuffer<double> values, AlignedBuffer<double> targets, AlignedBuffer<double> losses, int rows, double[] expected)
            where TNetwork : class, ITrainableNetwork<TNetwork, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            where V : struct, ILanes<V, double>
        {
            losses.Span.Fill(double.NaN);
            network.LossOfRowsAt<V>(values, targets, losses, rows);
            Compare.SameBits<double>(expected, losses.Span, $"losses of {rows} rows by {typeof(V).Name}");
        }
    }
}

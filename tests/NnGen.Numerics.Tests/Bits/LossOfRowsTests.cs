using System.Numerics;
using System.Reflection;
using NnGen.Compiler;
using NnGen.Compiler.Kernels;
using NnGen.Compiler.Kernels.Interpreter;
using NnGen.Compiler.Kernels.Lowering;
using NnGen.Compiler.Plan;
using NnGen.Numerics.Tests.Nets;
using NnGen.Numerics.Tests.Support;

namespace NnGen.Numerics.Tests.Bits;

/// <summary>The losses of rows, which evaluation sums up, have the interpreter's bits at every width.</summary>
public sealed class LossOfRowsTests
{
    /// <summary>Whole vectors are read past the last row; there the interpreter finds what is not a number.</summary>
    private const int Slack = 64;

    private static readonly int[] s_rows = [1, 2, 7, 13];

    public static TheoryData<string> Names => NetCatalog.Names([.. NetCatalog.Spread, .. NetCatalog.Golden, .. NetCatalog.Perceptrons]);

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
                var outputs = new AlignedBuffer<T>(rows * info.OutputSize);
                var targets = new AlignedBuffer<T>(rows * info.OutputSize);
                var losses = new AlignedBuffer<T>(rows);
                network.PredictBatch(batch.Inputs, outputs.Span);
                batch.Targets.CopyTo(targets.Span);
                T[] expected = Interpreted(outputs.Span, targets.Span, rows, physicalLanes: Math.Min(plan.Facts.Lanes, 4 << (rows % 3)));

                network.LossOfRows(outputs, targets, losses, rows);
                Compare.SameBits<T>(expected, losses.Span, $"losses of {rows} rows at the machine's width");
                foreach (MethodInfo method in Widths<TNetwork, T>())
                {
                    losses.Span.Fill(T.NaN);
                    method.Invoke(null, [outputs, targets, losses, rows]);
                    Compare.SameBits<T>(expected, losses.Span, $"losses of {rows} rows by {method.GetGenericArguments()[0].Name}");
                }
            }
        }

        private T[] Interpreted<T>(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets, int rows, int physicalLanes)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            IArithmetic<T> arithmetic = typeof(T) == typeof(float) ? (IArithmetic<T>)(object)default(SingleArithmetic) : (IArithmetic<T>)(object)default(DoubleArithmetic);
            Step step = plan.Evaluation;
            Kernel kernel = new KernelFactory(plan.Facts.Lanes).Get(step.Spec);
            var areas = new Dictionary<Area, T[]>
            {
                [Area.Output] = WithSlack(outputs),
                [Area.Targets] = WithSlack(targets),
                [Area.Losses] = new T[rows + Slack],
            };
            NnGen.Compiler.Kernels.Interpreter.Memory<T>[] memories = [.. kernel.Memories.Select(memory => new NnGen.Compiler.Kernels.Interpreter.Memory<T>(areas[step.Operands.Single(operand => operand.Memory == memory).Place.Area], 0))];
            long[] indices = [.. kernel.Indices.Select(index => step.Indices.FirstOrDefault(given => given.Name == index)?.Value ?? (long)rows)];
            new KernelInterpreter<T>(arithmetic, plan.Facts.Lanes, physicalLanes).Run(kernel, memories, indices, [.. kernel.Scalars.Select(_ => T.One)]);
            return areas[Area.Losses][..rows];
        }

        private static T[] WithSlack<T>(ReadOnlySpan<T> values)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var copy = new T[values.Length + Slack];
            Array.Fill(copy, T.NaN);
            values.CopyTo(copy);
            return copy;
        }

        /// <summary>The emitted method at each width. The interface has no door to them, so reflection finds it.</summary>
        private static IEnumerable<MethodInfo> Widths<TNetwork, T>()
        {
            MethodInfo method = typeof(TNetwork).GetMethods(BindingFlags.NonPublic | BindingFlags.Static).Single(method => method is { Name: "LossOfRows", IsGenericMethodDefinition: true });
            Type[] lanes = typeof(T) == typeof(float)
                ? [typeof(Lanes512), typeof(Lanes256), typeof(Lanes128)]
                : [typeof(Lanes512Double), typeof(Lanes256Double), typeof(Lanes128Double)];
            return lanes.Select(width => method.MakeGenericMethod(width));
        }
    }
}

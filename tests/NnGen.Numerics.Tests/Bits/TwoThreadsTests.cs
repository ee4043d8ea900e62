using System.Numerics;
using NnGen.Compiler;
using NnGen.Compiler.Plan;
using NnGen.Numerics.Tests.Nets;
using NnGen.Numerics.Tests.Support;

namespace NnGen.Numerics.Tests.Bits;

/// <summary>Two threads, whatever they share out, train to the same bits as one.</summary>
public sealed class TwoThreadsTests
{
    public static TheoryData<string> All => NetCatalog.Names(
        [.. NetCatalog.General, .. NetCatalog.Golden.Where(net => net.Name.StartsWith("GoldenDigits", StringComparison.Ordinal) || net.Name.StartsWith("GoldenDropout", StringComparison.Ordinal))]);

    [Theory]
    [MemberData(nameof(All))]
    public void Steps_WithASecondThread_SameBits(string name) => NetCatalog.Find(name).Accept(new Steps());

    /// <summary>The shares one after the other on this thread: whether a second thread came in time plays no part.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void SharesInTurn_SameBits(string name) => NetCatalog.Find(name).Accept(new Shares());

    [Theory]
    [InlineData("Dropped")]
    [InlineData("DroppedDouble")]
    [InlineData("GoldenDigits")]
    [InlineData("Residual")]
    public void Fit_WithAShortLastBatch_SameBits(string name) => NetCatalog.Find(name).Accept(new Fits());

    [Theory]
    [InlineData("Prime")]
    [InlineData("PrimeDouble")]
    public void EveryOptimizer_WithASecondThread_GivesTheSameBits(string name) => NetCatalog.Find(name).Accept(new Rules());

    [Theory]
    [InlineData("GoldenDigits50")]
    [InlineData("DeepDouble")]
    public void Steps_WithASecondThread_AllocateNothing(string name) => NetCatalog.Find(name).Accept(new Allocations());

    private static void Same<T>(NetworkTape<T> expectedTape, NetworkTape<T> tape, ReadOnlySpan<T> expected, ReadOnlySpan<T> parameters, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Compare.SameBits<T>(expectedTape.Output.ToArray(), tape.Output.ToArray(), $"outputs, {what}");
        Compare.SameBits(expected, parameters, $"parameters, {what}");
    }

    private sealed class Steps : INetAction
    {
        public void Run<TNetwork, T>()
            where TNetwork : class, ITrainableNetwork<TNetwork, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            using var pair = new TrainingPair();
            foreach (int rows in new[] { 1, 2, 3, 7, 8, 12, 33, 128 })
            {
                TNetwork one = Networks.WithBiases<TNetwork, T>(3);
                TNetwork two = Networks.WithBiases<TNetwork, T>(3);
                NetworkTape<T> tapeOfOne = TNetwork.CreateTape(rows);
                NetworkTape<T> tapeOfTwo = TNetwork.CreateTape(rows);
                tapeOfTwo.Pair = pair;
                OptimizerState<T> stateOfOne = new Adam().Bind<T>(TNetwork.Info);
                OptimizerState<T> stateOfTwo = new Adam().Bind<T>(TNetwork.Info);
                for (int step = 1; step <= 4; step++)
                {
                    Batch<T> batch = Batch<T>.Draw(TNetwork.Info, rows, seed: step);
                    tapeOfOne.DrawMasks(1, (ulong)step);
                    tapeOfTwo.DrawMasks(1, (ulong)step);
                    T loss = batch.Forward(one, tapeOfOne);
                    stateOfOne.Step(one, tapeOfOne, 1e-3);
                    Compare.SameBits<T>([loss], [batch.Forward(two, tapeOfTwo)], $"loss of {rows} rows, step {step}");
                    stateOfTwo.Step(two, tapeOfTwo, 1e-3);
                    Same<T>(tapeOfOne, tapeOfTwo, one.Parameters.Span, two.Parameters.Span, $"{rows} rows, step {step}");
                }
            }
        }
    }

    private sealed class Shares : INetAction
    {
        /// <summary>The parts of both passes in order, as the plan of the class has them.</summary>
        private static IEnumerable<(TrainingPhase Phase, int Part)> Parts(Type net)
        {
            TrainingProgram program = NetworkCompiler.Compile(Declarations.Of(net)).Plan!.Training!;
            int statistics = 0;
            int forward = 0;
            foreach (TrainingPart part in program.Forward)
            {
                yield return part.MixesRows ? (TrainingPhase.Statistics, statistics++) : (TrainingPhase.Forward, forward++);
            }

            yield return (TrainingPhase.Prepare, 0);
            int backward = 0;
            foreach (TrainingPart part in program.Backward)
            {
                yield return part.MixesRows ? (TrainingPhase.Statistics, statistics++) : (TrainingPhase.Backward, backward++);
            }
        }

        public void Run<TNetwork, T>()
            where TNetwork : class, ITrainableNetwork<TNetwork, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            foreach (int rows in new[] { 8, 33, 128 })
            {
                TNetwork one = Networks.WithBiases<TNetwork, T>(3);
                TNetwork two = Networks.WithBiases<TNetwork, T>(3);
                NetworkTape<T> tapeOfOne = TNetwork.CreateTape(rows);
                NetworkTape<T> tapeOfTwo = TNetwork.CreateTape(rows);
                Batch<T> batch = Batch<T>.Draw(TNetwork.Info, rows, seed: rows);
                batch.Forward(one, tapeOfOne);
                var update = new SgdUpdate<T>(0.1);
                one.Backward(tapeOfOne, ref update);

                // What is known from this pass is unlearnt before the shares are taken, the second one first. Without parameters the output may be the input.
                T[] before = two.Parameters.Span.ToArray();
                batch.Forward(two, tapeOfTwo);
                before.CopyTo(two.Parameters.Span);
                for (int row = 0; row < rows && TNetwork.Info.ParameterCount > 0; row++)
                {
                    tapeOfTwo.Output[row].Clear();
                }

                TrainingShare[] shares = [TrainingShare.Second(rows), TrainingShare.First(rows)];
                foreach ((TrainingPhase phase, int part) in Parts(typeof(TNetwork)))
                {
                    foreach (TrainingShare share in phase == TrainingPhase.Statistics ? [TrainingShare.Whole(rows)] : shares)
                    {
                        two.RunShare(tapeOfTwo, phase, part, share);
                    }
                }

                foreach (TrainingShare share in shares)
                {
                    two.UpdateShare(tapeOfTwo, share, ref update);
                }

                Same<T>(tapeOfOne, tapeOfTwo, one.Parameters.Span, two.Parameters.Span, $"{rows} rows");
            }
        }
    }

    private sealed class Fits : INetAction
    {
        public void Run<TNetwork, T>()
            where TNetwork : class, ITrainableNetwork<TNetwork, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            // 70 rows are two batches of 33 and one of 4.
            NetworkInfo info = TNetwork.Info;
            Batch<T> rows = Batch<T>.Draw(info, 70, seed: 2);
            Dataset<T> data = rows.Labels is null
                ? Dataset.FromTargets(rows.Inputs, info.InputSize, rows.Targets, info.OutputSize)
                : Dataset.FromLabels(rows.Inputs, info.InputSize, rows.Labels);
            foreach (bool shuffle in new[] { true, false })
            {
                T[] expected = Train(1).Parameters.Span.ToArray();
                Compare.SameBits<T>(expected, Train(2).Parameters.Span, $"parameters, shuffled: {shuffle}");

                TNetwork Train(int threads)
                {
                    TNetwork network = TNetwork.Create(5);
                    Trainer.Fit(network, data, new TrainingOptions { Epochs = 2, BatchSize = 33, Shuffle = shuffle, Threads = threads });
                    return network;
                }
            }
        }
    }

    private sealed class Rules : INetAction
    {
        public void Run<TNetwork, T>()
            where TNetwork : class, ITrainableNetwork<TNetwork, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            NetworkInfo info = TNetwork.Info;
            Batch<T> rows = Batch<T>.Draw(info, 70, seed: 2);
            Dataset<T> data = rows.Labels is null
                ? Dataset.FromTargets(rows.Inputs, info.InputSize, rows.Targets, info.OutputSize)
                : Dataset.FromLabels(rows.Inputs, info.InputSize, rows.Labels);
            foreach (Optimizer optimizer in Optimizers.All)
            {
                Compare.SameBits<T>(Train(optimizer, 1).Parameters.Span, Train(optimizer, 2).Parameters.Span, $"parameters by {optimizer}");
            }

            TNetwork Train(Optimizer optimizer, int threads)
            {
                TNetwork network = TNetwork.Create(5);
                var options = new TrainingOptions { Epochs = 2, BatchSize = 33, Threads = threads, Optimizer = optimizer, WeightAverage = new WeightAverage(0.5), MaxNorm = new MaxNorm(1), Schedule = optimizer is Rprop ? null : new WarmUpSchedule(3) };
                Trainer.Fit(network, data, options);
                return network;
            }
        }
    }

    private sealed class Allocations : INetAction
    {
        public void Run<TNetwork, T>()
            where TNetwork : class, ITrainableNetwork<TNetwork, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            using var pair = new TrainingPair();
            TNetwork network = TNetwork.Create(1);
            NetworkTape<T> tape = TNetwork.CreateTape(64);
            tape.Pair = pair;
            OptimizerState<T> state = new Adam().Bind<T>(TNetwork.Info);
            Batch<T> batch = Batch<T>.Draw(TNetwork.Info, 64, seed: 1);
            long least = long.MaxValue;
            for (int run = 0; run < 6; run++)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                batch.Forward(network, tape);
                state.Step(network, tape, 1e-3);
                least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            }

            Assert.Equal(0, least);
        }
    }
}

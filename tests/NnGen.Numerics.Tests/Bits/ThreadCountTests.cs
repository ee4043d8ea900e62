using System.Numerics;
using NnGen.Compiler;
using NnGen.Compiler.Plan;
using NnGen.Numerics.Tests.Nets;
using NnGen.Numerics.Tests.Support;

namespace NnGen.Numerics.Tests.Bits;

/// <summary>Any number of threads, whatever they share out, trains to the same bits as one.</summary>
public sealed class ThreadCountTests
{
    /// <summary>In place of a number of chunks: the phase goes by rows.</summary>
    private const int ByRows = 0;

    /// <summary>In place of a number of chunks: the phase reads all rows at once.</summary>
    private const int OfBatch = -1;

    public static TheoryData<string> All => NetCatalog.Names(
        [.. NetCatalog.General, .. NetCatalog.Golden.Where(net => net.Name.StartsWith("GoldenDigits", StringComparison.Ordinal) || net.Name.StartsWith("GoldenDropout", StringComparison.Ordinal))]);

    [Theory]
    [MemberData(nameof(All))]
    public void Steps_ByThreeThreads_SameBits(string name) => NetCatalog.Find(name).Accept(new Steps([3], [1, 2, 3, 7, 8, 12, 33, 128]));

    /// <summary>More threads than this machine has cores, and than there are chunks.</summary>
    [Theory]
    [InlineData("GoldenDigits50")]
    [InlineData("GoldenBatchNorm")]
    [InlineData("GoldenDropout")]
    [InlineData("MaskedWideDouble")]
    [InlineData("Attention")]
    [InlineData("Towers")]
    [InlineData("Tied")]
    public void Steps_ByAnyNumberOfThreads_SameBits(string name) => NetCatalog.Find(name).Accept(new Steps([2, 5, 8, 16], [1, 16, 33, 128]));

    /// <summary>The shares one after the other on this thread, the last first and as small as they can be: who comes in time plays no part.</summary>
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
    public void EveryOptimizer_ByThreeThreads_GivesTheSameBits(string name) => NetCatalog.Find(name).Accept(new Rules());

    /// <summary>Gradients that are penalised, clipped, accumulated and averaged as a whole: in pieces that do not depend on the number of threads.</summary>
    [Theory]
    [InlineData("GoldenDigits50")]
    [InlineData("GoldenDigits50Double")]
    public void PassesOverWholeGradients_GiveTheSameBits(string name) => NetCatalog.Find(name).Accept(new WholeGradients());

    [Theory]
    [InlineData("GoldenDigits50")]
    [InlineData("DeepDouble")]
    public void Steps_ByThreeThreads_AllocateNothing(string name) => NetCatalog.Find(name).Accept(new Allocations());

    private static void Same<T>(NetworkTape<T> expectedTape, NetworkTape<T> tape, ReadOnlySpan<T> expected, ReadOnlySpan<T> parameters, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Compare.SameBits<T>(expectedTape.Output.ToArray(), tape.Output.ToArray(), $"outputs, {what}");
        Compare.SameBits(expected, parameters, $"parameters, {what}");
    }

    private sealed class Steps(int[] teams, int[] batches) : INetAction
    {
        public void Run<TNetwork, T>()
            where TNetwork : class, ITrainableNetwork<TNetwork, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            foreach (int threads in teams)
            {
                using var team = new ThreadTeam(threads);
                foreach (int rows in batches)
                {
                    Run<TNetwork, T>(team, rows);
                }
            }
        }

        private static void Run<TNetwork, T>(ThreadTeam team, int rows)
            where TNetwork : class, ITrainableNetwork<TNetwork, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            TNetwork one = Networks.WithBiases<TNetwork, T>(3);
            TNetwork many = Networks.WithBiases<TNetwork, T>(3);
            NetworkTape<T> tapeOfOne = TNetwork.CreateTape(rows);
            NetworkTape<T> tapeOfMany = TNetwork.CreateTape(rows, team);
            OptimizerState<T> stateOfOne = new Adam().Bind<T>(TNetwork.Info);
            OptimizerState<T> stateOfMany = new Adam().Bind<T>(TNetwork.Info);
            for (int step = 1; step <= 4; step++)
            {
                Batch<T> batch = Batch<T>.Draw(TNetwork.Info, rows, seed: step);
                tapeOfOne.DrawMasks(1, (ulong)step);
                tapeOfMany.DrawMasks(1, (ulong)step);
                T loss = batch.Forward(one, tapeOfOne);
                stateOfOne.Step(one, tapeOfOne, 1e-3);
                string what = $"{rows} rows by {team.Threads} threads, step {step}";
                Compare.SameBits<T>([loss], [batch.Forward(many, tapeOfMany)], $"loss of {what}");
                stateOfMany.Step(many, tapeOfMany, 1e-3);
                Same<T>(tapeOfOne, tapeOfMany, one.Parameters.Span, many.Parameters.Span, what);
            }
        }
    }

    private sealed class Shares : INetAction
    {
        /// <summary>The phases of both passes in order, as the plan of the class has them: their chunks, or how else they are shared out.</summary>
        private static IEnumerable<int> Phases(NetworkPlan plan)
        {
            TrainingProgram program = plan.Training!;
            return
            [
                .. program.PrepareForward.Count > 0 ? new[] { Chunks.Count(program.PrepareForward, plan.Facts.Lanes) } : [],
                .. program.Forward.Select(part => part.MixesRows ? OfBatch : ByRows),
                .. program.Prepare.Count > 0 ? new[] { Chunks.Count(program.Prepare, plan.Facts.Lanes) } : [],
                .. program.Backward.Select(part => part.MixesRows ? OfBatch : ByRows),
            ];
        }

        private static IEnumerable<TrainingShare> InTurn(int phase, int rows) => phase switch
        {
            OfBatch => [TrainingShare.Whole(rows)],
            ByRows => Enumerable.Range(0, (rows + 4) / 5).Reverse().Select(fifth => TrainingShare.OfRows(5 * fifth, Math.Min(5, rows - 5 * fifth))),
            _ => Enumerable.Range(0, phase).Reverse().Select(chunk => TrainingShare.OfChunks(chunk, chunk + 1)),
        };

        public void Run<TNetwork, T>()
            where TNetwork : class, ITrainableNetwork<TNetwork, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            NetworkPlan plan = NetworkCompiler.Compile(Declarations.Of(typeof(TNetwork))).Plan!;
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

                // What is known from this pass is unlearnt before the shares are taken. Without parameters the output may be the input.
                T[] before = two.Parameters.Span.ToArray();
                batch.Forward(two, tapeOfTwo);
                before.CopyTo(two.Parameters.Span);
                for (int row = 0; row < rows && TNetwork.Info.ParameterCount > 0; row++)
                {
                    tapeOfTwo.Output[row].Clear();
                }

                int number = 0;
                foreach (int phase in Phases(plan))
                {
                    foreach (TrainingShare share in InTurn(phase, rows))
                    {
                        two.RunShare(tapeOfTwo, number, share);
                    }

                    number++;
                }

                foreach (TrainingShare share in InTurn(Math.Max(1, Chunks.Count(plan.Training!.BackwardParameters, plan.Facts.Lanes)), rows))
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
            Dataset<T> data = rows.ToDataset(info);
            foreach (bool shuffle in new[] { true, false })
            {
                T[] expected = Train(1).Parameters.Span.ToArray();
                Compare.SameBits<T>(expected, Train(3).Parameters.Span, $"parameters, shuffled: {shuffle}");

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
            Dataset<T> data = rows.ToDataset(info);
            foreach (Optimizer optimizer in Optimizers.All)
            {
                Compare.SameBits<T>(Train(optimizer, 1).Parameters.Span, Train(optimizer, 3).Parameters.Span, $"parameters by {optimizer}");
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

    private sealed class WholeGradients : INetAction
    {
        public void Run<TNetwork, T>()
            where TNetwork : class, ITrainableNetwork<TNetwork, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            NetworkInfo info = TNetwork.Info;
            Batch<T> rows = Batch<T>.Draw(info, 70, seed: 2);
            Dataset<T> data = rows.ToDataset(info);
            T[] expected = Train(1);
            foreach (int threads in new[] { 2, 3, 5 })
            {
                Compare.SameBits<T>(expected, Train(threads), $"parameters by {threads} threads");
            }

            T[] Train(int threads)
            {
                TNetwork network = TNetwork.Create(5);
                var options = new TrainingOptions
                {
                    Epochs = 2,
                    BatchSize = 33,
                    Threads = threads,
                    AccumulationSteps = 2,
                    Penalty = new WeightPenalty { L1 = 1e-3, L2 = 1e-2 },
                    Clipping = GradientClipping.ByNorm(0.01),
                    MaxNorm = new MaxNorm(0.5),
                    WeightAverage = new WeightAverage(0.5),
                };
                TrainingReport report = Trainer.Fit(network, data, options, data);
                return [.. network.Parameters.Span, .. report.Epochs.SelectMany(epoch => new[] { T.CreateTruncating(epoch.TrainLoss), T.CreateTruncating(epoch.ValidationLoss!.Value) })];
            }
        }
    }

    private sealed class Allocations : INetAction
    {
        public void Run<TNetwork, T>()
            where TNetwork : class, ITrainableNetwork<TNetwork, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            using var team = new ThreadTeam(3);
            TNetwork network = TNetwork.Create(1);
            NetworkTape<T> tape = TNetwork.CreateTape(64, team);
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

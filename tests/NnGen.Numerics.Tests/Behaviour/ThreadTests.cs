using System.Numerics;
using NnGen.Numerics.Tests.Nets;
using NnGen.Numerics.Tests.Support;

namespace NnGen.Numerics.Tests.Behaviour;

/// <summary>Prediction only reads the network, so any number of threads may share one.</summary>
public sealed class ThreadTests
{
    public static TheoryData<string> General => NetCatalog.Names(NetCatalog.General);

    [Theory]
    [MemberData(nameof(General))]
    public void EightThreadsOnOneNetwork_GiveTheBitsOfOne(string name) => NetCatalog.Find(name).Accept(new Share());

    /// <summary>Rows are shared out, and each is computed on its own.</summary>
    [Theory]
    [MemberData(nameof(General))]
    public void BatchByATeam_GivesTheBitsOfOneThread(string name) => NetCatalog.Find(name).Accept(new ByTeam());

    private sealed class ByTeam : INetAction
    {
        public void Run<TNetwork, T>()
            where TNetwork : class, ITrainableNetwork<TNetwork, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            NetworkInfo info = TNetwork.Info;
            TNetwork network = Networks.WithBiases<TNetwork, T>(1);
            using var team = new ThreadTeam(3);
            foreach (int rows in new[] { 0, 1, 31, 32, 33, 200 })
            {
                T[] inputs = rows == 0 ? [] : Batch<T>.Draw(info, rows, seed: rows).Inputs;
                var alone = new T[rows * info.OutputSize];
                var shared = new T[alone.Length];
                network.PredictBatch(inputs, alone);
                network.PredictBatch<TNetwork, T>(inputs, shared, team);
                Compare.SameBits<T>(alone, shared, $"{rows} rows");
            }

            Assert.Throws<ArgumentException>(() => network.PredictBatch<TNetwork, T>(new T[info.InputSize], new T[2 * info.OutputSize], team));
        }
    }

    private sealed class Share : INetAction
    {
        private const int Threads = 8;
        private const int Repeats = 10;
        private const int Rows = 13;

        public void Run<TNetwork, T>()
            where TNetwork : class, ITrainableNetwork<TNetwork, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            NetworkInfo info = TNetwork.Info;
            TNetwork network = Networks.WithBiases<TNetwork, T>(1);
            T[][] inputs = [.. Enumerable.Range(0, Threads).Select(thread => Batch<T>.Draw(info, Rows, seed: thread).Inputs)];
            T[][] alone = [.. inputs.Select(rows => Predict<TNetwork, T>(network, rows))];

            var results = new T[Threads][];
            using var start = new Barrier(Threads);
            Thread[] threads = [.. Enumerable.Range(0, Threads).Select(thread => new Thread(() =>
            {
                start.SignalAndWait();
                for (int repeat = 0; repeat < Repeats; repeat++)
                {
                    T[] result = Predict<TNetwork, T>(network, inputs[thread]);
                    bool isFirstOrSame = results[thread] is null || results[thread].AsSpan().SequenceEqual(result);
                    results[thread] = isFirstOrSame ? result : new T[result.Length];
                }
            }))];
            Array.ForEach(threads, thread => thread.Start());
            Array.ForEach(threads, thread => thread.Join());
            for (int thread = 0; thread < Threads; thread++)
            {
                Assert.True(alone[thread].AsSpan().SequenceEqual(results[thread]), $"thread {thread} of {Threads} has other bits");
            }
        }

        /// <summary>Batch and rows, one after the other in one array.</summary>
        private static T[] Predict<TNetwork, T>(TNetwork network, T[] inputs)
            where TNetwork : class, ITrainableNetwork<TNetwork, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            NetworkInfo info = TNetwork.Info;
            var outputs = new T[2 * Rows * info.OutputSize];
            network.PredictBatch(inputs, outputs.AsSpan(0, Rows * info.OutputSize));
            for (int row = 0; row < Rows; row++)
            {
                network.Predict(inputs.AsSpan(row * info.InputSize, info.InputSize), outputs.AsSpan((Rows + row) * info.OutputSize, info.OutputSize));
            }

            return outputs;
        }
    }
}

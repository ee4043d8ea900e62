using System.Numerics;
using NnGen.Numerics.Tests.Nets;
using NnGen.Numerics.Tests.Support;

namespace NnGen.Numerics.Tests.Behaviour;

/// <summary>Predicting and training allocate nothing, to the byte.</summary>
public sealed class AllocationTests
{
    public static TheoryData<string> General => NetCatalog.Names(NetCatalog.General);

    [Theory]
    [MemberData(nameof(General))]
    public void PredictionAndTraining_AllocateNothing(string name) => NetCatalog.Find(name).Accept(new Measure(Optimizers.Few));

    [Theory]
    [InlineData("Prime")]
    [InlineData("PrimeDouble")]
    public void StepsOfEveryOptimizer_AllocateNothing(string name) => NetCatalog.Find(name).Accept(new Measure(Optimizers.All));

    /// <summary>The measure itself sees an allocation: the overload that returns an array makes one.</summary>
    [Fact]
    public void PredictThatReturnsAnArray_AllocatesIt()
    {
        var network = new Odd(1);
        float[] input = [1, 2, 3];
        Assert.True(AllocatedBytes(() => network.Predict(input)) >= Odd.OutputSize * sizeof(float));
    }

    /// <summary>
    /// The bytes that a call allocates on this thread. Compilation and first uses may allocate, in some early call; what a call itself
    /// allocates, it allocates every time, so the least of several runs counts.
    /// </summary>
    private static long AllocatedBytes(Action call)
    {
        const int Runs = 5;
        const int Calls = 10;
        long least = long.MaxValue;
        for (int run = 0; run <= Runs; run++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < Calls; i++)
            {
                call();
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }

    private sealed class Measure(IReadOnlyList<Optimizer> optimizers) : INetAction
    {
        public void Run<TNetwork, T>()
            where TNetwork : class, ITrainableNetwork<TNetwork, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            const int Rows = 7;
            NetworkInfo info = TNetwork.Info;
            TNetwork network = TNetwork.Create(1);
            Batch<T> batch = Batch<T>.Draw(info, Rows, seed: 1);
            T[] row = batch.Inputs[..info.InputSize];
            var output = new T[info.OutputSize];
            var outputs = new T[Rows * info.OutputSize];
            NetworkTape<T> tape = TNetwork.CreateTape(Rows);
            NetworkGradients<T> gradients = TNetwork.CreateGradients();
            batch.Forward(network, tape);

            Assert.Equal(0, AllocatedBytes(() => network.Predict(row, output)));
            Assert.Equal(0, AllocatedBytes(() => network.PredictBatch(batch.Inputs, outputs)));
            Assert.Equal(0, AllocatedBytes(() => batch.Forward(network, tape)));
            Assert.Equal(0, AllocatedBytes(() => tape.DrawMasks(1, 2)));
            Assert.Equal(0, AllocatedBytes(() => network.Backward(tape, gradients)));
            Assert.Equal(0, AllocatedBytes(gradients.Clear));
            foreach (Optimizer optimizer in optimizers)
            {
                OptimizerState<T> state = optimizer.Bind<T>(info);
                Assert.Equal(0, AllocatedBytes(() => state.Step(network, tape, optimizer.Rate)));
                state.Apply(network, gradients, optimizer.Rate);
                Assert.Equal(0, AllocatedBytes(() => state.Apply(network, gradients, optimizer.Rate)));
            }
        }
    }
}

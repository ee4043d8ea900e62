using System.Numerics;
using NnGen.Numerics.Tests.Nets;
using NnGen.Numerics.Tests.Support;

namespace NnGen.Numerics.Tests.Bits;

/// <summary>
/// An update that is compiled into the backward kernels changes parameters and slots to the same bits as gradients that are written to a
/// block first and handed to the same optimizer afterwards.
/// </summary>
public sealed class UpdateTests
{
    public static TheoryData<string> General => NetCatalog.Names(NetCatalog.General);

    [Theory]
    [MemberData(nameof(General))]
    public void FewOptimizers_DirectlyOrByGradientBlock_SameBits(string name) => NetCatalog.Find(name).Accept(new TwoWays(Optimizers.Few));

    [Theory]
    [InlineData("Prime")]
    [InlineData("PrimeDouble")]
    [InlineData("GoldenTanh")]
    public void EveryOptimizer_DirectlyOrByGradientBlock_SameBits(string name) => NetCatalog.Find(name).Accept(new TwoWays(Optimizers.All));

    [Theory]
    [InlineData("GoldenTanh")]
    [InlineData("GoldenTanhDouble")]
    public void EveryOptimizer_RestoredFromItsSlots_GoesOnWithTheSameBits(string name) => NetCatalog.Find(name).Accept(new TwoHalves());

    /// <summary>A rate of its own for each step, as a schedule gives it.</summary>
    private static double Rate(Optimizer optimizer, int step) => optimizer.Rate / step;

    private sealed class TwoWays(IReadOnlyList<Optimizer> optimizers) : INetAction
    {
        private const int Rows = 7;
        private const int Steps = 3;

        public void Run<TNetwork, T>()
            where TNetwork : class, ITrainableNetwork<TNetwork, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            foreach (Optimizer optimizer in optimizers)
            {
                Run<TNetwork, T>(optimizer);
            }
        }

        private static void Run<TNetwork, T>(Optimizer optimizer)
            where TNetwork : class, ITrainableNetwork<TNetwork, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            TNetwork first = Networks.WithBiases<TNetwork, T>(3);
            TNetwork second = Networks.WithBiases<TNetwork, T>(3);
            OptimizerState<T> direct = optimizer.Bind<T>(TNetwork.Info);
            OptimizerState<T> byBlock = optimizer.Bind<T>(TNetwork.Info);
            NetworkTape<T> firstTape = TNetwork.CreateTape(Rows);
            NetworkTape<T> secondTape = TNetwork.CreateTape(Rows);
            NetworkGradients<T> gradients = TNetwork.CreateGradients();
            T[] before = first.Parameters.Span.ToArray();
            for (int step = 1; step <= Steps; step++)
            {
                Batch<T> batch = Batch<T>.Draw(TNetwork.Info, Rows, seed: step);
                batch.Forward(first, firstTape);
                direct.Step(first, firstTape, Rate(optimizer, step));

                batch.Forward(second, secondTape);
                gradients.Clear();
                second.Backward(secondTape, gradients);
                byBlock.Apply(second, gradients, Rate(optimizer, step));
                Compare.SameBits<T>(second.Parameters.Span, first.Parameters.Span, $"parameters after step {step} of {optimizer}");
            }

            Assert.Equal((Steps, Steps), (direct.Steps, byBlock.Steps));
            foreach ((OptimizerSlot<T> expected, OptimizerSlot<T> slot) in direct.Slots.Zip(byBlock.Slots))
            {
                Compare.SameBits<T>(expected.Values.Span, slot.Values.Span, $"{slot.Name} of {optimizer}");
            }

            bool hasParameters = TNetwork.Info.ParameterCount > 0;
            Assert.Equal(hasParameters, !before.AsSpan().SequenceEqual(first.Parameters.Span));
        }
    }

    private sealed class TwoHalves : INetAction
    {
        private const int Rows = 7;
        private const int Steps = 8;
        private const int Break = 3;

        public void Run<TNetwork, T>()
            where TNetwork : class, ITrainableNetwork<TNetwork, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            foreach (Optimizer optimizer in Optimizers.All)
            {
                TNetwork whole = Networks.WithBiases<TNetwork, T>(3);
                TNetwork broken = Networks.WithBiases<TNetwork, T>(3);
                NetworkTape<T> tape = TNetwork.CreateTape(Rows);
                OptimizerState<T> stateOfWhole = optimizer.Bind<T>(TNetwork.Info);
                OptimizerState<T> state = optimizer.Bind<T>(TNetwork.Info);
                for (int step = 1; step <= Steps; step++)
                {
                    Batch<T> batch = Batch<T>.Draw(TNetwork.Info, Rows, seed: step);
                    batch.Forward(whole, tape);
                    stateOfWhole.Step(whole, tape, Rate(optimizer, step));
                    batch.Forward(broken, tape);
                    state.Step(broken, tape, Rate(optimizer, step));
                    if (step == Break)
                    {
                        state = Copy(state, optimizer.Bind<T>(TNetwork.Info));
                    }
                }

                Compare.SameBits<T>(whole.Parameters.Span, broken.Parameters.Span, $"parameters of {optimizer}");
            }
        }

        private static OptimizerState<T> Copy<T>(OptimizerState<T> state, OptimizerState<T> fresh)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            Assert.Equal(state.Slots.Select(slot => slot.Name), fresh.Slots.Select(slot => slot.Name));
            Assert.Equal(state.Slots.Count, state.Slots.Select(slot => slot.Name).Distinct().Count());
            foreach ((OptimizerSlot<T> from, OptimizerSlot<T> to) in state.Slots.Zip(fresh.Slots))
            {
                from.Values.Span.CopyTo(to.Values.Span);
            }

            fresh.Restore(state.Steps);
            return fresh;
        }
    }
}

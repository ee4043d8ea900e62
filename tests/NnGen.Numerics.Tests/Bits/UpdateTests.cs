using System.Numerics;
using NnGen.Numerics.Tests.Nets;
using NnGen.Numerics.Tests.Support;

namespace NnGen.Numerics.Tests.Bits;

/// <summary>
/// An update that is compiled into the backward kernels changes parameters to the same bits as gradients that are written to a block first
/// and handed to the same update afterwards.
/// </summary>
public sealed class UpdateTests
{
    public static TheoryData<string> General => NetCatalog.Names(NetCatalog.General);

    [Theory]
    [MemberData(nameof(General))]
    public void Sgd_DirectlyOrByGradientBlock_SameBits(string name) =>
        NetCatalog.Find(name).Accept(new TwoWays(new SgdMaker()));

    [Theory]
    [MemberData(nameof(General))]
    public void Momentum_DirectlyOrByGradientBlock_SameBits(string name) =>
        NetCatalog.Find(name).Accept(new TwoWays(new MomentumMaker()));

    [Theory]
    [MemberData(nameof(General))]
    public void Adam_DirectlyOrByGradientBlock_SameBits(string name) =>
        NetCatalog.Find(name).Accept(new TwoWays(new AdamMaker()));

    private abstract class Maker
    {
        public abstract void Compare<TNetwork, T>()
            where TNetwork : class, ITrainableNetwork<TNetwork, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>;

        protected static void Compare<TNetwork, T, TUpdate>(TUpdate direct, TUpdate byBlock)
            where TNetwork : class, ITrainableNetwork<TNetwork, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            where TUpdate : struct, IOptimizerUpdate<T>
        {
            const int Rows = 7;
            const int Steps = 3;
            TNetwork first = Networks.WithBiases<TNetwork, T>(3);
            TNetwork second = Networks.WithBiases<TNetwork, T>(3);
            NetworkTape<T> firstTape = TNetwork.CreateTape(Rows);
            NetworkTape<T> secondTape = TNetwork.CreateTape(Rows);
            NetworkGradients<T> gradients = TNetwork.CreateGradients();
            T[] before = first.Parameters.Span.ToArray();
            for (int step = 1; step <= Steps; step++)
            {
                Batch<T> batch = Batch<T>.Draw(TNetwork.Info, Rows, seed: step);
                batch.Forward(first, firstTape);
                direct.BeginStep(step);
                first.Backward(firstTape, ref direct);

                batch.Forward(second, secondTape);
                gradients.Clear();
                second.Backward(secondTape, gradients);
                byBlock.BeginStep(step);
                Width<T>.All[0].Apply(second.Parameters, gradients.Buffer, ref byBlock);
                Support.Compare.SameBits<T>(second.Parameters.Span, first.Parameters.Span, $"parameters after step {step}");
            }

            bool hasParameters = TNetwork.Info.ParameterCount > 0;
            Assert.Equal(hasParameters, !before.AsSpan().SequenceEqual(first.Parameters.Span));
        }
    }

    private sealed class SgdMaker : Maker
    {
        public override void Compare<TNetwork, T>() => Compare<TNetwork, T, SgdUpdate<T>>(new(0.1), new(0.1));
    }

    private sealed class MomentumMaker : Maker
    {
        public override void Compare<TNetwork, T>() => Compare<TNetwork, T, MomentumUpdate<T>>(Make<TNetwork, T>(), Make<TNetwork, T>());

        private static MomentumUpdate<T> Make<TNetwork, T>()
            where TNetwork : class, ITrainableNetwork<TNetwork, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => new(TNetwork.Info.StorageLength, 0.05, 0.9, nesterov: true);
    }

    private sealed class AdamMaker : Maker
    {
        public override void Compare<TNetwork, T>() => Compare<TNetwork, T, AdamUpdate<T>>(new(TNetwork.Info.StorageLength, 0.01), new(TNetwork.Info.StorageLength, 0.01));
    }

    private sealed class TwoWays(Maker maker) : INetAction
    {
        public void Run<TNetwork, T>()
            where TNetwork : class, ITrainableNetwork<TNetwork, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => maker.Compare<TNetwork, T>();
    }
}

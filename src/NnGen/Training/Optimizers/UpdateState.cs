using System.Numerics;

namespace NnGen;

/// <summary>A state that can step parts of the parameters at rates of their own, and others not at all.</summary>
internal interface IGroupedState<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>One step for all groups; parameters in no group stay as they are, and so do their slots.</summary>
    void Apply(AlignedBuffer<T> parameters, NetworkGradients<T> gradients, double rate, ReadOnlySpan<RateGroup> groups);
}

/// <summary>Steps by handing an update struct to the backward pass, or to a pass over gradients.</summary>
internal sealed class UpdateState<T, TUpdate>(TUpdate update) : OptimizerState<T>, IGroupedState<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TUpdate : struct, IOptimizerUpdate<T>
{
    private TUpdate _update = update;

    public override IReadOnlyList<OptimizerSlot<T>> Slots { get; } = update.Slots;

    public override void Step<TNetwork>(TNetwork network, NetworkTape<T> tape, double rate)
    {
        Check<TNetwork>();
        Steps++;
        _update.BeginStep(Steps, rate);
        network.Backward(tape, ref _update);
    }

    public override void Apply<TNetwork>(TNetwork network, NetworkGradients<T> gradients, double rate)
    {
        Check<TNetwork>();
        Steps++;
        _update.BeginStep(Steps, rate);
        SharedFlatPasses.Update(Team, network.Parameters, gradients.Buffer, gradients.Touched.Of(gradients.Trained), ref _update);
    }

    public void Apply(AlignedBuffer<T> parameters, NetworkGradients<T> gradients, double rate, ReadOnlySpan<RateGroup> groups)
    {
        Steps++;
        foreach (RateGroup group in groups)
        {
            _update.BeginStep(Steps, rate * group.Factor);
            SharedFlatPasses.Update(Team, parameters, gradients.Buffer, gradients.Touched.Of(group.Parameters), ref _update);
        }
    }

    /// <summary>Kernels write the slots where the parameters lie, unchecked.</summary>
    private void Check<TNetwork>()
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
    {
        NetworkInfo info = TNetwork.Info;
        if (Info is NetworkInfo own && !ReferenceEquals(own, info) && (own.Name != info.Name || own.StorageLength != info.StorageLength))
        {
            throw new ArgumentException($"This state of an optimizer was made for {own.Name}, so it cannot step {info.Name}; make one with Bind of the facts of {info.Name}.");
        }

        for (int i = 0; i < Slots.Count; i++)
        {
            if (Slots[i].Values.Length != info.StorageLength)
            {
                throw new ArgumentException($"The slot '{Slots[i].Name}' of the optimizer has {Slots[i].Values.Length} elements, but a slot has one for each element of the parameter block, which is {info.StorageLength} in {info.Name}.");
            }
        }
    }
}

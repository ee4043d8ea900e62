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
        Steps++;
        _update.BeginStep(Steps, rate);
        network.Backward(tape, ref _update);
    }

    public override void Apply<TNetwork>(TNetwork network, NetworkGradients<T> gradients, double rate)
    {
        Steps++;
        _update.BeginStep(Steps, rate);
        FlatPasses<T>.Widest.Update(network.Parameters, gradients.Buffer, gradients.TrainedRanges, ref _update);
    }

    public void Apply(AlignedBuffer<T> parameters, NetworkGradients<T> gradients, double rate, ReadOnlySpan<RateGroup> groups)
    {
        Steps++;
        foreach (RateGroup group in groups)
        {
            _update.BeginStep(Steps, rate * group.Factor);
            FlatPasses<T>.Widest.Update(parameters, gradients.Buffer, group.Ranges, ref _update);
        }
    }
}

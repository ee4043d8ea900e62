using System.Numerics;

namespace NnGen;

/// <summary>
/// What an optimizer keeps for one network in training: its numbers in the element type and the slots of every parameter (velocity, moments).
/// Serves one network and one thread at a time.
/// </summary>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class OptimizerState<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Computes the gradient of the last <c>Forward</c> and changes the parameters by it. Must not allocate.</summary>
    /// <param name="network">The network whose <see cref="NetworkInfo"/> the state was made for.</param>
    /// <param name="tape">A tape of that network, after <c>Forward</c>.</param>
    public abstract void Step<TNetwork>(TNetwork network, NetworkTape<T> tape)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>;

    /// <summary>The state of an optimizer whose whole rule is an update struct: a step is one call of <c>Backward(tape, ref update)</c>.</summary>
    /// <param name="update">The rule with its slots; <see cref="IOptimizerUpdate{T}.BeginStep"/> is called before each step.</param>
    public static OptimizerState<T> From<TUpdate>(TUpdate update)
        where TUpdate : struct, IOptimizerUpdate<T>
        => new UpdateState<T, TUpdate>(update);
}

/// <summary>Steps by handing an update struct to the backward pass.</summary>
internal sealed class UpdateState<T, TUpdate>(TUpdate update) : OptimizerState<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TUpdate : struct, IOptimizerUpdate<T>
{
    private TUpdate _update = update;
    private long _step;

    public override void Step<TNetwork>(TNetwork network, NetworkTape<T> tape)
    {
        _step++;
        _update.BeginStep(_step);
        network.Backward(tape, ref _update);
    }
}

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
    /// <summary>How many steps were done.</summary>
    public long Steps { get; protected set; }

    /// <summary>The numbers kept for each parameter, by name: what a checkpoint saves and refills.</summary>
    public abstract IReadOnlyList<OptimizerSlot<T>> Slots { get; }

    /// <summary>Goes on after so many steps; the slots were refilled with what they held then.</summary>
    /// <param name="steps">The steps done, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="steps"/> is negative.</exception>
    public virtual void Restore(long steps)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        Steps = steps;
    }

    /// <summary>Computes the gradient of the last <c>Forward</c> and changes the parameters by it. Must not allocate.</summary>
    /// <param name="network">The network whose <see cref="NetworkInfo"/> the state was made for.</param>
    /// <param name="tape">A tape of that network, after <c>Forward</c>.</param>
    /// <param name="rate">The learning rate of this step.</param>
    public abstract void Step<TNetwork>(TNetwork network, NetworkTape<T> tape, double rate)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>;

    /// <summary>
    /// Changes the parameters by a gradient that is known already: what <see cref="Step"/> does where something has to be done to the whole
    /// gradient first. From the same gradient both make the same bits. Must not allocate after the first call.
    /// </summary>
    /// <param name="network">The network whose <see cref="NetworkInfo"/> the state was made for.</param>
    /// <param name="gradients">The gradient.</param>
    /// <param name="rate">The learning rate of this step.</param>
    public abstract void Apply<TNetwork>(TNetwork network, NetworkGradients<T> gradients, double rate)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>;

    /// <summary>The state of an optimizer whose whole rule is an update struct: a step is one call of <c>Backward(tape, ref update)</c>.</summary>
    /// <param name="update">The rule with its slots; <see cref="IOptimizerUpdate{T}.BeginStep"/> is called before each step.</param>
    public static OptimizerState<T> From<TUpdate>(TUpdate update)
        where TUpdate : struct, IOptimizerUpdate<T>
        => new UpdateState<T, TUpdate>(update);
}

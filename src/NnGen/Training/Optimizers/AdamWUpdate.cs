using System.Numerics;
using System.Runtime.CompilerServices;
using NnGen.Numerics;

namespace NnGen;

/// <summary>
/// Adam with decoupled weight decay as <c>torch.optim.AdamW</c>: <c>w *= 1 - rate * decay</c>, then the step of
/// <see cref="AdamUpdate{T}"/>. Loshchilov and Hutter, 2017.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="storageLength">The length of the parameter block, <see cref="NetworkInfo.StorageLength"/>.</param>
/// <param name="rate">The learning rate until <see cref="BeginStep"/> gives another.</param>
/// <param name="weightDecay">The decay, times the rate, of every parameter in a step.</param>
/// <param name="beta1">How much of the mean of the gradients survives a step, in [0, 1).</param>
/// <param name="beta2">How much of the mean of their squares survives a step, in [0, 1).</param>
/// <param name="epsilon">What is added to the root.</param>
public struct AdamWUpdate<T>(int storageLength, double rate, double weightDecay = 1e-2, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8)
    : IOptimizerUpdate<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private T _keep = T.CreateTruncating(1 - rate * weightDecay);
    private AdamUpdate<T> _adam = new(storageLength, rate, beta1, beta2, epsilon);

    /// <inheritdoc/>
    public readonly IReadOnlyList<OptimizerSlot<T>> Slots => _adam.Slots;

    /// <inheritdoc/>
    public void BeginStep(long step, double rate)
    {
        _keep = T.CreateTruncating(1 - rate * weightDecay);
        _adam.BeginStep(step, rate);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Update<V>(ref T parameters, nint offset, V gradient, nint count)
        where V : struct, ILanes<V, T>
    {
        V.StoreFirst(V.Load(ref parameters, offset) * V.Splat(_keep), ref parameters, offset, count);
        _adam.Update(ref parameters, offset, gradient, count);
    }
}

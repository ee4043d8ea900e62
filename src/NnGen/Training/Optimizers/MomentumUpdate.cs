using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using NnGen.Numerics;

namespace NnGen;

/// <summary>
/// Gradient descent with momentum, as <c>torch.optim.SGD</c>: <c>v = momentum * v + (1 - dampening) * g</c>, at the first step <c>v = g</c>;
/// then <c>w -= rate * v</c>, with Nesterov's form <c>w -= rate * (g + momentum * v)</c>. The rate is not part of the velocity.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct MomentumUpdate<T> : IOptimizerUpdate<T>, ISizedUpdate
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly SlotMemory<T> _velocity;
    private readonly double _exactMomentum;
    private readonly T _momentum;
    private readonly T _dampedGain;

    // The step's last line for both forms: w += ofVelocity * v + ofGradient * g, where the second factor is 0 without Nesterov.
    private readonly bool _nesterov;
    private T _ofVelocity;
    private T _ofGradient;
    private T _gain;

    /// <summary>A rule with velocity 0.</summary>
    /// <param name="storageLength">The length of the parameter block, <see cref="NetworkInfo.StorageLength"/>.</param>
    /// <param name="rate">The learning rate until <see cref="BeginStep"/> gives another.</param>
    /// <param name="momentum">How much of the velocity survives a step, in [0, 1).</param>
    /// <param name="dampening">How much of a gradient after the first is left out of the velocity, in [0, 1].</param>
    /// <param name="nesterov">Whether the step looks ahead along the velocity.</param>
    public MomentumUpdate(int storageLength, double rate, double momentum, double dampening = 0, bool nesterov = false)
    {
        _velocity = new SlotMemory<T>(storageLength);
        _exactMomentum = momentum;
        _momentum = T.CreateTruncating(momentum);
        _dampedGain = T.CreateTruncating(1 - dampening);
        _nesterov = nesterov;
        BeginStep(1, rate);
    }

    /// <inheritdoc/>
    readonly int ISizedUpdate.StorageLength => _velocity.Length;

    /// <inheritdoc/>
    public readonly IReadOnlyList<OptimizerSlot<T>> Slots => [_velocity.Slot("velocity")];

    /// <inheritdoc/>
    public void BeginStep(long step, double rate)
    {
        _gain = step == 1 ? T.One : _dampedGain;
        _ofVelocity = T.CreateTruncating(_nesterov ? -rate * _exactMomentum : -rate);
        _ofGradient = T.CreateTruncating(_nesterov ? -rate : 0);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Update<V>(ref T parameters, nint offset, V gradient, nint count)
        where V : struct, ILanes<V, T>
    {
        ref T velocities = ref _velocity.Reference;
        V velocity = gradient * V.Splat(_gain);
        velocity.MultiplyAdd(V.Splat(_momentum), ref velocities, offset);
        V.StoreFirst(velocity, ref velocities, offset, count);

        V value = V.Load(ref parameters, offset);
        value.MultiplyAdd(velocity, V.Splat(_ofVelocity));
        if (_nesterov)
        {
            value.MultiplyAdd(gradient, V.Splat(_ofGradient));
        }

        V.StoreFirst(value, ref parameters, offset, count);
    }
}

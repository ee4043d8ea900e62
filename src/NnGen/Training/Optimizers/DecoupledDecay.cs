using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using NnGen.Numerics;

namespace NnGen;

/// <summary>
/// Weight decay that shrinks the parameters themselves, <c>w *= 1 - rate * decay</c>, before the rule proper takes its step; moments do not
/// see it. All parameters decay, biases too. Loshchilov and Hutter, 2017.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TInner">The rule.</typeparam>
/// <param name="inner">The rule.</param>
/// <param name="rate">The learning rate until <see cref="BeginStep"/> gives another.</param>
/// <param name="decay">The decay, times the rate, of every parameter in a step.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct DecoupledDecay<T, TInner>(TInner inner, double rate, double decay) : IOptimizerUpdate<T>, ISizedUpdate
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TInner : struct, IOptimizerUpdate<T>
{
    private readonly double _decay = decay;
    private T _keep = T.CreateTruncating(1 - rate * decay);
    private TInner _inner = inner;

    /// <inheritdoc/>
    readonly int ISizedUpdate.StorageLength => UpdateSize.Of(in _inner);

    /// <inheritdoc/>
    public readonly IReadOnlyList<OptimizerSlot<T>> Slots => _inner.Slots;

    /// <inheritdoc/>
    public void BeginStep(long step, double rate)
    {
        _keep = T.CreateTruncating(1 - rate * _decay);
        _inner.BeginStep(step, rate);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update<V>(ref T parameters, nint offset, V gradient, nint count)
        where V : struct, ILanes<V, T>
    {
        V.StoreFirst(V.Load(ref parameters, offset) * V.Splat(_keep), ref parameters, offset, count);
        _inner.Update(ref parameters, offset, gradient, count);
    }
}

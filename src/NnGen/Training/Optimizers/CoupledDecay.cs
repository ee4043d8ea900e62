using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using NnGen.Numerics;

namespace NnGen;

/// <summary>
/// Weight decay that is added to the gradient, <c>g += decay * w</c>, before the rule proper sees it: <c>weight_decay</c> of most of
/// <c>torch.optim</c>. The same as a penalty of <c>decay / 2 * w^2</c>, for all parameters, biases too.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TInner">The rule.</typeparam>
/// <param name="inner">The rule.</param>
/// <param name="decay">The decay.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct CoupledDecay<T, TInner>(TInner inner, double decay) : IOptimizerUpdate<T>, ISizedUpdate
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TInner : struct, IOptimizerUpdate<T>
{
    private readonly T _decay = T.CreateTruncating(decay);
    private TInner _inner = inner;

    /// <inheritdoc/>
    readonly int ISizedUpdate.StorageLength => UpdateSize.Of(in _inner);

    /// <inheritdoc/>
    public readonly IReadOnlyList<OptimizerSlot<T>> Slots => _inner.Slots;

    /// <inheritdoc/>
    public void BeginStep(long step, double rate) => _inner.BeginStep(step, rate);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update<V>(ref T parameters, nint offset, V gradient, nint count)
        where V : struct, ILanes<V, T>
    {
        gradient.MultiplyAdd(V.Splat(_decay), ref parameters, offset);
        _inner.Update(ref parameters, offset, gradient, count);
    }
}

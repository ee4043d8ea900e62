using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using NnGen.Numerics;

namespace NnGen;

/// <summary>
/// RMSprop as <c>torch.optim.RMSprop</c>: <c>s = alpha s + (1 - alpha) g^2</c>, <c>d = g / (sqrt(s) + epsilon)</c>, and a step along d.
/// Hinton, 2012.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TInner">What is done with d: <see cref="SgdUpdate{T}"/>, or <see cref="MomentumUpdate{T}"/> for momentum.</typeparam>
/// <param name="inner">What is done with d.</param>
/// <param name="storageLength">The length of the parameter block, <see cref="NetworkInfo.StorageLength"/>.</param>
/// <param name="alpha">How much of the mean of the squares survives a step, in [0, 1).</param>
/// <param name="epsilon">What is added to the root.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct RmsPropUpdate<T, TInner>(TInner inner, int storageLength, double alpha = 0.99, double epsilon = 1e-8) : IOptimizerUpdate<T>, ISizedUpdate
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TInner : struct, IOptimizerUpdate<T>
{
    private readonly SlotMemory<T> _square = new(storageLength);
    private readonly T _keep = T.CreateTruncating(alpha);
    private readonly T _take = T.CreateTruncating(1 - alpha);
    private readonly T _epsilon = T.CreateTruncating(epsilon);
    private TInner _inner = inner;

    /// <inheritdoc/>
    readonly int ISizedUpdate.StorageLength => Math.Min(_square.Length, UpdateSize.Of(in _inner));

    /// <inheritdoc/>
    public readonly IReadOnlyList<OptimizerSlot<T>> Slots => [_square.Slot("square"), .. _inner.Slots];

    /// <inheritdoc/>
    public void BeginStep(long step, double rate) => _inner.BeginStep(step, rate);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update<V>(ref T parameters, nint offset, V gradient, nint count)
        where V : struct, ILanes<V, T>
    {
        ref T squares = ref _square.Reference;
        V square = gradient * gradient * V.Splat(_take);
        square.MultiplyAdd(V.Splat(_keep), ref squares, offset);
        V.StoreFirst(square, ref squares, offset, count);

        _inner.Update(ref parameters, offset, gradient / (V.Sqrt(square) + V.Splat(_epsilon)), count);
    }
}

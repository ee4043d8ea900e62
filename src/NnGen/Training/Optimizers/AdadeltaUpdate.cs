using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using NnGen.Numerics;

namespace NnGen;

/// <summary>
/// Adadelta as <c>torch.optim.Adadelta</c>: <c>s = rho s + (1 - rho) g^2</c>, <c>d = sqrt(u + epsilon) / sqrt(s + epsilon) * g</c>,
/// <c>u = rho u + (1 - rho) d^2</c>, <c>w -= rate * d</c>. Zeiler, 2012.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct AdadeltaUpdate<T> : IOptimizerUpdate<T>, ISizedUpdate
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly SlotMemory<T> _square;
    private readonly SlotMemory<T> _change;
    private readonly T _keep;
    private readonly T _take;
    private readonly T _epsilon;
    private T _minusRate;

    /// <summary>A rule with fresh slots.</summary>
    /// <param name="storageLength">The length of the parameter block, <see cref="NetworkInfo.StorageLength"/>.</param>
    /// <param name="rate">The learning rate until <see cref="BeginStep"/> gives another.</param>
    /// <param name="rho">How much of the mean squares survives a step, in [0, 1).</param>
    /// <param name="epsilon">What is added under the roots.</param>
    public AdadeltaUpdate(int storageLength, double rate = 1, double rho = 0.9, double epsilon = 1e-6)
    {
        _square = new SlotMemory<T>(storageLength);
        _change = new SlotMemory<T>(storageLength);
        _keep = T.CreateTruncating(rho);
        _take = T.CreateTruncating(1 - rho);
        _epsilon = T.CreateTruncating(epsilon);
        BeginStep(1, rate);
    }

    /// <inheritdoc/>
    readonly int ISizedUpdate.StorageLength => Math.Min(_square.Length, _change.Length);

    /// <inheritdoc/>
    public readonly IReadOnlyList<OptimizerSlot<T>> Slots => [_square.Slot("square"), _change.Slot("change")];

    /// <inheritdoc/>
    public void BeginStep(long step, double rate)
    {
        _minusRate = T.CreateTruncating(-rate);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Update<V>(ref T parameters, nint offset, V gradient, nint count)
        where V : struct, ILanes<V, T>
    {
        ref T squares = ref _square.Reference;
        V square = gradient * gradient * V.Splat(_take);
        square.MultiplyAdd(V.Splat(_keep), ref squares, offset);
        V.StoreFirst(square, ref squares, offset, count);

        ref T changes = ref _change.Reference;
        V change = V.Load(ref changes, offset);
        V epsilon = V.Splat(_epsilon);
        V delta = V.Sqrt(change + epsilon) / V.Sqrt(square + epsilon) * gradient;
        V newChange = delta * delta * V.Splat(_take);
        newChange.MultiplyAdd(change, V.Splat(_keep));
        V.StoreFirst(newChange, ref changes, offset, count);

        V value = V.Load(ref parameters, offset);
        value.MultiplyAdd(delta, V.Splat(_minusRate));
        V.StoreFirst(value, ref parameters, offset, count);
    }
}

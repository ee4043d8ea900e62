using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using NnGen.Numerics;

namespace NnGen;

/// <summary>
/// Rprop as <c>torch.optim.Rprop</c>: d is the rate at the first step; <c>q = sign(g) * sign(last g)</c>; d is multiplied by the growth where
/// q is 1, by the shrink where it is -1, and limited to <c>[smallest, largest]</c>; where q is -1, g counts as 0, now and as the last;
/// <c>w -= d * sign(g)</c>. Riedmiller and Braun, 1993.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct RpropUpdate<T> : IOptimizerUpdate<T>, ISizedUpdate
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly SlotMemory<T> _sign;
    private readonly SlotMemory<T> _length;
    private readonly T _shrink;
    private readonly T _growth;
    private readonly T _smallest;
    private readonly T _largest;
    private T _first;

    /// <summary>A rule with fresh slots.</summary>
    /// <param name="storageLength">The length of the parameter block, <see cref="NetworkInfo.StorageLength"/>.</param>
    /// <param name="rate">The first step length.</param>
    /// <param name="shrink">What a step length is multiplied by where the sign changes, above 0 and below 1.</param>
    /// <param name="growth">What a step length is multiplied by where the sign stays, above 1.</param>
    /// <param name="smallest">The smallest step length, above 0.</param>
    /// <param name="largest">The largest step length.</param>
    public RpropUpdate(int storageLength, double rate, double shrink = 0.5, double growth = 1.2, double smallest = 1e-6, double largest = 50)
    {
        _sign = new SlotMemory<T>(storageLength);
        _length = new SlotMemory<T>(storageLength);
        _shrink = T.CreateTruncating(shrink);
        _growth = T.CreateTruncating(growth);
        _smallest = T.CreateTruncating(smallest);
        _largest = T.CreateTruncating(largest);
        BeginStep(1, rate);
    }

    /// <inheritdoc/>
    readonly int ISizedUpdate.StorageLength => Math.Min(_sign.Length, _length.Length);

    /// <inheritdoc/>
    public readonly IReadOnlyList<OptimizerSlot<T>> Slots => [_sign.Slot("sign"), _length.Slot("step_length")];

    /// <inheritdoc/>
    public void BeginStep(long step, double rate)
    {
        // A length of 0 has not begun: of every parameter at the first step, and later of a row of a sparse table that was never looked up.
        _first = T.CreateTruncating(rate);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Update<V>(ref T parameters, nint offset, V gradient, nint count)
        where V : struct, ILanes<V, T>
    {
        // 0 has the sign 0, and NaN goes through, so that the step fails where others would. Signs, not gradients, are multiplied: a product
        // of tiny gradients would be 0.
        V sign = V.SelectLess(V.Zero, V.Abs(gradient), V.CopySign(V.Splat(T.One), gradient), gradient);
        ref T signs = ref _sign.Reference;
        ref T lengths = ref _length.Reference;
        V agreement = sign * V.Load(ref signs, offset);
        V last = V.Load(ref lengths, offset);
        V length = V.SelectLess(V.Zero, last, last, V.Splat(_first));
        V factor = V.SelectLess(V.Zero, agreement, V.Splat(_growth), V.SelectLess(agreement, V.Zero, V.Splat(_shrink), V.Splat(T.One)));
        length = V.Max(V.Splat(_smallest), V.Min(V.Splat(_largest), length * factor));
        V.StoreFirst(length, ref lengths, offset, count);

        sign = V.SelectLess(agreement, V.Zero, V.Zero, sign);
        V.StoreFirst(sign, ref signs, offset, count);
        V.StoreFirst(V.Load(ref parameters, offset) - length * sign, ref parameters, offset, count);
    }
}

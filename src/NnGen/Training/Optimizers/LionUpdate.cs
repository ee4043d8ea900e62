using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using NnGen.Numerics;

namespace NnGen;

/// <summary>
/// Lion: <c>w -= rate * sign(b1 m + (1 - b1) g)</c>, then <c>m = b2 m + (1 - b2) g</c>; the sign of 0 is 0. Chen and others, 2023.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct LionUpdate<T> : IOptimizerUpdate<T>, ISizedUpdate
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly SlotMemory<T> _mean;
    private readonly T _ofMean;
    private readonly T _ofGradient;
    private readonly T _keepMean;
    private readonly T _takeMean;
    private T _minusRate;

    /// <summary>A rule with fresh slots.</summary>
    /// <param name="storageLength">The length of the parameter block, <see cref="NetworkInfo.StorageLength"/>.</param>
    /// <param name="rate">The learning rate until <see cref="BeginStep"/> gives another.</param>
    /// <param name="beta1">How much of the direction comes from the mean, in [0, 1).</param>
    /// <param name="beta2">How much of the mean survives a step, in [0, 1).</param>
    public LionUpdate(int storageLength, double rate, double beta1 = 0.9, double beta2 = 0.99)
    {
        _mean = new SlotMemory<T>(storageLength);
        _ofMean = T.CreateTruncating(beta1);
        _ofGradient = T.CreateTruncating(1 - beta1);
        _keepMean = T.CreateTruncating(beta2);
        _takeMean = T.CreateTruncating(1 - beta2);
        BeginStep(1, rate);
    }

    /// <inheritdoc/>
    readonly int ISizedUpdate.StorageLength => _mean.Length;

    /// <inheritdoc/>
    public readonly IReadOnlyList<OptimizerSlot<T>> Slots => [_mean.Slot("mean")];

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
        ref T means = ref _mean.Reference;
        V before = V.Load(ref means, offset);
        V direction = gradient * V.Splat(_ofGradient);
        direction.MultiplyAdd(before, V.Splat(_ofMean));

        // Neither 0 nor NaN is less than its magnitude; both stay what they are.
        V sign = V.SelectLess(V.Zero, V.Abs(direction), V.CopySign(V.Splat(T.One), direction), direction);
        V value = V.Load(ref parameters, offset);
        value.MultiplyAdd(sign, V.Splat(_minusRate));
        V.StoreFirst(value, ref parameters, offset, count);

        V mean = gradient * V.Splat(_takeMean);
        mean.MultiplyAdd(before, V.Splat(_keepMean));
        V.StoreFirst(mean, ref means, offset, count);
    }
}

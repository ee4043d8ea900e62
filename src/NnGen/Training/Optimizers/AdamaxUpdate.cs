using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using NnGen.Numerics;

namespace NnGen;

/// <summary>
/// Adamax as <c>torch.optim.Adamax</c>: <c>m = b1 m + (1 - b1) g</c>, <c>u = max(b2 u, |g| + epsilon)</c>,
/// <c>w -= rate / (1 - b1^t) * m / u</c> at step t. Kingma and Ba, 2014, section 7.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct AdamaxUpdate<T> : IOptimizerUpdate<T>, ISizedUpdate
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly SlotMemory<T> _mean;
    private readonly SlotMemory<T> _largest;
    private readonly double _beta1;
    private readonly T _keepMean;
    private readonly T _takeMean;
    private readonly T _keepLargest;
    private readonly T _epsilon;
    private T _minusStepSize;

    /// <summary>A rule with fresh slots.</summary>
    /// <param name="storageLength">The length of the parameter block, <see cref="NetworkInfo.StorageLength"/>.</param>
    /// <param name="rate">The learning rate until <see cref="BeginStep"/> gives another.</param>
    /// <param name="beta1">How much of the mean of the gradients survives a step, in [0, 1).</param>
    /// <param name="beta2">How much of the largest magnitude survives a step, in [0, 1).</param>
    /// <param name="epsilon">What is added to the magnitudes.</param>
    public AdamaxUpdate(int storageLength, double rate, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8)
    {
        _mean = new SlotMemory<T>(storageLength);
        _largest = new SlotMemory<T>(storageLength);
        _beta1 = beta1;
        _keepMean = T.CreateTruncating(beta1);
        _takeMean = T.CreateTruncating(1 - beta1);
        _keepLargest = T.CreateTruncating(beta2);
        _epsilon = T.CreateTruncating(epsilon);
        BeginStep(1, rate);
    }

    /// <inheritdoc/>
    readonly int ISizedUpdate.StorageLength => Math.Min(_mean.Length, _largest.Length);

    /// <inheritdoc/>
    public readonly IReadOnlyList<OptimizerSlot<T>> Slots => [_mean.Slot("mean"), _largest.Slot("largest")];

    /// <inheritdoc/>
    public void BeginStep(long step, double rate)
    {
        _minusStepSize = T.CreateTruncating(-rate / (1 - Math.Pow(_beta1, step)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Update<V>(ref T parameters, nint offset, V gradient, nint count)
        where V : struct, ILanes<V, T>
    {
        ref T means = ref _mean.Reference;
        V mean = gradient * V.Splat(_takeMean);
        mean.MultiplyAdd(V.Splat(_keepMean), ref means, offset);
        V.StoreFirst(mean, ref means, offset, count);

        ref T allLargest = ref _largest.Reference;
        V largest = V.Max(V.Load(ref allLargest, offset) * V.Splat(_keepLargest), V.Abs(gradient) + V.Splat(_epsilon));
        V.StoreFirst(largest, ref allLargest, offset, count);

        V value = V.Load(ref parameters, offset);
        value.MultiplyAdd(mean / largest, V.Splat(_minusStepSize));
        V.StoreFirst(value, ref parameters, offset, count);
    }
}

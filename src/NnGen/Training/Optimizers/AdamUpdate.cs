using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using NnGen.Numerics;

namespace NnGen;

/// <summary>
/// Adam as <c>torch.optim.Adam</c>: <c>m = b1 m + (1 - b1) g</c>, <c>v = b2 v + (1 - b2) g^2</c>,
/// <c>w -= rate / (1 - b1^t) * m / (sqrt(v) / sqrt(1 - b2^t) + epsilon)</c> at step t. Kingma and Ba, 2014; epsilon outside the root.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct AdamUpdate<T> : IOptimizerUpdate<T>, ISizedUpdate
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly SlotMemory<T> _mean;
    private readonly SlotMemory<T> _square;
    private readonly double _beta1;
    private readonly double _beta2;
    private readonly T _keepMean;
    private readonly T _takeMean;
    private readonly T _keepSquare;
    private readonly T _takeSquare;
    private readonly T _epsilon;
    private T _minusStepSize;
    private T _rootScale;

    /// <summary>A rule with both moments 0.</summary>
    /// <param name="storageLength">The length of the parameter block, <see cref="NetworkInfo.StorageLength"/>.</param>
    /// <param name="rate">The learning rate until <see cref="BeginStep"/> gives another.</param>
    /// <param name="beta1">How much of the mean of the gradients survives a step, in [0, 1).</param>
    /// <param name="beta2">How much of the mean of their squares survives a step, in [0, 1).</param>
    /// <param name="epsilon">What is added to the root.</param>
    public AdamUpdate(int storageLength, double rate, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8)
    {
        _mean = new SlotMemory<T>(storageLength);
        _square = new SlotMemory<T>(storageLength);
        _beta1 = beta1;
        _beta2 = beta2;
        _keepMean = T.CreateTruncating(beta1);
        _takeMean = T.CreateTruncating(1 - beta1);
        _keepSquare = T.CreateTruncating(beta2);
        _takeSquare = T.CreateTruncating(1 - beta2);
        _epsilon = T.CreateTruncating(epsilon);
        BeginStep(1, rate);
    }

    /// <inheritdoc/>
    readonly int ISizedUpdate.StorageLength => Math.Min(_mean.Length, _square.Length);

    /// <inheritdoc/>
    public readonly IReadOnlyList<OptimizerSlot<T>> Slots => [_mean.Slot("mean"), _square.Slot("square")];

    /// <inheritdoc/>
    public void BeginStep(long step, double rate)
    {
        // In double even for float: 1 - 0.999^1 has lost half its digits in single precision.
        _minusStepSize = T.CreateTruncating(-rate / (1 - Math.Pow(_beta1, step)));
        _rootScale = T.CreateTruncating(1 / Math.Sqrt(1 - Math.Pow(_beta2, step)));
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

        ref T squares = ref _square.Reference;
        V square = gradient * gradient * V.Splat(_takeSquare);
        square.MultiplyAdd(V.Splat(_keepSquare), ref squares, offset);
        V.StoreFirst(square, ref squares, offset, count);

        V denominator = V.Splat(_epsilon);
        denominator.MultiplyAdd(V.Sqrt(square), V.Splat(_rootScale));
        V value = V.Load(ref parameters, offset);
        value.MultiplyAdd(mean / denominator, V.Splat(_minusStepSize));
        V.StoreFirst(value, ref parameters, offset, count);
    }
}

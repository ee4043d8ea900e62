using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using NnGen.Numerics;

namespace NnGen;

/// <summary>
/// Rectified Adam as <c>torch.optim.RAdam</c>: moments m and v as in <see cref="AdamUpdate{T}"/>, <c>c = 2 / (1 - b2) - 1</c>,
/// <c>r = c - 2 t b2^t / (1 - b2^t)</c>; where r is above 5,
/// <c>w -= rate m / (1 - b1^t) * sqrt((r - 4) (r - 2) c / ((c - 4) (c - 2) r)) * sqrt(1 - b2^t) / (sqrt(v) + epsilon)</c>, in the few steps
/// before <c>w -= rate m / (1 - b1^t)</c>. Liu and others, 2019.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct RAdamUpdate<T> : IOptimizerUpdate<T>, ISizedUpdate
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
    private readonly double _exactEpsilon;

    // The denominator is root * ofRoot + constant: with ofRoot 0 and constant 1 there is none.
    private T _ofRoot;
    private T _constant;
    private T _minusStepSize;

    /// <summary>A rule with fresh slots.</summary>
    /// <param name="storageLength">The length of the parameter block, <see cref="NetworkInfo.StorageLength"/>.</param>
    /// <param name="rate">The learning rate until <see cref="BeginStep"/> gives another.</param>
    /// <param name="beta1">How much of the mean of the gradients survives a step, in [0, 1).</param>
    /// <param name="beta2">How much of the mean of their squares survives a step, in [0, 1).</param>
    /// <param name="epsilon">What is added to the root.</param>
    public RAdamUpdate(int storageLength, double rate, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8)
    {
        _mean = new SlotMemory<T>(storageLength);
        _square = new SlotMemory<T>(storageLength);
        _beta1 = beta1;
        _beta2 = beta2;
        _keepMean = T.CreateTruncating(beta1);
        _takeMean = T.CreateTruncating(1 - beta1);
        _keepSquare = T.CreateTruncating(beta2);
        _takeSquare = T.CreateTruncating(1 - beta2);
        _exactEpsilon = epsilon;
        BeginStep(1, rate);
    }

    /// <inheritdoc/>
    readonly int ISizedUpdate.StorageLength => Math.Min(_mean.Length, _square.Length);

    /// <inheritdoc/>
    public readonly IReadOnlyList<OptimizerSlot<T>> Slots => [_mean.Slot("mean"), _square.Slot("square")];

    /// <inheritdoc/>
    public void BeginStep(long step, double rate)
    {
        double power = Math.Pow(_beta2, step);
        double limit = 2 / (1 - _beta2) - 1;
        double length = limit - 2 * step * power / (1 - power);
        bool isRectified = length > 5;
        double size = -rate / (1 - Math.Pow(_beta1, step));
        if (isRectified)
        {
            size *= Math.Sqrt((length - 4) * (length - 2) * limit / ((limit - 4) * (limit - 2) * length)) * Math.Sqrt(1 - power);
        }

        _minusStepSize = T.CreateTruncating(size);
        _ofRoot = isRectified ? T.One : T.Zero;
        _constant = isRectified ? T.CreateTruncating(_exactEpsilon) : T.One;
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

        V denominator = V.Splat(_constant);
        denominator.MultiplyAdd(V.Sqrt(square), V.Splat(_ofRoot));
        V value = V.Load(ref parameters, offset);
        value.MultiplyAdd(mean / denominator, V.Splat(_minusStepSize));
        V.StoreFirst(value, ref parameters, offset, count);
    }
}

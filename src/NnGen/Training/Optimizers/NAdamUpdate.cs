using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using NnGen.Numerics;

namespace NnGen;

/// <summary>
/// Adam with Nesterov's look ahead as <c>torch.optim.NAdam</c>: moments m and v as in <see cref="AdamUpdate{T}"/>,
/// <c>mu(t) = b1 (1 - 0.96^(t d) / 2)</c>, P the product of mu up to t, <c>n = sqrt(v / (1 - b2^t)) + epsilon</c>,
/// <c>w -= rate (1 - mu(t)) / (1 - P) * g / n + rate mu(t + 1) / (1 - P mu(t + 1)) * m / n</c>. Dozat, 2016.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct NAdamUpdate<T> : IOptimizerUpdate<T>, ISizedUpdate
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
    private readonly double _momentumDecay;
    private readonly T _epsilon;
    private double _product;
    private long _productSteps;
    private T _ofGradient;
    private T _ofMean;
    private T _rootScale;

    /// <summary>A rule with fresh slots.</summary>
    /// <param name="storageLength">The length of the parameter block, <see cref="NetworkInfo.StorageLength"/>.</param>
    /// <param name="rate">The learning rate until <see cref="BeginStep"/> gives another.</param>
    /// <param name="beta1">How much of the mean of the gradients survives a step, in [0, 1).</param>
    /// <param name="beta2">How much of the mean of their squares survives a step, in [0, 1).</param>
    /// <param name="epsilon">What is added to the root.</param>
    /// <param name="momentumDecay">How fast the momentum grows to <paramref name="beta1"/>, 0 or more.</param>
    public NAdamUpdate(int storageLength, double rate, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double momentumDecay = 4e-3)
    {
        _mean = new SlotMemory<T>(storageLength);
        _square = new SlotMemory<T>(storageLength);
        _beta1 = beta1;
        _beta2 = beta2;
        _keepMean = T.CreateTruncating(beta1);
        _takeMean = T.CreateTruncating(1 - beta1);
        _keepSquare = T.CreateTruncating(beta2);
        _takeSquare = T.CreateTruncating(1 - beta2);
        _momentumDecay = momentumDecay;
        _epsilon = T.CreateTruncating(epsilon);
        _product = 1;
        BeginStep(1, rate);
    }

    /// <inheritdoc/>
    readonly int ISizedUpdate.StorageLength => Math.Min(_mean.Length, _square.Length);

    /// <inheritdoc/>
    public readonly IReadOnlyList<OptimizerSlot<T>> Slots => [_mean.Slot("mean"), _square.Slot("square")];

    /// <inheritdoc/>
    public void BeginStep(long step, double rate)
    {
        ExtendProduct(step);
        double next = Momentum(step + 1);
        _ofGradient = T.CreateTruncating(-rate * (1 - Momentum(step)) / (1 - _product));
        _ofMean = T.CreateTruncating(-rate * next / (1 - _product * next));
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
        V change = gradient * V.Splat(_ofGradient);
        change.MultiplyAdd(mean, V.Splat(_ofMean));
        V.StoreFirst(V.Load(ref parameters, offset) + change / denominator, ref parameters, offset, count);
    }

    /// <summary>The product of the momenta up to a step: one factor more than last time, or all of them in a run that goes on from a file.</summary>
    private void ExtendProduct(long step)
    {
        if (step < _productSteps)
        {
            _product = 1;
            _productSteps = 0;
        }

        while (_productSteps < step)
        {
            _productSteps++;
            _product *= Momentum(_productSteps);
        }
    }

    private readonly double Momentum(long step) => _beta1 * (1 - 0.5 * Math.Pow(0.96, step * _momentumDecay));
}

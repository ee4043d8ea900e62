using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using NnGen.Numerics;

namespace NnGen;

/// <summary>
/// Adagrad as <c>torch.optim.Adagrad</c>: <c>s += g^2</c>, <c>w -= rate / (1 + (t - 1) decay) * g / (sqrt(s) + epsilon)</c> at step t.
/// Duchi, Hazan and Singer, 2011.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct AdagradUpdate<T> : IOptimizerUpdate<T>, ISizedUpdate
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly SlotMemory<T> _sum;
    private readonly double _rateDecay;
    private readonly T _epsilon;
    private T _minusRate;

    /// <summary>A rule with fresh slots.</summary>
    /// <param name="storageLength">The length of the parameter block, <see cref="NetworkInfo.StorageLength"/>.</param>
    /// <param name="rate">The learning rate until <see cref="BeginStep"/> gives another.</param>
    /// <param name="rateDecay">How fast the rate falls, 0 or more.</param>
    /// <param name="initialAccumulator">What the sums of squares start from, 0 or more.</param>
    /// <param name="epsilon">What is added to the root.</param>
    public AdagradUpdate(int storageLength, double rate, double rateDecay = 0, double initialAccumulator = 0, double epsilon = 1e-10)
    {
        _sum = new SlotMemory<T>(storageLength);
        _sum.Buffer!.Span.Fill(T.CreateTruncating(initialAccumulator));
        _rateDecay = rateDecay;
        _epsilon = T.CreateTruncating(epsilon);
        BeginStep(1, rate);
    }

    /// <inheritdoc/>
    readonly int ISizedUpdate.StorageLength => _sum.Length;

    /// <inheritdoc/>
    public readonly IReadOnlyList<OptimizerSlot<T>> Slots => [_sum.Slot("sum")];

    /// <inheritdoc/>
    public void BeginStep(long step, double rate)
    {
        _minusRate = T.CreateTruncating(-rate / (1 + (step - 1) * _rateDecay));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Update<V>(ref T parameters, nint offset, V gradient, nint count)
        where V : struct, ILanes<V, T>
    {
        ref T sums = ref _sum.Reference;
        V sum = V.Load(ref sums, offset);
        sum.MultiplyAdd(gradient, gradient);
        V.StoreFirst(sum, ref sums, offset, count);

        V value = V.Load(ref parameters, offset);
        value.MultiplyAdd(gradient / (V.Sqrt(sum) + V.Splat(_epsilon)), V.Splat(_minusRate));
        V.StoreFirst(value, ref parameters, offset, count);
    }
}

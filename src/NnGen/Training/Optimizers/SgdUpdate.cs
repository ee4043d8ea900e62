using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using NnGen.Numerics;

namespace NnGen;

/// <summary>Plain gradient descent: <c>w -= rate * g</c>. Keeps nothing between steps.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="rate">The learning rate until <see cref="BeginStep"/> gives another.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct SgdUpdate<T>(double rate) : IOptimizerUpdate<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private T _minusRate = T.CreateTruncating(-rate);

    /// <inheritdoc/>
    public void BeginStep(long step, double rate) => _minusRate = T.CreateTruncating(-rate);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Update<V>(ref T parameters, nint offset, V gradient, nint count)
        where V : struct, ILanes<V, T>
    {
        V value = V.Load(ref parameters, offset);
        value.MultiplyAdd(gradient, V.Splat(_minusRate));
        V.StoreFirst(value, ref parameters, offset, count);
    }
}

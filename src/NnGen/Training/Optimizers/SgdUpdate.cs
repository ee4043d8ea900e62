using System.Numerics;
using System.Runtime.CompilerServices;
using NnGen.Numerics;

namespace NnGen;

/// <summary>Plain gradient descent: <c>w -= rate * g</c>. Keeps nothing between steps.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="rate">The learning rate.</param>
public struct SgdUpdate<T>(double rate) : IOptimizerUpdate<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _minusRate = T.CreateTruncating(-rate);

    /// <inheritdoc/>
    public readonly void BeginStep(long step)
    {
    }

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

using System.Numerics;
using System.Runtime.CompilerServices;
using NnGen.Numerics;

namespace NnGen;

/// <summary>Multiplies gradients: <c>target = factor * source</c>.</summary>
internal readonly struct ScaleGradients<T>(AlignedBuffer<T> target, double factor) : IParameterUpdate<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _factor = T.CreateTruncating(factor);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update<V>(ref T parameters, nint offset, V gradient, nint count)
        where V : struct, ILanes<V, T>
        => V.StoreFirst(gradient * V.Splat(_factor), ref target.Reference, offset, count);
}

/// <summary>Adds gradients: <c>target += factor * source</c>.</summary>
internal readonly struct AddScaledGradients<T>(AlignedBuffer<T> target, double factor) : IParameterUpdate<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _factor = T.CreateTruncating(factor);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update<V>(ref T parameters, nint offset, V gradient, nint count)
        where V : struct, ILanes<V, T>
    {
        V sum = V.Load(ref target.Reference, offset);
        sum.MultiplyAdd(gradient, V.Splat(_factor));
        V.StoreFirst(sum, ref target.Reference, offset, count);
    }
}

/// <summary>Limits the magnitude of each gradient.</summary>
internal readonly struct LimitGradients<T>(double maximum) : IParameterUpdate<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _maximum = T.CreateTruncating(maximum);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update<V>(ref T parameters, nint offset, V gradient, nint count)
        where V : struct, ILanes<V, T>
        => V.StoreFirst(V.Max(V.Splat(-_maximum), V.Min(V.Splat(_maximum), gradient)), ref parameters, offset, count);
}

/// <summary>Adds the gradient of a penalty, <c>g += l1 * sign(w) + 2 l2 * w</c>, where the weights come as the source.</summary>
internal readonly struct AddPenaltyGradients<T>(double l1, double l2) : IParameterUpdate<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _l1 = T.CreateTruncating(l1);
    private readonly T _twoL2 = T.CreateTruncating(2 * l2);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update<V>(ref T parameters, nint offset, V gradient, nint count)
        where V : struct, ILanes<V, T>
    {
        V sign = V.SelectLess(V.Zero, V.Abs(gradient), V.CopySign(V.Splat(_l1), gradient), V.Zero);
        V sum = V.Load(ref parameters, offset) + sign;
        sum.MultiplyAdd(gradient, V.Splat(_twoL2));
        V.StoreFirst(sum, ref parameters, offset, count);
    }
}

/// <summary>Moves an average towards the weights, which come as the source: <c>a += (1 - decay) * (w - a)</c>.</summary>
internal readonly struct MoveAverage<T>(double decay) : IParameterUpdate<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _take = T.CreateTruncating(1 - decay);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update<V>(ref T parameters, nint offset, V gradient, nint count)
        where V : struct, ILanes<V, T>
    {
        V average = V.Load(ref parameters, offset);
        average.MultiplyAdd(gradient - average, V.Splat(_take));
        V.StoreFirst(average, ref parameters, offset, count);
    }
}

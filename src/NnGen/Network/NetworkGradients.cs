using System.ComponentModel;

namespace NnGen;

/// <summary>
/// The gradient of a loss with respect to every parameter, in the compiler's layout. Every emitted network has a sealed <c>Gradients</c> of its own.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
public abstract class NetworkGradients<T>
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    /// <summary>A zero gradient for a network of <paramref name="info"/>'s topology.</summary>
    protected NetworkGradients(NetworkInfo info)
    {
        ArgumentNullException.ThrowIfNull(info);
        Info = info;
        Buffer = new AlignedBuffer<T>(info.StorageLength);
    }

    /// <summary>The topology.</summary>
    public NetworkInfo Info { get; }

    /// <summary>The storage, laid out as the parameters are; padding stays zero.</summary>
    public AlignedBuffer<T> Buffer { get; }

    /// <summary>The elements that are trained, made when first asked for.</summary>
    internal ParameterRange[] TrainedRanges => field ??= ParameterRanges.Trained(Info);

    /// <summary>Sets everything to zero.</summary>
    public void Clear() => Buffer.Span.Clear();

    /// <summary>A parameter's gradient in its canonical layout (PyTorch's), in an array of its own.</summary>
    /// <param name="name">The parameter's name, such as <c>dense1.weight</c>.</param>
    /// <exception cref="ArgumentException">There is no parameter of that name; the message lists those there are.</exception>
    public T[] Parameter(string name) => ParameterLayout.Export<T>(Info.Parameter(name), Buffer.Span);

    /// <summary>Sets a parameter's gradient from its canonical layout: a gradient of one's own, or one that was changed.</summary>
    /// <param name="name">The parameter's name, such as <c>dense1.weight</c>.</param>
    /// <param name="values">As many as the parameter has elements, all of them finite.</param>
    /// <exception cref="ArgumentException">There is no parameter of that name, or the values do not fit; the message says why.</exception>
    public void SetParameter(string name, ReadOnlySpan<T> values) => ParameterValues.Set(Info, name, values, Buffer.Span);
}

/// <summary>Adds gradients to a block: the update that <c>Backward(tape, gradients)</c> uses.</summary>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct AccumulateGradients<T>(AlignedBuffer<T> gradients) : IParameterUpdate<T>, ISizedUpdate
    where T : unmanaged
{
    /// <inheritdoc/>
    int ISizedUpdate.StorageLength => gradients?.Length ?? 0;

    /// <inheritdoc/>
    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]
    public void Update<V>(ref T parameters, nint offset, V gradient, nint count)
        where V : struct, Numerics.ILanes<V, T>
    {
        ref T destination = ref gradients.Reference;
        V.StoreFirst(V.Load(ref destination, offset) + gradient, ref destination, offset, count);
    }
}

/// <summary>Writes gradients to a block, whatever it held. Nothing is added to, so that even the sign of a zero is what the kernel made.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal readonly struct StoreGradients<T>(AlignedBuffer<T> gradients) : IParameterUpdate<T>
    where T : unmanaged
{
    /// <inheritdoc/>
    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]
    public void Update<V>(ref T parameters, nint offset, V gradient, nint count)
        where V : struct, Numerics.ILanes<V, T>
        => V.StoreFirst(gradient, ref gradients.Reference, offset, count);
}

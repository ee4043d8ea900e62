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
        Touched = new TouchedRows(info);
    }

    /// <summary>The topology.</summary>
    public NetworkInfo Info { get; }

    /// <summary>
    /// The storage, laid out as the parameters are; padding stays zero. Of a sparse table (<see cref="ParameterInfo.IsSparse"/>), an optimizer looks at the rows that were looked
    /// up: gradients of one's own for others go through <see cref="SetParameter"/>.
    /// </summary>
    public AlignedBuffer<T> Buffer { get; }

    /// <summary>All that is trained, made when first asked for.</summary>
    internal ParameterSet Trained => field ??= ParameterSet.Of(Info, _ => true);

    /// <summary>The rows of sparse tables that have a gradient; in all others there are zeros.</summary>
    internal TouchedRows Touched { get; }

    /// <summary>Sets everything to zero.</summary>
    public void Clear()
    {
        Buffer.Span.Clear();
        Touched.Clear();
    }

    /// <summary>As <see cref="Clear"/>, where nobody but the passes of training has written here: goes over no rows of sparse tables but those that have a gradient.</summary>
    internal void ClearTouched()
    {
        foreach (ParameterRange range in Touched.Of(Trained).Span)
        {
            Buffer.Span.Slice(range.Start, range.Length).Clear();
        }

        Touched.Clear();
    }

    /// <summary>As <see cref="ClearTouched"/>, of the sparse tables alone: what a pass that stores gradients does not write anew.</summary>
    internal void ClearTables()
    {
        if (Touched.IsPossible)
        {
            foreach (ParameterRange range in Touched.Of(Tables).Span)
            {
                Buffer.Span.Slice(range.Start, range.Length).Clear();
            }

            Touched.Clear();
        }
    }

    private ParameterSet Tables => field ??= ParameterSet.Of(Info, parameter => parameter.IsSparse);

    /// <summary>A parameter's gradient in its canonical layout (PyTorch's), in an array of its own.</summary>
    /// <param name="name">The parameter's name, such as <c>dense1.weight</c>.</param>
    /// <exception cref="ArgumentException">There is no parameter of that name; the message lists those there are.</exception>
    public T[] Parameter(string name) => ParameterLayout.Export<T>(Info.Parameter(name), Buffer.Span);

    /// <summary>Sets a parameter's gradient from its canonical layout: a gradient of one's own, or one that was changed.</summary>
    /// <param name="name">The parameter's name, such as <c>dense1.weight</c>.</param>
    /// <param name="values">As many as the parameter has elements, all of them finite.</param>
    /// <exception cref="ArgumentException">There is no parameter of that name, or the values do not fit; the message says why.</exception>
    /// <remarks>Of a sparse table, the rows that are not zero are those that an optimizer then changes, beside the rows that were looked up.</remarks>
    public void SetParameter(string name, ReadOnlySpan<T> values)
    {
        ParameterValues.Set(Info, name, values, Buffer.Span);
        Touched.AddNonZero<T>(Buffer.Span);
    }
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

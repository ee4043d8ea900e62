using System.ComponentModel;

namespace NnGen;

/// <summary>
/// Room for the values between the layers of a network, where the stack has none: a block for each call under way. Blocks are kept for the
/// calls that come, so calls allocate nothing once there are as many blocks as calls at once; up to twice as many as processors are kept.
/// Any number of threads may rent at once.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="length">The number of elements of a block.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class NetworkScratch<T>(int length)
    where T : unmanaged
{
    private readonly AlignedBuffer<T>?[] _spares = new AlignedBuffer<T>?[2 * Environment.ProcessorCount];

    /// <summary>A block for the caller alone. What it holds is left from another call.</summary>
    /// <exception cref="InsufficientMemoryException">No block is left, and there is no memory for another.</exception>
    public AlignedBuffer<T> Rent()
    {
        foreach (ref AlignedBuffer<T>? slot in _spares.AsSpan())
        {
            // A look first: an exchange takes the cache line away from those who return.
            if (Volatile.Read(ref slot) is not null && Interlocked.Exchange(ref slot, null) is AlignedBuffer<T> spare)
            {
                return spare;
            }
        }

        return new AlignedBuffer<T>(length);
    }

    /// <summary>A block for the caller alone, until what is returned is disposed of.</summary>
    /// <param name="elements">The block's elements. What they hold is left from another call.</param>
    /// <exception cref="InsufficientMemoryException">No block is left, and there is no memory for another.</exception>
    public ScratchLease<T> Rent(out Span<T> elements)
    {
        AlignedBuffer<T> block = Rent();
        elements = block.Span;
        return new ScratchLease<T>(this, block);
    }

    /// <summary>Gives a block back. One that a caller fails to return is left to the garbage collector.</summary>
    /// <param name="block">The block, which the caller uses no more.</param>
    public void Return(AlignedBuffer<T> block)
    {
        foreach (ref AlignedBuffer<T>? slot in _spares.AsSpan())
        {
            if (Volatile.Read(ref slot) is null && Interlocked.CompareExchange(ref slot, block, null) is null)
            {
                return;
            }
        }
    }
}

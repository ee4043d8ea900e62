using System.ComponentModel;

namespace NnGen;

/// <summary>A block of a network's scratch that a call has: disposing gives it back. For emitted code.</summary>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct ScratchLease<T>
    where T : unmanaged
{
    private readonly NetworkScratch<T> _owner;
    private readonly AlignedBuffer<T> _block;

    internal ScratchLease(NetworkScratch<T> owner, AlignedBuffer<T> block)
    {
        _owner = owner;
        _block = block;
    }

    /// <summary>Gives the block back; its elements are used no more.</summary>
    public void Dispose() => _owner.Return(_block);
}

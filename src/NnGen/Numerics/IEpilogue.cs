using System.ComponentModel;

namespace NnGen.Numerics;

/// <summary>
/// What an emitted kernel does with each sum of a matrix product while it is in a register: the elementwise operations that follow the
/// layer, and where the results go. A kernel is written once over this interface and compiled with each.
/// </summary>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IEpilogue<T>
    where T : unmanaged
{
    /// <summary>Takes a register of sums. Where rows are padded, whole registers are written.</summary>
    /// <param name="sum">The sums of neighbouring columns.</param>
    /// <param name="row">Their row.</param>
    /// <param name="column">The column of the first.</param>
    void Store<P>(P sum, nint row, nint column)
        where P : struct, ILanes<P, T>;

    /// <summary>As <see cref="Store"/>, for the last columns of a row behind which memory is not to be written.</summary>
    /// <param name="sum">The sums of neighbouring columns.</param>
    /// <param name="row">Their row.</param>
    /// <param name="column">The column of the first.</param>
    /// <param name="count">The columns that there are from there on; may be more than the register holds.</param>
    void StoreFirst<P>(P sum, nint row, nint column, nint count)
        where P : struct, ILanes<P, T>;
}

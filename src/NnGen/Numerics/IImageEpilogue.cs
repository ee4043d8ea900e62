using System.ComponentModel;

namespace NnGen.Numerics;

/// <summary>
/// As <see cref="IEpilogue{T}"/>, for a kernel over the places of images of which some lie in the margins of a convolution: those have more places
/// than the others, so a row has a number among these too.
/// </summary>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IImageEpilogue<T>
    where T : unmanaged
{
    /// <summary>Takes a register of sums. Where rows are padded, whole registers are written.</summary>
    /// <param name="sum">The sums of neighbouring columns.</param>
    /// <param name="row">Their row, in images without margins.</param>
    /// <param name="place">Their row, in images in margins.</param>
    /// <param name="column">The column of the first.</param>
    void Store<P>(P sum, nint row, nint place, nint column)
        where P : struct, ILanes<P, T>;

    /// <summary>As <see cref="Store"/>, for the last columns of a row behind which memory is not to be written.</summary>
    /// <param name="sum">The sums of neighbouring columns.</param>
    /// <param name="row">Their row, in images without margins.</param>
    /// <param name="place">Their row, in images in margins.</param>
    /// <param name="column">The column of the first.</param>
    /// <param name="count">The columns that there are from there on; may be more than the register holds.</param>
    void StoreFirst<P>(P sum, nint row, nint place, nint column, nint count)
        where P : struct, ILanes<P, T>;
}

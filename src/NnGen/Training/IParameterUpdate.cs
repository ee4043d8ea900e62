using NnGen.Numerics;

namespace NnGen;

/// <summary>
/// What is done with a gradient the moment it is known. The emitted backward pass calls it from the epilogue of the kernel that sums the
/// gradient, so a struct that implements it is compiled into that kernel: plain SGD then needs no gradient buffer at all.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
public interface IParameterUpdate<T>
    where T : unmanaged
{
    /// <summary>Takes the gradient of the parameters from <paramref name="offset"/> on and changes them.</summary>
    /// <param name="parameters">The first element of the network's parameter block.</param>
    /// <param name="offset">The index in the block of the first lane. Optimizer state is laid out as the block is.</param>
    /// <param name="gradient">The gradient, one lane a parameter.</param>
    /// <param name="count">How many lanes count; the others belong to other parameters and must not be written. May exceed the number of lanes, then all count.</param>
    void Update<V>(ref T parameters, nint offset, V gradient, nint count)
        where V : struct, ILanes<V, T>;
}

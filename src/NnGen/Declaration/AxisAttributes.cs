namespace NnGen;

/// <summary>
/// The axes of a row in another order, as <c>torch.permute</c>: axis i of the result is axis <c>axes[i]</c> of the input.
/// <c>[Permute(1, 0)]</c> transposes a matrix.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class PermuteAttribute(params int[] axes) : LayerAttribute
{
    /// <summary>Each axis of the input once. The batch is not counted, so 0 is axis 1 of <c>torch.permute</c>; negative ones count from the last.</summary>
    public int[] Axes { get; } = axes;
}

/// <summary>The same elements, in row-major order, along other axes, as <c>torch.reshape</c>. Nothing is moved.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class ReshapeAttribute(params int[] shape) : LayerAttribute
{
    /// <summary>The sizes of the axes of one row, without the batch. One of them may be -1, which takes what is left.</summary>
    public int[] Shape { get; } = shape;
}

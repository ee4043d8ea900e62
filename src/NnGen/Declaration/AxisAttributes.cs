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

/// <summary>
/// The node above, through which no gradient goes, as <c>torch.Tensor.detach</c>: what lies before it learns nothing of what comes after. Between the
/// windows of a series it cuts backpropagation through time.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class DetachAttribute : LayerAttribute;

/// <summary>The same elements, in row-major order, along other axes, as <c>torch.reshape</c>. Nothing is moved.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class ReshapeAttribute(params int[] shape) : LayerAttribute
{
    /// <summary>The sizes of the axes of one row, without the batch. One of them may be -1, which takes what is left.</summary>
    public int[] Shape { get; } = shape;
}

/// <summary>A part of an axis, as <c>x[:, start:stop:step]</c> in PyTorch. <c>[Slice(0, 3)]</c> has the indices 0, 1 and 2.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class SliceAttribute : LayerAttribute
{
    /// <summary>From an index to the end.</summary>
    public SliceAttribute(int start) => Start = start;

    /// <summary>From an index to before another.</summary>
    public SliceAttribute(int start, int stop)
    {
        Start = start;
        Stop = stop;
    }

    /// <summary>The first index; negative ones count from the end.</summary>
    public int Start { get; }

    /// <summary>The index after the last one; negative ones count from the end. Left out, the end.</summary>
    public int Stop { get; }

    /// <summary>From one index to the next, at least 1; 1 unless set.</summary>
    public int Step { get; set; } = 1;

    /// <summary>The axis of one row, 0 unless set: the batch is not counted. Negative ones count from the last axis.</summary>
    public int Axis { get; set; }
}

/// <summary>What stands at one index of an axis, without that axis, as <c>torch.select</c>: <c>[Select(-1)]</c> is the last step of a sequence.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class SelectAttribute(int index) : LayerAttribute
{
    /// <summary>The index; negative ones count from the end.</summary>
    public int Index { get; } = index;

    /// <summary>The axis of one row, 0 unless set: the batch is not counted. Negative ones count from the last axis.</summary>
    public int Axis { get; set; }
}

/// <summary>The mean over some axes, as <c>torch.mean</c>: <c>[Mean(0)]</c> over the steps of a sequence.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class MeanAttribute(params int[] axes) : LayerAttribute
{
    /// <summary>The axes of one row: the batch is not counted, so 0 is axis 1 of <c>torch.mean</c>. Negative ones count from the last axis.</summary>
    public int[] Axes { get; } = axes;

    /// <summary>Whether the axes remain with one index each; off unless set: they are gone.</summary>
    public bool KeepAxes { get; set; }
}

/// <summary>
/// The matrix product of two nodes, <c>y = a b * scale</c>, for each row of the batch, as <c>torch.matmul</c>: <c>[MatMul("q", "k", TransposeB = true)]</c>.
/// The last two axes are the matrices; the axes before them, which are the same for both, count matrices.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class MatMulAttribute(params string[] inputs) : NodeAttribute
{
    /// <summary>The names of the two nodes.</summary>
    public string[] Inputs { get; } = inputs;

    /// <summary>Whether the first matrix is transposed: it lies [inner, rows].</summary>
    public bool TransposeA { get; set; }

    /// <summary>Whether the second matrix is transposed: it lies [columns, inner].</summary>
    public bool TransposeB { get; set; }

    /// <summary>What the product is multiplied by, 1 unless set. Attention takes <c>1 / sqrt(inner)</c>.</summary>
    public double Scale { get; set; } = 1;
}

using System.ComponentModel;

namespace NnGen;

/// <summary>What a slot of a tape holds.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum TapeSlotKind
{
    /// <summary>The copy of the inputs.</summary>
    Input,

    /// <summary>The copy of the targets.</summary>
    Target,

    /// <summary>The network's output.</summary>
    Output,

    /// <summary>A node's value.</summary>
    Value,

    /// <summary>A dropout mask.</summary>
    Mask,

    /// <summary>The gradient of the loss with respect to the input.</summary>
    InputGradient,

    /// <summary>The factor of each row's loss in that of the batch: its weight, and what reduces the loss.</summary>
    LossScale,

    /// <summary>Where a gradient at the output goes that the caller gives; it shares the place of another gradient.</summary>
    OutputGradient,

    /// <summary>The loss of each row, before weights and reduction.</summary>
    RowLoss,

    /// <summary>Something between forward and backward that is no node's value, such as a gradient.</summary>
    Internal,
}

/// <summary>Where a tape keeps one value of each row.</summary>
/// <param name="Name">The node's name.</param>
/// <param name="Kind">What is kept.</param>
/// <param name="Start">The elements of a row of all slots before this one; times the capacity, the slot's first element.</param>
/// <param name="Columns">The elements of a row.</param>
/// <param name="Stride">The elements from one row to the next.</param>
/// <param name="DropRate">For a mask, the probability of 0.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record TapeSlot(string Name, TapeSlotKind Kind, int Start, int Columns, int Stride, double DropRate = 0)
{
    /// <summary>The first of its columns, where it shares a row with others, as several inputs do.</summary>
    public int Column { get; init; }

    /// <summary>Of an image, the channels that lie side by side at each place; 0 where a row lies as the node's shape says.</summary>
    public int Channels { get; init; }

    /// <summary>Of an image in the margins of a convolution, the elements of a line; 0 where a row lies in one piece.</summary>
    public int Line { get; init; }

    /// <summary>From such a line to the next.</summary>
    public int LineStride { get; init; }

    /// <summary>The elements of a row from the first of its own to behind the last.</summary>
    internal long Reach => Line == 0 ? Columns : ((long)Columns / Line - 1) * LineStride + Line;
}

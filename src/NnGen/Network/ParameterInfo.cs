using System.Diagnostics.CodeAnalysis;

namespace NnGen;

/// <summary>One parameter tensor: its name and shape as in files, and where the compiler keeps it. Immutable.</summary>
public sealed class ParameterInfo
{
    private IReadOnlyList<int>? _strides;
    private int? _fanIn;
    private int? _fanOut;

    /// <summary>A parameter, of which all is to be stated.</summary>
    public ParameterInfo()
    {
    }

    /// <summary>A parameter.</summary>
    /// <param name="name">The canonical name.</param>
    /// <param name="shape">The canonical shape.</param>
    /// <param name="offset">The index in the parameter block of its first element.</param>
    /// <param name="initializer">How the first values are drawn.</param>
    [SetsRequiredMembers]
    public ParameterInfo(string name, int[] shape, int offset, Init initializer) => (Name, Shape, Offset, Initializer) = (name, shape, offset, initializer);

    /// <summary>The canonical name, such as <c>dense1.weight</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The canonical shape, as PyTorch has it: [out, in] for the weight of a dense layer.</summary>
    public required IReadOnlyList<int> Shape { get; init; }

    /// <summary>The index in the parameter block of the element whose canonical indices are all 0.</summary>
    public required int Offset { get; init; }

    /// <summary>
    /// For each canonical axis, how far apart neighbours lie in the parameter block, in the first piece where there are several. Where nobody
    /// states them, those of the first of <see cref="Pieces"/>, and without any, of elements side by side, row after row.
    /// </summary>
    public IReadOnlyList<int> Strides
    {
        get => _strides ??= Pieces.Count > 0 ? StridesOf(Pieces[0]) : RowAfterRow(Shape);
        init => _strides = value;
    }

    /// <summary>
    /// The pieces that the parameter lies in, in the order of its first axis, which they cover. Empty where <see cref="Offset"/> and
    /// <see cref="Strides"/> say it all.
    /// </summary>
    public IReadOnlyList<ParameterPiece> Pieces { get; init; } = [];

    /// <summary>
    /// Of a weight of more than two axes that lies in <see cref="Pieces"/>, which output and which input each element belongs to; null for others.
    /// </summary>
    public WeightOrder? Order { get; init; }

    /// <summary>Which elements of a weight there are; null where all are. An element that is absent is zero and stays so.</summary>
    public ParameterMask? Mask { get; init; }

    /// <summary>What the compact pieces keep; null for others.</summary>
    internal IReadOnlyList<CompactPanels?> CompactPieces => field ??= [.. Pieces.Select((piece, i) => piece.IsCompact ? CompactPanels.Of(this, piece, i + 1 < Pieces.Count ? Pieces[i + 1].First : Shape[0]) : null)];

    /// <summary>How the first values are drawn; never <see cref="Init.Default"/>.</summary>
    public required Init Initializer { get; init; }

    /// <summary>The scale of those ways of drawing that have one, such as <see cref="Init.Uniform"/> and <see cref="Init.Normal"/>.</summary>
    public double InitializerScale { get; init; } = 1;

    /// <summary>The part of the weights of each input that <see cref="Init.Sparse"/> leaves 0.</summary>
    public double InitializerSparsity { get; init; }

    /// <summary>
    /// The index of the first axis whose elements begin as zeros, however the others are drawn: the padding of an embedding. -1 where there is none.
    /// </summary>
    public int ZeroRow { get; init; } = -1;

    /// <summary>
    /// What fills it where its numbers follow from positions: it is neither drawn nor trained nor saved, and <see cref="IsBuffer"/> is set. Null for all others.
    /// </summary>
    public PositionTable? Table { get; init; }

    /// <summary>
    /// What each of its numbers is kept as. Of 16 bits, two lie in an element of the parameter block, and the strides, <see cref="ParameterPiece"/>s and
    /// <see cref="ParameterLayout.StorageIndex"/> count numbers, not elements.
    /// </summary>
    public WeightStorage Storage { get; init; }

    /// <summary>
    /// Of the table of an embedding with <see cref="EmbeddingAttribute.Sparse"/>, the inputs that say which of its rows have a gradient; empty for all other parameters.
    /// </summary>
    public IReadOnlyList<ParameterLookup> Lookups { get; init; } = [];

    /// <summary>Whether only rows that were looked up have a gradient, and all others are left alone by every step.</summary>
    public bool IsSparse => Lookups.Count > 0;

    /// <summary>Whether it is saved but not trained, such as the running mean of a batch normalisation: no gradient is ever handed over for it.</summary>
    public bool IsBuffer { get; init; }

    /// <summary>The number of inputs that feed one output; with a <see cref="Mask"/>, on average. Where nobody states it, the size of the last axis.</summary>
    public int FanIn
    {
        get => _fanIn ?? (Shape.Count > 0 ? Shape[^1] : 1);
        init => _fanIn = value;
    }

    /// <summary>The number of outputs that one input feeds; with a <see cref="Mask"/>, on average. Where nobody states it, the size of the first axis.</summary>
    public int FanOut
    {
        get => _fanOut ?? (Shape.Count > 0 ? Shape[0] : 1);
        init => _fanOut = value;
    }

    // A loop and not LINQ over numbers, whose machine code no application has at hand: every constructor asks.
    private static int[] RowAfterRow(IReadOnlyList<int> shape)
    {
        var strides = new int[shape.Count];
        int stride = 1;
        for (int axis = strides.Length - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= shape[axis];
        }

        return strides;
    }

    /// <summary>Of a weight whose axis is two in its order, the second of them moves as the axis does.</summary>
    private int[] StridesOf(ParameterPiece piece) => Order is null
        ? [piece.OutputStride, piece.InputStride]
        : [.. Order.Axes.Skip(Order.Axes.Count - Shape.Count).Select(axis => axis.Output * piece.OutputStride + axis.Input * piece.InputStride)];
}

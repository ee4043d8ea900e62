using NnGen.Compiler.Graph;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Plan;

/// <summary>
/// Which kernel does a step: the strategy and every size, stride and fused expression. Equal specs are one kernel, so layers of equal
/// shape and activation share theirs. Memories are named as in <see cref="Operand"/>.
/// </summary>
/// <param name="Name">What the kernel is called, in C#.</param>
public abstract record KernelSpec(string Name);

/// <summary>
/// <c>y[rows, out] = f(x[rows, in] w[in, out] + b)</c> for any number of rows: tiles of rows by physical registers. The weights lie in
/// panels of <paramref name="WeightStride"/> columns, or in one of them. Memories x, w, b; those of the fusion.
/// </summary>
public sealed record DenseRowsSpec(string Name, int In, int Out, int XStride, int WeightStride, bool HasBias, Fusion Fusion) : KernelSpec(Name)
{
    /// <summary>In how many sums an output is added up: input k in sum k mod <c>Sums</c>, those beyond a whole number of them in the first.</summary>
    public int Sums { get; init; } = 1;

    /// <summary>What memory w holds.</summary>
    public WeightStorage Storage { get; init; }
}

/// <summary>
/// <c>y[out] = f(x[in] w[in, out] + b)</c> for one row: one pass over the weights, a logical vector for each 16 outputs. The weights lie
/// as in <see cref="DenseRowsSpec"/>. A sparse one passes over inputs that are zero.
/// </summary>
public sealed record DenseRowSpec(string Name, int In, int Out, int WeightStride, bool HasBias, bool IsSparse, Fusion Fusion) : KernelSpec(Name)
{
    /// <summary>What memory w holds.</summary>
    public WeightStorage Storage { get; init; }
}

/// <summary>
/// The same as <see cref="DenseRowsSpec"/>, or as <see cref="ConvolutionSpec"/> of one window, for one row that is computed again and again, step after step of
/// time: every sum is the bias plus its products in the order of the inputs, as in a tile, and as many sums as there are registers for go over the inputs at once.
/// </summary>
/// <param name="In">The inputs that lie side by side: all of a layer, those of a place of the window of a convolution.</param>
public sealed record DenseStepSpec(string Name, int In, int Out, int WeightStride, bool HasBias, Fusion Fusion) : KernelSpec(Name)
{
    /// <summary>The runs of inputs; the weights of one follow those of the other.</summary>
    public int Places { get; init; } = 1;

    /// <summary>The elements from a run to the next.</summary>
    public int PlaceStep { get; init; }

    /// <summary>In how many sums an output is added up, as in <see cref="DenseRowsSpec"/> and <see cref="ConvolutionSpec"/>.</summary>
    public int Sums { get; init; } = 1;
}

/// <summary>
/// Elementwise ops over one row that is computed again and again: a register at a time, and what is left of a row known at each width. The fusion's input 0 is memory x.
/// </summary>
public sealed record ElementwiseStepSpec(string Name, int Columns, Fusion Fusion) : KernelSpec(Name);

/// <summary>Several kernels one after the other as one, for one row: calls, arguments and rows of unknown number cost as much as what small layers compute.</summary>
public sealed record ChainSpec(string Name, EquatableArray<ChainPart> Parts) : KernelSpec(Name);

/// <summary>A kernel of a chain.</summary>
/// <param name="Spec">The kernel.</param>
/// <param name="Memories">Where each of its memories lies in a memory of the chain.</param>
/// <param name="Indices">Its indices.</param>
/// <param name="Comment">What it computes.</param>
public sealed record ChainPart(KernelSpec Spec, EquatableArray<PartMemory> Memories, EquatableArray<IndexOperand> Indices, string Comment);

/// <summary>A memory of a part of a chain.</summary>
/// <param name="Memory">The part's memory.</param>
/// <param name="Whole">The chain's memory.</param>
/// <param name="Offset">Where it begins there.</param>
public sealed record PartMemory(string Memory, string Whole, int Offset);

/// <summary>
/// <c>y[rows, out] = x[rows, in] w[out, in]^T + b</c>: a sum of products for each output. Memories x, w, b, y.
/// </summary>
public sealed record DotRowsSpec(string Name, int In, int Out, int XStride, int WeightStride, bool HasBias, int YStride) : KernelSpec(Name)
{
    /// <summary>What memory w holds.</summary>
    public WeightStorage Storage { get; init; }
}

/// <summary><c>y[out] = x[in] w[out, in]^T + b</c> for one row. Memories x, w, b, y.</summary>
public sealed record DotRowSpec(string Name, int In, int Out, int WeightStride, bool HasBias) : KernelSpec(Name)
{
    /// <summary>What memory w holds.</summary>
    public WeightStorage Storage { get; init; }
}

/// <summary>
/// <c>t[out, in] = w[in, out]</c>, both in panels: of <paramref name="WeightStride"/> outputs and <paramref name="TransposedStride"/> inputs, which
/// begin <paramref name="WeightPanel"/> and <paramref name="TransposedPanel"/> elements after one another; 0 where there is one. Memories w, t.
/// </summary>
public sealed record TransposeSpec(string Name, int In, int Out, int WeightStride, int WeightPanel, int TransposedStride, int TransposedPanel) : KernelSpec(Name)
{
    /// <summary>
    /// Whether it takes a range, indices <c>from</c> and <c>to</c>: of the transposed panels where there are several, else of the inputs, multiples of 8 but
    /// for the last.
    /// </summary>
    public bool IsCut { get; init; }
}

/// <summary>
/// A copy of rows whose number is known, the columns of y in panels of <paramref name="YStride"/> that begin <paramref name="YPanel"/> elements
/// after one another; 0 where there is one. Memories x, y.
/// </summary>
public sealed record CopyRowsSpec(string Name, int Rows, int Columns, int XStride, int YStride, int YPanel) : KernelSpec(Name);

/// <summary>
/// <c>dw[in, out] = sum over rows of x[row, in] dy[row, out]</c>, to the update, the weights in panels as in <see cref="DenseRowsSpec"/>.
/// Where there are several panels, each has <paramref name="PanelInputs"/> inputs, of which these are some; else 0. Memories x, dy, and mask where it has one;
/// index <c>weight</c>.
/// </summary>
public sealed record WeightGradientSpec(string Name, int In, int Out, int XStride, int DyStride, int WeightStride, int PanelInputs) : KernelSpec(Name)
{
    /// <summary>Whether a mask says which weights there are: the gradient of the others is 0, whatever was summed up.</summary>
    public bool IsMasked { get; init; }

    /// <summary>Of how many positions a row consists, which are summed over as rows are.</summary>
    public int Positions { get; init; } = 1;

    /// <summary>Whether it goes sequence by sequence: then there is a memory more, gradient, where the sums of the sequences before wait.</summary>
    public bool GoesBySequences { get; init; }

    /// <summary>Where the weight is used several times, the strides of the products after the first. Memories xA, dyA, then xB, dyB.</summary>
    public EquatableArray<ProductStrides> Further { get; init; }

    /// <summary>
    /// Of what it takes a range, from index <c>from</c> on to before <c>to</c>; null where it takes all. Ranges begin at multiples of what tiles
    /// have, so that all but the last are whole tiles.
    /// </summary>
    public GradientAxis? Cut { get; init; }
}

/// <summary>The axes along which a gradient is cut.</summary>
public enum GradientAxis
{
    /// <summary>The inputs.</summary>
    Inputs,

    /// <summary>The outputs, panel by panel.</summary>
    Panels,

    /// <summary>The outputs of an only panel.</summary>
    Columns,
}

/// <summary>The elements from one position to the next of both factors of a product, and the positions of a row.</summary>
public sealed record ProductStrides(int X, int Dy, int Positions = 1);

/// <summary>
/// <c>y[rows, out] = f(x[rows, in] w + b)</c> over the connections there are. The weights of entry after entry lie side by side, a vector
/// each; or where <paramref name="WeightStride"/> is not 0, all inputs have a row of weights so long. Memories x, w, b; those of the fusion.
/// </summary>
public sealed record ConnectedRowsSpec(string Name, ConnectionBlocks Blocks, int Out, int XStride, int WeightStride, bool HasBias, Fusion Fusion) : KernelSpec(Name);

/// <summary>The same for one row, from weights that lie entry after entry.</summary>
public sealed record ConnectedRowSpec(string Name, ConnectionBlocks Blocks, int Out, bool HasBias, Fusion Fusion) : KernelSpec(Name);

/// <summary>
/// The gradient of weights that lie entry after entry, to the update, for the blocks <c>first</c> to before <c>last</c>. Memories x, dy, and
/// mask where some vector is not full; indices <c>weight</c>, <c>first</c>, <c>last</c>.
/// </summary>
public sealed record ConnectedGradientSpec(string Name, ConnectionBlocks Blocks, int XStride, int DyStride, bool IsMasked) : KernelSpec(Name);

/// <summary>
/// <c>t[out, in] = w</c> from weights that lie entry after entry, for <paramref name="Columns"/> outputs of each block from <c>first</c> to
/// before <c>last</c>. What has no entry is left alone. Memories w, t; indices <c>first</c>, <c>last</c>.
/// </summary>
public sealed record ConnectedTransposeSpec(string Name, ConnectionBlocks Blocks, int Columns, int TransposedStride) : KernelSpec(Name);

/// <summary><c>db[out] = sum over rows of dy[row, out]</c>, to the update. Memory dy; index <c>bias</c>.</summary>
public sealed record BiasGradientSpec(string Name, int Out, int DyStride) : KernelSpec(Name);

/// <summary><c>dp = sum over rows and columns of dy</c>, to the update. Memory dy; index <c>shared</c>.</summary>
public sealed record SharedGradientSpec(string Name, int Columns, int DyStride) : KernelSpec(Name);

/// <summary>
/// Elementwise ops that no matrix product feeds. The fusion's input 0 is memory x. Where some memory has its image in margins, the rows are the images
/// of the batch, and <paramref name="Columns"/> those of a place.
/// </summary>
public sealed record ElementwiseSpec(string Name, int Columns, int XStride, bool OneRow, Fusion Fusion) : KernelSpec(Name)
{
    /// <summary>Whether x is an image in margins.</summary>
    public bool XIsInset { get; init; }
}

/// <summary>
/// What stands around images, <paramref name="Fill"/>: the first elements, <paramref name="Gap"/> elements after each line but the last, of which the
/// first ends <paramref name="Line"/> elements behind the first elements, and the last elements. Memory y.
/// </summary>
public sealed record MarginsSpec(string Name, int First, int Lines, int Line, int Gap, int Last, double Fill) : KernelSpec(Name)
{
    /// <summary>The elements from one image to the next.</summary>
    public int YRow => First + Lines * (Line + Gap) - Gap + Last;
}

/// <summary>Rows of zeros, <paramref name="YRow"/> apart. Memory y.</summary>
public sealed record ClearSpec(string Name, int Columns, int YRow) : KernelSpec(Name);

/// <summary>
/// Elements from one place to another, in another order or in the same: for each index of the axes, <c>y[...] = x[...]</c>, rows
/// <paramref name="XRow"/> and <paramref name="YRow"/> apart. Memories x, y.
/// </summary>
public sealed record CopySpec(string Name, EquatableArray<CopyAxis> Axes, int XRow, int YRow) : KernelSpec(Name)
{
    /// <summary>The first element of a row that is read.</summary>
    public int XFirst { get; init; }

    /// <summary>The first element of a row that is written.</summary>
    public int YFirst { get; init; }

    /// <summary>So many elements of each row of y are <see cref="Fill"/> before.</summary>
    public int Cleared { get; init; }

    /// <summary>What the cleared elements are.</summary>
    public double Fill { get; init; }

    /// <summary>Whether there is one row, whatever the rows of the batch: weights in another order.</summary>
    public bool IsOneRow { get; init; }
}

/// <summary>An axis of a copy: the number of indices, and the elements from one to the next on both sides.</summary>
public sealed record CopyAxis(int Size, int X, int Y);

/// <summary>
/// Sums over axes: for each index of <paramref name="Kept"/>, the sum over all indices of <paramref name="Reduced"/>, whose y is not used,
/// times <paramref name="Factor"/>. Memories x, y.
/// </summary>
public sealed record ReduceSpec(string Name, EquatableArray<CopyAxis> Kept, EquatableArray<CopyAxis> Reduced, double Factor, int XRow, int YRow) : KernelSpec(Name);

/// <summary>
/// <c>y = f(a b)</c> for each row and matrix, over <paramref name="Inner"/> products. The elements of the left one are read one by one, wherever they
/// lie; b and y have vectors along their columns, and the rows of all matrices of y lie one behind the other. Memories left, right; those of the fusion.
/// </summary>
public sealed record ContractionSpec(string Name, int Matrices, int Rows, int Inner, int Columns, ScalarStrides A, VectorStrides B, Fusion Fusion) : KernelSpec(Name);

/// <summary>Where the elements of a factor lie that are read one by one: from a row of the batch, a matrix, a row of it, and a summand to the next.</summary>
public sealed record ScalarStrides(int Batch, int Matrix, int Row, int Inner);

/// <summary>Where the vectors of a factor lie: from a row of the batch, a matrix, and a summand to the next.</summary>
public sealed record VectorStrides(int Batch, int Matrix, int Inner);

/// <summary>An op over whole rows. Memories as <see cref="RowKind"/> says.</summary>
public sealed record RowSpec(string Name, RowKind Kind, int Columns, double Option, EquatableArray<RowStride> Strides) : KernelSpec(Name);

/// <summary>
/// A row brought to variance 1, and to mean 0 where it is centred; then the fusion. Memories x; factor, if it is kept; those of the fusion.
/// </summary>
public sealed record NormalizeSpec(string Name, int Columns, int XStride, bool IsCentred, double Epsilon, FactorPlace? Factor, Fusion Fusion) : KernelSpec(Name);

/// <summary>Where the factors of normalised rows lie.</summary>
/// <param name="Stride">From one to the next.</param>
/// <param name="IsVector">Whether each has a vector of its own, with the factor in every lane; else it is a number beside others, such as those of the other positions.</param>
public readonly record struct FactorPlace(int Stride, bool IsVector);

/// <summary>Its gradient, from its result; whole vectors of dx may be written where it is padded. Memories y, factor, dy, dx.</summary>
public sealed record NormalizeGradientSpec(string Name, int Columns, bool IsCentred, int YStride, FactorPlace Factor, int DyStride, int DxStride, bool IsPadded) : KernelSpec(Name);

/// <summary>
/// The statistics of a batch, over <paramref name="Length"/> columns for each channel. Memories x; mean, inverseStandardDeviation, factor
/// and columnShift, one row each, where they are kept; gain and shift, where there are any; runningMean and runningVariance.
/// </summary>
public sealed record BatchStatisticsSpec(string Name, int Channels, int Length, int XStride, double Epsilon, double Momentum, bool HasGain, bool HasShift, EquatableArray<string> Kept) : KernelSpec(Name)
{
    /// <summary>Of how many positions a row of the batch consists, each of which the kernel takes as a row.</summary>
    public int Positions { get; init; } = 1;
}

/// <summary>
/// What the gradient of a batch normalisation sums over the batch. Memories dy, x, mean, inverseStandardDeviation, factor; slope and offset, one row each,
/// and products and sums, one number a channel each, where they are kept.
/// </summary>
public sealed record BatchNormGradientSpec(string Name, int Channels, int Length, int XStride, int DyStride, EquatableArray<string> Kept) : KernelSpec(Name)
{
    /// <summary>Of how many positions a row of the batch consists, each of which the kernel takes as a row.</summary>
    public int Positions { get; init; } = 1;
}

/// <summary>
/// Factor and shift of a batch normalisation from its running statistics. Memories mean, variance; gain and shift, where there are any;
/// factor and columnShift, one row each.
/// </summary>
public sealed record BatchNormFoldSpec(string Name, int Channels, int Length, double Epsilon, bool HasGain, bool HasShift) : KernelSpec(Name);

/// <summary>Sums that are gradients, to the update. Memory sum; index <c>parameter</c>.</summary>
public sealed record StatisticGradientSpec(string Name, int Columns) : KernelSpec(Name);

/// <summary>A loss that is a sum of <paramref name="Expression"/> over a row. Memories y, t, loss.</summary>
public sealed record RowLossSpec(string Name, Element Expression, int Columns, int YStride, int TargetStride) : KernelSpec(Name);

/// <summary>The layout of one memory of a row op.</summary>
public sealed record RowStride(string Memory, int Stride, bool IsPadded);

/// <summary>The ops over whole rows, with their memories.</summary>
public enum RowKind
{
    /// <summary>x to y.</summary>
    Softmax,

    /// <summary>x to y.</summary>
    LogSoftmax,

    /// <summary>y, dy to dx.</summary>
    SoftmaxGradient,

    /// <summary>y, dy to dx.</summary>
    LogSoftmaxGradient,

    /// <summary>x, t to loss.</summary>
    MultiMargin,

    /// <summary>x, t, lossScale to dx.</summary>
    MultiMarginGradient,

    /// <summary>x, t to loss, and to p where somebody takes the probabilities.</summary>
    SoftmaxCrossEntropy,

    /// <summary>p, t, lossScale to dx.</summary>
    SoftmaxCrossEntropyGradient,

    /// <summary>x, t to loss, and to p where somebody takes the probabilities.</summary>
    SoftmaxFocal,

    /// <summary>x, t, lossScale to dx.</summary>
    SoftmaxFocalGradient,
}

/// <summary>
/// Elementwise ops that are computed in registers where their first input is. The expressions' inputs count: 0 the value that comes,
/// then <see cref="Inputs"/>, then the results of the steps before.
/// </summary>
public sealed record Fusion(EquatableArray<FusedInput> Inputs, EquatableArray<FusedStep> Steps)
{
    /// <summary>The ops by name, as part of a C# identifier; empty where there are none.</summary>
    public string Name { get; init; } = "";

    /// <summary>The margins in which some of the memories have their images; null where none has.</summary>
    public Inset? Inset { get; init; }

    /// <summary>The same without strides, but whether there are any: what the text of a kernel depends on where strides are parameters.</summary>
    public Fusion WithoutStrides() => this with
    {
        Inset = null,
        Inputs = new(Inputs.Select(input => input with { Stride = Math.Sign(input.Stride) })),
        Steps = new(Steps.Select(step => step with { Store = step.Store is FusedStore store ? store with { Stride = Math.Sign(store.Stride) } : null })),
    };
}

/// <summary>A value that is read from memory, element by element beside the one in the register.</summary>
/// <param name="Memory">The memory.</param>
/// <param name="Stride">The elements from one row to the next; 0 for a parameter, which is the same for every row.</param>
/// <param name="IsShared">Whether one element serves all columns too.</param>
public sealed record FusedInput(string Memory, int Stride, bool IsShared)
{
    /// <summary>Whether it is an image in margins: its rows are the places of <see cref="Fusion.Inset"/>.</summary>
    public bool IsInset { get; init; }
}

/// <summary>One op, and where its result is stored, if anywhere.</summary>
public sealed record FusedStep(Element Expression, FusedStore? Store);

/// <summary>A store of a fused result.</summary>
public sealed record FusedStore(string Memory, int Stride, bool IsPadded)
{
    /// <summary>Whether it is an image in margins: its rows are the places of <see cref="Fusion.Inset"/>.</summary>
    public bool IsInset { get; init; }
}

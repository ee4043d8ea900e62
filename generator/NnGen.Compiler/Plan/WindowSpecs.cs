using NnGen.Compiler.Graph.Ops;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Plan;

/// <summary>
/// How a kernel goes over the windows of an image and over the elements of a window. The window in line y and column x of the result begins at
/// <c>y * LineStep + x * PixelStep</c>; of its lines and columns of places, i and j begin <c>i * TapLine + j * TapPixel</c> further on, and each has
/// <paramref name="Run"/> elements side by side.
/// </summary>
/// <param name="Height">The lines of windows.</param>
/// <param name="Width">The windows of a line.</param>
/// <param name="Lines">The lines of places of a window.</param>
/// <param name="Taps">The places of such a line, where they do not lie side by side; else one.</param>
/// <param name="Run">The elements of a place, or of a whole line of places.</param>
/// <param name="XRow">The elements from one image to the next.</param>
/// <param name="LineStep">The elements from a line of windows to the next.</param>
/// <param name="PixelStep">The elements from a window to the next.</param>
/// <param name="TapLine">The elements from a line of places to the next.</param>
/// <param name="TapPixel">The elements from a place to the next.</param>
public sealed record WindowWalk(int Height, int Width, int Lines, int Taps, int Run, int XRow, int LineStep, int PixelStep, int TapLine, int TapPixel)
{
    /// <summary>The windows.</summary>
    public int Count => Height * Width;

    /// <summary>The elements of a window.</summary>
    public int Elements => Lines * Taps * Run;
}

/// <summary>
/// <c>y[window, out] = f(b + sum over the elements of the window of x w[element, out])</c>, the weights in panels as in
/// <see cref="DenseRowsSpec"/>. Memories x, w, b; those of the fusion, whose rows are windows.
/// </summary>
public sealed record ConvolutionSpec(string Name, WindowWalk Walk, int Out, int WeightStride, bool HasBias, Fusion Fusion) : KernelSpec(Name)
{
    /// <summary>In how many sums an output is added up: element k of a run in sum k mod <c>Sums</c>, those beyond a whole number of them in the first.</summary>
    public int Sums { get; init; } = 1;

    /// <summary>What memory w holds.</summary>
    public WeightStorage Storage { get; init; }
}

/// <summary>
/// The same of an image of one channel, with a register of pixels of a line in lanes and not the outputs: <c>y[line, pixel, out]</c>, or what a pool
/// makes of it. What the fusion reads serves all pixels of an output; it stores nothing. Memories x, w, b; those that the fusion reads; y.
/// </summary>
/// <param name="YRow">The elements of y from one image to the next.</param>
/// <param name="YLine">The elements of y from one line to the next; those of a line lie side by side.</param>
public sealed record LineConvolutionSpec(string Name, WindowWalk Walk, int Out, int WeightStride, bool HasBias, Fusion Fusion, int YRow, int YLine) : KernelSpec(Name)
{
    /// <summary>The pool that follows; null for none.</summary>
    public FollowingPool? Pool { get; init; }
}

/// <summary>A pool of windows one beside the other, each of <paramref name="Lines"/> by <paramref name="Pixels"/> places.</summary>
/// <param name="Height">The lines of windows.</param>
/// <param name="Width">The windows of a line.</param>
public sealed record FollowingPool(PoolKind Kind, int Lines, int Pixels, int Height, int Width);

/// <summary>
/// <c>dw[element, out] = sum over rows and windows of x[window, element] dy[window, out]</c>, to the update, the weights in panels of
/// <paramref name="PanelInputs"/> inputs each where there are several; else 0. Memories x, dy, gradient; index <c>weight</c>.
/// </summary>
public sealed record ConvolutionGradientSpec(string Name, WindowWalk Walk, int Out, int DyStride, int WeightStride, int PanelInputs) : KernelSpec(Name)
{
    /// <summary>Whether the lines of places <c>from</c> to before <c>to</c> are done; else all are.</summary>
    public bool IsCut { get; init; }

    /// <summary>The margins in which dy lies; null where it lies without any.</summary>
    public Inset? DyInset { get; init; }
}

/// <summary>
/// <c>y[window, c] = f(b + sum over the places of the window of x[place, c] w[place, c])</c>, channel by channel. Memories x, w, b; those of the
/// fusion, whose rows are windows.
/// </summary>
/// <param name="IsReversed">Whether the places of the weight are taken from the last to the first.</param>
public sealed record DepthwiseSpec(string Name, WindowWalk Walk, int WeightStride, bool HasBias, bool IsReversed, Fusion Fusion) : KernelSpec(Name);

/// <summary>
/// Overlap-add: <c>y[line, pixel * Step + n] = b[n] + sum over the lines of places i and the channels of x[line * LineStep + i * TapLine, pixel] w[i, channel, n]</c>
/// for the <paramref name="Segment"/> elements of each pixel's segment. Memories x, w, y, and b, a whole line, where there is a bias.
/// </summary>
/// <param name="Height">The lines of y.</param>
/// <param name="Width">The pixels of a line of x.</param>
/// <param name="Lines">The lines of places.</param>
/// <param name="Channels">The elements of a pixel of x.</param>
/// <param name="XRow">The elements of x from one image to the next.</param>
/// <param name="LineStep">The elements of x from what gives one line of y to what gives the next.</param>
/// <param name="TapLine">The elements of x from one line of places to the next.</param>
/// <param name="Segment">The elements of a segment.</param>
/// <param name="Step">From the segment of a pixel to that of the next.</param>
/// <param name="YLine">The elements of a line of y.</param>
/// <param name="WeightStride">From the weights of a channel to those of the next.</param>
public sealed record OverlapAddSpec(string Name, int Height, int Width, int Lines, int Channels, int XRow, int LineStep, int TapLine, int Segment, int Step, int YLine, int WeightStride, bool HasBias) : KernelSpec(Name);

/// <summary>
/// The gradient of an overlap-add's weight: <c>dw[i, channel, n] = sum over rows, lines and pixels of x[line * LineStep + i * TapLine, pixel] dy[line, pixel * Step + n]</c>,
/// to the update: that of place j of the line of places i is the part of the segment that begins at <c>(last - j) * Out</c>. Memories x, dy, gradient;
/// index <c>weight</c>.
/// </summary>
/// <param name="Walk">The overlap-add.</param>
/// <param name="Out">The outputs.</param>
/// <param name="DyRow">The elements of dy from one image to the next.</param>
/// <param name="OwnStride">From the weights of a place and channel, as they lie among the parameters, to the next.</param>
public sealed record SegmentGradientSpec(string Name, OverlapAddSpec Walk, int Out, int DyRow, int OwnStride) : KernelSpec(Name);

/// <summary><c>dw[place, c] = sum over rows and windows of x[window, place, c] dy[window, c]</c>, to the update. Memories x, dy, gradient; index <c>weight</c>.</summary>
public sealed record DepthwiseGradientSpec(string Name, WindowWalk Walk, int DyStride, int WeightStride) : KernelSpec(Name)
{
    /// <summary>Whether the lines of places <c>from</c> to before <c>to</c> are done; else all are.</summary>
    public bool IsCut { get; init; }

    /// <summary>The margins in which dy lies; null where it lies without any.</summary>
    public Inset? DyInset { get; init; }
}

/// <summary>
/// The largest element of each window, or the mean of its elements, channel by channel, the lines of y being <paramref name="YLine"/> elements apart.
/// Memories x, y.
/// </summary>
public sealed record PoolSpec(string Name, PoolKind Kind, PoolAxis Height, PoolAxis Width, int Channels, int XRow, int YRow, int YLine) : KernelSpec(Name);

/// <summary>
/// Its gradient: <c>dx</c> gets what each window gives to its elements. Memories dy, and x and largest of a largest element, the lines of the latter
/// being <paramref name="YLine"/> elements apart; dx, or those of the fusion.
/// </summary>
public sealed record PoolGradientSpec(string Name, PoolKind Kind, PoolAxis Height, PoolAxis Width, int Channels, int XRow, int YRow, int YLine, int DyRow, int DxRow) : KernelSpec(Name)
{
    /// <summary>What is computed of an element's gradient where it is known, the places of the image being rows; null where it is stored as it is.</summary>
    public Fusion? Fusion { get; init; }
}

/// <summary>An axis resized: <c>y[block, o, c]</c> is x[block, lower, c], or lies between that and the upper one, c going over a run of elements. Memories x, y.</summary>
public sealed record ResizeSpec(string Name, AxisSampling Sampling, int Blocks, int Run, int XRow, int YRow) : KernelSpec(Name);

/// <summary>Its gradient: <c>dx[block, i, c]</c> is the sum of what the elements made of it took of it. Memories dy, dx.</summary>
public sealed record ResizeGradientSpec(string Name, AxisSampling Sampling, int Blocks, int Run, int DyRow, int DxRow) : KernelSpec(Name);

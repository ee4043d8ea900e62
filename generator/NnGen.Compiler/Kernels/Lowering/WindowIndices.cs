using NnGen.Compiler.Plan;

namespace NnGen.Compiler.Kernels.Lowering;

/// <summary>The indices of a walk over windows, with names for its sizes: image, line and pixel of the window, and tapLine, tap and k within it.</summary>
/// <param name="walk">The walk.</param>
internal sealed class WindowIndices(WindowWalk walk)
{
    private static readonly Affine s_image = Affine.Variable("image");
    private static readonly Affine s_line = Affine.Variable("line");
    private static readonly Affine s_pixel = Affine.Variable("pixel");
    private static readonly Affine s_tapLine = Affine.Variable("tapLine");
    private static readonly Affine s_tap = Affine.Variable("tap");

    /// <summary>The lines of windows.</summary>
    public Size Height { get; } = Size.Named("height", walk.Height);

    /// <summary>The windows of a line.</summary>
    public Size Width { get; } = Size.Named("width", walk.Width);

    /// <summary>The lines of places of a window.</summary>
    public Size Lines { get; } = Size.Named("lines", walk.Lines);

    /// <summary>The places of a line that do not lie side by side.</summary>
    public Size Taps { get; } = Size.Named("taps", walk.Taps);

    /// <summary>The elements side by side.</summary>
    public Size Run { get; } = Size.Named("run", walk.Run);

    /// <summary>The number of the window among those of all rows.</summary>
    public Affine Window => (walk.Height == 1 ? s_image : s_image * Height + s_line) * Width + s_pixel;

    /// <summary>The number of the window among the places of images that lie in margins.</summary>
    public Affine PlaceIn(Inset inset) => PlaceIn(inset, s_image, walk.Height == 1 ? 0 : s_line, s_pixel);

    /// <summary>The number of a place of an image among the places of all images, margins included.</summary>
    public static Affine PlaceIn(Inset inset, Affine image, Affine line, Affine pixel)
    {
        Size width = Size.Named("outerWidth", inset.OuterWidth);
        Affine lines = inset.OuterHeight == 1 ? image : image * Size.Named("outerHeight", inset.OuterHeight) + line;
        return inset.OuterWidth == 1 ? lines : lines * width + pixel;
    }

    /// <summary>The number of the first place of the line, or of the place where they do not lie side by side, in the weight.</summary>
    public Affine Place => (walk.Lines == 1 ? (Affine)0 : walk.Taps == 1 ? s_tapLine : s_tapLine * Taps) + (walk.Taps == 1 ? 0 : s_tap);

    /// <summary>The elements of a window.</summary>
    public Size Elements => (walk.Lines == 1 ? 1 : Lines) * (walk.Taps == 1 ? 1 : Taps) * Run;

    /// <summary>The first element of x of the place.</summary>
    public Affine Element =>
        s_image * Size.Named("xImage", walk.XRow)
        + (walk.Height == 1 ? 0 : s_line * Size.Named("xLine", walk.LineStep))
        + s_pixel * Size.Named("xPixel", walk.PixelStep)
        + (walk.Lines == 1 ? 0 : s_tapLine * Size.Named("xTapLine", walk.TapLine))
        + (walk.Taps == 1 ? 0 : s_tap * Size.Named("xTap", walk.TapPixel));

    /// <summary>Loops over the images and their lines of windows, around what is done with a line.</summary>
    public IReadOnlyList<Statement> OverLines(IReadOnlyList<Statement> body) => OverImages(OverLinesOfImage(body));

    /// <summary>A loop over the images.</summary>
    public static IReadOnlyList<Statement> OverImages(IReadOnlyList<Statement> body) => [new For("image", 0, Affine.Variable(Names.Rows), 1, body)];

    /// <summary>A loop over the lines of windows of an image.</summary>
    public IReadOnlyList<Statement> OverLinesOfImage(IReadOnlyList<Statement> body) => walk.Height == 1 ? body : [new For("line", 0, Height, 1, body)];

    /// <summary>Loops over the lines of places and over the places, around what is done with a run of elements.</summary>
    /// <param name="body">What is done.</param>
    /// <param name="isCut">Whether not all lines are gone over, but those of a range that is known when the kernel runs.</param>
    public IReadOnlyList<Statement> OverPlaces(IReadOnlyList<Statement> body, bool isCut = false)
    {
        IReadOnlyList<Statement> taps = walk.Taps == 1 ? body : [new For("tap", 0, Taps, 1, body)];
        return walk.Lines == 1 ? taps : [OverTapLines(taps, isCut)];
    }

    /// <summary>A loop over the lines of places.</summary>
    public For OverTapLines(IReadOnlyList<Statement> body, bool isCut) =>
        isCut ? new("tapLine", Affine.Variable(Names.From), Affine.Variable(Names.To), 1, body) : new("tapLine", 0, Lines, 1, body);
}

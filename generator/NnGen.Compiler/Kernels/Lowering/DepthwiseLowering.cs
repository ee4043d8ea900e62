using NnGen.Compiler.Kernels.Rewrites;
using NnGen.Compiler.Plan;

namespace NnGen.Compiler.Kernels.Lowering;

/// <summary>Convolutions of each channel by itself: channels are lanes, and several pixels share the weights.</summary>
internal static class DepthwiseLowering
{
    /// <summary>The pixels, or places, side by side.</summary>
    private const int Most = 4;

    /// <summary>The pixels side by side of one register of channels, where each element is read once for all places of a line: 8 sums, and up to so many weights.</summary>
    private const int MostPixels = 8;
    private const int MostTaps = 5;

    private const LaneKind P = LaneKind.Physical;
    private static readonly Affine s_column = Affine.Variable("column");

    public static Kernel Lower(DepthwiseSpec spec, int lanes)
    {
        WindowWalk walk = spec.Walk;
        var at = new WindowIndices(walk);
        Size channels = Size.Named("channels", walk.Run);
        Size weightStride = Names.Stride("w", spec.WeightStride);
        Affine place = spec.IsReversed ? (Affine)(at.Lines * at.Taps - 1) - Place(walk, at) : Place(walk, at);
        var sum = new Local("sum", P);

        // A load for each product would take longer than the multiply-adds.
        bool isShared = walk.Taps is > 1 and <= MostTaps;
        IReadOnlyList<Statement> Body(bool counts)
        {
            List<Statement> body =
            [
                new Let(sum.Name, spec.HasBias ? new Load("b", s_column, P) : new Constant(0, P)),
                .. at.OverPlaces([new Accumulate(sum.Name, new Load("x", at.Element + s_column, P), new Load("w", place * weightStride + s_column, P))]),
                .. ElementLowering.Steps(spec.Fusion, sum, at.Window, spec.Fusion.Inset is Inset inset ? at.PlaceIn(inset) : null, s_column, counts ? channels - s_column : null),
            ];
            var pixels = new For("pixel", 0, at.Width, 1, body);
            if (!isShared)
            {
                return Tiles(pixels, walk.Width);
            }

            int calls = TileBudget.CallsOfSum(body.Where(statement => statement is not For)) + walk.Taps;
            int most = MostPixels;
            while (most > 1 && !TileBudget.Fits(most, 1, calls))
            {
                most--;
            }

            return [.. ConvolutionLowering.EvenTiles(pixels, walk.Width, most, 1).Cast<For>().Select(tile => tile with { Body = [.. tile.Body.SelectMany(statement => ByElements(statement, walk))] })];
        }

        bool isExact = spec.Fusion.Steps.Any(step => step.Store is { IsPadded: false });
        string[] memories = ["x", "w", .. spec.HasBias ? new[] { "b" } : [], .. ElementLowering.Memories(spec.Fusion)];
        string summary = $"y[window, {walk.Run}] = f(sum over {walk.Lines} x {walk.Taps} places of x[place, {walk.Run}] * w[place, {walk.Run}]{(spec.HasBias ? " + b" : "")}), channel by channel.";
        var methods = new TileMethods(spec.Name, memories, (size, note) => $"A tile of {size} registers{note}, pixels by channels.");
        IReadOnlyList<Statement> columns = [.. ColumnTiles.Build(channels, lanes, isExact, Body, isSingle: isShared).Select(tiles => methods.Outlined(tiles.Loop, tiles.Registers, tiles.IsPartial))];
        return new Kernel(spec.Name, summary, memories, [Names.Rows], [], at.OverLines(columns));
    }

    /// <summary>The gradient of the weights: image after image, what is summed so far waiting in memory.</summary>
    public static Kernel Weight(DepthwiseGradientSpec spec, int lanes)
    {
        const string gradient = "gradient";
        WindowWalk walk = spec.Walk;
        var at = new WindowIndices(walk);
        Size channels = Size.Named("channels", walk.Run);
        Size weightStride = Names.Stride("w", spec.WeightStride);
        Affine index = Place(walk, at) * weightStride + s_column;
        var sum = new Local("sum", P);
        List<Statement> body =
        [
            new Let(sum.Name, new Load(gradient, index, P)),
            .. at.OverLinesOfImage([new For("pixel", 0, at.Width, 1, [new Accumulate(sum.Name, new Load("x", at.Element + s_column, P), new Load("dy", (spec.DyInset is Inset inset ? at.PlaceIn(inset) : at.Window) * Names.Stride("dy", spec.DyStride) + s_column, P))])]),
            new Store(gradient, index, sum),
        ];
        IReadOnlyList<Statement> taps = walk.Taps == 1 ? body : Tiles(new For("tap", 0, at.Taps, 1, body), walk.Taps);
        string[] memories = ["x", "dy", gradient, Names.Parameters];
        IReadOnlyList<Statement> columns = [.. ColumnTiles.Build(weightStride, lanes, isExact: false, _ => taps).Select(tiles => tiles.Loop with { Body = [.. tiles.Loop.Body.Select(Shared)] })];
        IReadOnlyList<Statement> lines = walk.Lines == 1 ? columns : [at.OverTapLines(columns, spec.IsCut)];
        (Affine first, Affine end) = spec.IsCut ? (Affine.Variable(Names.From) * at.Taps, Affine.Variable(Names.To) * at.Taps) : ((Affine)0, (Affine)(at.Lines * at.Taps));
        Affine n = Affine.Variable("place");
        IReadOnlyList<Statement> updates = [new For("place", first, end, 1, [.. ColumnTiles.Build(channels, lanes, isExact: true, counts =>
            [new Update(Affine.Variable("weight") + n * weightStride + s_column, new Load(gradient, n * weightStride + s_column, P), counts ? channels - s_column : null)]).Select(loop => loop.Loop)])];
        IReadOnlyList<Statement> cleared = [new For("n", first * weightStride, end * weightStride, lanes, [new Store(gradient, Affine.Variable("n"), new Constant(0, LaneKind.Logical))])];
        string summary = $"dw[{walk.Lines * walk.Taps}, {walk.Run}] = sum over rows and windows of x[place, {walk.Run}] * dy[window, {walk.Run}], channel by channel{(spec.IsCut ? ", for some of the lines of places" : "")}.";
        return new Kernel(spec.Name, summary, memories, [Names.Rows, "weight", .. spec.IsCut ? new[] { Names.From, Names.To } : []], [], [.. cleared, .. WindowIndices.OverImages(lines), .. updates]);

        static Statement Shared(Statement statement) => statement is For loop ? loop with { Body = ShareLoads.Apply(loop.Body) } : statement;
    }

    /// <summary>
    /// The places of a line of some pixels, element by element of x: each is read once, and what it is multiplied by follows. Every sum has its places in
    /// their order.
    /// </summary>
    private static IEnumerable<Statement> ByElements(Statement statement, WindowWalk walk) => statement switch
    {
        For { Variable: "tap" } loop =>
            from tap in Enumerable.Range(0, walk.Taps)
            from product in loop.Body.Select((one, pixel) => (One: one, Pixel: pixel))
            orderby (product.Pixel * walk.PixelStep) + (tap * walk.TapPixel), tap
            select Walk.Map(Walk.Substitute(product.One, "tap", tap), e => e, index => index.InNumbers(), name => name),
        For loop => [loop with { Body = [.. loop.Body.SelectMany(inner => ByElements(inner, walk))] }],
        _ => [statement],
    };

    /// <summary>The number of the place in the weight.</summary>
    private static Affine Place(WindowWalk walk, WindowIndices at) =>
        (walk.Lines == 1 ? (Affine)0 : Affine.Variable("tapLine") * (walk.Taps == 1 ? (Size)1 : at.Taps)) + (walk.Taps == 1 ? 0 : Affine.Variable("tap"));

    private static IReadOnlyList<Statement> Tiles(For loop, int count) => Split.Tiles(loop, count >= Most ? [Most, 1] : [count]);
}

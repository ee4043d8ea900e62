using NnGen.Compiler.Kernels.Rewrites;
using NnGen.Compiler.Plan;

namespace NnGen.Compiler.Kernels.Lowering;

/// <summary>
/// Convolutions, channels side by side: the nest of a dense layer whose rows are the windows of an image, with a loop over the lines of a window
/// around the one over its elements. Every output is the bias plus its products in the order of the places and channels, whatever the tile; where it
/// is added up in several sums, each has its order.
/// </summary>
internal static class ConvolutionLowering
{
    /// <summary>The most pixels of a tile.</summary>
    private const int MaxPixels = 12;

    /// <summary>The memory of the sums of a gradient, until all images are summed up.</summary>
    private const string Gradient = "gradient";

    private const LaneKind P = LaneKind.Physical;

    private static readonly Affine s_column = Affine.Variable("column");

    public static Kernel Lower(ConvolutionSpec spec, int lanes)
    {
        var at = new WindowIndices(spec.Walk);
        Affine k = Affine.Variable("k");
        Size outputs = Size.Named(Names.Outputs, spec.Out);
        Size weightStride = Names.Stride("w", spec.WeightStride);
        bool isOnePanel = spec.Out <= spec.WeightStride;
        Size width = isOnePanel ? outputs : weightStride;
        Affine panel = isOnePanel ? 0 : Affine.Variable("panel");
        Affine position = panel * width + s_column;
        Local[] sums = [.. SeveralSums.Names.Take(spec.Sums).Select(name => new Local(name, P))];
        Local sum = sums[0];
        Accumulate Product(int number) => new(
            sums[number].Name,
            new Splat(new Load("x", at.Element + k + number, LaneKind.Scalar), P),
            new Load("w", panel * (at.Elements * weightStride) + at.Place * (at.Run * weightStride) + (k + number) * weightStride + s_column, P) { Storage = spec.Storage });
        Epilogue epilogue = ElementLowering.Epilogue(spec.Fusion);
        Affine? place = spec.Fusion.Inset is Inset inset ? at.PlaceIn(inset) : null;
        int calls = TileBudget.CallsOfSum(epilogue.Body(sum, at.Window, place, position, null));

        IReadOnlyList<Statement> PixelTiles(int registers, int most, bool counts)
        {
            List<Statement> body =
            [
                new Let(sum.Name, spec.HasBias ? new Load("b", position, P) : new Constant(0, P)),
                .. sums.Skip(1).Select(further => new Let(further.Name, new Constant(0, P))),
                .. at.OverPlaces(Run()),
                .. sums.Length == 1 ? Array.Empty<Statement>() : [new Assign(sum.Name, SeveralSums.Total(sums))],
                Finish.Of(epilogue, sum, at.Window, place, position, counts ? outputs - position : null),
            ];
            return EvenTiles(new For("pixel", 0, at.Width, 1, body), spec.Walk.Width, Pixels(registers, most / sums.Length, calls), registers);
        }

        IReadOnlyList<Statement> Run() => SeveralSums.Over(at.Run, sums.Length, $"runBy{sums.Length}", number => [Product(number)]);

        string name = Names.Stored(spec.HasBias ? "Convolution" : "ConvolutionNoBias", spec.Storage);
        bool isExact = spec.Fusion.Steps.Any(step => step.Store is { IsPadded: false });
        string[] memories = ["x", "w", .. spec.HasBias ? new[] { "b" } : [], .. ElementLowering.Memories(spec.Fusion)];
        var methods = new TileMethods(name, memories, (size, note) => $"A tile of {size} registers{note}, pixels by outputs: the sums{(sums.Length > 1 ? $", {sums.Length} for each output," : "")} stay in registers over the whole window.");
        IReadOnlyList<Statement> columns = Columns(width, lanes, isExact, TileBudget.Registers(calls), PixelTiles, methods.Outlined);
        IReadOnlyList<Statement> lines = at.OverLinesOfImage(columns);
        IReadOnlyList<Statement> panels = isOnePanel ? lines : [new For("panel", 0, Size.Named(Names.Panels, spec.Out / width.Value), 1, lines)];
        string summary = $"y[window, {outputs.InWords}] = f(x[window, {at.Elements.InWords}] w[{at.Elements.InWords}, {outputs.InWords}]{(spec.HasBias ? " + b" : "")}) for windows of {at.Lines.InWords} lines, in tiles of pixels by registers.";
        return new Kernel(name, summary, memories, [Names.Rows], [], WindowIndices.OverImages(panels));
    }

    /// <summary>
    /// The gradient of the weights. Image after image: its lines stay near while all tiles go over them, and what is summed so far waits in memory.
    /// </summary>
    public static Kernel Weight(ConvolutionGradientSpec spec, int lanes)
    {
        var at = new WindowIndices(spec.Walk);
        Affine k = Affine.Variable("k");
        Size outputs = Size.Named(Names.Outputs, spec.Out);
        Size weightStride = Names.Stride("w", spec.WeightStride);
        bool isOnePanel = spec.Out <= spec.WeightStride;
        Affine panel = isOnePanel ? 0 : Affine.Variable("panel");
        var sum = new Local("sum", P);
        Affine place = panel * (at.Elements * weightStride) + at.Place * (at.Run * weightStride) + k * weightStride + s_column;
        var product = new Accumulate(
            sum.Name,
            new Splat(new Load("x", at.Element + k, LaneKind.Scalar), P),
            new Load("dy", (spec.DyInset is Inset inset ? at.PlaceIn(inset) : at.Window) * Names.Stride("dy", spec.DyStride) + panel * weightStride + s_column, P));

        IReadOnlyList<Statement> ElementTiles(int registers, int most, bool counts)
        {
            List<Statement> body =
            [
                new Let(sum.Name, new Load(Gradient, place, P)),
                .. at.OverLinesOfImage([new For("pixel", 0, at.Width, 1, [product])]),
                new Store(Gradient, place, sum),
            ];
            return EvenTiles(new For("k", 0, at.Run, 1, body), spec.Walk.Run, Math.Min(most / registers, MaxPixels), registers, "elements");
        }

        string[] memories = ["x", "dy", Gradient, Names.Parameters];
        var methods = new TileMethods("ConvolutionGradient", memories, (size, note) => $"A tile of {size} registers{note}, elements of a window by outputs: summed over the windows of an image.");

        // Where whole registers may be written, none is cut.
        Size padded = isOnePanel ? Size.Named("whole", Layout.Pad(spec.Out, lanes)) : weightStride;
        IReadOnlyList<Statement> tiles = Panels(at.OverPlaces(Columns(padded, lanes, isExact: false, ColumnTiles.Widest, ElementTiles, methods.Outlined), spec.IsCut));
        Affine n = Affine.Variable("element");
        Size ofLine = (spec.Walk.Taps == 1 ? 1 : at.Taps) * at.Run;
        (Affine first, Affine end) = spec.IsCut ? (Affine.Variable(Names.From) * ofLine, Affine.Variable(Names.To) * ofLine) : ((Affine)0, (Affine)at.Elements);
        Affine of = panel * (at.Elements * weightStride) + n * weightStride + s_column;
        IReadOnlyList<Statement> updates = Panels([new For("element", first, end, 1, [.. ColumnTiles.Build(isOnePanel ? outputs : weightStride, lanes, isExact: true, counts =>
            [new Update(Affine.Variable("weight") + of, new Load(Gradient, of, P), counts ? outputs - s_column : null)]).Select(loop => loop.Loop)])]);
        Affine cleared = panel * (at.Elements * weightStride) + Affine.Variable("n");
        IReadOnlyList<Statement> clears = Panels([new For("n", first * weightStride, end * weightStride, lanes, [new Store(Gradient, cleared, new Constant(0, LaneKind.Logical))])]);
        string summary = $"dw[{at.Elements.InWords}, {outputs.InWords}] = sum over rows and windows of x[window, {at.Elements.InWords}] dy[window, {outputs.InWords}], image after image, in tiles of elements by registers{(spec.IsCut ? ", for some of the lines of places" : "")}.";
        return new Kernel("ConvolutionGradient", summary, memories, [Names.Rows, "weight", .. spec.IsCut ? new[] { Names.From, Names.To } : []], [], [.. clears, .. WindowIndices.OverImages(tiles), .. updates]);

        IReadOnlyList<Statement> Panels(IReadOnlyList<Statement> body) => isOnePanel ? body : [new For("panel", 0, Size.Named(Names.Panels, spec.Out / spec.WeightStride), 1, body)];
    }

    /// <summary>The pixels of the tiles of so many registers: as many sums as there are registers for, and as the JIT inlines what follows on.</summary>
    private static int Pixels(int registers, int most, int callsOfSum)
    {
        int pixels = Math.Max(Math.Min(most / registers, MaxPixels), 1);
        while (pixels > 1 && !TileBudget.Fits(pixels, registers, callsOfSum))
        {
            pixels--;
        }

        return pixels;
    }

    /// <summary>A loop in tiles of up to so many iterations, as even as they can be, since low tiles have too few sums in flight.</summary>
    internal static IReadOnlyList<Statement> EvenTiles(For loop, int count, int most, int registers, string what = "pixels")
    {
        int tiles = (count + most - 1) / most;
        var loops = new List<Statement>();
        int end = 0;
        foreach (IGrouping<int, int> equals in Enumerable.Range(0, tiles).Select(tile => (count + tiles - 1 - tile) / tiles).GroupBy(height => height))
        {
            end += equals.Sum();
            loops.Add(new For(loop.Variable, loops.Count == 0 ? 0 : null, end == count ? loop.To : Size.Named($"{what}By{equals.Key}x{registers}", end), equals.Key, Unroll.Jam(loop, equals.Key)));
        }

        return loops;
    }

    /// <summary>
    /// The loops over columns: tiles of up to <paramref name="most"/> of the widest registers, with as many sums as these are for, also where there is one
    /// register of columns only; and pairs of others.
    /// </summary>
    private static IReadOnlyList<Statement> Columns(Size columns, int lanes, bool isExact, int most, Func<int, int, bool, IReadOnlyList<Statement>> body, Func<For, int, bool, Statement> finish)
    {
        int rest = isExact ? (int)(columns.Value % lanes) : 0;
        var wide = new List<Statement>();
        int registers = 0;
        foreach (IGrouping<int, int> equals in ColumnTiles.Sizes((int)(columns.Value - rest + lanes - 1) / lanes, most).GroupBy(size => size))
        {
            Affine? from = registers == 0 ? 0 : null;
            registers += equals.Sum();
            Size end = registers * lanes == columns.Value ? columns : Size.Named($"columnsBy{equals.Key}", registers * lanes);
            var one = new For("column", 0, end, Affine.Register, body(equals.Key, TileBudget.WideSums, false));
            wide.Add(finish(one with { From = from, Step = Affine.Register * equals.Key, Body = Unroll.Jam(one, equals.Key) }, equals.Key, false));
        }

        if (rest > 0)
        {
            wide.Add(finish(new For("column", registers == 0 ? 0 : null, Affine.Register + (Affine)(columns - 1), Affine.Register, body(1, TileBudget.WideSums, true)), 1, true));
        }

        Statement[] pairs = [.. ColumnTiles.Build(columns, lanes, isExact, counts => body(2, TileBudget.Sums, counts)).Select(tiles => finish(tiles.Loop, tiles.Registers, tiles.IsPartial))];
        return [new WidthSwitch([new(1, wide), new(4, pairs)])];
    }
}

using System.Globalization;
using NnGen.Compiler.Kernels.Rewrites;
using NnGen.Compiler.Plan;

namespace NnGen.Compiler.Kernels.Lowering;

/// <summary>
/// Overlap-add: what each pixel gives to a line of the result, a segment of registers, is summed up over lines of places and channels and added to what
/// is there. A tile takes pixels whose segments do not overlap, and several lines: so nothing waits for what was just written. Every element gets its
/// segments in one order, whatever the tile and the width.
/// </summary>
internal static class OverlapAddLowering
{
    /// <summary>The sums of a tile of the widest registers, and of others.</summary>
    private const int WideSums = 20;
    private const int Sums = 12;

    /// <summary>The most pixels of a tile: others come from lines.</summary>
    private const int MaxPixels = 5;

    /// <summary>The memory of the sums of a gradient, until all images are summed up.</summary>
    private const string Gradient = "gradient";

    private const LaneKind P = LaneKind.Physical;
    private static readonly Affine s_image = Affine.Variable("image");
    private static readonly Affine s_line = Affine.Variable("line");
    private static readonly Affine s_tapLine = Affine.Variable("tapLine");
    private static readonly Affine s_k = Affine.Variable("k");
    private static readonly Affine s_column = Affine.Variable("column");

    public static Kernel Lower(OverlapAddSpec spec, int lanes)
    {
        var at = new Indices(spec);
        Size segment = at.Segment;
        string[] memories = ["x", "w", .. spec.HasBias ? new[] { "b" } : [], "y"];
        string name = spec.HasBias ? "OverlapAdd" : "OverlapAddNoBias";
        var methods = new TileMethods(name, memories, (size, note) => $"A tile of {size} registers{note}, lines by pixels by elements of a segment: summed over lines of places and channels, then added to y.");

        // Pixels so far apart have segments that do not overlap.
        int apart = (spec.Segment + spec.Step - 1) / spec.Step;
        int turns = spec.Width / apart;

        IReadOnlyList<Statement> OfWidth(bool isWide)
        {
            int registers = isWide ? Math.Min(ColumnTiles.Widest, (spec.Segment + lanes - 1) / lanes) : 2;
            int most = (isWide ? WideSums : Sums) / registers;
            int pixels = turns == 0 ? 1 : EvenSize(turns, Math.Min(MaxPixels, most));
            int tall = LineTile(spec.Height, Math.Max(1, most / pixels));
            string width = isWide ? "wide" : "narrow";
            IReadOnlyList<Statement> Columns(Affine pixel) => isWide ? WideColumns(spec, segment, lanes, (count, counts) => SumAndAdd(count, counts, pixel))
                : NarrowColumns(spec, segment, lanes, (count, counts) => SumAndAdd(count, counts, pixel));
            List<Statement> body =
            [
                .. turns == 0 ? [] : new[]
                {
                    new For("phase", 0, apart, 1, ConvolutionLowering.EvenTiles(new For("turn", 0, Size.Named("turns", turns), 1, Columns(Affine.Variable("phase") + Affine.Variable("turn") * apart)), turns, pixels, registers, width + "Turns")),
                },
                .. spec.Width % apart == 0 ? [] : new[] { new For("pixel", turns * apart, at.Width, 1, Columns(Affine.Variable("pixel"))) },
            ];
            return [.. ConvolutionLowering.EvenTiles(new For("line", 0, at.Height, 1, body), spec.Height, tall, registers, width + "Lines").Cast<For>().Select(tile => Called(tile, methods, "", ""))];
        }

        IReadOnlyList<Statement> SumAndAdd(int registers, bool counts, Affine pixel)
        {
            var sum = new Local("sum", P);
            Affine y = at.Y(pixel);
            var product = new Accumulate(sum.Name, new Splat(new Load("x", at.X(pixel), LaneKind.Scalar), P), new Load("w", at.Weight, P));
            List<Statement> one = [new Let(sum.Name, new Constant(0, P)), .. at.OverPlaces([product]), new Store("y", y, new Load("y", y, P) + sum, counts ? segment - s_column : null)];

            // Only the last register can be cut short.
            return [.. Unroll.Jam(new For("column", 0, segment, Affine.Register, one), registers).Select(statement => statement is Store store && store.Index.Registers < registers - 1 ? store with { Count = null } : statement)];
        }

        string summary = $"y[{at.Height.InWords}, {Size.Named("yLine", spec.YLine).InWords}] = {(spec.HasBias ? "b, and " : "")}for each pixel of {at.Width.InWords} in a line its segment x[pixel, {at.Channels.InWords}] w[{at.Channels.InWords}, {segment.InWords}] over {at.Lines.InWords} lines of places, added up where segments overlap.";
        return new Kernel(name, summary, memories, [Names.Rows], [], WindowIndices.OverImages([.. Beginning(spec, at, lanes), new WidthSwitch([new(1, OfWidth(isWide: true)), new(4, OfWidth(isWide: false))])]));
    }

    /// <summary>The gradient of the weights. Image after image: what is summed so far waits in memory.</summary>
    public static Kernel Weight(SegmentGradientSpec spec, int lanes)
    {
        var at = new Indices(spec.Walk);
        Size whole = Size.Named(Names.Whole, spec.Walk.WeightStride);
        var sum = new Local("sum", P);
        Affine pixel = Affine.Variable("pixel");
        Affine dy = s_image * Size.Named("dyImage", spec.DyRow) + (spec.Walk.Height == 1 ? 0 : s_line * Size.Named("yLine", spec.Walk.YLine)) + pixel * at.Step + s_column;
        var product = new Accumulate(sum.Name, new Splat(new Load("x", at.X(pixel), LaneKind.Scalar), P), new Load("dy", dy, P));
        List<Statement> body =
        [
            new Let(sum.Name, new Load(Gradient, at.Weight, P)),
            .. spec.Walk.Height == 1 ? new[] { Pixels() } : [new For("line", 0, at.Height, 1, [Pixels()])],
            new Store(Gradient, at.Weight, sum),
        ];

        string[] memories = ["x", "dy", Gradient, Names.Parameters];
        var methods = new TileMethods("SegmentGradient", memories, (size, note) => $"A tile of {size} registers{note}, lines of places by channels by elements of a segment: summed over the pixels of an image.");
        IReadOnlyList<Statement> OfWidth(bool isWide)
        {
            int registers = isWide ? Math.Min(ColumnTiles.Widest, spec.Walk.WeightStride / lanes) : 2;
            int most = (isWide ? WideSums : Sums) / registers;
            int channels = EvenSize(spec.Walk.Channels, most);
            int tall = LineTile(spec.Walk.Lines, Math.Max(1, most / channels));
            string width = isWide ? "wide" : "narrow";
            IReadOnlyList<Statement> columns = isWide ? WideColumns(spec.Walk, whole, lanes, (count, _) => Unroll.Jam(new For("column", 0, whole, Affine.Register, body), count))
                : [.. ColumnTiles.Build(whole, lanes, isExact: true, _ => body).Select(tiles => tiles.Loop)];
            IReadOnlyList<Statement> places = ConvolutionLowering.EvenTiles(new For("k", 0, at.Channels, 1, columns), spec.Walk.Channels, channels, registers, width + "Channels");
            IReadOnlyList<Statement> lines = spec.Walk.Lines == 1 ? places : ConvolutionLowering.EvenTiles(new For("tapLine", 0, at.Lines, 1, places), spec.Walk.Lines, tall, registers, width + "Places");
            return [.. lines.Cast<For>().Select(tile => Called(tile, methods, "", ""))];
        }

        // The places of a segment are in reverse order.
        Size outputs = Size.Named(Names.Outputs, spec.Out);
        Size ownStride = Names.Stride("w", spec.OwnStride);
        int kernel = spec.Walk.Segment / spec.Out;
        Affine j = Affine.Variable("tap");
        Affine own = ((spec.Walk.Lines == 1 ? 0 : s_tapLine * kernel) + j) * (at.Channels * ownStride) + s_k * ownStride + s_column;
        Affine of = at.Place * whole + ((Affine)(kernel - 1) - j) * outputs + s_column;
        IReadOnlyList<Statement> updates =
            [new For("tap", 0, kernel, 1, [new For("k", 0, at.Channels, 1, [.. ColumnTiles.Build(outputs, lanes, isExact: true, counts =>
                [new Update(Affine.Variable("weight") + own, new Load(Gradient, of, P), counts ? outputs - s_column : null)]).Select(loop => loop.Loop)])])];
        IReadOnlyList<Statement> cleared = [new For("n", 0, (spec.Walk.Lines == 1 ? at.Channels : at.Lines * at.Channels) * whole, lanes, [new Store(Gradient, Affine.Variable("n"), new Constant(0, LaneKind.Logical))])];
        string summary = $"dw[{at.Channels.InWords}, {at.Segment.InWords}] over {at.Lines.InWords} lines of places = sum over rows and pixels of x[pixel, {at.Channels.InWords}] times the segment of dy, image after image.";
        return new Kernel("SegmentGradient", summary, memories, [Names.Rows, "weight"], [],
        [
            .. cleared,
            .. WindowIndices.OverImages([new WidthSwitch([new(1, OfWidth(isWide: true)), new(4, OfWidth(isWide: false))])]),
            .. spec.Walk.Lines == 1 ? updates : [new For("tapLine", 0, at.Lines, 1, updates)],
        ]);

        For Pixels() => new("pixel", 0, at.Width, 1, [product]);
    }

    /// <summary>Lines begin with the bias, or with zeros.</summary>
    private static IReadOnlyList<Statement> Beginning(OverlapAddSpec spec, Indices at, int lanes)
    {
        Size all = spec.HasBias ? Size.Named("yLine", spec.YLine) : at.Height * Size.Named("yLine", spec.YLine);
        Affine n = Affine.Variable("n");
        Affine y = s_image * at.YRow + (spec.HasBias ? s_line * all : 0) + n;
        Store Begin(LaneKind kind) => new("y", y, spec.HasBias ? new Load("b", n, kind) : new Constant(0, kind));
        long whole = all.Value / lanes * lanes;
        List<Statement> begun =
        [
            .. whole > 0 ? [new For("n", 0, whole == all.Value ? all : Size.Named("vectors", whole), lanes, [Begin(LaneKind.Logical)])] : Array.Empty<Statement>(),
            .. whole < all.Value ? [new For("n", whole > 0 ? null : 0, all, 1, [Begin(LaneKind.Scalar)])] : Array.Empty<Statement>(),
        ];
        return spec.HasBias ? [new For("line", 0, at.Height, 1, begun)] : begun;
    }

    /// <summary>The loops over a segment by the widest registers, up to four at a time.</summary>
    private static IReadOnlyList<Statement> WideColumns(OverlapAddSpec spec, Size columns, int lanes, Func<int, bool, IReadOnlyList<Statement>> body)
    {
        bool isCut = columns.Value % lanes != 0;
        var loops = new List<Statement>();
        int registers = 0;
        int all = (spec.Segment + lanes - 1) / lanes;
        foreach (IGrouping<int, int> equals in ColumnTiles.Sizes(all, ColumnTiles.Widest).GroupBy(size => size))
        {
            int end = registers + equals.Sum();

            // The last one alone may be cut short.
            int whole = end == all && isCut ? end - equals.Key : end;
            if (whole > registers)
            {
                Add(registers, whole, equals.Key, counts: false);
            }

            if (whole < end)
            {
                Add(whole, end, equals.Key, counts: true);
            }

            registers = end;
        }

        return loops;

        void Add(int from, int to, int each, bool counts) => loops.Add(new For(
            "column",
            from == 0 ? 0 : Size.Named($"columnsBefore{from.ToString(CultureInfo.InvariantCulture)}", from * lanes),
            Size.Named($"columnsBefore{to.ToString(CultureInfo.InvariantCulture)}", to * lanes),
            Affine.Register * each,
            body(each, counts)));
    }

    /// <summary>
    /// The loops over a segment by pairs of registers that are not the widest. The last pair may be cut short in its second register: a register for itself and
    /// a part of one would each have half the sums in flight.
    /// </summary>
    private static IReadOnlyList<Statement> NarrowColumns(OverlapAddSpec spec, Size columns, int lanes, Func<int, bool, IReadOnlyList<Statement>> body)
    {
        var loops = new List<Statement>();
        int[] widths = [lanes / 2, lanes / 4];
        bool IsLeft(Func<int, int, bool> isMet) => widths.Any(width => isMet(spec.Segment % (2 * width), width));
        Affine cut = Affine.Register + (Affine)(columns - 1);
        Add(widths.Any(width => spec.Segment >= 2 * width), columns, 2, counts: false);
        Add(IsLeft((left, width) => left > width), cut, 2, counts: true);
        Add(IsLeft((left, width) => left == width), columns, 1, counts: false);
        Add(IsLeft((left, width) => left > 0 && left < width), cut, 1, counts: true);
        return loops;

        void Add(bool isNeeded, Affine to, int registers, bool counts)
        {
            if (isNeeded)
            {
                loops.Add(new For("column", loops.Count == 0 ? 0 : null, to, Affine.Register * registers, body(registers, counts)));
            }
        }
    }

    /// <summary>The innermost loops over columns become calls of tiles, named by the steps of the loops around them.</summary>
    private static Statement Called(Statement statement, TileMethods methods, string size, string site)
    {
        if (statement is not For loop)
        {
            return statement;
        }

        if (loop.Variable == "column")
        {
            bool isPartial = loop.Body.Any(inner => inner is Store { Count: not null });
            return loop with { Body = [methods.Call(loop.Body, size + loop.Step.Registers.ToString(CultureInfo.InvariantCulture), isPartial, site)] };
        }

        string step = loop.Variable == "phase" ? "" : loop.Step.Constant.Value.ToString(CultureInfo.InvariantCulture) + "x";
        return loop with { Body = [.. loop.Body.Select(inner => Called(inner, methods, size + step, site + loop.Variable))] };
    }

    /// <summary>The lines of a tile: a divisor of all, so that there is one kind of tile, where there is one that is not much smaller.</summary>
    private static int LineTile(int height, int most) => Enumerable.Range(1, most).LastOrDefault(lines => height % lines == 0 && 2 * lines >= most) is int even and > 0 ? even : EvenSize(height, most);

    /// <summary>The size of the largest of tiles of up to so many, when they are as even as they can be.</summary>
    private static int EvenSize(int count, int most)
    {
        int tiles = (count + most - 1) / most;
        return (count + tiles - 1) / tiles;
    }

    /// <summary>The indices of an overlap-add, with names for its sizes.</summary>
    private sealed class Indices(OverlapAddSpec spec)
    {
        public Size Height { get; } = Size.Named("height", spec.Height);

        public Size Width { get; } = Size.Named("width", spec.Width);

        public Size Lines { get; } = Size.Named("lines", spec.Lines);

        public Size Channels { get; } = Size.Named("channels", spec.Channels);

        public Size Segment { get; } = Size.Named("segment", spec.Segment);

        public Size Step { get; } = Size.Named("step", spec.Step);

        public Size YRow => Height * Size.Named("yLine", spec.YLine);

        /// <summary>The number of the line of places and the channel.</summary>
        public Affine Place => (spec.Lines == 1 ? 0 : s_tapLine * Channels) + s_k;

        public Affine Weight => Place * Size.Named(Names.Whole, spec.WeightStride) + s_column;

        public Affine X(Affine pixel) =>
            s_image * Size.Named("xImage", spec.XRow)
            + (spec.Height == 1 ? 0 : s_line * Size.Named("xLine", spec.LineStep))
            + (spec.Lines == 1 ? 0 : s_tapLine * Size.Named("xTapLine", spec.TapLine))
            + pixel * Channels
            + s_k;

        public Affine Y(Affine pixel) => s_image * YRow + (spec.Height == 1 ? 0 : s_line * Size.Named("yLine", spec.YLine)) + pixel * Step + s_column;

        /// <summary>Loops over the lines of places and the channels.</summary>
        public IReadOnlyList<Statement> OverPlaces(IReadOnlyList<Statement> body)
        {
            var channels = new For("k", 0, Channels, 1, body);
            return spec.Lines == 1 ? [channels] : [new For("tapLine", 0, Lines, 1, [channels])];
        }
    }
}

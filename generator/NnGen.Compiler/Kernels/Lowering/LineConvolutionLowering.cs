using System.Globalization;
using NnGen.Compiler.Graph.Ops;
using NnGen.Compiler.Kernels.Rewrites;
using NnGen.Compiler.Plan;

namespace NnGen.Compiler.Kernels.Lowering;

/// <summary>
/// Convolutions of one channel by lines: a register is neighbouring pixels of one output, which take neighbouring elements of the image, and each weight
/// serves all of them. A strip of a line is computed output by output, in memory near by, and then turned, so that the outputs of a pixel lie side by
/// side as everywhere else. A pool takes its lines while they are sums in registers, and its pixels when they are turned.
/// </summary>
internal static class LineConvolutionLowering
{
    /// <summary>The most sums of a tile, at every width: they hide the latency, and sixteen registers hold them beside what they take.</summary>
    private const int Sums = 12;

    /// <summary>The most calls on a register that an element of a pool is.</summary>
    private const int CallsOfElement = 6;

    /// <summary>The pixels of a strip, or a few less: what it takes stays in the first-level cache, however long a line is.</summary>
    private const int Strip = 64;

    private const int Block = LineConvolutions.Block;

    /// <summary>The memories of a strip: pixels side by side for each output, and outputs side by side for each pixel.</summary>
    private const string Planes = "planes";
    private const string Turned = "turned";

    private const LaneKind P = LaneKind.Physical;
    private static readonly Affine s_image = Affine.Variable("image");
    private static readonly Affine s_line = Affine.Variable("line");
    private static readonly Affine s_pixel = Affine.Variable("pixel");
    private static readonly Affine s_channel = Affine.Variable("channel");
    private static readonly Affine s_column = Affine.Variable("column");

    public static Kernel Lower(LineConvolutionSpec spec, int lanes)
    {
        FollowingPool pool = spec.Pool ?? new FollowingPool(PoolKind.Max, 1, 1, spec.Walk.Height, spec.Walk.Width);
        bool isPooled = spec.Pool is not null;

        // Strips of even length would need two texts; the last one begins so early that it is as long as the others.
        int width = Math.Min(pool.Width, Strip / (lanes * pool.Pixels) * lanes);
        int strips = (pool.Width + width - 1) / width;
        int pixels = width * pool.Pixels;
        int plane = Layout.Pad(pixels, lanes);

        TileSize tile = TileSize.Of(spec, pool, pixels, lanes);
        int lines = isPooled ? 1 : tile.Lines;
        string[] memories = ["x", "w", .. spec.HasBias ? new[] { "b" } : [], .. spec.Fusion.Inputs.Select(input => input.Memory), "y"];
        var methods = new TileMethods(spec.Name, [.. memories, Planes], (size, _) => $"A tile of {size} registers, outputs by lines by pixels: the sums stay in registers over the whole window.");
        bool isInStrips = strips > 1;
        Affine begin = isInStrips ? Affine.Variable("begin") : 0;
        Affine first = isInStrips && pool.Pixels > 1 ? Affine.Variable("first") : begin;


        // Statements of a strip of some lines.
        List<Statement> strip = [];
        foreach ((int from, int to, int outputs) in EvenRanges(spec.Out, tile.Outputs))
        {
            List<Statement> tiles = [];
            foreach (int registers in tile.IsRest ? [tile.Registers, 1] : new[] { tile.Registers })
            {
                string name = string.Join("x", new[] { outputs, tile.Lines, registers }.Select(Number));
                tiles.Add(new For("pixel", tiles.Count == 0 ? 0 : null, Affine.Register + (pixels - 1), Affine.Register * registers, [methods.Call(Tile(spec, pool, isPooled, outputs, tile.Lines, registers, plane, first), name, isPartial: false)]));
            }

            strip.Add(new For("channel", from, to, outputs, tiles));
        }

        for (int line = 0; line < lines; line++)
        {
            Affine y = s_image * spec.YRow + (s_line * lines + line) * spec.YLine + begin * spec.Out;
            strip.AddRange(isPooled ? [.. Turn(line), .. Pooled(spec, pool, width, lanes, y)] : spec.Out == 1 ? Copied(line, y) : TurnedAtOnce(line, y));
        }

        IReadOnlyList<Statement> all = !isInStrips ? strip :
        [
            new For("strip", 0, strips, 1,
            [
                new LetIndex("begin", new(Enumerable.Range(0, strips).Select(Begin)), Affine.Variable("strip")),
                .. pool.Pixels > 1 ? new[] { new LetIndex("first", new(Enumerable.Range(0, strips).Select(i => Begin(i) * pool.Pixels)), Affine.Variable("strip")) } : [],
                .. strip,
            ]),
        ];
        List<Statement> body =
        [
            new Reserve(Planes, lines * Block * plane),
            .. isPooled ? [new Reserve(Turned, (Layout.Pad(pixels, Block) * Block) + lanes)] : spec.Out > 1 && AtOnce() < width ? [new Reserve(Turned, Block * Block)] : Array.Empty<Statement>(),
            .. WindowIndices.OverImages([new For("line", 0, pool.Height / lines, 1, all)]),
        ];
        string after = isPooled ? $", and of these the {(pool.Kind == PoolKind.Max ? "largest" : "mean")} of each {Number(pool.Lines)} x {Number(pool.Pixels)}" : "";
        string summary = $"y[{Number(pool.Height)}, {Number(pool.Width)}, {Number(spec.Out)}] = f(x[window, {Number(spec.Walk.Elements)}] w[{Number(spec.Walk.Elements)}, {Number(spec.Out)}]{(spec.HasBias ? " + b" : "")}) for windows of {Number(spec.Walk.Lines)} lines{after}, pixels being lanes.";
        return new Kernel(spec.Name, summary, memories, [Names.Rows], [], body);

        int Begin(int number) => Math.Min(number * width, pool.Width - width);

        // From pixels side by side to outputs side by side, eight of them, those beyond the last output being nobody's.
        IEnumerable<Statement> Turn(int line) =>
            [new For("block", 0, Layout.Pad(pixels, Block), Block, [new TransposeBlock(Planes, Affine.Variable("block") + (line * Block * plane), plane, Turned, Affine.Variable("block") * Block, Block)])];

        // The pixels that are turned to where they belong: what a block has too much behind its last one, the pixels behind overwrite.
        int AtOnce() => Math.Max(0, (width * spec.Out - (Block - spec.Out)) / (Block * spec.Out) * Block);

        IEnumerable<Statement> TurnedAtOnce(int line, Affine y)
        {
            int whole = AtOnce();
            int rest = width - whole;
            Affine block = Affine.Variable("block");
            TransposeBlock Turned8(Affine from, string memory, Affine to) => new(Planes, from + (line * Block * plane), plane, memory, to, spec.Out);
            return
            [
                .. whole > 0 ? [new For("block", 0, whole, Block, [Turned8(block, "y", y + block * spec.Out)])] : Array.Empty<Statement>(),
                .. Enumerable.Range(0, (rest + Block - 1) / Block).SelectMany(part =>
                {
                    int pixel = whole + part * Block;
                    return (Statement[])[Turned8(pixel, Turned, 0), .. Moved(Turned, 0, y + pixel * spec.Out, Math.Min(Block, width - pixel) * spec.Out)];
                }),
            ];
        }

        IEnumerable<Statement> Copied(int line, Affine y) => Moved(Planes, line * Block * plane, y, width);

        // By whole vectors, and one by one what fills none.
        IEnumerable<Statement> Moved(string memory, Affine from, Affine to, int count)
        {
            int whole = count / lanes * lanes;
            Affine n = Affine.Variable("n");
            Statement Move(LaneKind kind) => new Store("y", to + n, new Load(memory, from + n, kind));
            return
            [
                .. whole > 0 ? [new For("n", 0, whole, lanes, [Move(LaneKind.Logical)])] : Array.Empty<Statement>(),
                .. whole < count ? [new For("n", whole, count, 1, [Move(LaneKind.Scalar)])] : Array.Empty<Statement>(),
            ];
        }

        IEnumerable<Statement> Rest(int whole, Affine y) => whole == width ? [] :
            [new For("pixel", whole, width, 1, [new For("column", 0, spec.Out, 1, [new Store("y", y + s_pixel * spec.Out + s_column, new Load(Turned, s_pixel * Block + s_column, LaneKind.Scalar))])])];

        IEnumerable<Statement> Pooled(LineConvolutionSpec spec, FollowingPool pool, int width, int lanes, Affine y)
        {
            int whole = Whole(spec.Out, width, lanes);
            var value = new Local("value", P);
            Load Element(int pixel) => new(Turned, s_pixel * (pool.Pixels * Block) + (pixel * Block) + s_column, P);
            List<Statement> pooled =
            [
                new Let(value.Name, Element(0)),
                .. Enumerable.Range(1, pool.Pixels - 1).SelectMany(pixel => Combined(pool.Kind, value, Element(pixel), Number(pixel))),
                .. pool.Kind == PoolKind.Average ? [new Assign(value.Name, value * new Constant(1.0 / (pool.Lines * pool.Pixels), P))] : Array.Empty<Statement>(),
            ];

            // The last ones, behind which a whole register has no room, go back to where they came from: what is read there lies further on.
            return
            [
                .. whole > 0 ? [OverColumns(0, whole, [.. pooled, new Store("y", y + s_pixel * spec.Out + s_column, value)])] : Array.Empty<Statement>(),
                .. whole < width ? [OverColumns(whole, width, [.. pooled, new Store(Turned, s_pixel * Block + s_column, value)])] : Array.Empty<Statement>(),
                .. Rest(whole, y),
            ];
        }

        For OverColumns(int from, int to, IReadOnlyList<Statement> inner) => new("pixel", from, to, 1, [new For("column", 0, Affine.Register + (spec.Out - 1), Affine.Register, inner)]);
    }

    /// <summary>So many pixels are stored by whole registers: what these have too many, the pixels behind overwrite.</summary>
    private static int Whole(int outputs, int pixels, int lanes) => Math.Max(0, pixels - (lanes - outputs + outputs - 1) / outputs);

    /// <summary>What a pool makes of its value so far and an element.</summary>
    private static IReadOnlyList<Statement> Combined(PoolKind kind, Local value, Expression element, string suffix) =>
        kind == PoolKind.Max ? PoolLowering.Larger(value, element, suffix) : [new Assign(value.Name, value + element)];

    /// <summary>A tile: some outputs of some lines of windows and registers of pixels. Their lines are pooled, or each is stored.</summary>
    private static IReadOnlyList<Statement> Tile(LineConvolutionSpec spec, FollowingPool pool, bool isPooled, int outputs, int lines, int registers, int plane, Affine first)
    {
        var at = new WindowIndices(spec.Walk);
        Affine element = at.Element.InNumbers().Substitute("line", s_line * lines).Substitute("pixel", s_pixel + first);
        var begun = new List<Statement>();
        var products = new List<Statement>();
        var chains = new List<Statement>();
        Affine weight = (at.Place * at.Run).InNumbers() * spec.WeightStride + Affine.Variable("k") * spec.WeightStride + s_channel;
        var results = new Expression[outputs, lines, registers];
        for (int output = 0; output < outputs; output++)
        {
            for (int line = 0; line < lines; line++)
            {
                for (int register = 0; register < registers; register++)
                {
                    string suffix = $"{Number(output)}_{Number(line)}_{Number(register)}";
                    var sum = new Local("sum" + suffix, P);
                    begun.Add(new Let(sum.Name, spec.HasBias ? new Splat(new Load("b", s_channel + output, LaneKind.Scalar), P) : new Constant(0, P)));
                    products.Add(new Accumulate(
                        sum.Name,
                        new Splat(new Load("w", weight + output, LaneKind.Scalar), P),
                        new Load("x", element + Affine.Variable("k") + (line * spec.Walk.LineStep) + Affine.Register * register, P)));
                    (IEnumerable<Statement> chain, results[output, line, register]) = Chain(spec.Fusion, sum, s_channel + output, suffix);
                    chains.AddRange(chain);
                }
            }
        }

        var stored = new List<Statement>();
        for (int output = 0; output < outputs; output++)
        {
            for (int register = 0; register < registers; register++)
            {
                Affine to = (s_channel + output) * plane + s_pixel + Affine.Register * register;
                if (!isPooled)
                {
                    stored.AddRange(Enumerable.Range(0, lines).Select(line => new Store(Planes, to + (line * Block * plane), results[output, line, register])));
                    continue;
                }

                string suffix = $"{Number(output)}_{Number(register)}";
                var value = new Local("value" + suffix, P);
                stored.Add(new Let(value.Name, results[output, 0, register]));
                for (int line = 1; line < lines; line++)
                {
                    stored.AddRange(Combined(pool.Kind, value, results[output, line, register], $"{suffix}_{Number(line)}"));
                }

                stored.Add(new Store(Planes, to, value));
            }
        }

        return [.. begun, .. at.OverPlaces([new For("k", 0, spec.Walk.Run, 1, products)]).Select(WithNumbers), .. chains, .. stored];
    }

    /// <summary>What follows on a sum of an output.</summary>
    private static (IEnumerable<Statement> Statements, Expression Result) Chain(Fusion fusion, Local sum, Affine channel, string suffix)
    {
        var statements = new List<Statement>();
        var inputs = new List<Expression> { sum };
        inputs.AddRange(fusion.Inputs.Select(input => new Splat(new Load(input.Memory, input.IsShared ? 0 : channel, LaneKind.Scalar), P)));
        for (int i = 0; i < fusion.Steps.Count; i++)
        {
            Expression value = ElementLowering.Lower(fusion.Steps[i].Expression, inputs, P);
            if (value is not Local)
            {
                var local = new Local($"f{Number(i)}_{suffix}", P);
                statements.Add(new Let(local.Name, value));
                value = local;
            }

            inputs.Add(value);
        }

        return (statements, fusion.Steps.Count == 0 ? sum : inputs[inputs.Count - 1]);
    }

    private static Statement WithNumbers(Statement statement) => Walk.Map(statement, e => e, index => index.InNumbers(), name => name);

    /// <summary>Ranges of tiles of up to so many, as even as they can be.</summary>
    private static IEnumerable<(int From, int To, int Size)> EvenRanges(int count, int most)
    {
        int tiles = (count + most - 1) / most;
        int from = 0;
        foreach (IGrouping<int, int> equals in Enumerable.Range(0, tiles).Select(tile => (count + tiles - 1 - tile) / tiles).GroupBy(size => size))
        {
            yield return (from, from + equals.Sum(), equals.Key);
            from += equals.Sum();
        }
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The size of a tile.</summary>
    /// <param name="Outputs">The most outputs.</param>
    /// <param name="Lines">The lines of windows: those of a pool, or so many that there are enough sums.</param>
    /// <param name="Registers">The registers of pixels.</param>
    /// <param name="IsRest">Whether at some width single registers are left over.</param>
    private sealed record TileSize(int Outputs, int Lines, int Registers, bool IsRest)
    {
        public static TileSize Of(LineConvolutionSpec spec, FollowingPool pool, int pixels, int lanes)
        {
            bool isPooled = spec.Pool is not null;
            int calls = 2 + Chain(spec.Fusion, new Local("sum", P), s_channel, "").Statements.SelectMany(Walk.Expressions).SelectMany(e => e.All()).Count(e => e.Kind == P && e is not Local) + (isPooled ? CallsOfElement : 1);
            int sums = Sums;
            while (sums > 1 && !TileBudget.Fits(sums, 1, calls))
            {
                sums--;
            }

            int lines = isPooled ? pool.Lines : 1;
            int outputs = Math.Min(spec.Out, Math.Max(1, sums / lines));
            int even = (spec.Out + outputs - 1) / outputs;
            outputs = (spec.Out + even - 1) / even;
            int registers = Math.Max(1, Math.Min(sums / (outputs * lines), (pixels + lanes - 1) / lanes));
            if (!isPooled)
            {
                lines = Enumerable.Range(1, Math.Max(1, sums / (outputs * registers))).Last(number => pool.Height % number == 0);
            }

            return new TileSize(outputs, lines, registers, new[] { 1, 2, 4 }.Any(parts => (pixels + lanes / parts - 1) / (lanes / parts) % registers != 0));
        }
    }
}

using NnGen.Compiler.Kernels.Rewrites;
using NnGen.Compiler.Model;
using NnGen.Compiler.Plan;

namespace NnGen.Compiler.Kernels.Lowering;

/// <summary>
/// Gradients of parameters: sums over the rows of a batch, in the order of the rows, with the update in the epilogue. Nothing is
/// transposed: a tile reads up to 6 inputs of a row next to each other.
/// </summary>
internal static class GradientLowering
{
    /// <summary>The end of the inputs that tiles of six take, in a range of them.</summary>
    private const string Sixes = "sixes";

    private static readonly Affine s_from = Affine.Variable(Names.From);
    private static readonly Affine s_to = Affine.Variable(Names.To);

    /// <summary>The most inputs of a tile.</summary>
    private const int MaxInputs = 6;

    /// <summary>So many inputs go by sixes, and what is left by fours and ones, which one text does for any number; of fewer, tiles are as even as they can be.</summary>
    private const int MinOfSixes = 24;

    /// <summary>The memory from which the update takes the sums of a large tile.</summary>
    private const string Sums = "sums";

    internal const string PanelInputs = "panelInputs";

    public static KernelStructure Structure(WeightGradientSpec spec, int lanes)
    {
        static ProductStrides Named(ProductStrides strides) => new(KernelStructure.Named(strides.X), KernelStructure.Named(strides.Dy), strides.Positions == 1 ? 1 : 2);
        bool isOnePanel = spec.Out <= spec.WeightStride;
        int width = isOnePanel ? spec.Out : spec.WeightStride;
        (object columns, IEnumerable<NamedSize> ends) = ColumnTiles.Structure(width, lanes, isExact: true, ColumnTiles.Widest);
        (object inputs, IEnumerable<NamedSize> heights) = InputStructure(spec);
        ProductStrides first = new(spec.XStride, spec.DyStride, spec.Positions);
        WeightGradientSpec plain = spec with
        {
            In = 0,
            Out = 0,
            XStride = Named(first).X,
            DyStride = Named(first).Dy,
            Positions = Named(first).Positions,
            WeightStride = 0,
            PanelInputs = KernelStructure.Named(spec.PanelInputs),
            Further = new(spec.Further.Select(Named)),
        };
        return new((plain, isOnePanel, columns, inputs),
        [
            new(Names.Outputs, spec.Out), new(Names.StrideOf("w"), spec.WeightStride), new(Names.Panels, spec.Out / width), new(PanelInputs, spec.PanelInputs),
            .. spec.Further.Prepend(first).SelectMany((strides, use) => new NamedSize[]
            {
                new(Names.StrideOf(Operand.Numbered("x", use)), strides.X), new(Names.StrideOf(Operand.Numbered("dy", use)), strides.Dy), new(Positions(Operand.Numbered("x", use)), strides.Positions),
            }),
            .. ends,
            .. heights,
        ]);
    }

    public static KernelStructure Structure(BiasGradientSpec spec, int lanes) =>
        new((spec with { Out = 0, DyStride = KernelStructure.Named(spec.DyStride) }, ColumnTiles.Structure(spec.Out, lanes, isExact: true).Key), [new(Names.Outputs, spec.Out), new(Names.StrideOf("dy"), spec.DyStride)]);

    public static Kernel Weight(WeightGradientSpec spec, int lanes)
    {
        Affine k = Affine.Variable("k");
        Affine row = Affine.Variable("row");
        Affine column = Affine.Variable("column");
        const LaneKind P = LaneKind.Physical;
        bool isOnePanel = spec.Out <= spec.WeightStride;
        Size outputs = Size.Named(Names.Outputs, spec.Out);
        Size weightStride = Names.Stride("w", spec.WeightStride);
        Size width = isOnePanel ? outputs : weightStride;
        Affine panel = isOnePanel ? 0 : Affine.Variable("panel");
        var sum = new Local("sum", P);
        (string X, string Dy, ProductStrides Strides)[] products =
        [
            .. spec.Further.Prepend(new ProductStrides(spec.XStride, spec.DyStride, spec.Positions)).Select((strides, use) => (Operand.Numbered("x", use), Operand.Numbered("dy", use), strides)),
        ];
        Affine position = panel * (Size.Named(PanelInputs, spec.PanelInputs) * width) + k * weightStride + column;

        // Chosen, not multiplied: a sum that is infinite must not reach an absent weight either.
        Expression gradient = spec.IsMasked ? new SelectLess(new Constant(0, P), new Load("mask", position, P), sum, new Constant(0, P)) : sum;
        IReadOnlyList<Statement> Tiles(int registers, bool counts)
        {
            List<Statement> body =
            [
                new Let(sum.Name, new Constant(0, P)),
                .. products.Select(product => new For("row", 0, Affine.Variable(Names.Rows) * PositionsOf(product.X, product.Strides.Positions), 1,
                [
                    new Accumulate(
                        sum.Name,
                        new Splat(new Load(product.X, row * Names.Stride(product.X, product.Strides.X) + k, LaneKind.Scalar), P),
                        new Load(product.Dy, row * Names.Stride(product.Dy, product.Strides.Dy) + panel * width + column, P)),
                ])),
                new Update(Affine.Variable("weight") + position, gradient, counts ? width - column : null),
            ];
            return TilesOfInputs(spec, body, registers);
        }

        string[] memories = [.. products.SelectMany(product => new[] { product.X, product.Dy }), .. spec.IsMasked ? new[] { "mask" } : [], Names.Parameters];
        var methods = new TileMethods(spec.Name, [.. memories, Sums], (size, note) => $"A tile of {size} registers of the gradient{note}: summed over all rows, then handed to the update.");
        For Outlined(For columns, int registers, bool isPartial) =>
            methods.Banded(registers == ColumnTiles.Widest ? columns with { Body = [.. columns.Body.Cast<For>().Select(tile => HandOver.Apply(tile, Sums, lanes))] } : columns, registers, isPartial, EndOfSixes(spec, registers));
        (Affine, Affine)? columnRange = spec.Cut == GradientAxis.Columns ? (s_from, s_to) : null;
        IReadOnlyList<Statement> driver = Panels(ColumnTiles.ByWidth(width, lanes, isExact: true, ColumnTiles.Widest, Tiles, Outlined, columnRange));

        string inputsInWords = Size.Named(Names.Inputs, spec.In).InWords;
        string summary = $"dw[{inputsInWords}, {outputs.InWords}] = sum over rows of {string.Join(" + ", products.Select(product => $"{product.X}[row, {inputsInWords}] {product.Dy}[row, {outputs.InWords}]"))}, a product of matrices (GEMM) in tiles of inputs by registers{(spec.IsMasked ? ", 0 where the mask is 0" : "")}{(spec.Cut is GradientAxis cut ? $", for some of the {cut.ToString().ToLowerInvariant()}" : "")}.";
        return new Kernel(spec.Name, summary, memories, [Names.Rows, "weight", .. spec.Cut is null ? Array.Empty<string>() : [Names.From, Names.To]], [], driver);

        // Where a row is one position, nothing is multiplied.
        static Size PositionsOf(string x, int positions) => positions == 1 ? 1 : Size.Named(Positions(x), positions);

        // The sums of a large tile have one place for all panels, in the way that has such tiles.
        IReadOnlyList<Statement> Panels(IReadOnlyList<Statement> columns) => columns.Count == 1 && columns[0] is WidthSwitch widths
            ? [new WidthSwitch([.. widths.Cases.Select(way => way with { Body = Panels(way.Body) })])]
            : [.. Reserved(columns), .. isOnePanel ? columns : [PanelLoop(columns)]];

        For PanelLoop(IReadOnlyList<Statement> columns) => spec.Cut == GradientAxis.Panels ? new("panel", s_from, s_to, 1, columns) : new("panel", 0, Size.Named(Names.Panels, spec.Out / width.Value), 1, columns);

        IEnumerable<Statement> Reserved(IReadOnlyList<Statement> columns) => columns.SelectMany(Walk.Statements).OfType<Invoke>().Any(tile => tile.Memories.Any(memory => memory.Memory == Sums))
            ? [new Reserve(Sums, MaxInputs * ColumnTiles.Widest * lanes)]
            : [];
    }

    public static Kernel Bias(BiasGradientSpec spec, int lanes)
    {
        Size outputs = Size.Named(Names.Outputs, spec.Out);
        Affine row = Affine.Variable("row");
        Affine column = Affine.Variable("column");
        const LaneKind P = LaneKind.Physical;
        Local[] sums = [.. new[] { "first", "second", "third", "fourth" }.Select(name => new Local(name, P))];
        Affine rows = Affine.Variable(Names.Rows);
        Statement Add(int sum) => new Accumulate(sums[sum].Name, new Constant(1, P), new Load("dy", (row + sum) * Names.Stride("dy", spec.DyStride) + column, P));
        IReadOnlyList<Statement> Body(bool counts) =>
        [
            .. sums.Select(sum => new Let(sum.Name, new Constant(0, P))),
            new For("row", 0, rows, sums.Length, [.. sums.Select((_, sum) => Add(sum))]),
            new For("row", null, rows, 1, [Add(0)]),
            new Update(Affine.Variable("bias") + column, sums[0] + sums[1] + (sums[2] + sums[3]), counts ? outputs - column : null),
        ];
        string summary = $"db[{outputs.InWords}] = sum over rows of dy[row, {outputs.InWords}], of each fourth row by itself: an addition need not wait for the one before.";
        return new Kernel(spec.Name, summary, ["dy", Names.Parameters], [Names.Rows, "bias"], [], [.. ColumnTiles.Build(outputs, lanes, isExact: true, Body).Select(tiles => tiles.Loop)]);
    }

    public static Kernel Shared(SharedGradientSpec spec, int lanes)
    {
        Affine row = Affine.Variable("row");
        const LaneKind V = LaneKind.Logical;
        var sum = new Local("sum", V);
        var total = new Local("total", LaneKind.Scalar);
        var pass = new RowPass(spec.Columns, lanes);
        IEnumerable<Statement> columns = pass.Statements((column, count, _) =>
            [new Accumulate(sum.Name, new Constant(1, V), pass.Keep(new Load("dy", row * spec.DyStride + column, V), count, 0))]);
        List<Statement> body =
        [
            new Let(sum.Name, new Constant(0, V)),
            new For("row", 0, Affine.Variable(Names.Rows), 1, [.. columns]),
            new Let(total.Name, pass.Reduce(Reduction.Sum, sum)),
            new Update(Affine.Variable("shared"), new Splat(total, V), 1),
        ];
        return new Kernel(spec.Name, $"dp[1] = sum over rows and columns of dy[row, {spec.Columns}].", ["dy", Names.Parameters], [Names.Rows, "shared"], [], body);
    }

    /// <summary>
    /// The heights of tiles over so many inputs: up to six, and as even as they can be, since low tiles have too few sums in flight. Three registers
    /// side by side go by four: the updates of twelve sums are inlined, more would go through memory.
    /// </summary>
    internal static IEnumerable<int> Heights(int inputs, int registers)
    {
        int most = registers == 3 ? HandOver.MaxUpdates / 3 : MaxInputs;
        int tiles = (inputs + most - 1) / most;
        return Enumerable.Range(0, tiles).Select(tile => (inputs + tiles - 1 - tile) / tiles);
    }

    /// <summary>What of the tiles of inputs depends on their number, and the sizes that they name.</summary>
    internal static (object Key, IEnumerable<NamedSize> Sizes) InputStructure(WeightGradientSpec spec)
    {
        (int Registers, int Height, Size End)[] tiles = [.. Enumerable.Range(1, ColumnTiles.Widest).SelectMany(registers => InputTiles(spec.In, registers).Select(tile => (registers, tile.Height, tile.End)))];
        object key = GoesBySixes(spec)
            ? MaxInputs
            : new EquatableArray<(int, int)>(tiles.Select(tile => (tile.Registers, tile.Height)));
        return (key, tiles.SelectMany(tile => tile.End.Names).Append(new(Names.Inputs, spec.In)));
    }

    private static bool GoesBySixes(WeightGradientSpec spec) => spec.Cut == GradientAxis.Inputs || spec.In >= MinOfSixes;

    /// <summary>The inputs to take: all, or a range that is known when the kernel runs.</summary>
    private static (Affine From, Affine To) InputRange(WeightGradientSpec spec) => spec.Cut == GradientAxis.Inputs ? (s_from, s_to) : (0, Size.Named(Names.Inputs, spec.In));

    /// <summary>The tiles of all inputs, or of a range of them, for one input in <paramref name="body"/>.</summary>
    internal static IReadOnlyList<Statement> TilesOfInputs(WeightGradientSpec spec, IReadOnlyList<Statement> body, int registers) => GoesBySixes(spec)
        ? RangeTiles(new For("k", InputRange(spec).From, InputRange(spec).To, 1, body), registers)
        : InputTiles(new For("k", 0, spec.In, 1, body), spec.In, registers);

    /// <summary>Where the tiles of six end, where there are such; tiles of three registers are never so high.</summary>
    internal static Statement[] EndOfSixes(WeightGradientSpec spec, int registers) =>
        GoesBySixes(spec) && registers != 3 ? [new RowsOfSixes(Sixes, InputRange(spec).To)] : [];

    private static IReadOnlyList<Statement> InputTiles(For loop, int inputs, int registers) =>
    [
        .. InputTiles(inputs, registers).Select((tile, i) => new For(loop.Variable, i == 0 ? 0 : null, tile.End, tile.Height, Unroll.Jam(loop, tile.Height))),
    ];

    /// <summary>The tiles over all inputs, equal ones together, and the inputs that they end before.</summary>
    private static IEnumerable<(int Height, Size End)> InputTiles(int inputs, int registers)
    {
        int end = 0;
        foreach (IGrouping<int, int> equals in Heights(inputs, registers).GroupBy(height => height))
        {
            end += equals.Sum();
            yield return (equals.Key, Size.Named($"inputsBy{equals.Key}x{registers}", end));
        }
    }

    /// <summary>The name of the positions of a row of x.</summary>
    internal static string Positions(string x) => x + "Positions";

    /// <summary>
    /// The same over a range, whatever its length, in as few heights as there can be: 6, then 4, then 1; of three registers 4, 2 and 1. Ranges begin at multiples of 12, so only
    /// the last one has tiles of less than its first height.
    /// </summary>
    private static IReadOnlyList<Statement> RangeTiles(For loop, int registers)
    {
        int[] heights = registers == 3 ? [4, 2, 1] : [6, 4, 1];
        return [.. heights.Select((height, i) => loop with { From = i == 0 ? loop.From : null, To = height == 6 ? Affine.Variable(Sixes) : loop.To, Step = height, Body = Unroll.Jam(loop, height) })];
    }
}

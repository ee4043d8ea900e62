using NnGen.Compiler.Kernels.Rewrites;
using NnGen.Compiler.Plan;

namespace NnGen.Compiler.Kernels.Lowering;

/// <summary>
/// Gradients of parameters: sums over the rows of a batch, in the order of the rows, with the update in the epilogue. Nothing is
/// transposed: a tile reads 6 inputs of a row next to each other.
/// </summary>
internal static class GradientLowering
{
    /// <summary>The end of the inputs that tiles of six take, in a range of them.</summary>
    private const string Sixes = "sixes";

    private static readonly Affine s_from = Affine.Variable(Names.From);
    private static readonly Affine s_to = Affine.Variable(Names.To);

    public static Kernel Weight(WeightGradientSpec spec, int lanes)
    {
        Affine k = Affine.Variable("k");
        Affine row = Affine.Variable("row");
        Affine column = Affine.Variable("column");
        const LaneKind P = LaneKind.Physical;
        bool isOnePanel = spec.Out <= spec.WeightStride;
        int width = isOnePanel ? spec.Out : spec.WeightStride;
        Affine panel = isOnePanel ? 0 : Affine.Variable("panel");
        var sum = new Local("sum", P);
        (string X, string Dy, ProductStrides Strides)[] products =
        [
            .. spec.Further.Prepend(new ProductStrides(spec.XStride, spec.DyStride, spec.Positions)).Select((strides, use) => (Operand.Numbered("x", use), Operand.Numbered("dy", use), strides)),
        ];
        int[] heights = Heights(spec.In);
        Affine position = panel * (spec.PanelInputs * width) + k * spec.WeightStride + column;

        // Chosen, not multiplied: a sum that is infinite must not reach an absent weight either.
        Expression gradient = spec.IsMasked ? new SelectLess(new Constant(0, P), new Load("mask", position, P), sum, new Constant(0, P)) : sum;
        IReadOnlyList<Statement> Tiles(int registers, bool counts)
        {
            List<Statement> body =
            [
                new Let(sum.Name, new Constant(0, P)),
                .. products.Select(product => new For("row", 0, Affine.Variable(Names.Rows) * product.Strides.Positions, 1,
                [
                    new Accumulate(
                        sum.Name,
                        new Splat(new Load(product.X, row * product.Strides.X + k, LaneKind.Scalar), P),
                        new Load(product.Dy, row * product.Strides.Dy + panel * width + column, P)),
                ])),
                new Update(Affine.Variable("weight") + position, gradient, counts ? width - column : null),
            ];
            return spec.Cut == GradientAxis.Inputs
                ? RangeTiles(new For("k", s_from, s_to, 1, body), spec.In, registers == 3)
                : InputTiles(new For("k", 0, spec.In, 1, body), spec.In, heights, registers == 3);
        }

        string[] memories = [.. products.SelectMany(product => new[] { product.X, product.Dy }), .. spec.IsMasked ? new[] { "mask" } : [], Names.Parameters];
        var methods = new TileMethods(spec.Name, memories, (size, note) => $"A tile of {size} registers of the gradient{note}: summed over all rows, then handed to the update.");
        IReadOnlyList<Statement> driver = spec.Cut == GradientAxis.Columns
            ? [.. ColumnTiles.Build(width, lanes, isExact: true, counts => Tiles(2, counts), range: (s_from, s_to)).Select(tiles => methods.Outlined(tiles.Loop, tiles.Registers, tiles.IsPartial))]
            : ColumnTiles.ByWidth(width, lanes, isExact: true, 3, Tiles, methods.Outlined);
        if (!isOnePanel)
        {
            driver = [spec.Cut == GradientAxis.Panels ? new For("panel", s_from, s_to, 1, driver) : new For("panel", 0, spec.Out / width, 1, driver)];
        }

        if (spec.Cut == GradientAxis.Inputs && Counts(spec.In)[1] > 1)
        {
            driver = [new RowsOfSixes(Sixes, s_to), .. driver];
        }

        string summary = $"dw[{spec.In}, {spec.Out}] = sum over rows of {string.Join(" + ", products.Select(product => $"{product.X}[row, {spec.In}] {product.Dy}[row, {spec.Out}]"))}, in tiles of {string.Join(", ", heights)} inputs by 2 and 1 registers{(spec.IsMasked ? ", 0 where the mask is 0" : "")}{(spec.Cut is GradientAxis cut ? $", for some of the {cut.ToString().ToLowerInvariant()}" : "")}.";
        return new Kernel(spec.Name, summary, memories, [Names.Rows, "weight", .. spec.Cut is null ? Array.Empty<string>() : [Names.From, Names.To]], [], driver);
    }

    public static Kernel Bias(BiasGradientSpec spec, int lanes)
    {
        Size outputs = Size.Named(Names.Outputs, spec.Out);
        Affine row = Affine.Variable("row");
        Affine column = Affine.Variable("column");
        const LaneKind P = LaneKind.Physical;
        var sum = new Local("sum", P);
        IReadOnlyList<Statement> Body(bool counts) =>
        [
            new Let(sum.Name, new Constant(0, P)),
            new For("row", 0, Affine.Variable(Names.Rows), 1, [new Accumulate(sum.Name, new Constant(1, P), new Load("dy", row * Names.Stride("dy", spec.DyStride) + column, P))]),
            new Update(Affine.Variable("bias") + column, sum, counts ? outputs - column : null),
        ];
        string summary = $"db[{outputs.InWords}] = sum over rows of dy[row, {outputs.InWords}].";
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

    /// <summary>The heights of tiles that cover so many inputs: 6 and 4, since lower ones have too few sums in flight; 1 where the number is odd.</summary>
    internal static int[] Heights(int inputs) => inputs switch
    {
        1 or 2 or 3 => [inputs],
        _ => [.. new[] { 6, 4, 1 }.Where((_, i) => Counts(inputs)[i] > 0)],
    };

    private static int[] Counts(int inputs)
    {
        int odd = inputs % 2;
        int even = inputs - odd;
        int fours = (even % 6) switch { 0 => 0, 4 => 1, _ => 2 };
        return [(even - 4 * fours) / 6, fours, odd];
    }

    private static IReadOnlyList<Statement> InputTiles(For loop, int inputs, int[] heights, bool isOfThree)
    {
        if (inputs <= 3)
        {
            return [new For(loop.Variable, 0, inputs, inputs, Unroll.Jam(loop, inputs))];
        }

        if (isOfThree)
        {
            return Split.Tiles(loop, inputs % 4 == 0 ? [4] : [4, inputs % 4]);
        }

        int[] counts = Counts(inputs);
        var loops = new List<Statement>();
        int end = 0;
        foreach (int height in heights)
        {
            end += height * counts[height == 6 ? 0 : height == 4 ? 1 : 2];
            loops.Add(new For(loop.Variable, loops.Count == 0 ? 0 : null, end, height, Unroll.Jam(loop, height)));
        }

        return loops;
    }

    /// <summary>The same over a range that begins and ends at multiples of 12, or ends with the last input: the tiles are those that they would be without.</summary>
    private static IReadOnlyList<Statement> RangeTiles(For loop, int inputs, bool isOfThree)
    {
        if (isOfThree)
        {
            return Split.Tiles(loop, inputs % 4 == 0 ? [4] : [4, inputs % 4]);
        }

        int[] counts = Counts(inputs);
        Affine sixes = counts[1] > 1 ? Affine.Variable(Sixes) : loop.To;
        return
        [
            loop with { To = sixes, Step = 6, Body = Unroll.Jam(loop, 6) },
            .. new[] { (Height: 4, Count: counts[1]), (Height: 1, Count: counts[2]) }.Where(tile => tile.Count > 0).Select(tile => loop with { From = null, Step = tile.Height, Body = Unroll.Jam(loop, tile.Height) }),
        ];
    }
}

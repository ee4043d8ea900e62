using NnGen.Compiler.Graph.Ops;
using NnGen.Compiler.Model;
using NnGen.Compiler.Plan;

namespace NnGen.Compiler.Kernels.Lowering;

/// <summary>
/// Axes that are resized: what an element comes from, and how far it lies between the two, are tables of the axis' length; what lies side by side at
/// each index is taken a register at a time.
/// </summary>
internal static class ResizeLowering
{
    private const LaneKind P = LaneKind.Physical;
    private static readonly Affine s_image = Affine.Variable("image");
    private static readonly Affine s_block = Affine.Variable("block");
    private static readonly Affine s_element = Affine.Variable("element");
    private static readonly Affine s_column = Affine.Variable("column");
    private static readonly Local s_fraction = new("fraction", LaneKind.Scalar);

    public static Kernel Lower(ResizeSpec spec, int lanes)
    {
        AxisSampling sampling = spec.Sampling;
        Affine x = s_image * spec.XRow + Block(spec.Blocks, sampling.Size * spec.Run) + s_column;
        Affine y = s_image * spec.YRow + Block(spec.Blocks, sampling.Count * spec.Run) + s_element * spec.Run + s_column;
        Load At(string index) => new("x", x + Affine.Variable(index) * spec.Run, P);
        var (below, above) = (new Local("below", P), new Local("above", P));
        Statement[] places = sampling.IsNearest
            ? [new LetIndex("lower", sampling.Lower, s_element)]
            :
            [
                new LetIndex("lower", sampling.Lower, s_element),
                new LetIndex("upper", sampling.Upper, s_element),
                new LetNumber(s_fraction.Name, sampling.Fractions, s_element),
                new Let(below.Name, new Splat(Rest, P)),
                new Let(above.Name, new Splat(s_fraction, P)),
            ];
        Expression value = sampling.IsNearest ? At("lower") : new MultiplyAdd(above, At("upper"), below * At("lower"));
        IReadOnlyList<Statement> columns = Columns(spec.Run, lanes, counts => [new Store("y", y, value, counts ? spec.Run - s_column : null)]);
        string summary = $"y[{spec.Blocks}, {sampling.Count}, {spec.Run}] = x[{spec.Blocks}, {sampling.Size}, {spec.Run}], the second axis resized {(sampling.IsNearest ? "by taking the nearest" : "on the lines between neighbours")}.";
        return new Kernel(spec.Name, summary, ["x", "y"], [Names.Rows], [], OverBlocks(spec.Blocks, [new For("element", 0, sampling.Count, 1, [.. places, .. columns])]));
    }

    public static Kernel Gradient(ResizeGradientSpec spec, int lanes)
    {
        AxisSampling sampling = spec.Sampling;
        Affine dx = s_image * spec.DxRow + Block(spec.Blocks, sampling.Size * spec.Run) + s_element * spec.Run + s_column;
        Affine from = Affine.Variable("from");
        var dy = new Load("dy", s_image * spec.DyRow + Block(spec.Blocks, sampling.Count * spec.Run) + from * spec.Run + s_column, P);
        var sum = new Local("sum", P);

        // Where both neighbours are one, that one has it all.
        EquatableArray<int> upper = sampling.Upper;
        var fractions = new EquatableArray<double>(sampling.Fractions.Select((fraction, o) => upper[o] == sampling.Lower[o] ? 0 : fraction));
        For Over(string first, string end, params Statement[] body) => new("from", Affine.Variable(first), Affine.Variable(end), 1, body);
        For Shares(string first, string end, Expression share) => Over(first, end, new LetNumber(s_fraction.Name, fractions, from), new Accumulate(sum.Name, new Splat(share, P), dy));
        EquatableArray<int> starts = sampling.Starts;
        (Statement[] ranges, Statement[] sums) = sampling.IsNearest
            ? ((Statement[])[new LetRange("first", "end", starts, s_element)], (Statement[])[Over("first", "end", new Assign(sum.Name, sum + dy))])
            :
            (
                [
                    // Those whose upper neighbour it is are those whose lower one is the element before it; before the first there is none.
                    new LetRange("upperFirst", "upperEnd", new([0, .. starts]), s_element),
                    new LetRange("lowerFirst", "lowerEnd", starts, s_element),
                ],
                [Shares("upperFirst", "upperEnd", s_fraction), Shares("lowerFirst", "lowerEnd", Rest)]);
        IReadOnlyList<Statement> columns = Columns(spec.Run, lanes, counts => [new Let(sum.Name, new Constant(0, P)), .. sums, new Store("dx", dx, sum, counts ? spec.Run - s_column : null)]);
        string summary = $"dx[{spec.Blocks}, {sampling.Size}, {spec.Run}] = the sum of what dy[{spec.Blocks}, {sampling.Count}, {spec.Run}] took of it along the second axis.";
        return new Kernel(spec.Name, summary, ["dy", "dx"], [Names.Rows], [], OverBlocks(spec.Blocks, [new For("element", 0, sampling.Size, 1, [.. ranges, .. columns])]));
    }

    /// <summary>The share of the lower neighbour.</summary>
    private static Expression Rest => new Constant(1, LaneKind.Scalar) - s_fraction;

    private static Affine Block(int blocks, int elements) => blocks == 1 ? 0 : s_block * elements;

    private static IReadOnlyList<Statement> OverBlocks(int blocks, IReadOnlyList<Statement> body) => WindowIndices.OverImages(blocks == 1 ? body : [new For("block", 0, blocks, 1, body)]);

    private static IReadOnlyList<Statement> Columns(int run, int lanes, Func<bool, IReadOnlyList<Statement>> body) => [.. ColumnTiles.Build(run, lanes, isExact: true, body).Select(tiles => tiles.Loop)];
}

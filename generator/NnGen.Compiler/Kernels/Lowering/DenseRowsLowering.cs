using NnGen.Compiler.Kernels.Rewrites;
using NnGen.Compiler.Plan;

namespace NnGen.Compiler.Kernels.Lowering;

/// <summary>
/// A matrix product over rows. The plain nest (columns, rows, inputs, one sum) is tiled by rewrites: 6 rows by 2 registers, then 4 rows,
/// then single rows; each tile is a method. Every output is the bias plus its products in the order of the inputs, whatever the tile.
/// </summary>
internal static class DenseRowsLowering
{
    private static readonly int[] s_rows = [6, 4, 1];

    public static Kernel Lower(DenseRowsSpec spec)
    {
        Affine row = Affine.Variable("row");
        Affine column = Affine.Variable("column");
        Affine k = Affine.Variable("k");
        const LaneKind P = LaneKind.Physical;
        var sum = new Local("sum", P);
        var product = new Accumulate(
            sum.Name,
            new Splat(new Load("x", row * spec.XStride + k, LaneKind.Scalar), P),
            new Load("w", k * spec.WeightStride + column, P));
        IReadOnlyList<Statement> RowTiles(bool counts)
        {
            List<Statement> body =
            [
                new Let(sum.Name, spec.HasBias ? new Load("b", column, P) : new Constant(0, P)),
                new For("k", 0, spec.In, 1, [product]),
                .. ElementLowering.Steps(spec.Fusion, sum, row, column, counts ? spec.Out : null),
            ];
            return Split.Tiles(new For("row", 0, Affine.Variable(Names.Rows), 1, body), s_rows);
        }

        bool isExact = spec.Fusion.Steps.Any(step => step.Store is { IsPadded: false });
        List<Statement> driver = [];
        foreach ((For loop, int registers, bool isPartial) in ColumnTiles.Build(spec.Out, isExact, RowTiles))
        {
            driver.Add(loop with { Body = [.. loop.Body.Cast<For>().Select(tile => Tile(tile, registers, isPartial))] });
        }

        For Tile(For tile, int registers, bool isPartial)
        {
            string size = $"{tile.Step.Constant}x{registers}";
            string note = isPartial ? ", the last columns" : "";
            (_, Invoke call) = Outline.Block($"{spec.Name}_{size}{(isPartial ? "Last" : "")}", $"A tile of {size} registers{note}: the sums stay in registers over all {spec.In} inputs.", ShareLoads.Apply(tile.Body));
            return tile with { Body = [call] };
        }

        string[] memories = ["x", "w", .. spec.HasBias ? new[] { "b" } : [], .. ElementLowering.Memories(spec.Fusion)];
        string[] scalars = spec.Fusion.Steps.Any(step => ElementLowering.UsesScale(step.Expression)) ? [Names.Scale] : [];
        string summary = $"y[rows, {spec.Out}] = f(x[rows, {spec.In}] w[{spec.In}, {spec.Out}]{(spec.HasBias ? " + b" : "")}) in tiles of 6, 4 and 1 rows by 2 and 1 registers.";
        return new Kernel(spec.Name, summary, memories, [Names.Rows], scalars, driver);
    }
}

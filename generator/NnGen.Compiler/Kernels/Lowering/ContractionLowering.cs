using NnGen.Compiler.Kernels.Rewrites;
using NnGen.Compiler.Plan;

namespace NnGen.Compiler.Kernels.Lowering;

/// <summary>
/// Products of matrices, a pair for each row of the batch or several: the nest of <see cref="DenseRowsLowering"/>, whose weights lie once,
/// with both factors moving from row to row. Every element is its products in the order of the inner index, whatever the tile.
/// </summary>
internal static class ContractionLowering
{
    public static Kernel Lower(ContractionSpec spec, int lanes)
    {
        const LaneKind P = LaneKind.Physical;
        (Affine batch, Affine matrix, Affine row) = (Affine.Variable("batch"), spec.Matrices == 1 ? 0 : Affine.Variable("matrix"), Affine.Variable("row"));
        (Affine column, Affine k) = (Affine.Variable("column"), Affine.Variable("k"));
        Affine position = batch * (spec.Matrices * spec.Rows) + matrix * spec.Rows + row;
        var sum = new Local("sum", P);
        var product = new Accumulate(
            sum.Name,
            new Splat(new Load("left", batch * spec.A.Batch + matrix * spec.A.Matrix + row * spec.A.Row + k * spec.A.Inner, LaneKind.Scalar), P),
            new Load("right", batch * spec.B.Batch + matrix * spec.B.Matrix + k * spec.B.Inner + column, P));
        int calls = TileBudget.CallsOfSum(ElementLowering.Steps(spec.Fusion, sum, position, column, null));
        IReadOnlyList<Statement> RowTiles(int registers, bool counts)
        {
            List<Statement> body =
            [
                new Let(sum.Name, new Constant(0, P)),
                new For("k", 0, spec.Inner, 1, [product]),
                .. ElementLowering.Steps(spec.Fusion, sum, position, column, counts ? spec.Columns - column : null),
            ];
            return Split.Tiles(new For("row", 0, spec.Rows, 1, body), TileBudget.Rows(registers, calls));
        }

        bool isExact = spec.Fusion.Steps.Any(step => step.Store is { IsPadded: false });
        string[] memories = ["left", "right", .. ElementLowering.Memories(spec.Fusion)];
        var methods = new TileMethods(spec.Name, memories, (size, note) => $"A tile of {size} registers{note}: the sums stay in registers over all {spec.Inner} products.");
        IReadOnlyList<Statement> driver = ColumnTiles.ByWidth(spec.Columns, lanes, isExact, TileBudget.Registers(calls), RowTiles, methods.Outlined);

        IReadOnlyList<Statement> matrices = spec.Matrices == 1 ? driver : [new For("matrix", 0, spec.Matrices, 1, driver)];
        string count = spec.Matrices == 1 ? "" : $"{spec.Matrices} matrices, ";
        string summary = $"y[rows, {count}{spec.Rows}, {spec.Columns}] = f(left[{spec.Rows}, {spec.Inner}] right[{spec.Inner}, {spec.Columns}]), a product of matrices (GEMM) each, in tiles of rows by registers.";
        return new Kernel(spec.Name, summary, memories, [Names.Rows], [], [new For("batch", 0, Affine.Variable(Names.Rows), 1, matrices)]);
    }
}

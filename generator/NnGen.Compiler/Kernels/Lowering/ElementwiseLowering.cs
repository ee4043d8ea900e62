using NnGen.Compiler.Graph;
using NnGen.Compiler.Kernels.Rewrites;
using NnGen.Compiler.Plan;

namespace NnGen.Compiler.Kernels.Lowering;

/// <summary>Elementwise ops from memory to memory.</summary>
internal static class ElementwiseLowering
{
    /// <summary>Of a kernel for rows; one for a single row has its numbers.</summary>
    public static KernelStructure Structure(ElementwiseSpec spec, int lanes) => new(
        (spec with { Columns = 0, XStride = KernelStructure.Named(spec.XStride), Fusion = spec.Fusion.WithoutStrides() }, ColumnTiles.Structure(spec.Columns, lanes, IsExact(spec.Fusion)).Key),
        [new(Names.Columns, spec.Columns), new(Names.StrideOf("x"), spec.XStride), .. ElementLowering.Strides(spec.Fusion)]);

    public static Kernel Lower(ElementwiseSpec spec, int lanes)
    {
        // One row is computed in logical vectors, which is what prediction of one row has.
        LaneKind kind = spec.OneRow ? LaneKind.Logical : LaneKind.Physical;
        Affine row = Affine.Variable("row");
        Affine column = Affine.Variable("column");
        var x = new Load("x", spec.OneRow ? column : row * Names.Stride("x", spec.XStride) + column, kind);
        Size columns = Size.Named(Names.Columns, spec.Columns);
        bool isExact = IsExact(spec.Fusion);
        string[] memories = ["x", .. ElementLowering.Memories(spec.Fusion), .. spec.Fusion.Steps.Any(step => step.Expression.UsesLossScale) ? new[] { Names.Scale } : []];
        string summary = $"Elementwise over {(spec.OneRow ? "one row" : "rows")} of {columns.InWords}.";
        if (spec.OneRow)
        {
            // Only the last vector can be cut short.
            int whole = isExact ? spec.Columns / lanes * lanes : Layout.Pad(spec.Columns, lanes);
            var vectors = new List<Statement>();
            if (whole > 0)
            {
                vectors.Add(new For("column", 0, whole, lanes, ShareLoads.Apply(Body(false))));
            }

            if (whole < spec.Columns)
            {
                vectors.Add(new For("column", whole, whole + lanes, lanes, ShareLoads.Apply(Body(true))));
            }

            return new Kernel(spec.Name, summary, memories, [], [], vectors);
        }

        // More behind a long function than it alone is more than the JIT inlines three times.
        bool isSingle = spec.Fusion.Steps.Any(step => step.Expression.IsLong) && spec.Fusion.Steps.Count(step => step.Expression is not ElementInput) > 1;
        IReadOnlyList<Statement> body = [.. ColumnTiles.Build(columns, lanes, isExact, Body, isSingle).Select(tiles => tiles.Loop with { Body = ShareLoads.Apply(tiles.Loop.Body) })];
        return new Kernel(spec.Name, summary, memories, [Names.Rows], [], [new For("row", 0, Affine.Variable(Names.Rows), 1, body)]);

        IReadOnlyList<Statement> Body(bool counts) => [.. ElementLowering.Steps(spec.Fusion, x, spec.OneRow ? 0 : row, column, counts ? columns - column : null)];
    }

    private static bool IsExact(Fusion fusion) => fusion.Steps.Any(step => step.Store is { IsPadded: false });
}

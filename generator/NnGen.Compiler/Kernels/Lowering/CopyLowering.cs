using NnGen.Compiler.Plan;

namespace NnGen.Compiler.Kernels.Lowering;

/// <summary>Kernels that only move numbers.</summary>
internal static class CopyLowering
{
    private const int Block = 8;

    /// <summary>By blocks of 8 x 8; the inputs that fill no block go one by one.</summary>
    public static Kernel Transpose(TransposeSpec spec)
    {
        Affine k = Affine.Variable("k");
        Affine column = Affine.Variable("column");
        bool isOnePanel = spec.Out <= spec.WeightStride;
        int width = isOnePanel ? spec.Out : spec.WeightStride;
        Affine panel = isOnePanel ? 0 : Affine.Variable("panel");
        Affine from = panel * (spec.In * width) + k * spec.WeightStride + column;
        Affine to = (panel * width + column) * spec.TransposedStride + k;
        int blocks = spec.In / Block * Block;
        int blockColumns = width / Block * Block;
        var moveBlock = new TransposeBlock("w", from, spec.WeightStride, "t", to, spec.TransposedStride);
        var move = new Store("t", to, new Load("w", from, LaneKind.Scalar));
        var body = new List<Statement>();
        if (blocks > 0 && blockColumns > 0)
        {
            body.Add(new For("k", 0, blocks, Block, [new For("column", 0, blockColumns, Block, [moveBlock])]));
        }

        if (blocks > 0 && blockColumns < width)
        {
            body.Add(new For("k", 0, blocks, 1, [new For("column", blockColumns, width, 1, [move])]));
        }

        if (blocks < spec.In)
        {
            body.Add(new For("k", blocks, spec.In, 1, [new For("column", 0, width, 1, [move])]));
        }

        string summary = $"t[{spec.Out}, {spec.In}] = w[{spec.In}, {spec.Out}]{(isOnePanel ? "" : $", in panels of {width}")}.";
        return new Kernel(spec.Name, summary, ["w", "t"], [], [], isOnePanel ? body : [new For("panel", 0, spec.Out / width, 1, body)]);
    }

    public static Kernel Copy(CopyRowsSpec spec, int lanes) =>
        new(spec.Name, $"y[{spec.Rows}, {spec.Columns}] = x[{spec.Rows}, {spec.Columns}].", ["x", "y"], [], [], [Rows(spec.Rows, spec.Columns, spec.XStride, spec.YStride, lanes)]);

    /// <summary>Whole vectors, and what is left one by one: nothing is read behind a row.</summary>
    private static For Rows(Affine rows, int columns, int xStride, int yStride, int lanes)
    {
        Affine row = Affine.Variable("row");
        return new For("row", 0, rows, 1, Columns(row * xStride, row * yStride, columns, lanes));
    }

    private static List<Statement> Columns(Affine x, Affine y, int columns, int lanes)
    {
        Affine column = Affine.Variable("column");
        Statement Move(LaneKind kind) => new Store("y", y + column, new Load("x", x + column, kind));
        int full = columns / lanes * lanes;
        var body = new List<Statement>();
        if (full > 0)
        {
            body.Add(new For("column", 0, full, lanes, [Move(LaneKind.Logical)]));
        }

        if (full < columns)
        {
            body.Add(new For("column", full, columns, 1, [Move(LaneKind.Scalar)]));
        }

        return body;
    }
}

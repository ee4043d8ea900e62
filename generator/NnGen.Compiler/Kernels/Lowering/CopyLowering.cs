using NnGen.Compiler.Plan;

namespace NnGen.Compiler.Kernels.Lowering;

/// <summary>Kernels that only move numbers.</summary>
internal static class CopyLowering
{
    private const int Block = 8;

    public static KernelStructure Structure(TransposeSpec spec)
    {
        int width = Math.Min(spec.Out, spec.WeightStride);
        int height = Math.Min(spec.In, spec.TransposedStride);
        TransposeSpec plain = spec with { In = 0, Out = 0, WeightStride = 0, TransposedStride = 0, WeightPanel = KernelStructure.Named(spec.WeightPanel), TransposedPanel = KernelStructure.Named(spec.TransposedPanel) };
        object key = (plain, width >= Block, width % Block == 0, height >= Block, height % Block == 0);
        return new(key,
        [
            new("width", width), new("height", height), new(Names.StrideOf("w"), spec.WeightStride), new(Names.StrideOf("t"), spec.TransposedStride), new("wPanel", spec.WeightPanel),
            new("tPanel", spec.TransposedPanel), new("columnsBy8", width / Block * Block), new(Names.Panels, spec.Out / width), new("blocks", spec.In / height),
        ]);
    }

    /// <summary>
    /// By blocks of 8 x 8; the inputs that fill no block go one by one. A panel on one side meets a panel on the other in a block that is
    /// contiguous in both, so the lines that are stored to lie in different sets of the first-level cache and stay there until they are full.
    /// </summary>
    public static Kernel Transpose(TransposeSpec spec)
    {
        Affine k = Affine.Variable("k");
        Affine column = Affine.Variable("column");
        Size width = Size.Named("width", Math.Min(spec.Out, spec.WeightStride));
        Size height = Size.Named("height", Math.Min(spec.In, spec.TransposedStride));
        Size weightStride = Names.Stride("w", spec.WeightStride);
        Size transposedStride = Names.Stride("t", spec.TransposedStride);
        bool isOnePanel = spec.WeightPanel == 0;
        bool isOneTransposed = spec.TransposedPanel == 0;
        Affine panel = isOnePanel ? 0 : Affine.Variable("panel");
        Affine block = isOneTransposed ? 0 : Affine.Variable("block");
        Affine From(Affine input) => panel * Size.Named("wPanel", spec.WeightPanel) + block * (height * weightStride) + input * weightStride + column;
        Affine To(Affine input) => block * Size.Named("tPanel", spec.TransposedPanel) + (panel * width + column) * transposedStride + input;
        (Affine From, Affine To) all = (0, height);
        (Affine From, Affine To) range = (Affine.Variable(Names.From), Affine.Variable(Names.To));
        (Affine first, Affine end) = spec.IsCut && isOneTransposed ? range : all;
        int blocks = (int)height.Value / Block * Block;
        Size blockColumns = Size.Named("columnsBy8", width.Value / Block * Block);
        var moveBlock = new TransposeBlock("w", From(k), weightStride, "t", To(k), transposedStride);
        Store Move(Affine input) => new("t", To(input), new Load("w", From(input), LaneKind.Scalar));
        var body = new List<Statement>();
        if (blocks > 0 && blockColumns.Value > 0)
        {
            body.Add(new For("k", first, end, Block, [new For("column", 0, blockColumns, Block, [moveBlock])]));
        }

        if (blocks < height.Value && blockColumns.Value > 0)
        {
            body.Add(new For("k", body.Count > 0 ? null : first, end, 1, [new For("column", 0, blockColumns, 1, [Move(k)])]));
        }

        if (blockColumns.Value < width.Value)
        {
            body.Add(new For("input", first, end, 1, [new For("column", blockColumns, width, 1, [Move(Affine.Variable("input"))])]));
        }

        if (!isOnePanel)
        {
            body = [new For("panel", 0, Size.Named(Names.Panels, spec.Out / width.Value), 1, body)];
        }

        (string inputs, string outputs) = (Size.Named(Names.Inputs, spec.In).InWords, Size.Named(Names.Outputs, spec.Out).InWords);
        string panels = (isOnePanel, isOneTransposed) switch
        {
            (true, true) => "",
            (false, true) => $", from panels of {width.InWords} outputs",
            (true, false) => $", to panels of {height.InWords} inputs",
            _ => $", from panels of {width.InWords} outputs to panels of {height.InWords} inputs",
        };
        if (!isOneTransposed)
        {
            (first, end) = spec.IsCut ? range : (0, Size.Named("blocks", spec.In / height.Value));
            body = [new For("block", first, end, 1, body)];
        }

        return new Kernel(spec.Name, $"t[{outputs}, {inputs}] = w[{inputs}, {outputs}]{panels}.", ["w", "t"], spec.IsCut ? [Names.From, Names.To] : [], [], body);
    }

    public static Kernel Copy(CopyRowsSpec spec, int lanes)
    {
        bool isOnePanel = spec.YPanel == 0;
        int width = isOnePanel ? spec.Columns : spec.YStride;
        Affine panel = isOnePanel ? 0 : Affine.Variable("panel");
        Affine row = Affine.Variable("row");
        var rows = new For("row", 0, spec.Rows, 1, Columns(row * spec.XStride + panel * width, panel * spec.YPanel + row * spec.YStride, width, lanes));
        string summary = $"y[{spec.Rows}, {spec.Columns}] = x[{spec.Rows}, {spec.Columns}]{(isOnePanel ? "" : $", to panels of {width} columns")}.";
        return new(spec.Name, summary, ["x", "y"], [], [], isOnePanel ? [rows] : [new For("panel", 0, spec.Columns / width, 1, [rows])]);
    }

    /// <summary>Whole vectors, and what is left one by one: nothing is read behind a row.</summary>
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

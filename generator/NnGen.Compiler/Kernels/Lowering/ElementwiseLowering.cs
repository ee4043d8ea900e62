using NnGen.Compiler.Graph;
using NnGen.Compiler.Kernels.Rewrites;
using NnGen.Compiler.Plan;

namespace NnGen.Compiler.Kernels.Lowering;

/// <summary>Elementwise ops from memory to memory.</summary>
internal static class ElementwiseLowering
{
    public static KernelStructure Structure(ElementwiseSpec spec, int lanes) => spec.OneRow ? StructureOfOneRow(spec, lanes) : new(
        (spec with { Columns = 0, XStride = KernelStructure.Named(spec.XStride), Fusion = spec.Fusion.WithoutStrides() }, ColumnTiles.Structure(spec.Columns, lanes, IsExact(spec.Fusion)).Key),
        [new(Names.Columns, spec.Columns), new(Names.StrideOf("x"), spec.XStride), .. ElementLowering.Strides(spec.Fusion)]);

    private static KernelStructure StructureOfOneRow(ElementwiseSpec spec, int lanes)
    {
        int whole = Whole(spec, lanes);
        return new((spec with { Columns = 0, XStride = 0, Fusion = spec.Fusion.WithoutStrides() }, whole > 0, whole < spec.Columns), [new(Names.Whole, whole), new(Names.Columns, spec.Columns)]);
    }

    public static Kernel Lower(ElementwiseSpec spec, int lanes)
    {
        if (spec.Fusion.Inset is Inset inset)
        {
            return InMargins(spec, inset, lanes);
        }

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
            Size whole = Size.Named(Names.Whole, Whole(spec, lanes));
            var vectors = new List<Statement>();
            if (whole.Value > 0)
            {
                vectors.Add(new For("column", 0, whole, lanes, ShareLoads.Apply(Body(false))));
            }

            if (whole.Value < spec.Columns)
            {
                vectors.Add(new For("column", whole, whole + lanes, lanes, ShareLoads.Apply(Body(true))));
            }

            return new Kernel(spec.Name, summary, memories, [], [], vectors);
        }

        IReadOnlyList<Statement> body = [.. ColumnTiles.Build(columns, lanes, isExact, Body, IsSingle(spec.Fusion)).Select(tiles => tiles.Loop with { Body = ShareLoads.Apply(tiles.Loop.Body) })];
        return new Kernel(spec.Name, summary, memories, [Names.Rows], [], [new For("row", 0, Affine.Variable(Names.Rows), 1, body)]);

        IReadOnlyList<Statement> Body(bool counts) => [.. ElementLowering.Steps(spec.Fusion, x, spec.OneRow ? 0 : row, column, counts ? columns - column : null)];
    }

    /// <summary>One row, a register at a time; what fills no register has its number at each width, so that storing it is a matter of an instruction or two.</summary>
    public static Kernel Step(ElementwiseStepSpec spec, int lanes)
    {
        bool isExact = IsExact(spec.Fusion);
        Affine column = Affine.Variable("column");
        IReadOnlyList<Statement> OfWidth(int registers)
        {
            int lanesOfRegister = lanes / registers;
            int whole = spec.Columns / lanesOfRegister * lanesOfRegister;
            return
            [
                .. whole == 0 ? Array.Empty<Statement>() : [new For("column", 0, whole, Affine.Register, Body(column, null))],
                new Block(Body(whole, spec.Columns - whole)),
            ];
        }

        IReadOnlyList<Statement> Body(Affine at, Affine? count) => ShareLoads.Apply([.. ElementLowering.Steps(spec.Fusion, new Load("x", at, LaneKind.Physical), 0, at, count)]);
        string[] memories = ["x", .. ElementLowering.Memories(spec.Fusion)];
        var whole = new For("column", 0, isExact ? spec.Columns : Affine.Register + (Affine)(spec.Columns - 1L), Affine.Register, Body(column, null));
        int[] partial = isExact ? [.. new[] { 1, 2, 4 }.Where(registers => spec.Columns % (lanes / registers) > 0)] : [];
        IReadOnlyList<Statement> body = partial.Length == 0 ? [whole] : [new WidthSwitch([.. partial.Select(registers => new WidthCase(registers, OfWidth(registers))), .. partial.Contains(4) ? Array.Empty<WidthCase>() : [new(4, [whole])]])];
        return new Kernel(spec.Name, $"Elementwise over one row of {spec.Columns}.", memories, [], [], body);
    }

    /// <summary>Place by place, since some images have margins between their lines.</summary>
    private static Kernel InMargins(ElementwiseSpec spec, Inset inset, int lanes)
    {
        (Affine image, Affine line, Affine pixel) = (Affine.Variable("image"), inset.Height == 1 ? 0 : Affine.Variable("line"), inset.Width == 1 ? 0 : Affine.Variable("pixel"));
        (Size height, Size width) = (Size.Named("height", inset.Height), Size.Named("width", inset.Width));
        Affine lines = inset.Height == 1 ? image : image * height + line;
        Affine row = inset.Width == 1 ? lines : lines * width + pixel;
        Affine place = WindowIndices.PlaceIn(inset, image, line, pixel);
        Affine column = Affine.Variable("column");
        Size columns = Size.Named(Names.Columns, spec.Columns);
        var x = new Load("x", (spec.XIsInset ? place : row) * Names.Stride("x", spec.XStride) + column, LaneKind.Physical);
        bool isExact = IsExact(spec.Fusion);
        string[] memories = ["x", .. ElementLowering.Memories(spec.Fusion)];
        IReadOnlyList<Statement> body = [.. ColumnTiles.Build(columns, lanes, isExact, Body, IsSingle(spec.Fusion)).Select(tiles => tiles.Loop with { Body = ShareLoads.Apply(tiles.Loop.Body) })];
        body = inset.Width == 1 ? body : [new For("pixel", 0, width, 1, body)];
        body = inset.Height == 1 ? body : [new For("line", 0, height, 1, body)];
        return new Kernel(spec.Name, $"Elementwise over {(inset.Width == 1 ? "lines" : "places")} of {columns.InWords}, some of them in margins.", memories, [Names.Rows], [], WindowIndices.OverImages(body));

        IReadOnlyList<Statement> Body(bool counts) => [.. ElementLowering.Steps(spec.Fusion, x, row, place, column, counts ? columns - column : null)];
    }

    /// <summary>More behind a long function than it alone is more than the JIT inlines three times.</summary>
    private static bool IsSingle(Fusion fusion) => fusion.Steps.Any(step => step.Expression.IsLong) && fusion.Steps.Count(step => step.Expression is not ElementInput) > 1;

    /// <summary>The columns of one row that whole vectors take, padding among them if nobody counts it.</summary>
    private static int Whole(ElementwiseSpec spec, int lanes) => IsExact(spec.Fusion) ? spec.Columns / lanes * lanes : Layout.Pad(spec.Columns, lanes);

    private static bool IsExact(Fusion fusion) => fusion.Steps.Any(step => step.Store is { IsPadded: false });
}

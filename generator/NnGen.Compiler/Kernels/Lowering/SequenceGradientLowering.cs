using NnGen.Compiler.Plan;

namespace NnGen.Compiler.Kernels.Lowering;

/// <summary>
/// The gradient of a weight that is used at each step of long sequences. Sequence after sequence, as the gradient of a convolution goes image after image: what
/// belongs to one stays near while all tiles go over it, and what is summed so far waits in memory. Every sum has the order of rows and positions, as it
/// would have without.
/// </summary>
internal static class SequenceGradientLowering
{
    /// <summary>The memory of the sums, until all sequences are summed up.</summary>
    private const string Gradient = "gradient";

    private const LaneKind P = LaneKind.Physical;

    private static readonly Affine s_from = Affine.Variable(Names.From);
    private static readonly Affine s_to = Affine.Variable(Names.To);
    private static readonly Affine s_column = Affine.Variable("column");

    public static KernelStructure Structure(WeightGradientSpec spec, int lanes)
    {
        bool isOnePanel = spec.Out <= spec.WeightStride;
        (object tiles, IEnumerable<NamedSize> ends) = ColumnTiles.Structure(Padded(spec, lanes).Value, lanes, isExact: false, ColumnTiles.Widest);
        object updates = ColumnTiles.Structure(isOnePanel ? spec.Out : spec.WeightStride, lanes, isExact: true).Key;
        (object inputs, IEnumerable<NamedSize> heights) = GradientLowering.InputStructure(spec);
        WeightGradientSpec plain = spec with
        {
            In = 0,
            Out = 0,
            Positions = 0,
            XStride = KernelStructure.Named(spec.XStride),
            DyStride = KernelStructure.Named(spec.DyStride),
            WeightStride = 0,
            PanelInputs = KernelStructure.Named(spec.PanelInputs),
        };
        return new((plain, isOnePanel, tiles, updates, inputs),
        [
            new(Names.Inputs, spec.In), new(Names.Outputs, spec.Out), new(Names.StrideOf("w"), spec.WeightStride), new(Names.Panels, Panels(spec)), new(GradientLowering.PanelInputs, spec.PanelInputs),
            new(Names.StrideOf("x"), spec.XStride), new(Names.StrideOf("dy"), spec.DyStride), new(GradientLowering.Positions("x"), spec.Positions), Padded(spec, lanes).Names.Single(),
            .. ends,
            .. heights,
        ]);
    }

    public static Kernel Lower(WeightGradientSpec spec, int lanes)
    {
        Affine k = Affine.Variable("k");
        Affine row = Affine.Variable("row");
        Affine sequence = Affine.Variable("sequence");
        bool isOnePanel = spec.Out <= spec.WeightStride;
        Size inputs = Size.Named(Names.Inputs, spec.In);
        Size outputs = Size.Named(Names.Outputs, spec.Out);
        Size weightStride = Names.Stride("w", spec.WeightStride);
        Size positions = Size.Named(GradientLowering.Positions("x"), spec.Positions);
        Size xStride = Names.Stride("x", spec.XStride);
        Size dyStride = Names.Stride("dy", spec.DyStride);
        Affine panel = isOnePanel ? 0 : Affine.Variable("panel");
        Affine ofPanel = panel * (Size.Named(GradientLowering.PanelInputs, spec.PanelInputs) * weightStride);
        (Affine, Affine)? columnRange = spec.Cut == GradientAxis.Columns ? (s_from, s_to) : null;
        var sum = new Local("sum", P);
        Affine position = ofPanel + k * weightStride + s_column;
        IReadOnlyList<Statement> Tiles(int registers, bool counts)
        {
            List<Statement> body =
            [
                new Let(sum.Name, new Load(Gradient, position, P)),
                new For("row", 0, positions, 1,
                [
                    new Accumulate(
                        sum.Name,
                        new Splat(new Load("x", sequence * (positions * xStride) + row * xStride + k, LaneKind.Scalar), P),
                        new Load("dy", sequence * (positions * dyStride) + row * dyStride + panel * weightStride + s_column, P)),
                ]),
                new Store(Gradient, position, sum),
            ];
            return GradientLowering.TilesOfInputs(spec, body, registers);
        }

        string[] memories = ["x", "dy", Gradient, Names.Parameters];
        var methods = new TileMethods(spec.Name, memories, (size, note) => $"A tile of {size} registers of the gradient{note}: summed over the steps of a sequence.");
        IReadOnlyList<Statement> tiles = OverPanels(ColumnTiles.ByWidth(Padded(spec, lanes), lanes, isExact: false, ColumnTiles.Widest, Tiles, Banded, columnRange));

        // The rows of the range that is this call's: of all columns, or of a range of them.
        (Affine first, Affine end) = spec.Cut == GradientAxis.Inputs ? (s_from, s_to) : ((Affine)0, (Affine)inputs);
        Affine element = Affine.Variable("element");
        Affine of = ofPanel + element * weightStride + s_column;
        (Affine firstColumn, Affine lastColumn) = columnRange ?? (0, isOnePanel ? outputs : weightStride);
        IReadOnlyList<Statement> clears = OverPanels([new For("element", first, end, 1,
            [new For("column", firstColumn, (Affine)lanes + (lastColumn - 1), lanes, [new Store(Gradient, of, new Constant(0, LaneKind.Logical))])])]);
        Size exact = isOnePanel ? outputs : weightStride;
        IReadOnlyList<Statement> updates = OverPanels([new For("element", first, end, 1, [.. ColumnTiles.Build(exact, lanes, isExact: true, counts =>
            [new Update(Affine.Variable("weight") + of, new Load(Gradient, of, P), counts ? exact - s_column : null)], range: columnRange).Select(loop => loop.Loop)])]);
        string cut = spec.Cut is GradientAxis axis ? $", for some of the {axis.ToString().ToLowerInvariant()}" : "";
        string summary = $"dw[{inputs.InWords}, {outputs.InWords}] = sum over rows and positions of x[position, {inputs.InWords}] dy[position, {outputs.InWords}], sequence after sequence, in tiles of inputs by registers{cut}.";
        return new Kernel(spec.Name, summary, memories, [Names.Rows, "weight", .. spec.Cut is null ? Array.Empty<string>() : [Names.From, Names.To]], [], [.. clears, new For("sequence", 0, Affine.Variable(Names.Rows), 1, tiles), .. updates]);

        For Banded(For columns, int registers, bool isPartial) => methods.Banded(columns, registers, isPartial, GradientLowering.EndOfSixes(spec, registers));

        IReadOnlyList<Statement> OverPanels(IReadOnlyList<Statement> body) => isOnePanel ? body
            : spec.Cut == GradientAxis.Panels ? [new For("panel", s_from, s_to, 1, body)]
            : [new For("panel", 0, Size.Named(Names.Panels, Panels(spec)), 1, body)];
    }

    /// <summary>The columns of a panel; whole registers may be written to the sums, so none is cut.</summary>
    private static Size Padded(WeightGradientSpec spec, int lanes) => spec.Out <= spec.WeightStride ? Size.Named("whole", Layout.Pad(spec.Out, lanes)) : Names.Stride("w", spec.WeightStride);

    private static int Panels(WeightGradientSpec spec) => spec.Out <= spec.WeightStride ? 1 : spec.Out / spec.WeightStride;
}

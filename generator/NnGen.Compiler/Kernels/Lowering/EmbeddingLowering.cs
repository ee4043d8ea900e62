using NnGen.Compiler.Plan;

namespace NnGen.Compiler.Kernels.Lowering;

/// <summary>Tables whose rows are looked up by class numbers: what is moved is as long as a row, whatever the number of rows.</summary>
internal static class EmbeddingLowering
{
    private const LaneKind P = LaneKind.Physical;
    private const string Class = "number";
    private const string SumsOf = "sums";
    private static readonly Affine s_row = Affine.Variable("row");
    private static readonly Affine s_column = Affine.Variable("column");
    private static readonly Affine s_class = Affine.Variable(Class);

    public static Kernel Forward(EmbeddingSpec spec, int lanes)
    {
        IReadOnlyList<Statement> columns = Columns(spec.Features, lanes, counts =>
            [new Store("y", s_row * spec.YStride + s_column, new Load("w", s_class * spec.WeightStride + s_column, P), counts ? spec.Features - s_column : null)]);
        string summary = $"y[rows, {spec.Features}] = w[x[rows]], the rows of w[{spec.Count}, {spec.Features}] that x says.";
        return new Kernel(spec.Name, summary, ["x", "w", "y"], [Names.Rows], [], [OverRows(1, [ClassOf("x", spec.XStride, spec.Count), .. columns])]);
    }

    public static Kernel Cache(CacheSpec spec)
    {
        var (outer, inner) = (Affine.Variable("outer"), Affine.Variable("inner"));
        Affine at = s_row * spec.YStride + outer * spec.Axes.OuterStride + inner * spec.Axes.InnerStride + s_class * spec.Axes.StepStride;
        var element = new Store("y", at, new Load("x", s_row * spec.XStride + outer * spec.Axes.Inner + inner, LaneKind.Scalar));
        var runs = new For("outer", 0, spec.Size / spec.Axes.Inner, 1, [new For("inner", 0, spec.Axes.Inner, 1, [element])]);
        string summary = $"y[rows] gets the {spec.Size} elements of x[rows] where those of step[rows] lie, of {spec.Steps} steps.";
        return new Kernel(spec.Name, summary, ["x", "step", "y"], [Names.Rows], [], [OverRows(1, [ClassOf("step", spec.StepStride, spec.Steps), runs])]);
    }

    public static Kernel OneHot(OneHotSpec spec, int lanes)
    {
        Affine row = s_row * spec.YStride;
        IReadOnlyList<Statement> columns = Columns(spec.Count, lanes, counts => [new Store("y", row + s_column, new Constant(0, P), counts ? spec.Count - s_column : null)]);
        List<Statement> body = [.. columns, ClassOf("x", spec.XStride, spec.Count), new Store("y", row + s_class, new Constant(1, LaneKind.Scalar))];
        if (spec.Padding >= 0)
        {
            body.Add(new Store("y", row + spec.Padding, new Constant(0, LaneKind.Scalar)));
        }

        return new Kernel(spec.Name, $"y[rows, {spec.Count}] = 1 at the class that x says, 0 elsewhere.", ["x", "y"], [Names.Rows], [], [OverRows(1, body)]);
    }

    public static Kernel Gradient(EmbeddingGradientSpec spec, int lanes) => spec.IsSparse ? SparseGradient(spec, lanes) : DenseGradient(spec, lanes);

    private static Kernel DenseGradient(EmbeddingGradientSpec spec, int lanes)
    {
        var body = new List<Statement> { new For("n", 0, spec.Count * spec.WeightStride, lanes, [new Store(SumsOf, Affine.Variable("n"), new Constant(0, LaneKind.Logical))]) };
        var memories = new List<string>();
        Affine at = s_class * spec.WeightStride + s_column;
        for (int i = 0; i < spec.Lookups.Count; i++)
        {
            LookupStrides strides = spec.Lookups[i];
            (string x, string dy) = (Operand.Numbered("x", i), Operand.Numbered("dy", i));
            memories.AddRange([x, dy]);
            IReadOnlyList<Statement> columns = Columns(spec.Features, lanes, counts =>
                [new Store(SumsOf, at, new Load(SumsOf, at, P) + new Load(dy, s_row * strides.Dy + s_column, P), counts ? spec.Features - s_column : null)]);
            body.Add(OverRows(strides.Positions, [ClassOf(x, strides.X, spec.Count), .. columns]));
            if (strides.Padding >= 0)
            {
                // Nothing else is added to it: the paddings of all lookups of a table are one.
                body.Add(new For("padding", 0, spec.Features, 1, [new Store(SumsOf, strides.Padding * spec.WeightStride + Affine.Variable("padding"), new Constant(0, LaneKind.Scalar))]));
            }
        }

        Affine element = Affine.Variable("k") * spec.WeightStride + s_column;
        IReadOnlyList<Statement> handedOver = Columns(spec.Features, lanes, counts => [new Update(Affine.Variable("weight") + element, new Load(SumsOf, element, P), counts ? spec.Features - s_column : null)]);
        body.Add(new For("k", 0, spec.Count, 1, handedOver));
        string summary = $"dw[{spec.Count}, {spec.Features}] = the sum of the rows dy[{spec.Features}] whose number is that of the row.";
        return new Kernel(spec.Name, summary, [.. memories, SumsOf, Names.Parameters], [Names.Rows, "weight"], [], body);
    }

    /// <summary>
    /// Three ways over the rows of the batch, none over those of the table: the sums that will be needed begin as zeros, they are added up, and each is handed over the first
    /// time that it is met, which a mark for each row tells.
    /// </summary>
    private static Kernel SparseGradient(EmbeddingGradientSpec spec, int lanes)
    {
        const string Waiting = "waiting";
        const string Turns = "turns";
        Affine at = s_class * spec.WeightStride + s_column;
        IReadOnlyList<Statement> cleared = Columns(spec.Features, lanes, counts => [new Store(SumsOf, at, new Constant(0, P), counts ? spec.Features - s_column : null)]);
        IReadOnlyList<Statement> handedOver = Columns(spec.Features, lanes, counts => [new Update(Affine.Variable("weight") + at, new Load(SumsOf, at, P), counts ? spec.Features - s_column : null)]);
        Store Mark(Affine row, double value) => new(Waiting, row, new Constant(value, LaneKind.Scalar));

        var memories = new List<string>();
        var begin = new List<Statement>();
        var add = new List<Statement>();
        var handOver = new List<Statement>();
        for (int i = 0; i < spec.Lookups.Count; i++)
        {
            LookupStrides strides = spec.Lookups[i];
            (string x, string dy) = (Operand.Numbered("x", i), Operand.Numbered("dy", i));
            memories.AddRange([x, dy]);
            LetWhole number = ClassOf(x, strides.X, spec.Count);
            IReadOnlyList<Statement> added = Columns(spec.Features, lanes, counts =>
                [new Store(SumsOf, at, new Load(SumsOf, at, P) + new Load(dy, s_row * strides.Dy + s_column, P), counts ? spec.Features - s_column : null)]);
            begin.Add(OverRows(strides.Positions, [number, .. cleared, Mark(s_class, 1)]));
            add.Add(OverRows(strides.Positions, [number, .. added]));

            // Once where the row still waits, and not at all elsewhere.
            handOver.Add(OverRows(strides.Positions,
            [
                number,
                new LetWhole(Turns, new Load(Waiting, s_class, LaneKind.Scalar), 2),
                new For("turn", 0, Affine.Variable(Turns), 1, [.. handedOver, Mark(s_class, 0)]),
            ]));
        }

        if (spec.Lookups.Max(lookup => lookup.Padding) is >= 0 and int padding)
        {
            begin.Add(Mark(padding, 0));
        }

        string summary = $"dw[numbers, {spec.Features}] = the sum of the rows dy[{spec.Features}] whose number is that of the row, for the rows of dw[{spec.Count}, {spec.Features}] that x names.";
        return new Kernel(spec.Name, summary, [.. memories, SumsOf, Waiting, Names.Parameters], [Names.Rows, "weight"], [], [.. begin, .. add, .. handOver]);
    }

    private static For OverRows(int positions, IReadOnlyList<Statement> body) => new("row", 0, Affine.Variable(Names.Rows) * positions, 1, body);

    private static LetWhole ClassOf(string memory, int stride, int count) => new(Class, new Load(memory, s_row * stride, LaneKind.Scalar), count);

    private static IReadOnlyList<Statement> Columns(int columns, int lanes, Func<bool, IReadOnlyList<Statement>> body) =>
        [.. ColumnTiles.Build(columns, lanes, isExact: true, body).Select(tiles => tiles.Loop)];
}

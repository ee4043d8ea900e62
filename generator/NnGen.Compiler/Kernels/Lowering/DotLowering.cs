using NnGen.Compiler.Kernels.Rewrites;
using NnGen.Compiler.Model;
using NnGen.Compiler.Plan;

namespace NnGen.Compiler.Kernels.Lowering;

/// <summary>
/// Outputs as sums of products: a vector of inputs times a vector of weights, added up along the inputs, the lanes at the end. Reads each
/// weight once and repeats no number over a vector, which pays where the outputs fill no vector. How many sums go side by side depends
/// on the registers of the machine, the order of additions does not.
/// </summary>
internal static class DotLowering
{
    private const LaneKind V = LaneKind.Logical;

    /// <summary>The most outputs of one row side by side, where a logical vector is 1, 2 or 4 registers.</summary>
    private static readonly (int Registers, int Outputs)[] s_row = [(1, 10), (2, 6), (4, 3)];

    /// <summary>The tiles over a batch, where a logical vector is 1, 2 or 4 registers: 4 rows by 5 outputs are 20 sums, and load 9 vectors for 20 products.</summary>
    private static readonly (int Registers, int[] Rows, int Outputs)[] s_rows = [(1, [4, 1], 5), (2, [2, 1], 2), (4, [1], 2)];

    /// <summary>Outputs are written out; of chains, the inputs too.</summary>
    public static KernelStructure Structure(DotRowSpec spec, int lanes)
    {
        int inputs = Chains(spec.Out) > 1 ? spec.In : 0;
        object key = (spec with { In = inputs, WeightStride = KernelStructure.Named(spec.WeightStride) }, spec.In >= lanes, spec.In % lanes > 0);
        return new(key, [new(Names.Whole, spec.In / lanes * lanes), new(Names.Rest, spec.In % lanes), new(Names.StrideOf("w"), spec.WeightStride)]);
    }

    public static KernelStructure Structure(DotRowsSpec spec, int lanes)
    {
        object key = (spec with { In = 0, XStride = KernelStructure.Named(spec.XStride), WeightStride = KernelStructure.Named(spec.WeightStride), YStride = KernelStructure.Named(spec.YStride) }, spec.In >= lanes, spec.In % lanes > 0);
        return new(key, [new(Names.Whole, spec.In / lanes * lanes), new(Names.Rest, spec.In % lanes), new(Names.StrideOf("x"), spec.XStride), new(Names.StrideOf("w"), spec.WeightStride), new(Names.StrideOf("y"), spec.YStride)]);
    }

    public static Kernel Row(DotRowSpec spec, int lanes)
    {
        int chains = Chains(spec.Out);
        var blocks = new Dictionary<int, Invoke>();
        var cases = new List<WidthCase>();
        foreach (IGrouping<int, int> width in s_row.GroupBy(width => GroupOf(width.Outputs), width => width.Registers))
        {
            cases.Add(new(width.Last(), Outputs(width.Key)));
        }

        string summary = $"y[{spec.Out}] = x[{Size.Named(Names.Inputs, spec.In).InWords}] w[{spec.Out}, {Size.Named(Names.Inputs, spec.In).InWords}]^T{(spec.HasBias ? " + b" : "")} for one row, a matrix by a vector (GEMV): as many sums at once as the registers hold.";
        return new Kernel(spec.Name, summary, Memories(spec.HasBias), [], [], cases.Count == 1 ? cases[0].Body : [new WidthSwitch(cases)]);

        // As even groups as there are, so that none is small.
        int GroupOf(int most)
        {
            int groups = (spec.Out * chains + most - 1) / most;
            return Math.Max(1, (spec.Out + groups - 1) / groups);
        }

        IReadOnlyList<Statement> Outputs(int size)
        {
            int whole = spec.Out / size * size;
            var loops = new List<Statement> { new For("output", 0, whole, size, [Block(size)]) };
            if (whole < spec.Out)
            {
                loops.Add(new For("output", whole, spec.Out, spec.Out - whole, [Block(spec.Out - whole)]));
            }

            return loops;
        }

        // Some outputs side by side, as a method. Widths that take groups of the same size share it.
        Invoke Block(int size)
        {
            if (!blocks.TryGetValue(size, out Invoke? call))
            {
                var outputs = new For("output", 0, spec.Out, 1, Sum(spec.In, 0, 0, spec.WeightStride, spec.HasBias, spec.Storage, lanes));
                IReadOnlyList<Statement> block = ShareLoads.Apply(Split.Chains(Unroll.Jam(outputs, size), "k", chains));
                (_, call) = Outline.Block($"{spec.Name}_{size}", size == 1 ? "One sum." : $"{size} sums at once.", block, Memories(spec.HasBias));
                blocks.Add(size, call);
            }

            return call;
        }
    }

    public static Kernel Rows(DotRowsSpec spec, int lanes)
    {
        var methods = new TileMethods(spec.Name, Memories(spec.HasBias), (size, _) => $"A tile of {size} sums, over the inputs.", "sums", SumsOfFour.Apply);
        IReadOnlyList<Statement> Outputs(int[] heights, int most)
        {
            var loops = new List<Statement>();
            int from = 0;
            foreach (IGrouping<int, int> equals in Groups(spec.Out, most).GroupBy(size => size))
            {
                int to = from + equals.Sum();
                loops.Add(methods.Banded(new For("output", from, to, equals.Key, RowTiles(equals.Key, heights)), equals.Key, isPartial: false));
                from = to;
            }

            return loops;
        }

        IReadOnlyList<Statement> RowTiles(int outputs, int[] heights)
        {
            List<Statement> body = Sum(spec.In, Affine.Variable("row") * Names.Stride("x", spec.XStride), Affine.Variable("row") * Names.Stride("y", spec.YStride), spec.WeightStride, spec.HasBias, spec.Storage, lanes);
            IReadOnlyList<Statement> columns = Unroll.Jam(new For("output", 0, spec.Out, 1, body), outputs);
            return Split.Tiles(new For("row", 0, Affine.Variable(Names.Rows), 1, columns), heights);
        }

        string summary = $"y[rows, {spec.Out}] = x[rows, {Size.Named(Names.Inputs, spec.In).InWords}] w[{spec.Out}, {Size.Named(Names.Inputs, spec.In).InWords}]^T{(spec.HasBias ? " + b" : "")}, a product of matrices (GEMM) in tiles of rows by outputs.";
        return new Kernel(spec.Name, summary, Memories(spec.HasBias), [Names.Rows], [], [new WidthSwitch([.. s_rows.Select(width => new WidthCase(width.Registers, Outputs(width.Rows, width.Outputs)))])]);
    }

    /// <summary>Outputs in as few groups as there can be, as even as they can be and falling: a single one would have too few sums.</summary>
    internal static IEnumerable<int> Groups(int outputs, int most)
    {
        int groups = (outputs + most - 1) / most;
        return Enumerable.Range(0, groups).Select(group => (outputs + groups - 1 - group) / groups);
    }

    /// <summary>The chains of each sum of one row: few sums would wait for each other.</summary>
    private static int Chains(int outputs) => outputs == 1 ? 4 : outputs <= 3 ? 2 : 1;

    /// <summary>The statements of one output: its sum along the inputs, and its store.</summary>
    private static List<Statement> Sum(int inputs, Affine x, Affine y, int weightStride, bool hasBias, WeightStorage storage, int lanes)
    {
        Affine output = Affine.Variable("output");
        Affine k = Affine.Variable("k");
        Size full = Size.Named(Names.Whole, inputs / lanes * lanes);
        int rest = inputs % lanes;
        Size stride = Names.Stride("w", weightStride);
        var sum = new Local("sum", V);
        Accumulate Product(Affine index, Func<Expression, Expression> keep) =>
            new(sum.Name, keep(new Load("x", x + index, V)), new Load("w", output * stride + index, V) { Storage = storage });
        var body = new List<Statement> { new Let(sum.Name, new Constant(0, V)) };
        if (full.Value > 0)
        {
            body.Add(new For("k", 0, full, lanes, [Product(k, value => value)]));
        }

        if (rest > 0)
        {
            // Behind the row lies anything; the weights there are zero, but zero times infinity is not.
            body.Add(Product(full, value => new KeepFirst(value, Size.Named(Names.Rest, rest), new Constant(0, V))));
        }

        Expression total = new Reduce(Reduction.Sum, sum);
        body.Add(new Store("y", y + output, hasBias ? total + new Load("b", output, LaneKind.Scalar) : total));
        return body;
    }

    private static string[] Memories(bool hasBias) => ["x", "w", .. hasBias ? new[] { "b" } : [], "y"];
}

using NnGen.Compiler.Graph;
using NnGen.Compiler.Plan;

namespace NnGen.Compiler.Kernels.Lowering;

/// <summary>
/// Softmax over what a query sees. Hidden elements are computed as others are and then not taken, so nothing branches: which they are is compared, a vector at
/// a time, with the numbers 0, 1, 2 and so on of the keys, or with the mask.
/// </summary>
internal static class MaskedSoftmaxLowering
{
    private const LaneKind V = LaneKind.Logical;
    private const string Numbers = "numbers";
    private static readonly Affine s_image = Affine.Variable("image");
    private static readonly Affine s_matrix = Affine.Variable("matrix");
    private static readonly Affine s_query = Affine.Variable("query");

    public static Kernel Lower(MaskedSoftmaxSpec spec, int lanes)
    {
        bool hasMask = spec.MaskRow > 0;
        var pass = new RowPass(spec.Keys, lanes);
        Affine row = (s_matrix * spec.Queries + s_query) * spec.Keys;
        Expression Load(Affine column) => new Load("x", s_image * spec.XRow + row + column, V);

        // What is hidden is chosen away, not multiplied by 0: its exponential may be infinite.
        Expression Seen(Affine column, Expression value, double otherwise)
        {
            Expression seen = hasMask ? new SelectLess(Number(0), new Load("hidden", s_image * spec.MaskRow + column, V), Number(otherwise), value) : value;
            return spec.IsCausal ? new SelectLess(new Splat(new Load(Numbers, s_query, LaneKind.Scalar), V), new Load(Numbers, column, V), Number(otherwise), seen) : seen;
        }

        Expression Exponential(Affine column) => Seen(column, new Call(ElementFunction.Exp, Load(column) - new Splat(new Local("max", LaneKind.Scalar), V)), 0);
        var (largest, total, sum) = (new Local("largest", V), new Local("total", V), new Local("sum", V));
        List<Statement> body =
        [
            new Let(largest.Name, Number(double.NegativeInfinity)),
            .. pass.Statements((c, n, s) => [new Assign(largest.Name, Expression.Max(largest, pass.Keep(Seen(c, Load(c), double.NegativeInfinity), n, double.NegativeInfinity)))]),
            new Let("max", pass.Reduce(Reduction.Max, largest)),
            new Let(total.Name, Number(0)),
            .. pass.Statements((c, n, s) =>
            {
                var exponential = new Local("exp" + s, V);
                return [new Let(exponential.Name, Exponential(c)), new Assign(total.Name, total + pass.Keep(exponential, n, 0))];
            }),

            // The largest that is seen gives 1; where nothing is, all are 0.
            new Let(sum.Name, Expression.Max(new Splat(pass.Reduce(Reduction.Sum, total), V), Number(1))),
            .. pass.Statements((c, n, s) =>
                [new Store("y", s_image * spec.YRow + row + c, (pass.IsWrittenOut ? new Local("exp" + s, V) : Exponential(c)) / sum, n == lanes ? null : n)]),
        ];
        IReadOnlyList<Statement> images = WindowIndices.OverImages([new For("matrix", 0, spec.Matrices, 1, [new For("query", 0, spec.Queries, 1, body)])]);
        string summary = $"y[{spec.Matrices}, {spec.Queries}, {spec.Keys}] = exp(x - max) / sum of exp(x - max), over the keys that each query sees.";
        return new Kernel(spec.Name, summary, ["x", .. hasMask ? new[] { "hidden" } : [], "y"], [Names.Rows], [], [.. spec.IsCausal ? NumbersOf(Math.Max(spec.Queries, spec.Keys), lanes) : [], .. images]);
    }

    /// <summary>The numbers of the queries and of the keys, in a memory of the kernel's own.</summary>
    private static IReadOnlyList<Statement> NumbersOf(int count, int lanes)
    {
        var next = new Local("next", LaneKind.Scalar);
        int length = Layout.Pad(count, lanes);
        return
        [
            new Reserve(Numbers, length),
            new Let(next.Name, new Constant(0, LaneKind.Scalar)),
            new For("key", 0, length, 1, [new Store(Numbers, Affine.Variable("key"), next), new Assign(next.Name, next + new Constant(1, LaneKind.Scalar))]),
        ];
    }

    private static Constant Number(double value) => new(value, V);
}

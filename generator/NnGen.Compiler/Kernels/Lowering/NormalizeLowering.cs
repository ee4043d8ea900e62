using NnGen.Compiler.Graph;
using NnGen.Compiler.Kernels.Rewrites;
using NnGen.Compiler.Plan;

namespace NnGen.Compiler.Kernels.Lowering;

/// <summary>Rows brought to mean 0 and variance 1, and the way back.</summary>
internal static class NormalizeLowering
{
    private const LaneKind V = LaneKind.Logical;

    public static Kernel Forward(NormalizeSpec spec, int lanes)
    {
        var pass = new RowPass(spec.Columns, lanes);
        Affine row = Affine.Variable("row");
        var squares = new Local("squares", V);
        var factor = new Local("factorOfRow", V);
        Expression X(Affine column) => new Load("x", row * Names.Stride("x", spec.XStride) + column, V);
        Expression Centred(Affine column) => spec.IsCentred ? X(column) - new Local("mean", V) : X(column);
        var body = new List<Statement>();
        if (spec.IsCentred)
        {
            body.AddRange(Mean("mean", pass, spec.Columns, X));
        }

        body.AddRange(
        [
            new Let(squares.Name, new Constant(0, V)),
            .. pass.Statements((column, count, suffix) =>
            {
                var centred = new Local("centred" + suffix, V);
                return [new Let(centred.Name, pass.Keep(Centred(column), count, 0)), new Accumulate(squares.Name, centred, centred)];
            }),
            new Let("sumOfSquares", pass.Reduce(Reduction.Sum, squares)),
            new Let(factor.Name, new Constant(1, V) / new Call(ElementFunction.Sqrt, MeanOf("sumOfSquares", spec.Columns) + new Constant(spec.Epsilon, V))),
            .. pass.Statements((column, count, suffix) =>
            {
                var value = new Local("value" + suffix, V);
                return [new Let(value.Name, Centred(column) * factor), .. Renamed(ShareLoads.Apply([.. ElementLowering.Steps(spec.Fusion, value, row, column, count == lanes ? null : spec.Columns - column)]), suffix)];
            }),
        ]);
        string[] memories = ["x"];
        if (spec.Factor is FactorPlace place)
        {
            // A whole vector of it, so that nobody has to repeat it over the lanes; those of positions lie side by side.
            body.Add(new Store("factor", row * Names.Stride("factor", place.Stride), factor, place.IsVector ? null : 1));
            memories = ["x", "factor"];
        }

        string formula = spec.IsCentred ? "(x - mean) / sqrt(mean of (x - mean)^2 + epsilon)" : "x / sqrt(mean of x^2 + epsilon)";
        return new Kernel(spec.Name, $"y[rows, {Size.Named(Names.Columns, spec.Columns).InWords}] = {formula}, and what is fused.", [.. memories, .. ElementLowering.Memories(spec.Fusion)], [Names.Rows], [], [new For("row", 0, Affine.Variable(Names.Rows), 1, body)]);
    }

    public static Kernel Gradient(NormalizeGradientSpec spec, int lanes)
    {
        var pass = new RowPass(spec.Columns, lanes);
        Affine row = Affine.Variable("row");
        Expression Y(Affine column) => new Load("y", row * Names.Stride("y", spec.YStride) + column, V);
        Expression Dy(Affine column) => new Load("dy", row * Names.Stride("dy", spec.DyStride) + column, V);
        Affine at = row * Names.Stride("factor", spec.Factor.Stride);
        Expression factor = spec.Factor.IsVector ? new Load("factor", at, V) : new Splat(new Load("factor", at, LaneKind.Scalar), V);
        var body = new List<Statement>();
        if (spec.IsCentred)
        {
            body.AddRange(Mean("mean", pass, spec.Columns, Dy));
        }

        body.AddRange(Mean("meanOfProducts", pass, spec.Columns, column => Dy(column) * Y(column)));
        body.AddRange(pass.Statements((column, count, _) =>
        {
            Expression rest = spec.IsCentred ? Dy(column) - new Local("mean", V) : Dy(column);
            return [new Store("dx", row * Names.Stride("dx", spec.DxStride) + column, (rest - Y(column) * new Local("meanOfProducts", V)) * factor, spec.IsPadded || count == lanes ? null : count)];
        }));
        return new Kernel(spec.Name, $"dx[rows, {Size.Named(Names.Columns, spec.Columns).InWords}] = factor (dy {(spec.IsCentred ? "- mean of dy " : "")}- y mean of dy y).", ["y", "factor", "dy", "dx"], [Names.Rows], [], [new For("row", 0, Affine.Variable(Names.Rows), 1, body)]);
    }

    /// <summary>The mean of a row's terms, in every lane.</summary>
    private static IEnumerable<Statement> Mean(string name, RowPass pass, int columns, Func<Affine, Expression> term)
    {
        var sum = new Local(name + "Lanes", V);
        return
        [
            new Let(sum.Name, new Constant(0, V)),
            .. pass.Statements((column, count, _) => [new Assign(sum.Name, sum + pass.Keep(term(column), count, 0))]),
            new Let(name + "Sum", pass.Reduce(Reduction.Sum, sum)),
            new Let(name, MeanOf(name + "Sum", columns)),
        ];
    }

    private static Expression MeanOf(string sum, int columns) => new Splat(new Local(sum, LaneKind.Scalar), V) * new Constant(1.0 / columns, V);

    /// <summary>The locals of one vector under names of their own.</summary>
    private static IEnumerable<Statement> Renamed(IReadOnlyList<Statement> block, string suffix)
    {
        var declared = new HashSet<string>(block.OfType<Let>().Select(let => let.Name), StringComparer.Ordinal);
        return block.Select(statement => Walk.Map(statement, e => e, i => i, name => declared.Contains(name) ? name + suffix : name));
    }
}

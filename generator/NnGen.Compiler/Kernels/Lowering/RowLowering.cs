using NnGen.Compiler.Graph;
using NnGen.Compiler.Plan;

namespace NnGen.Compiler.Kernels.Lowering;

/// <summary>Ops over whole rows: softmax and its relatives.</summary>
internal sealed class RowLowering(RowSpec spec, int lanes)
{
    private const LaneKind V = LaneKind.Logical;
    private readonly RowPass _pass = new(spec.Columns, lanes);
    private readonly Affine _row = Affine.Variable("row");

    /// <summary>A mean over the classes has their number in it.</summary>
    public static KernelStructure Structure(RowSpec spec, int lanes)
    {
        var pass = new RowPass(spec.Columns, lanes);
        RowSpec plain = spec with
        {
            Columns = spec.Kind is RowKind.MultiMargin or RowKind.MultiMarginGradient ? spec.Columns : 0,
            Strides = new(spec.Strides.Select(stride => stride with { Stride = KernelStructure.Named(stride.Stride) })),
        };
        return new((plain, pass.Structure), [.. pass.Sizes, .. spec.Strides.Select(stride => new NamedSize(Names.StrideOf(stride.Memory), stride.Stride))]);
    }

    private Size Columns => Size.Named(Names.Columns, spec.Columns);

    public Kernel Lower()
    {
        IEnumerable<Statement> body = spec.Kind switch
        {
            RowKind.Softmax => [.. MaximumAndSum(), .. Pass((c, n, s) => [StoreTo("y", c, n, Exponential(c, s) / Splat("sum"))])],
            RowKind.LogSoftmax => [.. MaximumAndSum(), new Let("logSum", new Call(ElementFunction.Log, new Local("sum", LaneKind.Scalar))), .. Pass((c, n, s) => [StoreTo("y", c, n, Shifted(c) - Splat("logSum"))])],
            RowKind.SoftmaxCrossEntropy => ClassLoss((c, s) => Cost(c)),
            RowKind.SoftmaxFocal => ClassLoss((c, s) => Power(Rest(Cost(c))) * Cost(c)),
            RowKind.SoftmaxFocalGradient => FocalGradient(),
            RowKind.MultiMargin => MultiMargin(),
            RowKind.MultiMarginGradient => MultiMarginGradient(),
            RowKind.SoftmaxGradient =>
            [
                .. Dot("dot", (c, s) => Load("dy", c) * Load("y", c)),
                .. Pass((c, n, s) => [StoreTo("dx", c, n, Load("y", c) * (Load("dy", c) - Splat("dot")))]),
            ],
            RowKind.LogSoftmaxGradient =>
            [
                .. Dot("sum", (c, s) => Load("dy", c)),
                .. Pass((c, n, s) => [StoreTo("dx", c, n, Load("dy", c) - new Call(ElementFunction.Exp, Load("y", c)) * Splat("sum"))]),
            ],
            _ =>
            [
                .. Dot("sum", (c, s) => Load("t", c)),
                .. Pass((c, n, s) => [StoreTo("dx", c, n, (Load("p", c) * Splat("sum") - Load("t", c)) * ElementLowering.ScaleOfRow(_row, V))]),
            ],
        };
        string[] more = spec.Kind switch
        {
            RowKind.SoftmaxCrossEntropy or RowKind.SoftmaxFocal or RowKind.MultiMargin => ["loss"],
            RowKind.SoftmaxCrossEntropyGradient or RowKind.SoftmaxFocalGradient or RowKind.MultiMarginGradient => [Names.Scale],
            _ => [],
        };
        string[] memories = [.. spec.Strides.Select(stride => stride.Memory), .. more];
        return new Kernel(spec.Name, Summary(), memories, [Names.Rows], [], [new For("row", 0, Affine.Variable(Names.Rows), 1, [.. body])]);
    }

    private string Summary() => spec.Kind switch
    {
        RowKind.Softmax => $"y[rows, {Columns.InWords}] = exp(x - max) / sum of exp(x - max).",
        RowKind.LogSoftmax => $"y[rows, {Columns.InWords}] = x - max - log(sum of exp(x - max)).",
        RowKind.SoftmaxCrossEntropy => $"p[rows, {Columns.InWords}] = softmax(x), loss[rows] = sum of t (log(sum of exp(x - max)) - (x - max)).",
        RowKind.SoftmaxFocal => $"p[rows, {Columns.InWords}] = softmax(x), loss[rows] = sum of t (1 - p)^gamma (-log p).",
        RowKind.SoftmaxFocalGradient => "dx = (p * sum of t g - t g) * scale, g = (1 - p)^gamma (1 + gamma p (-log p) / (1 - p)).",
        RowKind.MultiMargin => $"loss[rows] = sum over c other than the label of max(0, margin - x_label + x_c) / {Columns.InWords}.",
        RowKind.MultiMarginGradient => "dx_c = scale / classes within the margin of the label's score; the label's is minus their sum.",
        RowKind.SoftmaxGradient => "dx = y (dy - sum of dy y).",
        RowKind.LogSoftmaxGradient => "dx = dy - exp(y) sum of dy.",
        _ => "dx = (p * sum of t - t) * scale.",
    };

    /// <summary>The sum over the classes of the target times what the class costs, and the probabilities where somebody takes them.</summary>
    private IEnumerable<Statement> ClassLoss(Func<Affine, string, Expression> cost)
    {
        var loss = new Local("lossSum", V);
        return
        [
            .. MaximumAndRest(),
            new Let("sum", new Local("maxima", LaneKind.Scalar) + new Local("rest", LaneKind.Scalar)),
            LogOfSum(),
            new Let(loss.Name, new Constant(0, V)),
            .. Pass((c, n, s) =>
            [
                new Accumulate(loss.Name, new Constant(1, V), _pass.Keep(Load("t", c) * cost(c, s), n, 0)),
                .. spec.Strides.Any(stride => stride.Memory == "p") ? new[] { StoreTo("p", c, n, Exponential(c, s) / Splat("sum")) } : [],
            ]),
            new Store("loss", _row, _pass.Reduce(Kernels.Reduction.Sum, loss)),
        ];
    }

    /// <summary>-log p.</summary>
    private Expression Cost(Affine column) => Splat("logSum") - Shifted(column);

    /// <summary>1 - p of a cost -log p, without cancellation where p is nearly 1.</summary>
    private static Expression Rest(Expression cost) => Number(0) - new Call(ElementFunction.ExpMinusOne, Number(0) - cost);

    /// <summary>A number from 0 to 1 to the power of gamma.</summary>
    private Expression Power(Expression x) => new Call(ElementFunction.Exp, new Call(ElementFunction.Log, x) * Number(spec.Option));

    private IEnumerable<Statement> FocalGradient()
    {
        Let[] Factor(Affine column, string suffix)
        {
            Expression Of(string name) => new Local(name + suffix, V);
            return
            [
                new Let("cost" + suffix, Cost(column)),
                new Let("other" + suffix, Rest(Of("cost"))),
                new Let("probability" + suffix, new Call(ElementFunction.Exp, Number(0) - Of("cost"))),
                new Let("ratio" + suffix, new SelectLess(Number(0), Of("other"), Of("cost") / Of("other"), Number(1))),
                new Let("weighted" + suffix, Load("t", column) * (Power(Of("other")) * (Number(1) + Number(spec.Option) * Of("probability") * Of("ratio")))),
            ];
        }

        var lanesSum = new Local("weightedLanes", V);
        return
        [
            .. MaximumAndRest(),
            LogOfSum(),
            new Let(lanesSum.Name, Number(0)),
            .. Pass((c, n, s) => [.. Factor(c, s), new Assign(lanesSum.Name, lanesSum + _pass.Keep(new Local("weighted" + s, V), n, 0))]),
            new Let("all", _pass.Reduce(Kernels.Reduction.Sum, lanesSum)),
            .. Pass((c, n, s) =>
            [
                .. _pass.IsWrittenOut ? [] : Factor(c, s),
                StoreTo("dx", c, n, (new Local("probability" + s, V) * Splat("all") - new Local("weighted" + s, V)) * ElementLowering.ScaleOfRow(_row, V)),
            ]),
        ];
    }

    /// <summary>The label's score is the sum of t x; what lies beyond it by less than the margin counts, the label itself does not.</summary>
    private IEnumerable<Statement> MultiMargin()
    {
        var loss = new Local("lossSum", V);
        return
        [
            .. Dot("score", (c, s) => Load("t", c) * Load("x", c)),
            new Let(loss.Name, Number(0)),
            .. Pass((c, n, s) =>
            [
                new Accumulate(loss.Name, Number(1.0 / spec.Columns), _pass.Keep((Number(1) - Load("t", c)) * Expression.Max(Number(0), Excess(c)), n, 0)),
            ]),
            new Store("loss", _row, _pass.Reduce(Kernels.Reduction.Sum, loss)),
        ];
    }

    private IEnumerable<Statement> MultiMarginGradient() =>
    [
        .. Dot("score", (c, s) => Load("t", c) * Load("x", c)),
        .. Dot("within", (c, s) => Within(c)),
        .. Pass((c, n, s) => [StoreTo("dx", c, n, (Within(c) - Load("t", c) * Splat("within")) * ElementLowering.ScaleOfRow(_row, V) * Number(1.0 / spec.Columns))]),
    ];

    private Expression Excess(Affine column) => Load("x", column) - Splat("score") + Number(spec.Option);

    /// <summary>1 for a class other than the label within the margin, else 0.</summary>
    private Expression Within(Affine column) => new SelectLess(Number(0), Excess(column), Number(1) - Load("t", column), Number(0));

    private static Expression Number(double value) => new Constant(value, V);

    private IEnumerable<Statement> Maximum()
    {
        var largest = new Local("largest", V);
        return
        [
            new Let(largest.Name, new Constant(double.NegativeInfinity, V)),
            .. Pass((c, n, s) => [new Assign(largest.Name, Expression.Max(largest, _pass.Keep(Load("x", c), n, double.NegativeInfinity)))]),
            new Let("max", _pass.Reduce(Kernels.Reduction.Max, largest)),
        ];
    }

    /// <summary>The row's maximum, the exponentials of what lies below it, and their sum.</summary>
    private IEnumerable<Statement> MaximumAndSum()
    {
        var total = new Local("total", V);
        return
        [
            .. Maximum(),
            new Let(total.Name, new Constant(0, V)),
            .. Pass((c, n, s) =>
            {
                var exponential = new Local("exp" + s, V);
                return
                [
                    new Let(exponential.Name, new Call(ElementFunction.Exp, Shifted(c))),
                    new Assign(total.Name, total + _pass.Keep(exponential, n, 0)),
                ];
            }),
            new Let("sum", _pass.Reduce(Kernels.Reduction.Sum, total)),
        ];
    }

    /// <summary>
    /// As <see cref="MaximumAndSum"/>, with the sum in two parts: how many elements are the maximum, of which each adds 1, and the
    /// exponentials of the rest, which 1 would swallow where the maximum is far above them.
    /// </summary>
    private IEnumerable<Statement> MaximumAndRest()
    {
        var rest = new Local("restLanes", V);
        var maxima = new Local("maximaLanes", V);
        return
        [
            .. Maximum(),
            new Let(rest.Name, Number(0)),
            new Let(maxima.Name, Number(0)),
            .. Pass((c, n, s) =>
            {
                var exponential = new Local("exp" + s, V);
                return
                [
                    new Let(exponential.Name, new Call(ElementFunction.Exp, Shifted(c))),
                    new Assign(rest.Name, rest + _pass.Keep(new SelectLess(Shifted(c), Number(0), exponential, Number(0)), n, 0)),
                    new Assign(maxima.Name, maxima + _pass.Keep(new SelectLess(Shifted(c), Number(0), Number(0), Number(1)), n, 0)),
                ];
            }),
            new Let("rest", _pass.Reduce(Kernels.Reduction.Sum, rest)),
            new Let("maxima", _pass.Reduce(Kernels.Reduction.Sum, maxima)),
        ];
    }

    /// <summary>The logarithm of the sum, from its two parts.</summary>
    private static Let LogOfSum() => new("logSum", new Call(ElementFunction.LogOnePlus, new Local("rest", LaneKind.Scalar) + (new Local("maxima", LaneKind.Scalar) - new Constant(1, LaneKind.Scalar))));

    /// <summary>The exponential of a vector: still in its register where the row is written out, computed again where it is not.</summary>
    private Expression Exponential(Affine column, string suffix) =>
        _pass.IsWrittenOut ? new Local("exp" + suffix, V) : new Call(ElementFunction.Exp, Shifted(column));

    private IEnumerable<Statement> Dot(string name, Func<Affine, string, Expression> term)
    {
        var lanesSum = new Local(name + "Lanes", V);
        return
        [
            new Let(lanesSum.Name, new Constant(0, V)),
            .. Pass((c, n, s) => [new Assign(lanesSum.Name, lanesSum + _pass.Keep(term(c, s), n, 0))]),
            new Let(name, _pass.Reduce(Kernels.Reduction.Sum, lanesSum)),
        ];
    }

    private IEnumerable<Statement> Pass(Func<Affine, int, string, IEnumerable<Statement>> body) => _pass.Statements(body);

    private Expression Shifted(Affine column) => Load("x", column) - Splat("max");

    private static Expression Splat(string scalar) => new Splat(new Local(scalar, LaneKind.Scalar), V);

    private Expression Load(string memory, Affine column) => new Load(memory, _row * Names.Stride(memory, Stride(memory).Stride) + column, V);

    private Statement StoreTo(string memory, Affine column, int count, Expression value) =>
        new Store(memory, _row * Names.Stride(memory, Stride(memory).Stride) + column, value, count == lanes || Stride(memory).IsPadded ? null : count);

    private RowStride Stride(string memory) => spec.Strides.First(stride => stride.Memory == memory);
}

using NnGen.Compiler.Graph;
using NnGen.Compiler.Plan;

namespace NnGen.Compiler.Kernels.Lowering;

/// <summary>
/// Connectionist temporal classification, row by row in scalars: what a row takes depends on its labels, which are looked up. The states of a step are computed in place
/// from those of the step before it, in logarithms, so that no probability underflows. States behind the last label are computed as others are, and lead nowhere.
/// </summary>
internal static class CtcLowering
{
    private const LaneKind S = LaneKind.Scalar;
    private const string Class = "number";
    private const string End = "end";

    // The smallest number of either precision: sums of logarithms are taken relative to the largest, which may be that of 0.
    private const double Least = -3.4028234663852886e38;

    private static readonly Affine s_row = Affine.Variable("row");
    private static readonly Affine s_time = Affine.Variable("time");
    private static readonly Affine s_back = Affine.Variable("back");
    private static readonly Affine s_pair = Affine.Variable("pair");
    private static readonly Affine s_state = Affine.Variable("state");

    /// <summary>The loss, and where the backward pass wants them the ways to each state at each step.</summary>
    public static Kernel Forward(CtcSpec spec)
    {
        const string states = "states";
        int count = 2 * spec.Labels + 1;
        Affine y = s_row * spec.XStride + s_time * spec.Classes;
        Affine label = s_row * spec.TargetStride + spec.Labels - s_pair;

        // Two states that nothing leads to stand before the first. From the last to the first, so that those before are still of the last step.
        Affine blankState = 2 * spec.Labels + 2 - s_pair * 2;
        Affine labelState = blankState - 1;
        Statement Kept(Affine state, Expression next) => new Store(states, state, new SelectLess(Local("now"), Local("length"), next, Load(states, state)));
        List<Statement> body =
        [
            .. Setup(spec),
            new For("state", 0, count + 2, 1, [new Store(states, s_state, Number(double.NegativeInfinity))]),
            new Store(states, 2, Number(0)),
            new Let("now", Number(0)),
            new For("time", 0, spec.Steps, 1,
            [
                new Let("blank", Load("y", y + spec.Blank)),
                new For("pair", 0, spec.Labels, 1,
                [
                    .. Sum("ofBlank", Load(states, blankState), Load(states, blankState - 1)),
                    Kept(blankState, Local("ofBlank") + Local("blank")),
                    new LetWhole(Class, Load("t", label), spec.Classes),
                    new Let("other", Load("t", label) - Load("t", label - 1)),
                    .. Sum("ofLabel", Load(states, labelState), Load(states, labelState - 1), Differing(Local("other"), Load(states, labelState - 2))),
                    Kept(labelState, Local("ofLabel") + Load("y", y + Affine.Variable(Class))),
                ]),
                Kept(2, Load(states, 2) + Local("blank")),
                .. spec.WaysStride > 0
                    ? new Statement[] { new For("state", 0, count, 1, [new Store("ways", s_row * spec.WaysStride + s_time * count + s_state, Load(states, s_state + 2))]) }
                    : [],
                new Assign("now", Local("now") + Number(1)),
            ]),
            .. Sum("all", Load(states, Affine.Variable(End) + 2), Load(states, Affine.Variable(End) + 1)),
            new Let("cost", Number(0) - Local("all")),
        ];
        Expression loss = spec.ZeroInfinity ? new SelectLess(Local("cost"), Number(-Least), Local("cost"), Number(0)) : Local("cost");
        body.Add(new Store("loss", s_row, spec.IsPerLabel ? loss / Larger(Number(1), Local("labels")) : loss));
        string summary = $"loss[rows] = -log of the sum over all ways through {count} states at {spec.Steps} steps, of y[{spec.Steps}, {spec.Classes}].";
        return new Kernel(spec.Name, summary, ["y", "t", "loss", .. spec.WaysStride > 0 ? new[] { "ways" } : []], [Names.Rows], [], [new Reserve(states, count + 2), new For("row", 0, Affine.Variable(Names.Rows), 1, body)]);
    }

    /// <summary>The gradient: what leads to a state times what leads on from it is the probability to be there.</summary>
    public static Kernel Gradient(CtcGradientSpec spec)
    {
        const string states = "states";
        const string ends = "ends";
        int count = 2 * spec.Labels + 1;
        Affine dx = s_row * spec.GradientStride + s_time * spec.Classes;

        // Back in time; and from the first state to the last, so that those behind are still of the step after it.
        Affine time = spec.Steps - 1 - s_back;
        Affine y = s_row * spec.XStride + time * spec.Classes;
        Affine dy = s_row * spec.GradientStride + time * spec.Classes;
        Affine ways = s_row * spec.WaysStride + time * count;
        Affine label = s_row * spec.TargetStride + 1 + s_pair;
        Affine labelState = s_pair * 2 + 1;
        Affine blankState = labelState + 1;

        // A step behind the row's end has no part in it; the last one has the ends of the ways behind it.
        Statement[] Onward(string name, Affine state) => [new Let(name + "On", new SelectLess(Local("now"), Local("final"), Local(name), Load(ends, state + 1)))];
        Expression Share(string name, Affine state) => new SelectLess(Local("final"), Local("now"), Number(0), new Call(ElementFunction.Exp, Load("ways", ways + state) + Local(name + "On") + Local("cost")));
        List<Statement> body =
        [
            .. Setup(spec),
            new For("time", 0, spec.Steps, 1, [new For("state", 0, spec.Classes, 1, [new Store("dx", dx + s_state, Number(0))])]),
            new For("state", 0, count + 2, 1, [new Store(states, s_state, Number(double.NegativeInfinity)), new Store(ends, s_state, Number(double.NegativeInfinity))]),
            new Store(ends, Affine.Variable(End) + 1, Number(0)),
            new Store(ends, Affine.Variable(End), Number(0)),
            new Let("many", Larger(Number(1), Local("labels"))),
            new Let("cost", spec.IsPerLabel ? Load("loss", s_row) * Local("many") : Load("loss", s_row)),
            new Let("factor", spec.IsPerLabel ? Load(Names.Scale, s_row) / Local("many") : Load(Names.Scale, s_row)),
            new Let("final", Local("length") - Number(1)),
            new Let("now", Number(spec.Steps - 1)),
            new For("back", 0, spec.Steps, 1,
            [
                new Let("blank", Load("y", y + spec.Blank)),
                .. Sum("first", Load(states, 0), Load(states, 1)),
                .. Onward("first", 0),
                new Let("blanks", Share("first", 0)),
                new Store(states, 0, Local("firstOn") + Local("blank")),
                new For("pair", 0, spec.Labels, 1,
                [
                    new LetWhole(Class, Load("t", label), spec.Classes),
                    new Let("other", Load("t", label + 1) - Load("t", label)),
                    .. Sum("ofLabel", Load(states, labelState), Load(states, labelState + 1), Differing(Local("other"), Load(states, labelState + 2))),
                    .. Onward("ofLabel", labelState),
                    new Store("dx", dy + Affine.Variable(Class), Load("dx", dy + Affine.Variable(Class)) - Share("ofLabel", labelState) * Local("factor")),
                    new Store(states, labelState, Local("ofLabelOn") + Load("y", y + Affine.Variable(Class))),
                    .. Sum("ofBlank", Load(states, blankState), Load(states, blankState + 1)),
                    .. Onward("ofBlank", blankState),
                    new Assign("blanks", Local("blanks") + Share("ofBlank", blankState)),
                    new Store(states, blankState, Local("ofBlankOn") + Local("blank")),
                ]),
                new Store("dx", dy + spec.Blank, Load("dx", dy + spec.Blank) - Local("blanks") * Local("factor")),
                new Assign("now", Local("now") - Number(1)),
            ]),
        ];
        string summary = $"dx[{spec.Steps}, {spec.Classes}] = -(the probability of the class at the step, given the labels) * scale.";
        return new Kernel(spec.Name, summary, ["y", "t", "ways", "loss", "dx", Names.Scale], [Names.Rows], [], [new Reserve(states, count + 2), new Reserve(ends, count + 2), new For("row", 0, Affine.Variable(Names.Rows), 1, body)]);
    }

    /// <summary>The row's length, its number of labels, and its last state.</summary>
    private static IEnumerable<Statement> Setup(CtcSpec spec)
    {
        Affine target = s_row * spec.TargetStride;
        return
        [
            new Let("length", Load("t", target)),
            new Let("labels", Number(0)),
            new For("pair", 0, spec.Labels, 1, [new Assign("labels", Local("labels") + new SelectLess(Load("t", target + 1 + s_pair), Number(0), Number(0), Number(1)))]),
            new LetWhole(End, Local("labels") * Number(2), 2 * spec.Labels + 1),
        ];
    }

    /// <summary>A state that may be passed by, where the labels beside it differ.</summary>
    private static Expression Differing(Expression difference, Expression state) => new SelectLess(Number(0), difference * difference, state, Number(double.NegativeInfinity));

    /// <summary>The logarithm of the sum of numbers whose logarithms are given: minus infinity where all are 0.</summary>
    private static Statement[] Sum(string name, params Expression[] logarithms)
    {
        Let[] terms = [.. logarithms.Select((term, i) => new Let($"{name}{i}", term))];
        Let[] largest = [.. terms.Select((term, i) => new Let($"{name}Most{i}", Larger(i == 0 ? Number(Least) : Local($"{name}Most{i - 1}"), Local(term.Name))))];
        Expression most = Local(largest[largest.Length - 1].Name);
        Expression sum = terms.Select(term => (Expression)new Call(ElementFunction.Exp, Local(term.Name) - most)).Aggregate((so, next) => so + next);
        return [.. terms, .. largest, new Let(name, most + new Call(ElementFunction.Log, sum))];
    }

    private static Expression Larger(Expression x, Expression y) => new SelectLess(x, y, y, x);

    private static Local Local(string name) => new(name, S);

    private static Load Load(string memory, Affine index) => new(memory, index, S);

    private static Constant Number(double value) => new(value, S);
}

namespace NnGen.Compiler.Graph.Ops;

/// <summary>
/// Sigmoid and focal loss in one, from the logit x: <c>yes t (1 - p)^gamma (-log p) + no (1 - t) p^gamma (-log(1 - p))</c> with
/// <c>p = sigmoid(x)</c>. Logarithms and powers are those of <c>softplus(x) = log(1 + exp(x)) = -log(1 - p)</c>, so nothing cancels.
/// </summary>
public sealed class SigmoidFocalOp(Value x, Value target, double gamma, double yes, double no) : ElementwiseLossOp(x, target)
{
    private static readonly Element s_log = Element.Call(ElementFunction.LogOnePlus, Element.Call(ElementFunction.Exp, 0.0 - Element.Call(ElementFunction.Abs, Y)));

    /// <summary>-log p.</summary>
    private static readonly Element s_ofYes = Element.Max(0.0, 0.0 - Y) + s_log;

    /// <summary>-log(1 - p).</summary>
    private static readonly Element s_ofNo = Element.Max(0.0, Y) + s_log;

    public override string Mnemonic => "sigmoid_focal";

    public override Element Expression => Yes * s_ofYes + No * s_ofNo;

    public override string Formula => "focal loss of sigmoid(x)";

    protected override Element Derivative =>
        No * (Probability(0.0 - Y) * s_ofNo * gamma + Probability(Y)) - Yes * (Probability(Y) * s_ofYes * gamma + Probability(0.0 - Y));

    protected override string DerivativeFormula => "focal'({0})";

    /// <summary>What a yes counts: <c>yes t (1 - p)^gamma</c>.</summary>
    private Element Yes => T * yes * Element.Call(ElementFunction.Exp, s_ofNo * -gamma);

    /// <summary>What a no counts: <c>no (1 - t) p^gamma</c>.</summary>
    private Element No => (1.0 - T) * no * Element.Call(ElementFunction.Exp, s_ofYes * -gamma);

    private static Element Probability(Element x) => Element.Call(ElementFunction.Sigmoid, x);
}

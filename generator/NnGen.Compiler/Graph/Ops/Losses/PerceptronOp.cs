namespace NnGen.Compiler.Graph.Ops;

/// <summary>
/// <c>max(0, (1 - 2 t) x)</c> of the value x before a step, with targets 0 and 1. Its derivative is <c>step(x) - t</c>, also at 0:
/// Rosenblatt's rule.
/// </summary>
public sealed class PerceptronOp(Value y, Value target) : ElementwiseLossOp(y, target)
{
    public override string Mnemonic => "perceptron";

    public override Element Expression => Element.Max(0.0, (1.0 - T * 2.0) * Y);

    public override string Formula => "max(0, (1 - 2 t) x)";

    protected override Element Derivative => Element.WhereLess(Y, 0.0, 0.0, 1.0) - T;

    protected override string DerivativeFormula => "(step({0}) - t)";
}

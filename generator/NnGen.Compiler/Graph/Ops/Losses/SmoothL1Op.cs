namespace NnGen.Compiler.Graph.Ops;

/// <summary><c>0.5 d^2 / beta</c> where |d| is less than beta, <c>|d| - 0.5 beta</c> beyond, with d = y - t.</summary>
public sealed class SmoothL1Op(Value y, Value target, double beta) : ElementwiseLossOp(y, target)
{
    public override string Mnemonic => "smooth_l1";

    public override Element Expression => Element.WhereLess(Element.Call(ElementFunction.Abs, Y - T), beta, (Y - T) * (0.5 / beta) * (Y - T), Element.Call(ElementFunction.Abs, Y - T) - 0.5 * beta);

    public override string Formula => "smooth_l1(y - t)";

    protected override Element Derivative => Element.Min(1.0, Element.Max(-1.0, (Y - T) * (1 / beta)));

    protected override string DerivativeFormula => "clip(({0} - t) / beta)";
}

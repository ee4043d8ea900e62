namespace NnGen.Compiler.Graph.Ops;

/// <summary><c>0.5 d^2</c> where |d| is at most delta, <c>delta (|d| - 0.5 delta)</c> beyond, with d = y - t.</summary>
public sealed class HuberOp(Value y, Value target, double delta) : ElementwiseLossOp(y, target)
{
    public override string Mnemonic => "huber";

    public override Element Expression => Element.WhereLess(delta, Element.Call(ElementFunction.Abs, Y - T), (Element.Call(ElementFunction.Abs, Y - T) - 0.5 * delta) * delta, (Y - T) * 0.5 * (Y - T));

    public override string Formula => "huber(y - t)";

    protected override Element Derivative => Element.Min(delta, Element.Max(-delta, Y - T));

    protected override string DerivativeFormula => "clip({0} - t)";
}

namespace NnGen.Compiler.Graph.Ops;

/// <summary><c>t (log t - y)</c> of a log-probability y and a probability t, with 0 log 0 = 0.</summary>
public sealed class KLDivergenceOp(Value y, Value target) : ElementwiseLossOp(y, target)
{
    public override string Mnemonic => "kl_divergence";

    public override Element Expression => Element.WhereLess(0.0, T, T * (Element.Call(ElementFunction.Log, T) - Y), 0.0);

    public override string Formula => "t (log t - y)";

    protected override Element Derivative => 0.0 - T;

    protected override string DerivativeFormula => "-t";
}

namespace NnGen.Compiler.Graph.Ops;

/// <summary><c>exp(y) - t y</c>, where y is the logarithm of a rate and t a count.</summary>
public sealed class PoissonNegativeLogLikelihoodOp(Value y, Value target) : ElementwiseLossOp(y, target)
{
    public override string Mnemonic => "poisson_nll";

    public override Element Expression => Element.Call(ElementFunction.Exp, Y) - T * Y;

    public override string Formula => "exp(y) - t y";

    protected override Element Derivative => Element.Call(ElementFunction.Exp, Y) - T;

    protected override string DerivativeFormula => "(exp({0}) - t)";
}

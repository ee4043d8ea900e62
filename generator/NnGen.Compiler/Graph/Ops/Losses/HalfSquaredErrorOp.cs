namespace NnGen.Compiler.Graph.Ops;

/// <summary>Half the squared error, <c>0.5 (y - t)^2</c>.</summary>
public sealed class HalfSquaredErrorOp(Value y, Value target) : ElementwiseLossOp(y, target)
{
    public override string Mnemonic => "half_squared_error";

    public override Element Expression => (Y - T) * 0.5 * (Y - T);

    public override string Formula => "0.5 (y - t)^2";

    protected override Element Derivative => Y - T;

    protected override string DerivativeFormula => "({0} - t)";
}

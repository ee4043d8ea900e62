namespace NnGen.Compiler.Graph.Ops;

/// <summary>The squared error <c>(y - t)^2</c>.</summary>
public sealed class SquaredErrorOp(Value y, Value target) : ElementwiseLossOp(y, target)
{
    public override string Mnemonic => "squared_error";

    public override Element Expression => (Y - T) * (Y - T);

    public override string Formula => "(y - t)^2";

    protected override Element Derivative => (Y - T) * 2.0;

    protected override string DerivativeFormula => "2 ({0} - t)";
}

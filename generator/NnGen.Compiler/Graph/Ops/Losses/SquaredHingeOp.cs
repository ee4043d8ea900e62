namespace NnGen.Compiler.Graph.Ops;

/// <summary><c>max(0, 1 - t y)^2</c> with targets -1 and 1.</summary>
public sealed class SquaredHingeOp(Value y, Value target) : ElementwiseLossOp(y, target)
{
    public override string Mnemonic => "squared_hinge";

    public override Element Expression => Element.Max(0.0, 1.0 - T * Y) * Element.Max(0.0, 1.0 - T * Y);

    public override string Formula => "max(0, 1 - t y)^2";

    protected override Element Derivative => Element.WhereLess(T * Y, 1.0, T * (T * Y - 1.0) * 2.0, 0.0);

    protected override string DerivativeFormula => "squared_hinge'(t {0})";
}

namespace NnGen.Compiler.Graph.Ops;

/// <summary><c>max(0, 1 - t y)</c> with targets -1 and 1.</summary>
public sealed class HingeOp(Value y, Value target) : ElementwiseLossOp(y, target)
{
    public override string Mnemonic => "hinge";

    public override Element Expression => Element.Max(0.0, 1.0 - T * Y);

    public override string Formula => "max(0, 1 - t y)";

    protected override Element Derivative => Element.WhereLess(T * Y, 1.0, 0.0 - T, 0.0);

    protected override string DerivativeFormula => "hinge'(t {0})";
}

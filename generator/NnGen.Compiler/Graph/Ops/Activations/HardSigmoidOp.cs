namespace NnGen.Compiler.Graph.Ops;

/// <summary><c>min(1, max(0, alpha x + beta))</c>; its derivative is 0 at both corners.</summary>
public sealed class HardSigmoidOp(Value x, double alpha, double beta) : ActivationOp(x)
{
    public override string Mnemonic => "hard_sigmoid";

    public override string Formula => "hard_sigmoid({0})";

    public override Element Expression => Element.Min(1.0, Element.Max(0.0, X * alpha + beta));

    protected override Element GradientExpression => Element.WhereLess(0.0, Saved, Element.WhereLess(Saved, 1.0, Gradient * alpha, 0.0), 0.0);
}

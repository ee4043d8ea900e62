namespace NnGen.Compiler.Graph.Ops;

/// <summary><c>min(6, max(0, x))</c>; its derivative is 0 at both corners.</summary>
public sealed class ReLU6Op(Value x) : ActivationOp(x)
{
    public override string Mnemonic => "relu6";

    public override string Formula => "relu6({0})";

    public override Element Expression => Element.Min(6.0, Element.Max(0.0, X));

    protected override Element GradientExpression => Element.WhereLess(0.0, Saved, Element.WhereLess(Saved, 6.0, Gradient, 0.0), 0.0);
}

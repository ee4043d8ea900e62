namespace NnGen.Compiler.Graph.Ops;

/// <summary><c>min(max, max(min, x))</c>; its derivative is 0 at both corners.</summary>
public sealed class HardTanhOp(Value x, double min, double max) : ActivationOp(x)
{
    public override string Mnemonic => "hard_tanh";

    public override string Formula => "hard_tanh({0})";

    public override Element Expression => Element.Min(max, Element.Max(min, X));

    protected override Element GradientExpression => Element.WhereLess(min, Saved, Element.WhereLess(Saved, max, Gradient, 0.0), 0.0);
}

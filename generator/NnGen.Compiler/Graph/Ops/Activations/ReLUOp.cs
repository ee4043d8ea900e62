namespace NnGen.Compiler.Graph.Ops;

/// <summary><c>max(0, x)</c>; its derivative is 1 where the result is positive.</summary>
public sealed class ReLUOp(Value x) : ActivationOp(x)
{
    public override string Mnemonic => "relu";

    public override string Formula => "relu({0})";

    public override Element Expression => Element.Max(0.0, X);

    protected override Element GradientExpression => Element.WhereLess(0.0, Saved, Gradient, 0.0);
}

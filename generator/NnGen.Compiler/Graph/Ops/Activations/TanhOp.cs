namespace NnGen.Compiler.Graph.Ops;

/// <summary><c>y = tanh(x)</c>; y' = 1 - y^2.</summary>
public sealed class TanhOp(Value x) : ActivationOp(x)
{
    public override string Mnemonic => "tanh";

    public override string Formula => "tanh({0})";

    public override Element Expression => Element.Call(ElementFunction.Tanh, X);

    protected override Element GradientExpression => Gradient * (1.0 - Saved * Saved);
}

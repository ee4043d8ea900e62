namespace NnGen.Compiler.Graph.Ops;

/// <summary><c>y = 1 / (1 + exp(-x))</c>; y' = y (1 - y).</summary>
public sealed class SigmoidOp(Value x) : ActivationOp(x)
{
    public override string Mnemonic => "sigmoid";

    public override string Formula => "sigmoid({0})";

    public override Element Expression => Element.Call(ElementFunction.Sigmoid, X);

    protected override Element GradientExpression => Gradient * (Saved * (1.0 - Saved));
}

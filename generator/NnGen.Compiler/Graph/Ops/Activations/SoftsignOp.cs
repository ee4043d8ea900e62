namespace NnGen.Compiler.Graph.Ops;

/// <summary><c>x / (1 + |x|)</c>. Its derivative is <c>(1 - |y|)^2</c>.</summary>
public sealed class SoftsignOp(Value x) : ActivationOp(x)
{
    public override string Mnemonic => "softsign";

    public override string Formula => "softsign({0})";

    public override Element Expression => X / (1.0 + Element.Call(ElementFunction.Abs, X));

    protected override Element GradientExpression => Gradient * ((1.0 - Element.Call(ElementFunction.Abs, Saved)) * (1.0 - Element.Call(ElementFunction.Abs, Saved)));
}

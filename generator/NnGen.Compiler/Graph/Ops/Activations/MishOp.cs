namespace NnGen.Compiler.Graph.Ops;

/// <summary><c>x tanh(softplus(x))</c>. Misra, 2019.</summary>
public sealed class MishOp(Value x) : ActivationOp(x)
{
    public override string Mnemonic => "mish";

    public override string Formula => "mish({0})";

    public override Element Expression => X * Tanh(X);

    protected override bool SavesResult => false;

    protected override Element GradientExpression => Gradient * (Tanh(Saved) + Saved * (Element.Call(ElementFunction.Sigmoid, Saved) * (1.0 - Tanh(Saved) * Tanh(Saved))));

    private static Element Tanh(Element x) =>
        Element.Call(ElementFunction.Tanh, Element.Max(0.0, x) + Element.Call(ElementFunction.LogOnePlus, Element.Call(ElementFunction.Exp, 0.0 - Element.Call(ElementFunction.Abs, x))));
}

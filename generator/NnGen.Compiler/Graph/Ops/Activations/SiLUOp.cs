namespace NnGen.Compiler.Graph.Ops;

/// <summary><c>x sigmoid(x)</c>, also called swish. Elfwing, Uchibe and Doya, 2017.</summary>
public sealed class SiLUOp(Value x) : ActivationOp(x)
{
    public override string Mnemonic => "silu";

    public override string Formula => "silu({0})";

    public override Element Expression => X * Element.Call(ElementFunction.Sigmoid, X);

    protected override bool SavesResult => false;

    protected override Element GradientExpression => Gradient * (Element.Call(ElementFunction.Sigmoid, Saved) * (1.0 + Saved * (1.0 - Element.Call(ElementFunction.Sigmoid, Saved))));
}

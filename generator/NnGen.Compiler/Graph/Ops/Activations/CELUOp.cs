namespace NnGen.Compiler.Graph.Ops;

/// <summary><c>x</c> where x is positive, <c>alpha (exp(x / alpha) - 1)</c> elsewhere; its derivative is continuous. Barron, 2017.</summary>
public sealed class CELUOp(Value x, double alpha) : ActivationOp(x)
{
    public override string Mnemonic => "celu";

    public override string Formula => "celu({0})";

    public override Element Expression => Element.WhereLess(0.0, X, X, Element.Call(ElementFunction.ExpMinusOne, X * (1 / alpha)) * alpha);

    protected override Element GradientExpression => Element.WhereLess(0.0, Saved, Gradient, Gradient * (Saved * (1 / alpha) + 1.0));
}

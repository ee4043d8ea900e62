namespace NnGen.Compiler.Graph.Ops;

/// <summary><c>x Phi(x)</c> with the normal distribution function Phi, <c>(1 + erf(x / sqrt 2)) / 2</c>. Hendrycks and Gimpel, 2016.</summary>
public sealed class GELUOp(Value x) : ActivationOp(x)
{
    public override string Mnemonic => "gelu";

    public override string Formula => "gelu({0})";

    public override Element Expression => X * Phi(X);

    protected override bool SavesResult => false;

    protected override Element GradientExpression => Gradient * (Phi(Saved) + Saved * (Element.Call(ElementFunction.Exp, Saved * Saved * -0.5) * 0.39894228040143267794));

    private static Element Phi(Element x) => 0.5 * (1.0 + Element.Call(ElementFunction.Erf, x * 0.70710678118654752440));
}

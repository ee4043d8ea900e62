namespace NnGen.Compiler.Graph.Ops;

/// <summary>
/// <c>scale x</c> where x is positive, <c>scale alpha (exp(x) - 1)</c> elsewhere, with the constants that keep mean 0 and variance 1 from layer to
/// layer. Klambauer, Unterthiner, Mayr and Hochreiter, 2017.
/// </summary>
public sealed class SELUOp(Value x) : ActivationOp(x)
{
    private const double Alpha = 1.6732632423543772848;
    private const double Scale = 1.0507009873554804934;

    public override string Mnemonic => "selu";

    public override string Formula => "selu({0})";

    public override Element Expression => Element.WhereLess(0.0, X, X * Scale, Element.Call(ElementFunction.ExpMinusOne, X) * (Scale * Alpha));

    protected override Element GradientExpression => Element.WhereLess(0.0, Saved, Gradient * Scale, Gradient * (Saved + Scale * Alpha));
}

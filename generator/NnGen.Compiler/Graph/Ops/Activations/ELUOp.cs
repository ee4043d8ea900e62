namespace NnGen.Compiler.Graph.Ops;

/// <summary><c>x</c> where x is positive, <c>alpha (exp(x) - 1)</c> elsewhere. Clevert, Unterthiner and Hochreiter, 2015.</summary>
public sealed class ELUOp(Value x, double alpha) : ActivationOp(x)
{
    public override string Mnemonic => "elu";

    public override string Formula => "elu({0})";

    public override Element Expression => Element.WhereLess(0.0, X, X, Element.Call(ElementFunction.ExpMinusOne, X) * alpha);

    /// <summary>With a positive alpha the result has the sign of x, and its derivative below 0 is y + alpha.</summary>
    protected override bool SavesResult => alpha > 0;

    protected override Element GradientExpression => alpha > 0
        ? Element.WhereLess(0.0, Saved, Gradient, Gradient * (Saved + alpha))
        : Element.WhereLess(0.0, Saved, Gradient, Gradient * (Element.Call(ElementFunction.Exp, Saved) * alpha));
}

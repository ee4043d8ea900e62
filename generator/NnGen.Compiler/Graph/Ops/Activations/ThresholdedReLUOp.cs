namespace NnGen.Compiler.Graph.Ops;

/// <summary><c>x</c> where x is more than alpha, else 0. Konda, Memisevic and Krueger, 2014.</summary>
public sealed class ThresholdedReLUOp(Value x, double alpha) : ActivationOp(x)
{
    public override string Mnemonic => "thresholded_relu";

    public override string Formula => "thresholded_relu({0})";

    public override Element Expression => Element.WhereLess(alpha, X, X, Element.WhereLess(X, alpha + 1, 0.0, X));

    protected override bool SavesResult => false;

    protected override Element GradientExpression => Element.WhereLess(alpha, Saved, Gradient, 0.0);
}

namespace NnGen.Compiler.Graph.Ops;

/// <summary><c>x</c> where x is positive, <c>slope * x</c> elsewhere.</summary>
public sealed class LeakyReLUOp(Value x, double slope) : ActivationOp(x)
{
    public override string Mnemonic => "leaky_relu";

    public override string Formula => "leaky_relu({0})";

    public override Element Expression => Element.WhereLess(0.0, X, X, X * slope);

    /// <summary>A slope of 0 or more keeps the sign, so the result tells the side; a negative one does not.</summary>
    protected override bool SavesResult => slope >= 0;

    protected override Element GradientExpression => Element.WhereLess(0.0, Saved, Gradient, Gradient * slope);
}

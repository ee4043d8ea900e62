namespace NnGen.Compiler.Graph.Ops;

/// <summary>
/// The binary threshold: 1 where x is 0 or more, else 0; NaN stays NaN. Its derivative is taken as 0 everywhere, so nothing above it
/// learns: a loss that knows the value before the step must come next.
/// </summary>
public sealed class StepOp(Value x) : ActivationOp(x)
{
    public override string Mnemonic => "step";

    public override string Formula => "step({0})";

    public override Element Expression => Element.WhereLess(X, 0.0, 0.0, Element.WhereLess(-1.0, X, 1.0, X));

    protected override Element GradientExpression => Gradient * 0.0;
}

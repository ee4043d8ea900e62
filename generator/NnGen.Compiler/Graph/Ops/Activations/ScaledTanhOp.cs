namespace NnGen.Compiler.Graph.Ops;

/// <summary>LeCun's <c>1.7159 tanh(2 x / 3)</c>, whose values at -1 and 1 are nearly -1 and 1. LeCun, Bottou, Orr and Mueller, Efficient BackProp, 1998.</summary>
public sealed class ScaledTanhOp(Value x) : ActivationOp(x)
{
    private const double Scale = 1.7159;

    public override string Mnemonic => "scaled_tanh";

    public override string Formula => "scaled_tanh({0})";

    public override Element Expression => Element.Call(ElementFunction.Tanh, X * (2.0 / 3)) * Scale;

    protected override Element GradientExpression => Gradient * ((2.0 / 3 * Scale) - Saved * Saved * (2.0 / 3 / Scale));
}

namespace NnGen.Compiler.Graph.Ops;

/// <summary>
/// <c>log(1 + exp(beta x)) / beta</c>, computed as <c>max(0, x) + log(1 + exp(-|beta x|)) / beta</c>, which overflows nowhere.
/// Dugas, Bengio, Belisle, Nadeau and Garcia, 2000.
/// </summary>
public sealed class SoftplusOp(Value x, double beta) : ActivationOp(x)
{
    public override string Mnemonic => "softplus";

    public override string Formula => "softplus({0})";

    public override Element Expression => Element.Max(0.0, X) + Element.Call(ElementFunction.LogOnePlus, Element.Call(ElementFunction.Exp, 0.0 - Element.Call(ElementFunction.Abs, X * beta))) * (1 / beta);

    protected override bool SavesResult => false;

    protected override Element GradientExpression => Gradient * Element.Call(ElementFunction.Sigmoid, Saved * beta);
}

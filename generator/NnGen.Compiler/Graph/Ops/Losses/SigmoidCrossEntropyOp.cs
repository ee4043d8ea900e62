namespace NnGen.Compiler.Graph.Ops;

/// <summary>
/// Sigmoid and binary cross entropy in one, from the logit x: <c>max(x, 0) - x t + log(1 + exp(-|x|))</c>, which overflows nowhere. Its
/// first part is <c>|x| (1 - t)</c> or <c>|x| t</c>, so that no large terms cancel.
/// </summary>
public sealed class SigmoidCrossEntropyOp(Value y, Value target) : ElementwiseLossOp(y, target)
{
    public override string Mnemonic => "sigmoid_cross_entropy";

    public override Element Expression =>
        Element.Call(ElementFunction.Abs, Y) * Element.WhereLess(Y, 0.0, T, 1.0 - T) + Element.Call(ElementFunction.LogOnePlus, Element.Call(ElementFunction.Exp, 0.0 - Element.Call(ElementFunction.Abs, Y)));

    public override string Formula => "max(x, 0) - x t + log(1 + exp(-|x|))";

    protected override Element Derivative => Element.Call(ElementFunction.Sigmoid, Y) - T;

    protected override string DerivativeFormula => "(sigmoid({0}) - t)";
}

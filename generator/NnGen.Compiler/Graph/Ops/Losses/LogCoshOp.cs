namespace NnGen.Compiler.Graph.Ops;

/// <summary><c>log(cosh(d))</c> as <c>|d| + log(1 + exp(-2 |d|)) - log 2</c>, which overflows nowhere, with d = y - t.</summary>
public sealed class LogCoshOp(Value y, Value target) : ElementwiseLossOp(y, target)
{
    public override string Mnemonic => "log_cosh";

    public override Element Expression => Element.Call(ElementFunction.Abs, Y - T) + (Element.Call(ElementFunction.LogOnePlus, Element.Call(ElementFunction.Exp, Element.Call(ElementFunction.Abs, Y - T) * -2.0)) - 0.69314718055994530942);

    public override string Formula => "log(cosh(y - t))";

    protected override Element Derivative => Element.Call(ElementFunction.Tanh, Y - T);

    protected override string DerivativeFormula => "tanh({0} - t)";
}

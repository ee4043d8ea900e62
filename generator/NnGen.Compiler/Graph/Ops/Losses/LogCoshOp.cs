namespace NnGen.Compiler.Graph.Ops;

/// <summary>
/// <c>log(cosh(d))</c> with d = y - t. Near 0 it is <c>d^2 / 2</c>, the small rest of large terms if it were computed as
/// <c>|d| + log(1 + exp(-2 |d|)) - log 2</c>. As <c>log(1 + q)</c> with <c>q = cosh(d) - 1 = (exp(|d|) - 1) (1 - exp(-|d|)) / 2</c> nothing
/// cancels. Beyond 20 it goes on as a straight line, which even doubles do not tell from it.
/// </summary>
public sealed class LogCoshOp(Value y, Value target) : ElementwiseLossOp(y, target)
{
    public override string Mnemonic => "log_cosh";

    private static readonly Element s_error = Element.Call(ElementFunction.Abs, Y - T);

    private static readonly Element s_curved = Element.Min(20.0, s_error);

    public override Element Expression =>
        Element.Call(ElementFunction.LogOnePlus, Element.Call(ElementFunction.ExpMinusOne, s_curved) * (Element.Call(ElementFunction.ExpMinusOne, 0.0 - s_curved) * -0.5))
        + Element.Max(0.0, s_error - 20.0);

    public override string Formula => "log(cosh(y - t))";

    protected override Element Derivative => Element.Call(ElementFunction.Tanh, Y - T);

    protected override string DerivativeFormula => "tanh({0} - t)";
}

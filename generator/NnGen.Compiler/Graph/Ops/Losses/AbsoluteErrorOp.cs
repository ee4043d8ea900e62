namespace NnGen.Compiler.Graph.Ops;

/// <summary>The absolute error <c>|y - t|</c>; its derivative at 0 is 0.</summary>
public sealed class AbsoluteErrorOp(Value y, Value target) : ElementwiseLossOp(y, target)
{
    public override string Mnemonic => "absolute_error";

    public override Element Expression => Element.Call(ElementFunction.Abs, Y - T);

    public override string Formula => "|y - t|";

    protected override Element Derivative => Element.WhereLess(T, Y, 1.0, Element.WhereLess(Y, T, -1.0, 0.0));

    protected override string DerivativeFormula => "sign({0} - t)";
}

namespace NnGen.Compiler.Graph.Ops;

/// <summary>The approximation <c>x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) / 2</c> of <see cref="GELUOp"/>.</summary>
public sealed class TanhGELUOp(Value x) : ActivationOp(x)
{
    private const double Root = 0.79788456080286535588;
    private const double Cubic = 0.044715;

    public override string Mnemonic => "gelu_tanh";

    public override string Formula => "gelu_tanh({0})";

    public override Element Expression => 0.5 * X * (1.0 + Tanh(X));

    protected override bool SavesResult => false;

    protected override Element GradientExpression => Gradient * (0.5 * (1.0 + Tanh(Saved)) + 0.5 * Saved * (1.0 - Tanh(Saved) * Tanh(Saved)) * (Root * (1.0 + 3 * Cubic * (Saved * Saved))));

    private static Element Tanh(Element x) => Element.Call(ElementFunction.Tanh, Root * (x + Cubic * (x * x * x)));
}

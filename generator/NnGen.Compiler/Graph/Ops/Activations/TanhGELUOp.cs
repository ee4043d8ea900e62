namespace NnGen.Compiler.Graph.Ops;

/// <summary>
/// The approximation <c>x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) / 2</c> of <see cref="GELUOp"/>, which is x times the sigmoid of twice
/// the argument of tanh: shorter, and exact where 1 + tanh loses its digits.
/// </summary>
public sealed class TanhGELUOp(Value x) : ActivationOp(x)
{
    private const double TwiceRoot = 2 * 0.79788456080286535588;
    private const double TwiceCubic = TwiceRoot * 0.044715;

    public override string Mnemonic => "gelu_tanh";

    public override string Formula => "gelu_tanh({0})";

    public override Element Expression => X * Sigmoid(X);

    protected override bool SavesResult => false;

    protected override Element GradientExpression => Gradient * (Sigmoid(Saved) + Saved * (Sigmoid(Saved) * (1.0 - Sigmoid(Saved))) * (TwiceRoot + 3 * TwiceCubic * (Saved * Saved)));

    private static Element Sigmoid(Element x) => Element.Call(ElementFunction.Sigmoid, x * (TwiceRoot + TwiceCubic * (x * x)));
}

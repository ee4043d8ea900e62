namespace NnGen.Compiler.Graph.Ops;

/// <summary><c>x</c> where x is positive, <c>slope * x</c> elsewhere, with a trained slope.</summary>
public sealed class PReLUOp(Value x, Value slope) : ElementwiseOp(x, slope)
{
    private static readonly Element s_first = new ElementInput(0);
    private static readonly Element s_second = new ElementInput(1);
    private static readonly Element s_third = new ElementInput(2);

    public override string Mnemonic => "prelu";

    public override string Formula => "prelu({0})";

    public override Element Expression => Element.WhereLess(0.0, s_first, s_first, s_first * s_second);

    /// <summary>dx = dy or slope dy, dslope = 0 or x dy, by the sign of x.</summary>
    public override void Adjoint(AdjointBuilder builder, IReadOnlyList<Value?> gradients)
    {
        Value dy = gradients[0]!;
        Value x = Inputs[0];
        Value slope = Inputs[1];
        if (builder.Wants(x))
        {
            Element dx = Element.WhereLess(0.0, s_second, s_first, s_first * s_third);
            builder.Contribute(x, builder.Add(new ElementwiseGradientOp("prelu_gradient", $"prelu'({x.Name}) * {{0}}", dx, x.Shape, dy, x, slope), x));
        }

        Element dslope = Element.WhereLess(0.0, s_second, 0.0, s_first * s_second);
        builder.Contribute(slope, builder.Add(new ElementwiseGradientOp("prelu_slope_gradient", $"min({x.Name}, 0) * {{0}}", dslope, x.Shape, dy, x), slope));
    }
}

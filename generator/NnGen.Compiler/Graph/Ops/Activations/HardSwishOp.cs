namespace NnGen.Compiler.Graph.Ops;

/// <summary>
/// <c>x min(6, max(0, x + 3)) / 6</c>. Its derivative at the corners is PyTorch's: -1/2 at -3, from above, and 1 at 3, also from above.
/// Howard et al., 2019.
/// </summary>
public sealed class HardSwishOp(Value x) : ActivationOp(x)
{
    public override string Mnemonic => "hard_swish";

    public override string Formula => "hard_swish({0})";

    public override Element Expression => X * (Element.Min(6.0, Element.Max(0.0, X + 3.0)) * (1.0 / 6));

    protected override bool SavesResult => false;

    protected override Element GradientExpression => Element.WhereLess(Saved, -3.0, 0.0, Element.WhereLess(Saved, 3.0, Gradient * (Saved * (1.0 / 3) + 0.5), Gradient));
}

namespace NnGen.Compiler.Graph.Ops;

/// <summary>
/// <c>0 &lt; n ? x : y</c>, element by element, or 0 without a y: a state goes on while steps of the row's sequence are left, and stays as it is behind its end. What is not
/// chosen is computed and dropped, so it may be anything.
/// </summary>
public sealed class SelectOp(Value n, Value x, Value? y) : ElementwiseOp(y is null ? [n, x] : [n, x, y])
{
    private static readonly Element s_first = new ElementInput(0);
    private static readonly Element s_second = new ElementInput(1);

    public override string Mnemonic => y is null ? "keep_while" : "select";

    public override string Formula => $"0 < {Inputs[0].Name} ? {Inputs[1].Name} : {(y is null ? "0" : Inputs[2].Name)}";

    public override Element Expression => Element.WhereLess(0.0, s_first, s_second, y is null ? 0.0 : new ElementInput(2));

    public override void Adjoint(AdjointBuilder builder, IReadOnlyList<Value?> gradients)
    {
        Value dy = gradients[0]!;
        Value steps = Inputs[0];
        if (builder.Wants(x))
        {
            builder.Contribute(x, builder.Add(new ElementwiseGradientOp("select_gradient", $"0 < {steps.Name} ? {{0}} : 0", Element.WhereLess(0.0, s_second, s_first, 0.0), x.Shape, dy, steps), x));
        }

        if (y is not null && builder.Wants(y))
        {
            builder.Contribute(y, builder.Add(new ElementwiseGradientOp("other_gradient", $"0 < {steps.Name} ? 0 : {{0}}", Element.WhereLess(0.0, s_second, 0.0, s_first), y.Shape, dy, steps), y));
        }
    }
}

namespace NnGen.Compiler.Graph.Ops;

/// <summary><c>x + encoding</c>, a number for each position and feature, the same for every row: trained, or a table.</summary>
public sealed class PositionOp(Value x, Value encoding) : ElementwiseOp(x, encoding)
{
    public override string Mnemonic => "positions";

    public override string Formula => "{0} + positions";

    public override Element Expression => new ElementInput(0) + new ElementInput(1);

    public override void Adjoint(AdjointBuilder builder, IReadOnlyList<Value?> gradients)
    {
        foreach (Value input in Inputs.Where(builder.Wants))
        {
            builder.Contribute(input, gradients[0]!);
        }
    }
}

/// <summary><c>x * cosines + partner * sines</c>: pairs of features turned by an angle, each feature with the other one of its pair beside it.</summary>
public sealed class RotaryOp(Value x, Value partner, Value cosines, Value sines) : ElementwiseOp(x, partner, cosines, sines)
{
    private static readonly Element s_turned = new ElementInput(0) * new ElementInput(2) + new ElementInput(1) * new ElementInput(3);

    public override string Mnemonic => "rotary";

    public override string Formula => "{0} turned by its position";

    public override string FormulaOf(Func<Value, bool> isAtHand) => isAtHand(Inputs[0]) ? $"{{0}} * cos + {Inputs[1].Name} * sin" : $"{Inputs[0].Name} * cos + {{0}} * sin";

    public override Element Expression => s_turned;

    /// <summary>dx = dy cos, dpartner = dy sin.</summary>
    public override void Adjoint(AdjointBuilder builder, IReadOnlyList<Value?> gradients)
    {
        Value dy = gradients[0]!;
        Element product = new ElementInput(0) * new ElementInput(1);
        for (int i = 0; i < 2; i++)
        {
            if (builder.Wants(Inputs[i]))
            {
                builder.Contribute(Inputs[i], builder.Add(new ElementwiseGradientOp("rotary_gradient", i == 0 ? "{0} * cos" : "{0} * sin", product, dy.Shape, dy, Inputs[i + 2]), Inputs[i]));
            }
        }
    }
}

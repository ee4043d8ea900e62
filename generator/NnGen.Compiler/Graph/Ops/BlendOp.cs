namespace NnGen.Compiler.Graph.Ops;

/// <summary><c>z * x + (1 - z) * y</c>, element by element: how much of a state is kept, and how much is new.</summary>
public sealed class BlendOp(Value z, Value x, Value y) : ElementwiseOp(z, x, y)
{
    private static readonly Element s_z = new ElementInput(0);
    private static readonly Element s_x = new ElementInput(1);
    private static readonly Element s_y = new ElementInput(2);

    public override string Mnemonic => "blend";

    public override string Formula => $"{Inputs[0].Name} * {Inputs[1].Name} + (1 - {Inputs[0].Name}) * {Inputs[2].Name}";

    public override Element Expression => s_z * s_x + (1.0 - s_z) * s_y;

    public override void Adjoint(AdjointBuilder builder, IReadOnlyList<Value?> gradients)
    {
        Value dy = gradients[0]!;
        (Value z, Value x, Value y) = (Inputs[0], Inputs[1], Inputs[2]);
        Element d = new ElementInput(0);
        if (builder.Wants(z))
        {
            var op = new ElementwiseGradientOp("blend_gradient", $"{{0}} * ({x.Name} - {y.Name})", d * (new ElementInput(1) - new ElementInput(2)), z.Shape, dy, x, y);
            builder.Contribute(z, builder.Add(op, z));
        }

        if (builder.Wants(x))
        {
            builder.Contribute(x, builder.Add(new ElementwiseGradientOp("multiply_gradient", $"{{0}} * {z.Name}", d * new ElementInput(1), x.Shape, dy, z), x));
        }

        if (builder.Wants(y))
        {
            builder.Contribute(y, builder.Add(new ElementwiseGradientOp("complement_gradient", $"{{0}} * (1 - {z.Name})", d * (1.0 - new ElementInput(1)), y.Shape, dy, z), y));
        }
    }
}

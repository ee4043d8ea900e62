namespace NnGen.Compiler.Graph.Ops;

/// <summary>A mask of zeros and ones. Drawn into the tape before the forward pass, by a step of its own, so that a test can put in another.</summary>
public sealed class MaskOp(Shape shape, double dropRate) : Op
{
    /// <summary>The probability of 0.</summary>
    public double DropRate => dropRate;

    public override string Mnemonic => "mask";

    protected internal override IReadOnlyList<Shape> ResultShapes => [shape];

    public override void Adjoint(AdjointBuilder builder, IReadOnlyList<Value?> gradients)
    {
        // Drawn, not computed: nothing lies upstream.
    }
}

/// <summary><c>x * mask / (1 - rate)</c>; its own adjoint.</summary>
public sealed class DropoutOp(Value x, Value mask, double rate) : ElementwiseOp(x, mask)
{
    public override string Mnemonic => "dropout";

    public override string Formula => "{0} * mask * 1/(1 - rate)";

    public override Element Expression => new ElementInput(0) * (new ElementInput(1) * (1 / (1 - rate)));

    public override void Adjoint(AdjointBuilder builder, IReadOnlyList<Value?> gradients)
    {
        if (builder.Wants(Inputs[0]))
        {
            builder.Contribute(Inputs[0], builder.Add(new ElementwiseGradientOp("dropout_gradient", Formula, Expression, Inputs[0].Shape, gradients[0]!, Inputs[1]), Inputs[0]));
        }
    }
}

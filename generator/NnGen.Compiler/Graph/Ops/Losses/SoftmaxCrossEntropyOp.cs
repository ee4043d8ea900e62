namespace NnGen.Compiler.Graph.Ops;

/// <summary>
/// Softmax and cross entropy in one, from the logits: <c>loss = sum_c t_c (log sum_j exp(x_j) - x_c)</c>, finite for finite logits.
/// The probabilities are its second result: what the gradient needs, and the output where the last layer is a softmax.
/// </summary>
public sealed class SoftmaxCrossEntropyOp(Value logits, Value target) : Op(logits, target)
{
    public override int? Positions => Inputs[0].Shape.Size / Inputs[0].Shape.Last;

    public override string Mnemonic => "softmax_cross_entropy";

    protected internal override IReadOnlyList<Shape> ResultShapes => [new Shape(Inputs[0].Shape.Size / Inputs[0].Shape.Last), Inputs[0].Shape];

    public override void Adjoint(AdjointBuilder builder, IReadOnlyList<Value?> gradients)
    {
        if (builder.Wants(Inputs[0]))
        {
            builder.Contribute(Inputs[0], builder.Add(new SoftmaxCrossEntropyGradientOp(Results[1], Inputs[1]), Inputs[0]));
        }
    }
}

/// <summary><c>dx = (p * sum_c t_c - t) * scale</c>, where scale reduces the loss.</summary>
public sealed class SoftmaxCrossEntropyGradientOp(Value probabilities, Value target) : BackwardOp(probabilities, target)
{
    public override int? Positions => Inputs[0].Shape.Size / Inputs[0].Shape.Last;

    public override string Mnemonic => "softmax_cross_entropy_gradient";

    protected internal override IReadOnlyList<Shape> ResultShapes => [Inputs[0].Shape];
}

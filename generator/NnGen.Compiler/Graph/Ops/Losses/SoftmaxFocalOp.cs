namespace NnGen.Compiler.Graph.Ops;

/// <summary>
/// Softmax and focal loss in one, from the logits: <c>loss = sum_c t_c (1 - p_c)^gamma (-log p_c)</c>. The probabilities are its second result,
/// as those of <see cref="SoftmaxCrossEntropyOp"/>.
/// </summary>
public sealed class SoftmaxFocalOp(Value logits, Value target, double gamma) : Op(logits, target)
{
    public double Gamma => gamma;

    public override int? Positions => Inputs[0].Shape.Size / Inputs[0].Shape.Last;

    public override string Mnemonic => "softmax_focal";

    protected internal override IReadOnlyList<Shape> ResultShapes => [new Shape(Inputs[0].Shape.Size / Inputs[0].Shape.Last), Inputs[0].Shape];

    public override void Adjoint(AdjointBuilder builder, IReadOnlyList<Value?> gradients)
    {
        if (builder.Wants(Inputs[0]))
        {
            builder.Contribute(Inputs[0], builder.Add(new SoftmaxFocalGradientOp(Inputs[0], Inputs[1], gamma), Inputs[0]));
        }
    }
}

/// <summary>
/// <c>dx_j = (p_j sum_c t_c g_c - t_j g_j) * scale</c> with <c>g = (1 - p)^gamma (1 + gamma p (-log p) / (1 - p))</c>, where the quotient is 1
/// for p = 1: gamma = 0 gives cross entropy's.
/// </summary>
public sealed class SoftmaxFocalGradientOp(Value logits, Value target, double gamma) : BackwardOp(logits, target)
{
    public double Gamma => gamma;

    public override int? Positions => Inputs[0].Shape.Size / Inputs[0].Shape.Last;

    public override string Mnemonic => "softmax_focal_gradient";

    protected internal override IReadOnlyList<Shape> ResultShapes => [Inputs[0].Shape];
}

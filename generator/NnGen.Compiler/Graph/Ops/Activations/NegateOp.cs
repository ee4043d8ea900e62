namespace NnGen.Compiler.Graph.Ops;

/// <summary><c>-x</c>: before a softmax it makes a softmin.</summary>
public sealed class NegateOp(Value x) : ElementwiseOp(x)
{
    public override string Mnemonic => "negate";

    public override string Formula => "-({0})";

    public override Element Expression => 0.0 - new ElementInput(0);

    public override void Adjoint(AdjointBuilder builder, IReadOnlyList<Value?> gradients)
    {
        if (builder.Wants(Inputs[0]))
        {
            builder.Contribute(Inputs[0], builder.Add(new NegateOp(gradients[0]!), Inputs[0]));
        }
    }
}

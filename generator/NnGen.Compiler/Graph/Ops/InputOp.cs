namespace NnGen.Compiler.Graph.Ops;

/// <summary>The rows that the caller hands over: inputs, or in training the targets too.</summary>
public sealed class InputOp(Shape shape) : Op
{
    public override string Mnemonic => "input";

    protected internal override IReadOnlyList<Shape> ResultShapes => [shape];

    public override void Adjoint(AdjointBuilder builder, IReadOnlyList<Value?> gradients)
    {
        // Nothing lies upstream.
    }
}

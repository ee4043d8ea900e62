namespace NnGen.Compiler.Graph.Ops;

/// <summary>The same elements under another shape. Moves nothing: the plan gives both values one place.</summary>
public sealed class ReshapeOp(Value x, Shape shape) : Op(x)
{
    public override string Mnemonic => "reshape";

    /// <summary>Whether it stands for a dropout, which is the identity when predicting.</summary>
    public bool IsDropout { get; init; }

    /// <summary>Whether it stands for a permutation of an image, whose channels were last, that moves nothing.</summary>
    public bool IsTurned { get; init; }

    /// <summary>Whether no gradient goes through it.</summary>
    public bool IsDetached { get; init; }

    public override bool StopsGradients => IsDetached;

    protected internal override IReadOnlyList<Shape> ResultShapes => [shape];

    public override void Adjoint(AdjointBuilder builder, IReadOnlyList<Value?> gradients)
    {
        if (builder.Wants(Inputs[0]))
        {
            builder.Contribute(Inputs[0], builder.Add(new ReshapeOp(gradients[0]!, Inputs[0].Shape), Inputs[0]));
        }
    }
}

namespace NnGen.Compiler.Graph.Ops;

/// <summary>The rows that the caller hands over: inputs, or in training the targets too.</summary>
/// <param name="shape">The shape of a row as it lies in the caller's memory.</param>
public sealed class InputOp(Shape shape) : Op
{
    /// <summary>Whether the caller's images have their channels last, whereas the node that was declared has them first.</summary>
    public bool IsChannelsLast { get; init; }

    /// <summary>Whether the caller may hand over bytes.</summary>
    public bool IsOfBytes { get; init; }

    /// <summary>What each number is multiplied by before anything takes it.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>What is added then.</summary>
    public double Offset { get; init; }

    /// <summary>The shape that was declared.</summary>
    public Shape Declared => IsChannelsLast ? shape.ChannelsFirst() : shape;

    public override string Mnemonic => "input";

    protected internal override IReadOnlyList<Shape> ResultShapes => [shape];

    public override void Adjoint(AdjointBuilder builder, IReadOnlyList<Value?> gradients)
    {
        // Nothing lies upstream.
    }
}

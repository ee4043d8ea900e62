namespace NnGen.Compiler.Graph.Ops;

/// <summary><c>dx = W^T dy</c>: the gradient of a linear op with respect to its input.</summary>
public sealed class LinearInputGradientOp(Value dy, Parameter weight) : BackwardOp(dy)
{
    public override Parameter Weight => weight;

    public int In => weight.Shape.Axes[1];

    public int Out => weight.Shape.Axes[0];

    public override string Mnemonic => $"linear_input_gradient {weight.Name}";

    protected internal override IReadOnlyList<Shape> ResultShapes => [new Shape(In)];
}

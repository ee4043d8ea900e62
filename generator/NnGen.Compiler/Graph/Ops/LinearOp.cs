namespace NnGen.Compiler.Graph.Ops;

/// <summary><c>y = W x + b</c> with W of shape [out, in]: dense layers, and whatever else multiplies by a matrix.</summary>
public sealed class LinearOp(Value x, Parameter weight, Parameter? bias) : Op(x)
{
    public override Parameter Weight => weight;

    public Parameter? Bias => bias;

    public int In => weight.Shape.Axes[1];

    public int Out => weight.Shape.Axes[0];

    public override string Mnemonic => bias is null ? $"linear {weight.Name}" : $"linear {weight.Name}, {bias.Name}";

    protected internal override IReadOnlyList<Shape> ResultShapes => [new Shape(Out)];

    /// <summary>dx = W^T dy, dW = dy x^T, db = dy; the last two summed over the rows.</summary>
    public override void Adjoint(AdjointBuilder builder, IReadOnlyList<Value?> gradients)
    {
        Value dy = gradients[0]!;
        if (builder.Wants(Inputs[0]))
        {
            builder.Contribute(Inputs[0], builder.Add(new LinearInputGradientOp(dy, weight), Inputs[0]));
        }

        builder.AddParameterGradient(new WeightGradientOp(weight, Inputs[0], dy));
        if (bias is not null)
        {
            builder.AddParameterGradient(new BiasGradientOp(bias, dy));
        }
    }
}

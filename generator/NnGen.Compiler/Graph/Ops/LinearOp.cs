namespace NnGen.Compiler.Graph.Ops;

/// <summary>
/// <c>y = W x + b</c> with W of shape [out, in], or transposed <c>y = W^T x + b</c>: dense layers, and whatever else multiplies by a
/// matrix. Of several axes the last one is multiplied, each position of the others alike. The gradient of x is the other of the two.
/// </summary>
public sealed class LinearOp(Value x, Value weight, Value? bias, bool isTransposed = false) : Op(bias is null ? [x, weight] : [x, weight, bias])
{
    public override Parameter Weight => Inputs[1].Producer.Weight!;

    public Parameter? Bias => Inputs.Count > 2 ? Inputs[2].Producer.Weight : null;

    /// <summary>Whether it multiplies by the transposed weight.</summary>
    public bool IsTransposed => isTransposed;

    public override int? Positions => Inputs[0].Shape.Size / In;

    /// <summary>Whether x is what the step before has left, so that the next step waits for these sums.</summary>
    public bool IsOfState { get; init; }

    /// <summary>The elements of x at one position.</summary>
    public int In => isTransposed ? Weight.Outputs : Weight.InputsOfOutput;

    /// <summary>The elements of y at one position.</summary>
    public int Out => isTransposed ? Weight.InputsOfOutput : Weight.Outputs;

    public override string Mnemonic => isTransposed ? "linear_transposed" : "linear";

    protected internal override IReadOnlyList<Shape> ResultShapes => [Inputs[0].Shape.WithLast(Out)];

    /// <summary>dx = W^T dy, dW = dy x^T, db = dy; the last two summed over rows and positions.</summary>
    public override void Adjoint(AdjointBuilder builder, IReadOnlyList<Value?> gradients)
    {
        Value dy = gradients[0]!;
        Value x = Inputs[0];
        if (builder.Wants(x))
        {
            builder.Contribute(x, builder.Add(new LinearOp(dy, Inputs[1], null, !isTransposed), x));
        }

        builder.ContributeProduct(Inputs[1], isTransposed ? new Product(dy, x) : new Product(x, dy));
        if (Inputs.Count > 2)
        {
            builder.Contribute(Inputs[2], dy);
        }
    }
}

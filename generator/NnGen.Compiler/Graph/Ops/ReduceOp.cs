namespace NnGen.Compiler.Graph.Ops;

/// <summary>The sum over some axes of a row, times a number: a mean where that is 1 over what is summed.</summary>
/// <param name="x">The value.</param>
/// <param name="isReduced">For each axis of x, whether it is summed over. The result has the others; one of a single element where none is left.</param>
/// <param name="factor">The number.</param>
public sealed class ReduceOp(Value x, IReadOnlyList<bool> isReduced, double factor) : Op(x)
{
    public IReadOnlyList<bool> IsReduced => isReduced;

    public double Factor => factor;

    public override string Mnemonic => factor == 1 ? "sum" : "mean";

    protected internal override IReadOnlyList<Shape> ResultShapes =>
        [isReduced.All(reduced => reduced) ? new Shape(1) : new Shape([.. Inputs[0].Shape.Axes.Where((_, i) => !isReduced[i])])];

    /// <summary>Each summand gets the gradient of its sum, times the number.</summary>
    public override void Adjoint(AdjointBuilder builder, IReadOnlyList<Value?> gradients)
    {
        Value x = Inputs[0];
        if (!builder.Wants(x))
        {
            return;
        }

        Value dy = gradients[0]!;
        if (factor != 1)
        {
            dy = builder.AddAll(new ElementwiseGradientOp("mean_gradient", $"{{0}} / {Summands}", new ElementInput(0) * factor, dy.Shape, dy), x, "divided")[0];
        }

        int[] strides = dy.Shape.Strides();
        int kept = 0;
        builder.Contribute(x, builder.Add(new ViewOp(dy, "repeat", 0, new(x.Shape.Axes.Select((size, i) => new ViewAxis(size, isReduced[i] ? 0 : strides[kept++])))), x));
    }

    private int Summands => Inputs[0].Shape.Size / ResultShapes[0].Size;
}

namespace NnGen.Compiler.Graph.Ops;

/// <summary>
/// <c>y = a b</c> of two values, over their last two axes; what stands before these is a batch of matrices, the same for both. The first
/// may be taken transposed: its elements are read one by one, wherever they lie. The second is read by vectors along its last axis.
/// </summary>
public sealed class MatMulOp(Value a, Value b, bool isTransposed = false) : Op(a, b)
{
    /// <summary>Whether a is taken transposed.</summary>
    public bool IsTransposed => isTransposed;

    /// <summary>The number of matrices.</summary>
    public int Matrices => Inputs[0].Shape.Size / (Rows * Inner);

    /// <summary>The rows of a matrix of y.</summary>
    public int Rows => Inputs[0].Shape.Axes[Inputs[0].Shape.Axes.Count - (isTransposed ? 1 : 2)];

    /// <summary>What is summed over.</summary>
    public int Inner => Inputs[0].Shape.Axes[Inputs[0].Shape.Axes.Count - (isTransposed ? 2 : 1)];

    /// <summary>The columns of a matrix of y.</summary>
    public int Columns => Inputs[1].Shape.Last;

    public override int? Positions => Matrices * Rows;

    public override string Mnemonic => isTransposed ? "matmul_transposed" : "matmul";

    protected internal override IReadOnlyList<Shape> ResultShapes =>
        [new Shape([.. Inputs[0].Shape.Axes.Take(Inputs[0].Shape.Axes.Count - 2), Rows, Columns])];

    /// <summary>da = dy b^T, db = a^T dy.</summary>
    public override void Adjoint(AdjointBuilder builder, IReadOnlyList<Value?> gradients)
    {
        (Value a, Value b, Value dy) = (Inputs[0], Inputs[1], gradients[0]!);
        if (builder.Wants(a))
        {
            builder.Contribute(a, builder.Add(isTransposed ? new MatMulOp(b, Transposed(builder, dy, a)) : new MatMulOp(dy, Transposed(builder, b, a)), a));
        }

        if (builder.Wants(b))
        {
            builder.Contribute(b, builder.Add(new MatMulOp(a, dy, !isTransposed), b));
        }
    }

    /// <summary>A view of a value with its last two axes exchanged.</summary>
    public static ViewOp Exchanged(Value value)
    {
        int axes = value.Shape.Axes.Count;
        return ViewOp.Permute(value, [.. Enumerable.Range(0, axes - 2), axes - 1, axes - 2]);
    }

    /// <summary>The same as a value; what was transposed to come here is taken as it was.</summary>
    private static Value Transposed(AdjointBuilder builder, Value value, Value of) =>
        value.Producer is ViewOp { Offset: 0 } view && view.Axes.SequenceEqual(Exchanged(view.Inputs[0]).Axes) ? view.Inputs[0] : builder.AddAll(Exchanged(value), of, "transposed")[0];
}

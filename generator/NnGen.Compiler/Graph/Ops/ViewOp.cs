using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph.Ops;

/// <summary>An axis of a view: how many indices it has, and the elements of what is viewed from one to the next; 0 where one serves all.</summary>
public sealed record ViewAxis(int Size, int Stride);

/// <summary>
/// Elements of a row in another order: <c>y[i, j, ...] = x[offset + i * stride_i + j * stride_j + ...]</c>. Permutations, slices and
/// repetitions are views; the gradient of a view is the view the other way round.
/// </summary>
public sealed class ViewOp(Value x, string mnemonic, int offset, EquatableArray<ViewAxis> axes) : Op(x)
{
    public int Offset => offset;

    public EquatableArray<ViewAxis> Axes => axes;

    /// <summary>Whether it gives an image, which was computed with its channels last, as its node has it: with its channels first.</summary>
    public bool IsTurned { get; init; }

    /// <summary>Whether it takes what stands inside the margins in which a layer computed.</summary>
    public bool IsCut { get; init; }

    /// <summary>Whether it repeats the number of steps of a row's sequence, which has no gradient.</summary>
    public bool IsOfLengths { get; init; }

    public override bool StopsGradients => IsOfLengths;

    public override string Mnemonic => mnemonic;

    protected internal override IReadOnlyList<Shape> ResultShapes => [new Shape([.. axes.Select(axis => axis.Size)])];

    /// <summary>The axes of <paramref name="x"/> in another order: axis i of the result is axis <c>order[i]</c> of x.</summary>
    public static ViewOp Permute(Value x, params int[] order) => new(x, "permute", 0, Permuted(x, order));

    /// <summary>An image with its channels first, of one that has them last.</summary>
    public static ViewOp ChannelsFirst(Value x) => new(x, "permute", 0, Permuted(x, [x.Shape.Axes.Count - 1, .. Enumerable.Range(0, x.Shape.Axes.Count - 1)])) { IsTurned = true };

    private static EquatableArray<ViewAxis> Permuted(Value x, int[] order)
    {
        int[] strides = x.Shape.Strides();
        return new(order.Select(axis => new ViewAxis(x.Shape.Axes[axis], strides[axis])));
    }

    /// <summary>Some indices of one axis.</summary>
    /// <param name="x">The value.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="from">The first index.</param>
    /// <param name="count">The number of indices.</param>
    /// <param name="step">From one to the next.</param>
    public static ViewOp Slice(Value x, int axis, int from, int count, int step)
    {
        int[] strides = x.Shape.Strides();
        return new ViewOp(x, "slice", from * strides[axis], new(x.Shape.Axes.Select((size, i) => i == axis ? new ViewAxis(count, step * strides[i]) : new ViewAxis(size, strides[i]))));
    }

    /// <summary>Whether the elements are neighbours in x, in their order.</summary>
    public bool IsRange
    {
        get
        {
            int[] own = ResultShapes[0].Strides();
            return axes.Where((axis, i) => axis.Size > 1 && axis.Stride != own[i]).Count() == 0;
        }
    }

    /// <summary>Whether every element is taken once.</summary>
    private bool IsPermutation
    {
        get
        {
            int next = 1;
            foreach (ViewAxis axis in axes.Where(axis => axis.Size > 1).OrderBy(axis => axis.Stride))
            {
                if (axis.Stride != next)
                {
                    return false;
                }

                next *= axis.Size;
            }

            return next == Inputs[0].Shape.Size;
        }
    }

    public override void Adjoint(AdjointBuilder builder, IReadOnlyList<Value?> gradients)
    {
        Value x = Inputs[0];
        if (!builder.Wants(x))
        {
            return;
        }

        Value dy = gradients[0]!;
        if (axes.Any(axis => axis.Stride == 0 && axis.Size > 1))
        {
            dy = builder.AddAll(new ReduceOp(dy, [.. axes.Select(axis => axis.Stride == 0)], 1), x, "summed")[0];
        }

        ViewAxis[] taken = [.. axes.Where(axis => axis.Stride != 0)];
        if (!IsPermutation)
        {
            builder.Contribute(x, builder.Add(new ScatterOp(dy, x.Shape, offset, new(taken)), x));
            return;
        }

        // Back in the order of x: the axes by their strides there, each with its stride here.
        int[] own = new Shape([.. taken.Select(axis => axis.Size)]).Strides();
        ViewAxis[] back = [.. taken.Select((axis, i) => (axis, i)).OrderByDescending(pair => pair.axis.Stride).ThenByDescending(pair => pair.axis.Size).Select(pair => new ViewAxis(pair.axis.Size, own[pair.i]))];
        var returned = new ViewOp(dy, mnemonic, 0, new(back));
        builder.Contribute(x, returned.ResultShapes[0] == x.Shape ? builder.Add(returned, x) : builder.Add(new ReshapeOp(builder.AddAll(returned, x, "in order")[0], x.Shape), x));
    }
}

/// <summary>
/// Elements at some places of a larger value, <c>y[offset + i * stride_i + ...] = x[i, ...]</c>, and 0 elsewhere: the gradient of a view that takes a
/// part, and an image in its margins.
/// </summary>
public sealed class ScatterOp(Value x, Shape shape, int offset, EquatableArray<ViewAxis> axes) : Op(x)
{
    public int Offset => offset;

    public EquatableArray<ViewAxis> Axes => axes;

    /// <summary>What stands elsewhere.</summary>
    public double Fill { get; init; }

    public override string Mnemonic => "scatter";

    protected internal override IReadOnlyList<Shape> ResultShapes => [shape];

    /// <summary>What stands at those places.</summary>
    public override void Adjoint(AdjointBuilder builder, IReadOnlyList<Value?> gradients)
    {
        Value x = Inputs[0];
        if (builder.Wants(x))
        {
            var view = new ViewOp(gradients[0]!, "taken", offset, axes);
            builder.Contribute(x, view.ResultShapes[0] == x.Shape ? builder.Add(view, x) : builder.Add(new ReshapeOp(builder.AddAll(view, x, "taken")[0], x.Shape), x));
        }
    }
}

namespace NnGen.Compiler.Graph.Ops;

/// <summary>Equal parts of the last axis, as values of their own: the gates of a cell, which one product computes. The gradient is the parts' side by side.</summary>
public sealed class SplitOp(Value x, int count) : Op(x)
{
    /// <summary>The elements of a part.</summary>
    public int Columns => Inputs[0].Shape.Last / count;

    public override int? Positions => Inputs[0].Shape.Size / Inputs[0].Shape.Last;

    public override string Mnemonic => "split";

    protected internal override IReadOnlyList<Shape> ResultShapes => [.. Enumerable.Repeat(Inputs[0].Shape.WithLast(Columns), count)];

    public override void Adjoint(AdjointBuilder builder, IReadOnlyList<Value?> gradients)
    {
        Value x = Inputs[0];
        if (!builder.Wants(x))
        {
            return;
        }

        int last = x.Shape.Axes.Count - 1;
        if (gradients.All(gradient => gradient is not null))
        {
            builder.Contribute(x, builder.Add(new ConcatOp(last, [.. gradients.OfType<Value>()]), x));
            return;
        }

        int[] strides = x.Shape.Strides();
        for (int part = 0; part < count; part++)
        {
            if (gradients[part] is Value gradient)
            {
                builder.Contribute(x, builder.Add(new ScatterOp(gradient, x.Shape, part * Columns, new(gradient.Shape.Axes.Select((size, i) => new ViewAxis(size, strides[i])))), x));
            }
        }
    }
}

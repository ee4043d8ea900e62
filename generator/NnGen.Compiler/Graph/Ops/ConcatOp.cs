namespace NnGen.Compiler.Graph.Ops;

/// <summary>Of rows that consist of blocks of <paramref name="Size"/> elements: in each block <paramref name="Count"/> elements from <paramref name="First"/> on.</summary>
public sealed record BlockRange(int Blocks, int Size, int First, int Count);

/// <summary>Its inputs one behind the other along an axis. The gradient of each is the part of the result's that is its own.</summary>
public sealed class ConcatOp : Op
{
    private readonly int _axis;
    private readonly Shape _shape;

    /// <param name="axis">The axis, from 0 on.</param>
    /// <param name="inputs">Values whose shapes differ in that axis only.</param>
    public ConcatOp(int axis, params Value[] inputs)
        : base(inputs)
    {
        _axis = axis;
        int[] axes = [.. inputs[0].Shape.Axes];
        int blocks = axes.Take(axis).Aggregate(1, (product, size) => product * size);
        axes[axis] = inputs.Sum(input => input.Shape.Axes[axis]);
        _shape = new Shape(axes);
        var ranges = new List<BlockRange>();
        int first = 0;
        foreach (Value input in inputs)
        {
            int count = input.Shape.Size / blocks;
            ranges.Add(new BlockRange(blocks, _shape.Size / blocks, first, count));
            first += count;
        }

        Ranges = ranges;
    }

    /// <summary>Where each input lies in the result.</summary>
    public IReadOnlyList<BlockRange> Ranges { get; }

    public override string Mnemonic => "concat";

    protected internal override IReadOnlyList<Shape> ResultShapes => [_shape];

    public override void Adjoint(AdjointBuilder builder, IReadOnlyList<Value?> gradients)
    {
        int first = 0;
        foreach (Value input in Inputs)
        {
            int count = input.Shape.Axes[_axis];
            if (builder.Wants(input))
            {
                builder.Contribute(input, builder.Add(ViewOp.Slice(gradients[0]!, _axis, first, count, 1), input));
            }

            first += count;
        }
    }
}

using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph;

/// <summary>The sizes of the axes of one row of a value; the batch is an axis of its own and not among them.</summary>
public readonly record struct Shape(EquatableArray<int> Axes)
{
    public Shape(params int[] axes)
        : this(new EquatableArray<int>(axes))
    {
    }

    /// <summary>The number of elements of a row.</summary>
    public int Size => Axes.Aggregate(1, (product, axis) => checked(product * axis));

    public override string ToString() => "[" + string.Join(", ", Axes) + "]";
}

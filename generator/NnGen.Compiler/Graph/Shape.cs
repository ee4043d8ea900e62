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

    /// <summary>The size of the last axis.</summary>
    public int Last => Axes[Axes.Count - 1];

    /// <summary>The same shape with another last axis.</summary>
    public Shape WithLast(int size) => new([.. Axes.Take(Axes.Count - 1), size]);

    /// <summary>The same axes with the first one, the channels of an image, behind the others.</summary>
    public Shape ChannelsLast() => new([.. Axes.Skip(1), Axes[0]]);

    /// <summary>The same axes with the last one, the channels of an image, before the others.</summary>
    public Shape ChannelsFirst() => new([Last, .. Axes.Take(Axes.Count - 1)]);

    /// <summary>The elements from one index of each axis to the next, of a row that lies in row-major order.</summary>
    public int[] Strides()
    {
        var strides = new int[Axes.Count];
        for (int axis = Axes.Count - 1, stride = 1; axis >= 0; stride *= Axes[axis--])
        {
            strides[axis] = stride;
        }

        return strides;
    }

    public override string ToString() => "[" + string.Join(", ", Axes) + "]";
}

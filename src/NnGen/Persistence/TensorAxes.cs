namespace NnGen;

/// <summary>The elements of a tensor of a file in another order.</summary>
internal static class TensorAxes
{
    /// <summary>A tensor with its axes in another order.</summary>
    /// <param name="tensor">The tensor; its type has elements of whole bytes.</param>
    /// <param name="axes">For each axis of the result, which of the tensor's it is.</param>
    public static SafetensorsTensor Turned(SafetensorsTensor tensor, params int[] axes) =>
        tensor.As(tensor.Name, [.. axes.Select(axis => tensor.Shape[axis])], Permuted(tensor, tensor.Shape, axes));

    /// <summary>The elements with their axes in another order.</summary>
    /// <param name="tensor">The tensor; its type has elements of whole bytes.</param>
    /// <param name="shape">The axes that it is taken to have.</param>
    /// <param name="axes">For each axis of the result, which of these it is.</param>
    public static byte[] Permuted(SafetensorsTensor tensor, IReadOnlyList<int> shape, int[] axes)
    {
        int size = SafetensorsTypes.Bytes(tensor.Type);
        ReadOnlySpan<byte> from = tensor.Data.Span;
        var to = new byte[from.Length];
        var strides = new int[shape.Count];
        for (int axis = shape.Count - 1, stride = size; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= shape[axis];
        }

        var index = new int[axes.Length];
        int position = 0;
        for (int i = 0; i < to.Length; i += size)
        {
            from.Slice(position, size).CopyTo(to.AsSpan(i));
            for (int axis = axes.Length - 1; axis >= 0; axis--)
            {
                position += strides[axes[axis]];
                if (++index[axis] < shape[axes[axis]])
                {
                    break;
                }

                position -= index[axis] * strides[axes[axis]];
                index[axis] = 0;
            }
        }

        return to;
    }

    /// <summary>Some of the equal parts of the first axis, in an order.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="parts">How many parts there are: a divisor of its first axis.</param>
    /// <param name="order">The parts that the result has.</param>
    public static SafetensorsTensor Parts(SafetensorsTensor tensor, int parts, params int[] order)
    {
        int bytes = tensor.Data.Length / parts;
        var data = new byte[order.Length * bytes];
        for (int i = 0; i < order.Length; i++)
        {
            tensor.Data.Slice(order[i] * bytes, bytes).CopyTo(data.AsMemory(i * bytes));
        }

        return new SafetensorsTensor(tensor.Name, tensor.Type, [tensor.Shape[0] / parts * order.Length, .. tensor.Shape.Skip(1)], data);
    }
}

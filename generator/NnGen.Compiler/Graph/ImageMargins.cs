using NnGen.Compiler.Graph.Ops;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph;

/// <summary>The margins around an image, in places; those of a series are to its left and right.</summary>
public sealed record ImageMargins(int Above, int Below, int Left, int Right)
{
    /// <summary>None.</summary>
    public static ImageMargins None { get; } = new(0, 0, 0, 0);

    /// <summary>The margins of zeros that a value has around an image; null where it is no image in such.</summary>
    public static ImageMargins? Of(Value value) => value.Producer is ScatterOp { Fill: 0 } scatter ? Of(scatter) : null;

    /// <summary>The margins that a scatter puts around an image; null where it does something else.</summary>
    public static ImageMargins? Of(ScatterOp scatter)
    {
        EquatableArray<int> inner = scatter.Inputs[0].Shape.Axes;
        EquatableArray<int> outer = scatter.Results[0].Shape.Axes;
        int[] strides = scatter.Results[0].Shape.Strides();
        int channels = outer[outer.Count - 1];
        bool isImage = inner.Count is 2 or 3 && outer.Count == inner.Count && inner[inner.Count - 1] == channels
            && scatter.Axes.Count == inner.Count && scatter.Axes.Select((axis, i) => axis.Size == inner[i] && axis.Stride == strides[i]).All(isSame => isSame);
        if (!isImage)
        {
            return null;
        }

        int width = outer[outer.Count - 2];
        (int above, int left) = (scatter.Offset / channels / width, scatter.Offset / channels % width);
        (int below, int right) = (inner.Count == 2 ? 0 : outer[0] - inner[0] - above, width - inner[inner.Count - 2] - left);
        return Math.Min(below, right) < 0 ? null : new ImageMargins(above, below, left, right);
    }
}

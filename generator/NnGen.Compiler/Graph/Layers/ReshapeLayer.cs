using System.Globalization;
using NnGen.Compiler.Graph.Ops;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph.Layers;

/// <summary><c>[Reshape(2, 3)]</c>: the same elements in row-major order, along other axes.</summary>
public sealed class ReshapeLayer : LayerKind
{
    public override string Name => "Reshape";

    public override void CheckArguments(LayerContext context)
    {
        int[] shape = context.Integers("Shape");
        if (shape.Length == 0)
        {
            context.ReportRange("Shape", 0, "at least 1, such as [Reshape(2, 3)]", "The number of axes");
        }

        for (int i = 0; i < shape.Length; i++)
        {
            bool isSecond = shape[i] == -1 && Array.IndexOf(shape, -1) < i;
            if (isSecond || (shape[i] < 1 && shape[i] != -1))
            {
                context.ReportRange("Shape", shape[i], isSecond ? "a size: only one axis may be -1, which takes what is left" : "at least 1, or -1 for what is left", "An axis", i);
            }
        }
    }

    public override Value? Build(LayerContext context)
    {
        int[] shape = context.Integers("Shape");
        int size = context.Input.Shape.Size;
        int open = Array.IndexOf(shape, -1);
        long known = shape.Where(axis => axis != -1).Aggregate(1L, (product, axis) => Math.Min(product * axis, int.MaxValue));
        bool fits = open < 0 ? known == size : size % known == 0;
        if (!fits)
        {
            string written = string.Join(" x ", shape.Where(axis => axis != -1));
            string product = known.ToString(CultureInfo.InvariantCulture);
            return context.ReportShape(
                open < 0 ? $"{product} elements ({written})" : $"a multiple of {product} elements ({written})",
                $"{size.ToString(CultureInfo.InvariantCulture)} elements can be, for instance, {Suggestion(size, shape.Length)}");
        }

        return context.Graph.Add(new ReshapeOp(context.Input, new Shape([.. shape.Select(axis => axis == -1 ? (int)(size / known) : axis)])), context.Name);
    }

    public override Shape? Mended(LayerContext context, IReadOnlyList<Shape> known)
    {
        int[] shape = context.Integers("Shape");
        return shape.Length > 0 && shape.All(axis => axis >= 1) ? WithinLimits(new Shape(shape)) : null;
    }

    /// <summary>The size as so many factors, the last of them the smallest divisors.</summary>
    private static string Suggestion(int size, int axes)
    {
        var factors = new List<int>();
        for (int axis = 1; axis < axes; axis++)
        {
            int divisor = Enumerable.Range(2, Math.Max(0, size - 1)).FirstOrDefault(candidate => size % candidate == 0);
            factors.Add(divisor is 0 ? 1 : divisor);
            size /= factors[factors.Count - 1];
        }

        factors.Add(size);
        factors.Reverse();
        return $"[Reshape({string.Join(", ", factors)})]";
    }
}

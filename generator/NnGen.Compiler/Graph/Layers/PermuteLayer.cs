using System.Globalization;
using NnGen.Compiler.Graph.Ops;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph.Layers;

/// <summary><c>[Permute(1, 0)]</c>: the axes in another order.</summary>
public sealed class PermuteLayer : LayerKind
{
    public override string Name => "Permute";

    public override Value? Build(LayerContext context)
    {
        int axes = context.Input.Shape.Axes.Count;
        int[] declared = context.Integers("Axes");
        if (declared.Length != axes)
        {
            return context.ReportRange("Axes", string.Join(", ", declared), $"each axis of {context.Input.Shape} once, {axes.ToString(CultureInfo.InvariantCulture)} in all", "The order of the axes");
        }

        var order = new List<int>();
        for (int i = 0; i < axes; i++)
        {
            if (AxisOption.Read(context, axes, declared[i], "Axes", i) is not int axis)
            {
                return null;
            }

            if (order.Contains(axis))
            {
                return context.ReportRange("Axes", declared[i], "an axis that does not stand there yet: each comes once", "The axis", i);
            }

            order.Add(axis);
        }

        return context.Graph.Add(ViewOp.Permute(context.Input, [.. order]), context.Name);
    }

    public override Shape? Mended(LayerContext context, IReadOnlyList<Shape> known) => null;
}

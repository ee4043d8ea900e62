using System.Globalization;
using NnGen.Compiler.Graph.Ops;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph.Layers;

/// <summary><c>[Permute(1, 0)]</c>: the axes in another order.</summary>
public sealed class PermuteLayer : LayerKind
{
    public override string Name => "Permute";

    public override string? StreamingObstacle(NodeDeclaration node, Shape shape, int time) => null;

    public override int TimeBehind(NodeDeclaration node, Shape shape, int time) =>
        node["Axes"] is EquatableArray<int> order ? order.ToList().FindIndex(axis => AxisOption.Is(axis, time, shape)) : time;

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

        // What a layer of images computed with its channels last is that already, and axes of one index may stand anywhere.
        ViewOp view = ViewOp.Permute(context.Input, [.. order]);
        bool isChannelsLast = order.Last() == 0 && order.Take(axes - 1).SequenceEqual(Enumerable.Range(1, axes - 1));
        Op op = isChannelsLast && ChannelsLast.Behind(context.Input) is Value behind ? new ReshapeOp(behind, behind.Shape)
            : view.IsRange ? new ReshapeOp(context.Input, view.ResultShapes[0])
            : view;
        context.Formula = $"view 0: {string.Join(" ", view.Axes.Select(axis => $"{axis.Size.ToString(CultureInfo.InvariantCulture)}*{axis.Stride.ToString(CultureInfo.InvariantCulture)}"))}";
        return context.Graph.Add(op, context.Name);
    }

    public override Shape? Mended(LayerContext context, IReadOnlyList<Shape> known) => null;
}

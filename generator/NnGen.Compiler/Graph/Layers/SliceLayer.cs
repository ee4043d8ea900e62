using System.Globalization;
using NnGen.Compiler.Graph.Ops;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph.Layers;

/// <summary><c>[Slice(start, stop)]</c>: the indices of an axis from one on and before another.</summary>
public sealed class SliceLayer : LayerKind
{
    public override string? StreamingObstacle(NodeDeclaration node, Shape shape, int time) => AxisOption.Is(node["Axis"] is int axis ? axis : 0, time, shape) ? "takes some steps of time" : null;

    public override string Name => "Slice";

    public override void CheckArguments(LayerContext context)
    {
        if (context.Has("Step") && context.Int32("Step") < 1)
        {
            context.ReportRange("Step", context.Int32("Step"), "at least 1");
        }
    }

    public override Value? Build(LayerContext context)
    {
        Shape shape = context.Input.Shape;
        if (AxisOption.Read(context, shape.Axes.Count, context.Int32("Axis")) is not int axis)
        {
            return null;
        }

        int size = shape.Axes[axis];
        int step = context.Has("Step") ? context.Int32("Step") : 1;
        int start = Index(context.Int32("Start"), size);
        int stop = context.Has("Stop") ? Index(context.Int32("Stop"), size) : size;
        string among = $"of axis {Number(axis)} of {shape}, which has {Number(size)}";
        if (start < 0 || start >= size)
        {
            return context.ReportRange("Start", context.Int32("Start"), $"an index {among}: from 0 to {Number(size - 1)}, or from -1 to {Number(-size)} counted from the last");
        }

        if (stop <= start || stop > size)
        {
            return context.ReportRange("Stop", context.Int32("Stop"), $"more than {Number(start)} and at most {Number(size)}, the end {among}");
        }

        int count = (stop - start + step - 1) / step;
        return context.Graph.Add(ViewOp.Slice(context.Input, axis, start, count, step), context.Name);
    }

    public override Shape? Mended(LayerContext context, IReadOnlyList<Shape> known) => null;

    private static int Index(int index, int size) => index < 0 ? index + size : index;

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary><c>[Select(index)]</c>: what stands at one index of an axis, without that axis.</summary>
public sealed class SelectLayer : LayerKind
{
    public override string? StreamingObstacle(NodeDeclaration node, Shape shape, int time) => TimeBehind(node, shape, time) >= 0 || node["Index"] is -1 ? null : "takes a step of time other than the last: write -1 for that";

    public override int TimeBehind(NodeDeclaration node, Shape shape, int time)
    {
        int declared = node["Axis"] is int written ? written : 0;
        int axis = declared < 0 ? declared + shape.Axes.Count : declared;
        return axis == time ? -1 : axis < time ? time - 1 : time;
    }

    public override string Name => "Select";

    public override Value? Build(LayerContext context)
    {
        Shape shape = context.Input.Shape;
        if (AxisOption.Read(context, shape.Axes.Count, context.Int32("Axis")) is not int axis)
        {
            return null;
        }

        int size = shape.Axes[axis];
        int declared = context.Int32("Index");
        int index = declared < 0 ? declared + size : declared;
        if (index < 0 || index >= size)
        {
            string last = (size - 1).ToString(CultureInfo.InvariantCulture);
            return context.ReportRange("Index", declared, $"an index of axis {axis.ToString(CultureInfo.InvariantCulture)} of {shape}: from 0 to {last}, or from -1 to {(-size).ToString(CultureInfo.InvariantCulture)} counted from the last");
        }

        ViewOp view = ViewOp.Slice(context.Input, axis, index, 1, 1);
        ViewAxis[] axes = [.. view.Axes.Where((_, i) => i != axis)];
        return context.Graph.Add(new ViewOp(context.Input, "select", view.Offset, new(axes.Length == 0 ? [new ViewAxis(1, 1)] : axes)), context.Name);
    }

    public override Shape? Mended(LayerContext context, IReadOnlyList<Shape> known) => null;
}

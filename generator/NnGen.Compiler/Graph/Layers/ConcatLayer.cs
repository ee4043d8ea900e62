using System.Globalization;
using NnGen.Compiler.Graph.Ops;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph.Layers;

/// <summary><c>[Concat("a", "b", Axis = 0)]</c>: nodes whose shapes differ along one axis at most.</summary>
public sealed class ConcatLayer : LayerKind
{
    public override string? StreamingObstacle(NodeDeclaration node, Shape shape, int time) => AxisOption.Is(node["Axis"] is int axis ? axis : 0, time, shape) ? $"joins steps of time: set Axis = {(time == 0 ? "1" : "0")}" : null;

    public override bool TakesSequencesTogether => true;

    public override string Name => "Concat";

    public override bool Joins => true;

    public override Value? Build(LayerContext context)
    {
        int axes = context.Input.Shape.Axes.Count;
        if (AxisOption.Read(context, axes, context.Int32("Axis")) is not int axis)
        {
            return null;
        }

        long size = 0;
        for (int i = 0; i < context.Inputs.Count; i++)
        {
            Shape shape = context.Inputs[i].Shape;
            if (!Fits(shape, context.Input.Shape, axis))
            {
                string others = axes == 1 ? "inputs of one axis" : $"inputs that differ along axis {Invariant(axis)} only";
                return context.ReportAt("Inputs", i, ProblemKinds.ShapeMismatch, context.Title, $"{others}, {context.InputName(0)} gives {context.Input.Shape}", context.InputName(i), shape.ToString(), axes == 1 ? "put [Flatten] before it" : "make the other sizes equal");
            }

            size += shape.Size;
        }

        return size > LayerContext.MaxElements
            ? context.Report(ProblemKinds.TooLarge, "The number of elements of a row", context.Title, Invariant(size), Invariant(LayerContext.MaxElements))
            : context.Graph.Add(new ConcatOp(axis, [.. context.Inputs]), context.Name);
    }

    private static bool Fits(Shape shape, Shape first, int axis) =>
        shape.Axes.Count == first.Axes.Count && shape.Axes.Where((size, i) => i != axis && size != first.Axes[i]).Count() == 0;

    private static string Invariant(long number) => number.ToString(CultureInfo.InvariantCulture);
}

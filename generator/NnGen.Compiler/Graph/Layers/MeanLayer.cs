using NnGen.Compiler.Graph.Ops;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph.Layers;

/// <summary><c>[Mean(0)]</c>: the mean over some axes.</summary>
public sealed class MeanLayer : LayerKind
{
    public override string Name => "Mean";

    public override void CheckArguments(LayerContext context)
    {
        if (context.Integers("Axes").Length == 0)
        {
            context.ReportRange("Axes", 0, "at least 1, such as [Mean(0)]", "The number of axes");
        }
    }

    public override Value? Build(LayerContext context)
    {
        Shape shape = context.Input.Shape;
        int[] declared = context.Integers("Axes");
        var isReduced = new bool[shape.Axes.Count];
        for (int i = 0; i < declared.Length; i++)
        {
            if (AxisOption.Read(context, isReduced.Length, declared[i], "Axes", i) is not int axis)
            {
                return null;
            }

            if (isReduced[axis])
            {
                return context.ReportRange("Axes", declared[i], "an axis that does not stand there yet: each comes once", "The axis", i);
            }

            isReduced[axis] = true;
        }

        int summands = shape.Axes.Where((_, i) => isReduced[i]).Aggregate(1, (product, size) => product * size);
        if (!context.Boolean("KeepAxes", false))
        {
            return context.Graph.Add(new ReduceOp(context.Input, isReduced, 1.0 / summands), context.Name);
        }

        Value mean = context.Graph.Add(new ReduceOp(context.Input, isReduced, 1.0 / summands), context.Name + " without the axes");
        return context.Graph.Add(new ReshapeOp(mean, new Shape([.. shape.Axes.Select((size, i) => isReduced[i] ? 1 : size)])), context.Name);
    }

    public override Shape? Mended(LayerContext context, IReadOnlyList<Shape> known) => null;
}

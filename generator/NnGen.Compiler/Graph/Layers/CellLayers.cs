using System.Globalization;
using NnGen.Compiler.Graph.Ops;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph.Layers;

/// <summary>
/// <c>[State(units, Next = "node")]</c> of a cell: what a node was one step before. As all nodes of a cell, it is stated for all steps at once; what it delays is computed
/// below it, so the graph's builder closes it when that is there (<see cref="NetworkGraph.OpenStates"/>).
/// </summary>
public sealed class StateLayer : LayerKind
{
    /// <summary>The kind's name.</summary>
    public const string Kind = "State";

    /// <summary>The most steps of time, times the nodes of the cell: the plan has each of them at each step. A GRU is ten or so.</summary>
    private const int MaxTurns = 10 * RecurrentLayer.MaxTurns;

    /// <summary>The option that names the node whose value is the state at the next step.</summary>
    public const string Next = "Next";

    public override string? StreamingObstacle(NodeDeclaration node, Shape shape, int time) => time == 0 ? null : "goes along the first axis, and time is another: put [Permute(1, 0)] before it";

    public override bool RunsStepByStep => true;

    public override string Name => Kind;

    public override void CheckArguments(LayerContext context)
    {
        if (context.Int32("Units") < 1)
        {
            context.ReportRange("Units", context.Int32("Units"), "at least 1", "The number of units");
        }

        if (!context.Has(CellDeclaration.Nodes))
        {
            context.Report(ProblemKinds.BadState, context.Title, "stands in no cell", "put it into a class with [Cell], and that into a network with [Recurrent<...>]");
        }
    }

    public override Value? Build(LayerContext context)
    {
        Shape shape = context.Input.Shape;
        if (shape.Axes.Count != 2)
        {
            return context.ReportShape("a sequence [time, features]", shape.Axes.Count == 1 ? "declare the input as [Input(time, features)], or say Time at [Recurrent]" : "put [Reshape(time, features)] or [Permute] before it");
        }

        string next = context.Enum(Next, "");
        long turns = (long)shape.Axes[0] * context.Int32(CellDeclaration.Nodes);
        if (turns > MaxTurns)
        {
            return context.Report(ProblemKinds.TooLarge, "The number of steps of time, times the nodes of the cell,", context.Title, turns.ToString(CultureInfo.InvariantCulture), Number(MaxTurns));
        }

        var delay = new DelayOp(new Shape(shape.Axes[0], context.Int32("Units")), null, isReversed: false) { IsCarried = context.IsStreaming };
        context.Graph.OpenStates.Add((context.Name, next, delay));
        context.Formula = $"{Number(shape.Axes[0])} steps behind {next}";
        return context.Graph.Add(delay, context.Name);
    }

    public override Shape? Mended(LayerContext context, IReadOnlyList<Shape> known) =>
        known.Count == 1 && known[0].Axes.Count == 2 && context.Int32("Units") > 0 ? WithinLimits(known[0].WithLast(context.Int32("Units"))) : null;

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What <c>[Recurrent&lt;TCell&gt;(Time = 8)]</c> gives its cell: the sequence, which must have so many steps, or a row again and again. No attribute makes it.</summary>
public sealed class CellInputLayer : LayerKind
{
    /// <summary>The kind's name.</summary>
    public const string Kind = "CellInput";

    public override string? StreamingObstacle(NodeDeclaration node, Shape shape, int time) => shape.Axes.Count == 1 ? "is given one row at all steps, which is no stream" : null;

    public override string Name => Kind;

    public override Value? Build(LayerContext context)
    {
        Shape shape = context.Input.Shape;
        int time = context.Int32("Time");
        if (time < 1 || (shape.Axes.Count == 2 && shape.Axes[0] != time && !context.IsStreaming) || (long)time * shape.Size > LayerContext.MaxElements)
        {
            string expected = time < 1 ? "at least 1" : shape.Axes.Count == 2 ? $"{shape.Axes[0].ToString(CultureInfo.InvariantCulture)}, the steps of the sequence, or left out" : "so small that all steps together have less than 268435456 elements";

            // The user wrote the layer, whose name stands before that of its input.
            string layer = $"{CellDeclaration.Recurrent} ({context.Name.Substring(0, context.Name.LastIndexOf('.'))})";
            return context.ReportAt("Time", -1, ProblemKinds.BadSize, "The number of steps", layer, time.ToString(CultureInfo.InvariantCulture), expected);
        }

        return context.Graph.Add(
            shape.Axes.Count == 2 ? new ReshapeOp(context.Input, shape) : new ViewOp(context.Input, "repeat", 0, new([new ViewAxis(time, 0), new ViewAxis(shape.Size, 1)])),
            context.Name);
    }

    public override Shape? Mended(LayerContext context, IReadOnlyList<Shape> known) => known.Count == 1 && known[0].Axes.Count == 2 ? known[0] : null;
}

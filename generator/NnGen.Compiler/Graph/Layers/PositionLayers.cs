using System.Globalization;
using NnGen.Compiler.Graph.Ops;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph.Layers;

/// <summary><c>[PositionalEncoding]</c>: what tells where a step is, added to it.</summary>
public sealed class PositionalEncodingLayer : LayerKind
{
    private static readonly string[] s_kinds = ["Sinusoidal", "Learned"];

    public override string Name => "PositionalEncoding";

    public override bool RunsStepByStep => true;

    public override string? StreamingObstacle(NodeDeclaration node, Shape shape, int time) => PositionTables.Obstacle(time);

    public override void CheckArguments(LayerContext context)
    {
        string kind = context.Enum("Kind", "Sinusoidal");
        if (!s_kinds.Contains(kind))
        {
            context.ReportRange("Kind", kind, "one of " + string.Join(", ", s_kinds));
        }

        PositionTables.CheckBase(context);
        DenseLayer.CheckInitializers(context, ofDefault: "Normal");
    }

    public override Value? Build(LayerContext context)
    {
        if (context.Input.Shape.Axes.Count != 2)
        {
            return context.ReportShape("a sequence, of shape [steps, features]", "give it its axes with [Reshape]");
        }

        if (context.Enum("Kind", "Sinusoidal") == "Learned")
        {
            Shape shape = PositionTables.Shape(context);
            (string initializer, double scale) = DenseLayer.Initializer(context, "Initializer");
            Parameter weight = context.Graph.Add(new Parameter(context.Name + ".weight", shape, initializer == "Default" ? "Normal" : initializer, scale, shape.Last, shape.Axes[0]));
            context.ParameterCount = shape.Size;
            return context.Graph.Add(new PositionOp(context.Input, PositionTables.Read(context, weight, "positions")), context.Name);
        }

        return context.Graph.Add(new PositionOp(context.Input, PositionTables.Add(context, "encoding", "positions", new("Sinusoids", context.Double("Base", PositionTables.Base), context.Input.Shape.Last))), context.Name);
    }
}

/// <summary><c>[RotaryEncoding(heads)]</c>: pairs of features turned by an angle that grows with the step.</summary>
public sealed class RotaryEncodingLayer : LayerKind
{
    public override string Name => "RotaryEncoding";

    public override bool RunsStepByStep => true;

    public override string? StreamingObstacle(NodeDeclaration node, Shape shape, int time) => PositionTables.Obstacle(time);

    public override void CheckArguments(LayerContext context)
    {
        if (context.Int32("Heads") < 1)
        {
            context.ReportRange("Heads", context.Int32("Heads"), "at least 1", "The number of heads");
        }

        PositionTables.CheckBase(context);
    }

    public override Value? Build(LayerContext context)
    {
        Shape shape = context.Input.Shape;
        int heads = context.Int32("Heads");
        if (shape.Axes.Count != 2)
        {
            return context.ReportShape("a sequence, of shape [steps, features]", "give it its axes with [Reshape]");
        }

        int width = shape.Last / heads;
        if (shape.Last % heads != 0 || width % 2 != 0)
        {
            string features = shape.Last.ToString(CultureInfo.InvariantCulture);
            return context.ReportRange("Heads", heads, $"a number that makes heads of an even number of features of the {features} of {context.InputName(0)}", "The number of heads");
        }

        bool isAdjacent = context.Boolean("Adjacent", false);
        string pairs = isAdjacent ? "Neighbours" : "Halves";
        double ratio = context.Double("Base", PositionTables.Base);
        Value cosines = PositionTables.Add(context, "cosines", "cosine", new("CosinesOf" + pairs, ratio, width));
        Value sines = PositionTables.Add(context, "sines", "sine", new("SinesOf" + pairs, ratio, width));
        context.Formula = $"{heads.ToString(CultureInfo.InvariantCulture)} heads{(isAdjacent ? " Adjacent" : "")}";
        return context.Graph.Add(new RotaryOp(context.Input, Partners(context, heads, width / 2, isAdjacent), cosines, sines), context.Name);
    }

    /// <summary>The two of each pair exchanged.</summary>
    private static Value Partners(LayerContext context, int heads, int pairs, bool isAdjacent)
    {
        NetworkGraph graph = context.Graph;
        Shape shape = context.Input.Shape;
        int axis = isAdjacent ? 3 : 2;
        Value apart = graph.Add(new ReshapeOp(context.Input, isAdjacent ? new Shape(shape.Axes[0], heads, pairs, 2) : new Shape(shape.Axes[0], heads, 2, pairs)), context.Name + " pairs");
        Value first = graph.Add(ViewOp.Slice(apart, axis, 0, 1, 1), context.Name + " first");
        Value second = graph.Add(ViewOp.Slice(apart, axis, 1, 1, 1), context.Name + " second");
        Value exchanged = graph.Add(new ConcatOp(axis, second, first), context.Name + " exchanged");
        return graph.Add(new ReshapeOp(exchanged, shape), context.Name + " partners");
    }
}

/// <summary>Tables of positions, which are parameters that are neither trained nor saved.</summary>
internal static class PositionTables
{
    /// <summary>The ratio of the longest period to the shortest, where nothing is said.</summary>
    public const double Base = 10_000;

    public static void CheckBase(LayerContext context) => new Range("Base", ratio => ratio > 1, "above 1").Check(context);

    /// <summary>Why steps of time cannot be told apart; null where they can.</summary>
    public static string? Obstacle(int time) => time == 0 ? null : "numbers the first axis, and time is another: put [Permute(1, 0)] before it";

    /// <summary>The shape of a table of a number for each position and feature.</summary>
    public static Shape Shape(LayerContext context) => context.IsStreaming ? new Shape(context.Steps, context.Input.Shape.Last) : context.Input.Shape;

    /// <summary>A table for the positions of the input: all of them, or in a stream the row of its step.</summary>
    public static Value Read(LayerContext context, Parameter table, string role)
    {
        Value all = context.Graph.Add(new ParameterOp(table, table.Shape, role), table.Name);
        return context.IsStreaming ? StreamPosition.RowOf(context, all) : all;
    }

    /// <summary>A table of the shape of the input.</summary>
    public static Value Add(LayerContext context, string part, string role, PositionTable table)
    {
        Parameter parameter = context.Graph.Add(new Parameter($"{context.Name}.{part}", Shape(context), "Zeros", 1, 1, 1) { IsBuffer = true, Table = table });
        return Read(context, parameter, role);
    }
}

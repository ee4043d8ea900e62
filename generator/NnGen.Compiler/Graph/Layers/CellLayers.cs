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

    /// <summary>The option that names the node that the state begins with.</summary>
    public const string Initial = "Initial";

    public override string? StreamingObstacle(NodeDeclaration node, Shape shape, int time) => time == 0 ? null : "goes along the first axis, and time is another: put [Permute(1, 0)] before it";

    public override bool RunsStepByStep => true;

    public override string Name => Kind;

    public override IReadOnlyList<string> FurtherInputs => [Initial, CellDeclaration.Lengths];

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

        (int steps, int units) = (shape.Axes[0], context.Int32("Units"));
        bool isReversed = context.Boolean(CellDeclaration.IsReversed, false);
        if (!TryReadInitial(context, units, out Value? initial))
        {
            return null;
        }

        Value? left = null;
        if (context.Has(CellDeclaration.Lengths))
        {
            Value lengths = context.Inputs[context.Inputs.Count - 1];
            if (!StepsLeft.IsLength(lengths))
            {
                // Said of the layer.
                return null;
            }

            left = StepsLeft.Of(context.Graph, lengths, steps, units, isReversed, context.Name);
        }

        var delay = new DelayOp(new Shape(steps, units), initial, isReversed) { IsCarried = context.IsStreaming };
        context.Graph.OpenStates.Add(new OpenState(context.Name, next, delay, left));
        string from = initial is null ? "" : $" from part {Number(context.Int32(CellDeclaration.Direction) + 1)} of {Number(context.Int32(CellDeclaration.Directions))}";
        context.Formula = $"{Number(steps)} steps {(isReversed ? "before" : "behind")} {next}{from}{(left is null ? "" : CellDeclaration.UpToLength)}";
        return context.Graph.Add(delay, context.Name);
    }

    public override Shape? Mended(LayerContext context, IReadOnlyList<Shape> known) =>
        known.Count > 0 && known[0].Axes.Count == 2 && context.Int32("Units") > 0 ? WithinLimits(known[0].WithLast(context.Int32("Units"))) : null;

    /// <summary>The state before the first step: a node's value, of several directions its part.</summary>
    private static bool TryReadInitial(LayerContext context, int units, out Value? initial)
    {
        initial = null;
        if (!context.Has(Initial))
        {
            return true;
        }

        (Value given, int directions) = (context.Inputs[1], context.Int32(CellDeclaration.Directions));
        string name = context.Enum(Initial, "");
        if (given.Shape.Size != directions * units)
        {
            context.ReportRange(CellDeclaration.InitialStates, $"{name} of shape {given.Shape}", directions == 1 ? $"a node of shape [{Number(units)}]" : $"a node of shape [{Number(directions)}, {Number(units)}]: a state for each direction");
            return false;
        }

        int direction = context.Int32(CellDeclaration.Direction);
        initial = directions == 1 && given.Shape.Axes.Count == 1
            ? given
            : context.Graph.Add(new ViewOp(given, "select", direction * units, new([new ViewAxis(units, 1)])), $"{context.Name} at first");
        return true;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A state of a cell whose next value is not there yet.</summary>
/// <param name="Name">Its node.</param>
/// <param name="Next">The node that it waits for.</param>
/// <param name="Delay">The delay that is to be closed.</param>
/// <param name="Left">The steps that are left of the row's sequence, behind whose end it stays as it is; null where all steps count.</param>
internal sealed record OpenState(string Name, string Next, DelayOp Delay, Value? Left);

/// <summary>
/// What <c>[Recurrent&lt;TCell&gt;(Time = 8)]</c> gives its cell: the sequence, which must have so many steps, or a row again and again; behind the end of a row's sequence 0, so that
/// padding may be anything. No attribute makes it.
/// </summary>
public sealed class CellInputLayer : LayerKind
{
    /// <summary>The kind's name.</summary>
    public const string Kind = "CellInput";

    public override string? StreamingObstacle(NodeDeclaration node, Shape shape, int time) => shape.Axes.Count == 1 ? "is given one row at all steps, which is no stream"
        : node[CellDeclaration.Bidirectional] is true ? "runs backwards too, from steps that have not come"
        : node[CellDeclaration.Lengths] is not null ? "takes lengths, and a stream has none"
        : node[CellDeclaration.InitialStates] is true ? "begins with the state of a node, and a stream begins with that of its State"
        : null;

    public override string Name => Kind;

    public override IReadOnlyList<string> FurtherInputs => [CellDeclaration.Lengths];

    /// <summary>What the user wrote: the layer, whose name stands before that of its input.</summary>
    public static string TitleOf(string name) => $"{CellDeclaration.Recurrent} ({name.Substring(0, name.LastIndexOf('.'))})";

    public override Value? Build(LayerContext context)
    {
        Shape shape = context.Input.Shape;
        if (!context.Has("Time") && shape.Axes.Count != 2)
        {
            string fix = shape.Axes.Count == 1 ? "declare the input as [Input(time, features)], or say Time at [Recurrent]" : "put [Reshape(time, features)] or [Permute] before it";
            return context.Report(ProblemKinds.ShapeMismatch, TitleOf(context.Name), "a sequence [time, features]", context.InputName(0), shape.ToString(), fix);
        }

        int time = context.Has("Time") ? context.Int32("Time") : shape.Axes[0];
        if (time < 1 || (shape.Axes.Count == 2 && shape.Axes[0] != time && !context.IsStreaming) || (long)time * shape.Size > LayerContext.MaxElements)
        {
            string expected = time < 1 ? "at least 1" : shape.Axes.Count == 2 ? $"{Number(shape.Axes[0])}, the steps of the sequence, or left out" : "so small that all steps together have less than 268435456 elements";
            return context.ReportAt("Time", -1, ProblemKinds.BadSize, "The number of steps", TitleOf(context.Name), Number(time), expected);
        }

        Value? lengths = context.Has(CellDeclaration.Lengths) ? context.Inputs[1] : null;
        if (lengths is not null && !StepsLeft.IsLength(lengths))
        {
            return context.ReportAt(CellDeclaration.Lengths, -1, ProblemKinds.BadSize, CellDeclaration.Lengths, TitleOf(context.Name), $"{context.Enum(CellDeclaration.Lengths, "")} of shape {lengths.Shape}", StepsLeft.Expected);
        }

        Op steps = shape.Axes.Count == 2 ? new ReshapeOp(context.Input, shape) : new ViewOp(context.Input, "repeat", 0, new([new ViewAxis(time, 0), new ViewAxis(shape.Size, 1)]));
        if (lengths is null)
        {
            return context.Graph.Add(steps, context.Name);
        }

        Value all = context.Graph.Add(steps, context.Name + " with padding");
        context.Formula = $"{Number(time)} steps{CellDeclaration.UpToLength}";
        return context.Graph.Add(new SelectOp(StepsLeft.Of(context.Graph, lengths, time, all.Shape.Last, isReversed: false, context.Name), all, null), context.Name);
    }

    public override Shape? Mended(LayerContext context, IReadOnlyList<Shape> known) => known.Count > 0 && known[0].Axes.Count == 2 ? known[0] : null;

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>
/// What a layer of a cell gives that runs in both directions or over sequences of different lengths, or what its states are after the last step: a node at all steps, 0 behind the end, or what it was at
/// the last one, of both directions side by side. No attribute makes it.
/// </summary>
public sealed class CellOutputLayer : LayerKind
{
    /// <summary>The kind's name.</summary>
    public const string Kind = "CellOutput";

    /// <summary>The option that names the node of the direction that begins with the last step.</summary>
    public const string Backward = "Backward";

    /// <summary>The option that tells that it is a state: one for each direction, one below the other.</summary>
    public const string IsState = "IsState";

    /// <summary>The option that tells that training keeps it, whether anybody takes it or not: the next window of a series may begin with it.</summary>
    public const string IsKept = "IsKept";

    public override string? StreamingObstacle(NodeDeclaration node, Shape shape, int time) => null;

    public override int TimeBehind(NodeDeclaration node, Shape shape, int time) => node["ReturnSequence"] is true ? time : -1;

    public override string Name => Kind;

    public override IReadOnlyList<string> FurtherInputs => [Backward, CellDeclaration.Lengths];

    public override Value? Build(LayerContext context)
    {
        Value[] directions = [.. context.Inputs.Take(context.Has(Backward) ? 2 : 1)];
        Value? lengths = context.Has(CellDeclaration.Lengths) ? context.Inputs[context.Inputs.Count - 1] : null;
        if (directions.Any(value => value.Shape.Axes.Count != 2) || (lengths is not null && !StepsLeft.IsLength(lengths)))
        {
            // Said of the layer.
            return null;
        }

        bool givesAll = context.Boolean("ReturnSequence", false);
        Value[] parts = [.. directions.Select((value, direction) => givesAll ? All(context, value, lengths, direction == 1) : Last(context, value, lengths, direction == 1))];
        string end = lengths is null ? "" : CellDeclaration.UpToLength;
        context.Formula = $"{Number(directions[0].Shape.Axes[0])} steps in {(directions.Length == 1 ? "one direction" : "both directions")}{end}; {(givesAll ? "all" : "last")}";
        bool isStacked = context.Boolean(IsState, false) && parts.Length > 1;
        Value result = parts.Length == 1 ? parts[0] : context.Graph.Add(new ConcatOp(givesAll ? 1 : 0, parts), isStacked ? Words(context, "of both directions", isReversed: false) : context.Name);
        result = !isStacked && result.Name == context.Name ? result : context.Graph.Add(new ReshapeOp(result, isStacked ? new Shape(parts.Length, parts[0].Shape.Size) : result.Shape), context.Name);
        if (context.IsTraining && context.Boolean(IsKept, false))
        {
            context.Graph.FinalStates.Add(context.Name, result);
        }

        return result;
    }

    public override Shape? Mended(LayerContext context, IReadOnlyList<Shape> known) => null;

    /// <summary>A node at all steps, 0 behind the end.</summary>
    private static Value All(LayerContext context, Value value, Value? lengths, bool isReversed) =>
        lengths is null ? value : context.Graph.Add(new SelectOp(Left(context, value, lengths, isReversed), value, null), Words(context, "given", isReversed));

    /// <summary>A node at the last step of a row's sequence; backwards, that is the first one.</summary>
    private static Value Last(LayerContext context, Value value, Value? lengths, bool isReversed)
    {
        Value held = lengths is null || isReversed ? value : Held(context, value, lengths);
        int index = isReversed ? 0 : value.Shape.Axes[0] - 1;
        return context.Graph.Add(new ViewOp(held, "select", index * value.Shape.Last, new([new ViewAxis(value.Shape.Last, 1)])), Words(context, "last", isReversed));
    }

    /// <summary>A node that stays as it is behind the end of a row's sequence: a state of the cell does so already.</summary>
    private static Value Held(LayerContext context, Value value, Value lengths)
    {
        bool Holds(DelayOp delay) => delay is { IsReversed: false, Source.Producer: SelectOp select } && select.Inputs.Count == 3 && select.Inputs[1] == value;
        if (context.Graph.Ops.OfType<DelayOp>().FirstOrDefault(Holds) is DelayOp state)
        {
            return state.Source!;
        }

        var before = new DelayOp(value.Shape, null, isReversed: false);
        Value last = context.Graph.Add(before, Words(context, "held before", isReversed: false));
        Value held = context.Graph.Add(new SelectOp(Left(context, value, lengths, isReversed: false), value, last), Words(context, "held", isReversed: false));
        before.Close(held);
        return held;
    }

    private static Value Left(LayerContext context, Value value, Value lengths, bool isReversed) =>
        StepsLeft.Of(context.Graph, lengths, value.Shape.Axes[0], value.Shape.Last, isReversed, context.Name);

    private static string Words(LayerContext context, string name, bool isReversed) => $"{context.Name} {name}{(isReversed ? " backward" : "")}";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

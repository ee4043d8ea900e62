using System.Globalization;
using NnGen.Compiler.Graph.Ops;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph.Layers;

/// <summary><c>[RNN(units)]</c>, <c>[GRU(units)]</c> and <c>[LSTM(units)]</c>: layers over the steps of a sequence of shape [time, features].</summary>
internal sealed class RecurrentLayer(string name, RecurrentCell cell) : LayerKind
{
    /// <summary>More layers on each other than anybody trains.</summary>
    private const int MaxLayers = 64;

    /// <summary>The most steps of time, of all layers and directions together: the plan has each of them, so the compiler takes a fifth of a millisecond and 24 KB for one.</summary>
    internal const int MaxTurns = 16384;

    public override string? StreamingObstacle(NodeDeclaration node, Shape shape, int time) => time != 0 ? "goes along the first axis, and time is another: put [Permute(1, 0)] before it"
        : node["Bidirectional"] is true ? "runs backwards too, from steps that have not come"
        : node["Lengths"] is not null ? "takes lengths, and a stream has none"
        : node["InitialState"] is not null || node["InitialCell"] is not null ? "begins with the state of a node, and a stream begins with that of its State"
        : null;

    public override int TimeBehind(NodeDeclaration node, Shape shape, int time) => node["ReturnSequence"] is true ? 0 : -1;

    public override bool RunsStepByStep => true;

    public override string Name => name;

    public override bool CanTie => true;

    public override IReadOnlyList<string> FurtherInputs => ["InitialState", "InitialCell", "Lengths"];

    public override void CheckArguments(LayerContext context)
    {
        if (context.Int32("Units") < 1)
        {
            context.ReportRange("Units", context.Int32("Units"), "at least 1", "The number of units");
        }

        if (context.Has("Layers") && context.Int32("Layers") is < 1 or > MaxLayers)
        {
            context.ReportRange("Layers", context.Int32("Layers"), $"from 1 to {Number(MaxLayers)}", "The number of layers");
        }

        if (context.Has("Projection") && (context.Int32("Projection") < 1 || context.Int32("Projection") >= context.Int32("Units")))
        {
            context.ReportRange("Projection", context.Int32("Projection"), $"from 1 to {Number(context.Int32("Units") - 1)}, less than the units");
        }

        new Range("Dropout", rate => rate is >= 0 and < 1, "at least 0 and less than 1").Check(context);
        if (context.Double("Dropout", 0) > 0 && Layers(context) < 2)
        {
            context.ReportRange("Dropout", context.Double("Dropout", 0), "left out where there is one layer: it drops what one layer hands to the next");
        }

        string activation = context.Enum("Activation", "Tanh");
        if (activation is not ("Tanh" or "ReLU"))
        {
            context.ReportRange("Activation", activation, "Tanh or ReLU");
        }
    }

    public override Shape? Mended(LayerContext context, IReadOnlyList<Shape> known)
    {
        int columns = Columns(context);
        return columns < 1 ? null : !context.Boolean("ReturnSequence", false) ? new Shape(columns) : known.Count > 0 && known[0].Axes.Count == 2 ? WithinLimits(new Shape(known[0].Axes[0], columns)) : null;
    }

    public override Value? Build(LayerContext context)
    {
        Shape shape = context.Input.Shape;
        if (shape.Axes.Count != 2)
        {
            return context.ReportShape("a sequence [time, features]", shape.Axes.Count == 1 ? "declare the input as [Input(time, features)]" : "put [Reshape(time, features)] or [Permute] before it");
        }

        int units = context.Int32("Units");
        if (Larger(context, shape, units) is string problem)
        {
            return context.ReportAt("Units", -1, ProblemKinds.TooLarge, problem, context.Title, "larger", Number((int)LayerContext.MaxElements));
        }

        long turns = (long)shape.Axes[0] * Layers(context) * Directions(context).Length;
        if (turns > MaxTurns)
        {
            return context.Report(ProblemKinds.TooLarge, "The number of steps of time, of all layers and directions,", context.Title, turns.ToString(CultureInfo.InvariantCulture), Number(MaxTurns));
        }

        if (context.Has("Tied") && !HasParametersOf(context, context.Enum("Tied", "")))
        {
            return context.ReportRange("Tied", context.Enum("Tied", ""), $"the name of another {Name} above with the same units, layers, directions, biases and features");
        }

        if (!TryReadStates(context, out IReadOnlyList<IReadOnlyList<Value?>> initial))
        {
            return null;
        }

        Value? lengths = context.Has("Lengths") ? context.Inputs[context.Inputs.Count - 1] : null;
        if (lengths is not null && !StepsLeft.IsLength(lengths))
        {
            return context.ReportRange("Lengths", $"{context.Enum("Lengths", "")} of shape {lengths.Shape}", StepsLeft.Expected);
        }

        double dropout = context.Double("Dropout", 0);
        Value x = context.Input;
        var finals = new List<IReadOnlyList<Value>>();
        Value? last = null;
        for (int layer = 0; layer < Layers(context); layer++)
        {
            if (layer > 0 && dropout > 0 && context.IsTraining)
            {
                string words = Layers(context) == 2 ? context.Name : $"{context.Name} layer {Number(layer + 1)}";
                x = context.Graph.Add(new DropoutOp(x, context.Graph.Add(new MaskOp(x.Shape, dropout), words), dropout), $"{context.Name} dropped {Number(layer)}");
            }

            var sequences = new List<Value>();
            foreach (bool isReversed in Directions(context))
            {
                var direction = new RecurrentDirection(context, x, layer, isReversed, initial[finals.Count], lengths);
                direction.Declare(cell.Gates);
                IReadOnlyList<Value> states = cell.Build(direction);
                sequences.Add(direction.Given(states[0]));
                finals.Add([.. states.Select((state, i) => Final(context, state, isReversed, i == 0 ? "h_n" : "c_n", layer))]);
            }

            bool isLast = layer == Layers(context) - 1;
            string joined = isLast && context.Boolean("ReturnSequence", false) ? context.Name : $"{context.Name} layer {Number(layer + 1)} states";
            x = sequences.Count == 1 ? sequences[0] : context.Graph.Add(new ConcatOp(1, [.. sequences]), joined);
            last = isLast ? Last(context, finals, sequences.Count) : null;
        }

        for (int state = 0; state < finals[0].Count; state++)
        {
            string name = state == 0 ? "h_n" : "c_n";
            Value left = Stacked(context, [.. finals.Select(final => final[state])], name);
            context.AddNamed(name, left, Formula(context, shape, name));
            if (context.IsTraining && context.Has("InitialState") && context.Inputs[1].Producer is InputOp)
            {
                context.Graph.FinalStates.Add($"{context.Name}.{name}", left);
            }
        }

        context.Formula = Formula(context, shape, context.Boolean("ReturnSequence", false) ? "all" : "last");
        Value result = context.Boolean("ReturnSequence", false) ? x : last!;
        return result.Name == context.Name ? result : context.Graph.Add(new ReshapeOp(result, result.Shape), context.Name);
    }

    /// <summary>All that the library needs to trace the node, with what is given of it: the states of all steps, those of the last, or what the last step has left.</summary>
    private string Formula(LayerContext context, Shape shape, string given)
    {
        string activation = context.Enum("Activation", "Tanh").ToLowerInvariant();
        string reset = context.Boolean("ResetAfter", true) ? "after" : "before";
        string from = (context.Has("InitialState") ? " h_0" : "") + (context.Has("InitialCell") ? " c_0" : "") + (context.Has("Lengths") ? " lengths" : "");
        int outputs = Columns(context) / Directions(context).Length;
        return $"{cell.Formula} of {context.Enum("Tied", context.Name)}: {Number(shape.Axes[0])} steps, {Number(shape.Last)} features, {Number(context.Int32("Units"))} units, {Number(outputs)} outputs, "
            + $"{Number(Layers(context))} layers, {Number(Directions(context).Length)} directions, {activation}, reset {reset}, from{(from.Length == 0 ? " zero" : from)}; {given}";
    }

    /// <summary>What the last step has left: the first one of those that begin with the last.</summary>
    private static Value Final(LayerContext context, Value states, bool isReversed, string name, int layer)
    {
        int index = isReversed ? 0 : states.Shape.Axes[0] - 1;
        return context.Graph.Add(new ViewOp(states, "select", index * states.Shape.Last, new([new ViewAxis(states.Shape.Last, 1)])), $"{context.Name} {name} of layer {Number(layer + 1)}{(isReversed ? " backward" : "")}");
    }

    private static Value Last(LayerContext context, List<IReadOnlyList<Value>> finals, int directions)
    {
        Value[] states = [.. finals.Skip(finals.Count - directions).Select(final => final[0])];
        return states.Length == 1 ? states[0] : context.Graph.Add(new ConcatOp(0, states), context.Name);
    }

    /// <summary>The states of all layers and directions, [layers * directions, units]; of one, [units].</summary>
    private static Value Stacked(LayerContext context, Value[] states, string name) => states.Length == 1
        ? states[0]
        : context.Graph.Add(new ReshapeOp(context.Graph.Add(new ConcatOp(0, states), $"{context.Name} {name}"), new Shape(states.Length, states[0].Shape.Size)), $"{context.Name}.{name}");

    /// <summary>The states before the first step, for each layer and direction.</summary>
    private bool TryReadStates(LayerContext context, out IReadOnlyList<IReadOnlyList<Value?>> states)
    {
        int count = Layers(context) * Directions(context).Length;
        var all = new List<Value?>[count];
        for (int i = 0; i < count; i++)
        {
            all[i] = [null, null];
        }

        states = all;
        bool isSound = true;
        int input = 1;
        foreach ((string option, int state) in new[] { ("InitialState", 0), ("InitialCell", 1) })
        {
            if (!context.Has(option))
            {
                continue;
            }

            Value given = context.Inputs[input++];
            int columns = state == 0 && context.Has("Projection") ? context.Int32("Projection") : context.Int32("Units");
            if (given.Shape.Size != count * columns)
            {
                context.ReportRange(option, $"{context.Enum(option, "")} of shape {given.Shape}", count == 1 ? $"a node of shape [{Number(columns)}]" : $"a node of shape [{Number(count)}, {Number(columns)}]: a state for each layer and direction");
                isSound = false;
                continue;
            }

            for (int i = 0; i < count; i++)
            {
                all[i][state] = count == 1 && given.Shape.Axes.Count == 1
                    ? given
                    : context.Graph.Add(new ViewOp(given, "select", i * columns, new([new ViewAxis(columns, 1)])), $"{context.Enum(option, "")} {Number(i + 1)}");
            }
        }

        return isSound;
    }

    /// <summary>Whether a node above has the parameters that this one would have.</summary>
    private bool HasParametersOf(LayerContext context, string owner)
    {
        Dictionary<string, Shape> there = context.Graph.Parameters.Where(parameter => parameter.Name.StartsWith(owner + ".", StringComparison.Ordinal)).ToDictionary(parameter => parameter.Name, parameter => parameter.Shape, StringComparer.Ordinal);
        var own = new List<(string Name, Shape Shape)>();
        int columns = Columns(context);
        for (int layer = 0; layer < Layers(context); layer++)
        {
            foreach (bool isReversed in Directions(context))
            {
                own.AddRange(RecurrentDirection.Parameters(context, layer == 0 ? context.Input.Shape.Last : columns, cell.Gates).Select(parameter => ($"{owner}.{parameter.Name}{RecurrentDirection.Suffix(layer, isReversed)}", parameter.Shape)));
            }
        }

        return own.Count == there.Count && own.All(parameter => there.TryGetValue(parameter.Name, out Shape shape) && shape == parameter.Shape);
    }

    private static bool[] Directions(LayerContext context) => context.Boolean("Bidirectional", false) ? [false, true] : [false];

    private string? Larger(LayerContext context, Shape shape, int units)
    {
        long gates = (long)cell.Gates * units;
        long inputs = Math.Max(shape.Last, Math.Max(units, Columns(context)));
        return gates * inputs > LayerContext.MaxElements ? "The number of weights" : gates * shape.Axes[0] > LayerContext.MaxElements ? "The number of elements of a row" : null;
    }

    private static int Columns(LayerContext context) => (context.Has("Projection") ? context.Int32("Projection") : context.Int32("Units")) * Directions(context).Length;

    private static int Layers(LayerContext context) => context.Has("Layers") ? context.Int32("Layers") : 1;

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

using System.Globalization;
using NnGen.Compiler.Graph.Ops;

namespace NnGen.Compiler.Graph.Layers;

/// <summary>One layer of a recurrent node in one direction: its parameters, by PyTorch's names, and the ops that all cells have.</summary>
/// <param name="context">The node.</param>
/// <param name="x">The sequence that it takes.</param>
/// <param name="layer">The number of the layer, from 0 on.</param>
/// <param name="isReversed">Whether it begins with the last step.</param>
/// <param name="initial">The states before the first step, null for 0.</param>
/// <param name="lengths">How many steps each row's sequence has; null where all have as many as were declared.</param>
internal sealed class RecurrentDirection(LayerContext context, Value x, int layer, bool isReversed, IReadOnlyList<Value?> initial, Value? lengths)
{
    private readonly Dictionary<int, Value> _left = [];
    private readonly Dictionary<string, Value> _parameters = new(StringComparer.Ordinal);
    private readonly int _steps = x.Shape.Axes[0];

    /// <summary>What stands before the names of its values.</summary>
    private readonly string _prefix = context.Name + (layer > 0 ? $" layer {(layer + 1).ToString(CultureInfo.InvariantCulture)}" : "") + (isReversed ? " backward" : "");

    /// <summary>The units.</summary>
    public int Units { get; } = context.Int32("Units");

    /// <summary>The elements of the state that it gives: the units, or what they are projected to.</summary>
    public int Outputs => context.Has("Projection") ? context.Int32("Projection") : Units;

    /// <summary>Whether the activation is ReLU.</summary>
    public bool IsOfReLU => context.Enum("Activation", "Tanh") == "ReLU";

    /// <summary>Whether the reset gate follows on the product.</summary>
    public bool ResetsAfter => context.Boolean("ResetAfter", true);

    /// <summary>The sequence times its weight: for all steps. Padding counts as 0, so that it may be anything: the gradient of the weight takes it times 0.</summary>
    public Value FromInput() => Linear(lengths is null || layer > 0 ? x : Add(new SelectOp(Left(x.Shape.Last), x, null), "unpadded"), "ih", "from input");

    /// <summary>The state of the step before, times its weight.</summary>
    public Value FromState(Value state) => Linear(state, "hh", "from state");

    /// <summary>The state after the reset gate, times a weight of its own.</summary>
    public Value FromResetState(Value state) => Linear(state, "hn", "from reset state");

    /// <summary>What the unit gives, times the projection.</summary>
    public Value Projected(Value state) => Linear(state, "hr", "states");

    /// <summary>The parts of a value for each gate.</summary>
    public IReadOnlyList<Value> Parts(Value sums, string of, params string[] names) => context.Graph.AddAll(new SplitOp(sums, names.Length), [.. names.Select(name => Name($"{of} {name}"))]);

    /// <summary>What a state was one step before.</summary>
    public DelayOp Delay(int state, int columns, string name)
    {
        var delay = new DelayOp(new Shape(_steps, columns), initial.Count > state ? initial[state] : null, isReversed) { IsCarried = context.IsStreaming };
        context.Graph.Add(delay, Name("last " + name));
        return delay;
    }

    /// <summary>Closes a state: behind the end of a row's sequence it stays what it was.</summary>
    /// <returns>The state after each step.</returns>
    public Value Close(DelayOp before, Value next)
    {
        Value state = lengths is null ? next : Add(new SelectOp(Left(next.Shape.Last), next, before.Results[0]), "held " + before.Results[0].Name.Substring(_prefix.Length + 1));
        before.Close(state);
        return state;
    }

    /// <summary>What is given of a state: 0 behind the end of a row's sequence.</summary>
    public Value Given(Value state) => lengths is null ? state : Add(new SelectOp(Left(state.Shape.Last), state, null), "given states");

    /// <summary>The steps that are left of each row's sequence, for each of so many columns.</summary>
    private Value Left(int columns)
    {
        if (!_left.TryGetValue(columns, out Value? left))
        {
            _left.Add(columns, left = StepsLeft.Add(context.Graph, lengths!, _steps, columns, isReversed, _prefix));
        }

        return left;
    }

    /// <summary>Adds an op.</summary>
    public Value Add(Op op, string name) => context.Graph.Add(op, Name(name));

    /// <summary>Adds the op that gives the state.</summary>
    public Value AddResult(Op op) => context.Graph.Add(op, Name("states"));

    /// <summary>The parameters of a layer in one direction: uniform up to 1 / sqrt(units), in PyTorch's order.</summary>
    /// <param name="context">The node.</param>
    /// <param name="features">The features of the sequence that the layer takes.</param>
    /// <param name="gates">What the weights compute for each unit.</param>
    public static IEnumerable<(string Name, Shape Shape)> Parameters(LayerContext context, int features, int gates)
    {
        int units = context.Int32("Units");
        int outputs = context.Has("Projection") ? context.Int32("Projection") : units;
        bool resetsAfter = context.Boolean("ResetAfter", true);
        var weights = new List<(string Kind, int Rows, int Columns)> { ("ih", gates * units, features), ("hh", (resetsAfter ? gates : gates - 1) * units, outputs) };
        if (!resetsAfter)
        {
            weights.Add(("hn", units, outputs));
        }

        foreach ((string kind, int rows, int columns) in weights)
        {
            yield return ("weight_" + kind, new Shape(rows, columns));
        }

        foreach ((string kind, int rows, _) in weights.Where(_ => context.Boolean("Bias", true)))
        {
            yield return ("bias_" + kind, new Shape(rows));
        }

        if (outputs != units)
        {
            yield return ("weight_hr", new Shape(outputs, units));
        }
    }

    /// <summary>What stands behind the names of parameters.</summary>
    public static string Suffix(int layer, bool isReversed) => "_l" + layer.ToString(CultureInfo.InvariantCulture) + (isReversed ? "_reverse" : "");

    /// <summary>Adds the parameters, or finds those of the node whose parameters it has.</summary>
    public void Declare(int gates)
    {
        string suffix = Suffix(layer, isReversed);
        string owner = context.Enum("Tied", context.Name);
        foreach ((string name, Shape shape) in Parameters(context, x.Shape.Last, gates))
        {
            if (owner != context.Name)
            {
                _parameters.Add(name, context.Graph.Ops.OfType<ParameterOp>().First(op => op.Weight.Name == $"{owner}.{name}{suffix}").Results[0]);
                continue;
            }

            context.ParameterCount += shape.Size;
            Parameter parameter = context.Graph.Add(new Parameter($"{context.Name}.{name}{suffix}", shape, "Uniform", 1 / Math.Sqrt(Units), shape.Last, shape.Axes[0]));
            _parameters.Add(name, context.Graph.Add(new ParameterOp(parameter, shape, shape.Axes.Count == 1 ? "b" : "w"), parameter.Name));
        }
    }

    private Value Linear(Value from, string kind, string name)
    {
        Value weight = _parameters["weight_" + kind];
        context.MultiplyAdds += (long)weight.Shape.Size * _steps;
        return context.Graph.Add(new LinearOp(from, weight, _parameters.TryGetValue("bias_" + kind, out Value? bias) ? bias : null) { IsOfState = kind != "ih" }, Name(name));
    }

    private string Name(string name) => $"{_prefix} {name}";
}

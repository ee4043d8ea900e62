using System.Globalization;
using NnGen.Compiler.Graph.Layers;
using NnGen.Compiler.Graph.Ops;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph;

/// <summary>Turns a declaration into a graph and finds everything that is wrong with it on the way.</summary>
/// <remarks>
/// A broken node hides no other: in its place stands a value of the shape that it will have once it is mended, or none where that is open,
/// and the nodes below are checked as far as they do not depend on it. What might follow from a mistake is not reported.
/// </remarks>
public sealed partial class GraphBuilder
{
    private readonly NetworkDeclaration _declaration;
    private readonly bool _isTraining;
    private readonly bool _isStreaming;
    private readonly int _steps;
    private readonly bool _isDouble;
    private readonly List<Problem> _problems = [];
    private readonly NetworkGraph _graph = new();
    private readonly List<NodeFacts> _facts = [];
    private readonly Dictionary<string, Value?> _values = new(StringComparer.Ordinal);
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    /// <summary>The values that nodes have beside their own, such as <c>gru1.h_n</c>: of which node, and what is computed.</summary>
    private readonly Dictionary<string, (string Owner, string Formula)> _named = new(StringComparer.Ordinal);
    private readonly string?[] _names;

    /// <summary>The values that stand for broken nodes: their shapes are known, and nothing else.</summary>
    private readonly HashSet<Value> _standIns = [];

    /// <summary>Whether each node's inputs are what the user meant; else one that nothing seems to take is not to blame.</summary>
    private bool _linksAreKnown = true;

    /// <summary>Whether the output is what the user meant; else a loss that does not fit is not to blame.</summary>
    private bool _endIsKnown = true;

    private long _parameterCount;

    private GraphBuilder(NetworkDeclaration declaration, bool isTraining, int steps = 0)
    {
        _declaration = declaration;
        _isTraining = isTraining;
        _isStreaming = steps > 0;
        _steps = steps;
        _isDouble = declaration.Options.Any(option => option is { Name: "Precision", Value: "Double" });
        _names = new string?[declaration.Nodes.Count];
    }

    /// <summary>The graph, or all problems.</summary>
    public static (BuiltGraph? Graph, EquatableArray<Problem> Problems) Build(NetworkDeclaration declaration, bool isTraining)
    {
        var builder = new GraphBuilder(declaration, isTraining);
        BuiltGraph? graph = builder.Run();
        return (builder._problems.Any(problem => problem.Kind.Severity == ProblemSeverity.Error) ? null : graph, new(builder._problems));
    }

    /// <summary>The graph of one step of time, of a declaration that was found sound and able to stream: the same parameters, and states that go from call to call.</summary>
    public static BuiltGraph BuildStep(NetworkDeclaration declaration)
    {
        var whole = new GraphBuilder(declaration, isTraining: false);
        whole.Run();
        (NetworkDeclaration step, int steps) = Streaming.OneStep(declaration, whole._names, whole._facts);
        return new GraphBuilder(step, isTraining: false, steps).Run() ?? throw new InvalidOperationException("A network that can stream has no graph of a step.");
    }

    /// <summary>What is known of a declaration, sound or broken: the name of each node, null for outputs and losses, and the shapes.</summary>
    public static (IReadOnlyList<string?> Names, IReadOnlyDictionary<string, Shape> Shapes) Look(NetworkDeclaration declaration)
    {
        var builder = new GraphBuilder(declaration, isTraining: false);
        builder.Run();
        return (builder._names, builder._values.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value!.Shape, StringComparer.Ordinal));
    }

    private BuiltGraph? Run()
    {
        NameNodes();
        CheckOrder();
        CheckOptions();
        CheckLosses();
        string? last = null;
        for (int i = 0; i < _declaration.Nodes.Count; i++)
        {
            if (_names[i] is string name)
            {
                _values[name] = BuildNode(i, name, last);
                CloseStates();
                last = name;
            }
        }

        if (last is null || _declaration.Nodes.All(node => IsSpecial(node.Kind)))
        {
            // Without an input, that is the first thing to say.
            return Indices(kind => kind == "Input").Length == 0 ? null : Stop(ProblemKinds.NoLayers, -1, _declaration.Host.Name);
        }

        IReadOnlyList<DeclaredOutput> outputs = FindOutputs(last);
        if (_linksAreKnown)
        {
            CheckUnused(outputs);
        }

        if (_endIsKnown && _linksAreKnown && !_isStreaming && _problems.Count == 0 && Streaming.IsWanted(_declaration))
        {
            _problems.AddRange(Streaming.Obstacles(_declaration, _names, _facts, outputs.Count));
        }

        return _endIsKnown ? Finish(outputs) : null;
    }

    /// <summary>The first node that works position by position: where one row was meant, it is there that [Flatten] is missing.</summary>
    private int? FirstInPositions() => Enumerable.Range(0, _names.Length)
        .Where(i => _names[i] is string name && _values.TryGetValue(name, out Value? value) && value is { Producer: LinearOp or SoftmaxOp or LogSoftmaxOp or NormalizeOp or GainOp } && value.Producer.Positions > 1)
        .Select(i => (int?)i)
        .FirstOrDefault();

    private NodeFacts NodeOf(Value value) => _facts.First(fact => fact.Name == value.Name);

    /// <summary>He before rectifiers, which halve the variance; LeCun before SELU, whose constants assume it; Glorot elsewhere.</summary>
    private void ResolveInitializers()
    {
        var followers = new Dictionary<Value, Op>();
        foreach (Op op in _graph.Ops.OfType<ElementwiseOp>())
        {
            Value taken = LossKind.Unwrap(op.Inputs[0]);
            if (!followers.ContainsKey(taken))
            {
                followers.Add(taken, op);
            }
        }

        // What a convolution computes in margins is cut out of them first.
        Dictionary<Value, Value> cut = _graph.Ops.OfType<ViewOp>().Where(view => view.IsCut).ToDictionary(view => view.Inputs[0], view => view.Results[0]);
        foreach (Op op in _graph.Ops.Where(op => op is LinearOp or ConvolutionOp or DepthwiseOp or OverlapAddOp))
        {
            Parameter weight = op.Weight!;
            if (weight.Initializer == "Default")
            {
                followers.TryGetValue(cut.TryGetValue(op.Results[0], out Value? inner) ? inner : op.Results[0], out Op? next);
                weight.Resolve(next switch
                {
                    ReLUOp or LeakyReLUOp or ReLU6Op or PReLUOp or ThresholdedReLUOp => "HeNormal",
                    SELUOp => "LeCunNormal",
                    _ => "GlorotUniform",
                });
            }
        }
    }

    private Value? BuildNode(int index, string name, string? above)
    {
        NodeDeclaration node = _declaration.Nodes[index];
        if (node.Kind == "Input")
        {
            return BuildInput(index, name);
        }

        LayerKind? kind = LayerCatalog.Layer(node.Kind);
        if (kind is null)
        {
            // A block that could not be put in its place has been reported.
            _linksAreKnown = false;
            return BlockDeclaration.IsUse(node) ? null : Report(ProblemKinds.UnknownNode, index, node.Kind);
        }

        IReadOnlyList<string> names = InputsOf(index, name, kind, above);
        Value[] known = [.. names.Select(input => _values.TryGetValue(input, out Value? value) ? value : null).OfType<Value>()];
        var context = new LayerContext(_graph, node, index, name, known, names, _isTraining, _problems) { IsDouble = _isDouble, IsStreaming = _isStreaming, Steps = _steps, IsStreamed = Streaming.IsWanted(_declaration) };
        int problems = _problems.Count;
        int parameters = _graph.Parameters.Count;
        context.CheckNumbers();
        kind.CheckArguments(context);
        bool isSound = _problems.Count == problems && names.Count > 0 && known.Length == names.Count;
        bool isTurned = isSound && kind.IsElementwise(context) && context.LookBehindViews();
        if (!isSound || kind.Build(context) is not Value value)
        {
            return kind.Mended(context, [.. known.Select(input => input.Shape)]) is Shape shape ? StandIn(shape, name) : null;
        }

        if (node[BlockDeclaration.SharedWith] is not null && _graph.Parameters.Count > parameters)
        {
            string fix = node.Kind == "Dense" ? "write Bias = false, since a transposed layer has a bias of its own" : "leave Shared out, or take dense and recurrent layers, norms, attention, or layers without parameters";
            return ReportAt("Shared", -1, ProblemKinds.CannotShare, index, context.Title, fix);
        }

        value = isTurned ? ChannelsLast.First(_graph, value, name + ChannelsLast.ByChannels) : value;
        value.Title = context.Title;
        value.Formula = context.Formula;
        _graph.Nodes[name] = value;
        foreach (NamedValue named in context.Named)
        {
            _values[named.Name] = named.Value;
            _named[named.Name] = (name, named.Formula);
        }

        _facts.Add(new NodeFacts(name, node.Kind, value.Shape, new(names), context.ParameterCount, context.MultiplyAdds) { Formula = context.Formula, Windows = new(context.Windows) });
        CountParameters(index, context.ParameterCount);
        return value;
    }

    /// <summary>Closes the states of cells whose next values are there now.</summary>
    private void CloseStates()
    {
        foreach (OpenState open in _graph.OpenStates.Where(state => _values.ContainsKey(state.Next)).ToArray())
        {
            (string name, string next, DelayOp delay, Value? left) = open;
            _graph.OpenStates.Remove(open);
            _used.Add(next);
            Value state = delay.Results[0];
            if (_values[next] is not Value value || _standIns.Contains(value))
            {
                continue;
            }

            if (value.Shape == state.Shape)
            {
                delay.Close(left is null ? value : _graph.Add(new SelectOp(left, value, state), "held " + name));
                continue;
            }

            int index = Array.IndexOf(_names, name);
            ReportAt("Units", -1, ProblemKinds.BadState, index, $"State ({name})", $"has {Invariant(state.Shape.Last)} units, but '{next}' gives {value.Shape}", "make them equal: the state is what that node was one step before");
        }
    }

    private Value StandIn(Shape shape, string name)
    {
        Value value = _graph.Add(new InputOp(shape), name);
        _standIns.Add(value);
        return value;
    }

    /// <summary>Reports the node that makes the parameters too many; those below it add nothing that is new.</summary>
    private void CountParameters(int index, int count)
    {
        bool wereFew = _parameterCount <= LayerContext.MaxElements;
        _parameterCount += count;
        if (wereFew && _parameterCount > LayerContext.MaxElements)
        {
            Report(ProblemKinds.TooLarge, index, "The number of parameters", _declaration.Host.Name, Invariant(_parameterCount), Invariant(LayerContext.MaxElements));
        }
    }

    /// <summary>The names of the nodes that a node takes, whether there are such nodes or not; none where it has no input at all.</summary>
    private IReadOnlyList<string> InputsOf(int index, string name, LayerKind kind, string? above)
    {
        NodeDeclaration node = _declaration.Nodes[index];
        string option = kind.Joins ? "Inputs" : "From";
        IReadOnlyList<string> names = kind.Joins
            ? (node["Inputs"] is EquatableArray<string> declared ? [.. declared] : [])
            : ((node["From"] as string ?? above) is string from ? [from] : []);
        if (kind.Joins && names.Count < 2)
        {
            ReportAt(option, -1, ProblemKinds.TooFewInputs, index, $"{node.Kind} ({name})", Invariant(names.Count), node.Kind);
        }

        // No input at all is reported once, for the whole class.
        _linksAreKnown &= names.Count >= (kind.Joins ? 2 : 1);
        string[] further = [.. kind.FurtherInputs.Where(input => node[input] is string)];
        (string Option, int Element, string Taken)[] all =
        [
            .. names.Select((taken, i) => (option, kind.Joins ? i : -1, taken)),
            .. further.Select(input => (input, -1, (string)node[input]!)),
        ];
        foreach ((string named, int element, string taken) in all)
        {
            Use(taken);
            if (!_values.ContainsKey(taken))
            {
                _linksAreKnown = false;
                ReportMissing(named, element, index, $"{node.Kind} ({name})", taken);
            }
        }

        return (kind.Joins && names.Count < 2) || names.Count == 0 ? [] : [.. all.Select(input => input.Taken)];
    }

    /// <summary>Notes that a node is taken. What it has beside its own value is a line of its own in the layer table then.</summary>
    private void Use(string name)
    {
        _used.Add(name);
        if (_named.TryGetValue(name, out (string Owner, string Formula) named) && !_graph.Nodes.ContainsKey(name))
        {
            _used.Add(named.Owner);
            _graph.Nodes[name] = _values[name]!;
            int owner = _facts.FindIndex(fact => fact.Name == named.Owner);
            int behind = _facts.FindLastIndex(fact => fact.Name.StartsWith(named.Owner + ".", StringComparison.Ordinal) && fact.Kind == NodeFacts.State);
            _facts.Insert(Math.Max(owner, behind) + 1, new NodeFacts(name, NodeFacts.State, _values[name]!.Shape, _facts[owner].Inputs, 0, 0) { Formula = named.Formula });
        }
    }

    /// <summary>Reports a name that no node above bears: one below does, or the node itself, or none.</summary>
    private void ReportMissing(string option, int element, int index, string title, string taken)
    {
        if (!_names.Contains(taken))
        {
            ReportAt(option, element, ProblemKinds.UnknownName, index, title, taken, NamesAbove());
            return;
        }

        bool isItself = taken == _names[index];
        string where = isItself ? "is itself" : "stands below it";
        ReportAt(option, element, ProblemKinds.Cycle, index, title, taken, where, isItself ? "name another node" : $"move it below '{taken}', or name another node");
    }

    /// <summary>The nodes above in words: the nearest ones, if there are many.</summary>
    private string NamesAbove()
    {
        const int Most = 20;
        string nearest = string.Join(", ", _values.Keys.Skip(_values.Count - Most));
        return _values.Count == 0 ? "none" : _values.Count > Most ? $"{nearest} and {Invariant(_values.Count - Most)} above them" : nearest;
    }

    private int[] Indices(Func<string, bool> kind) => [.. Enumerable.Range(0, _declaration.Nodes.Count).Where(i => kind(_declaration.Nodes[i].Kind))];

    private static bool IsSpecial(string kind) => kind is "Input" or "Output" || IsLoss(kind);

    private static bool IsLoss(string kind) => LayerCatalog.Loss(kind) is not null;

    private static string Invariant(long number) => number.ToString(CultureInfo.InvariantCulture);

    private BuiltGraph? Stop(ProblemKind kind, int index, params string[] arguments)
    {
        Report(kind, index, arguments);
        return null;
    }

    private Value? Report(ProblemKind kind, int index, params string[] arguments)
    {
        _problems.Add(new Problem(kind, index, arguments));
        return null;
    }

    private Value? ReportAt(string option, int element, ProblemKind kind, int index, params string[] arguments)
    {
        _problems.Add(new Problem(kind, index, arguments) { Option = option, Element = element });
        return null;
    }
}

/// <summary>A complete graph and what the builder learnt on the way.</summary>
/// <param name="Graph">The graph.</param>
/// <param name="Nodes">The nodes in text order, the inputs first.</param>
/// <param name="Outputs">The outputs in declaration order.</param>
public sealed record BuiltGraph(NetworkGraph Graph, EquatableArray<NodeFacts> Nodes, IReadOnlyList<BuiltOutput> Outputs)
{
    /// <summary>How all losses are reduced: <c>Mean</c> or <c>Sum</c>.</summary>
    public string Reduction => Outputs[0].Reduction;
}

/// <summary>A line of the layer table.</summary>
public sealed record NodeFacts(string Name, string Kind, Shape Shape, EquatableArray<string> Inputs, int ParameterCount, long MultiplyAdds)
{
    /// <summary>The kind of what a node has beside its own value, which is no node of the declaration.</summary>
    public const string State = "State";

    /// <summary>What it computes, where its ops do not say it: see <c>FormulaText</c>.</summary>
    public string? Formula { get; init; }

    /// <summary>The windows that a convolution or a pool lays over each axis of places; none of other layers.</summary>
    public EquatableArray<LaidWindows> Windows { get; init; }
}

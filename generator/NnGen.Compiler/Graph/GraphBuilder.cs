using System.Globalization;
using NnGen.Compiler.Graph.Layers;
using NnGen.Compiler.Graph.Ops;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph;

/// <summary>Turns a declaration into a graph and finds everything that is wrong with it on the way.</summary>
public sealed class GraphBuilder
{
    private readonly NetworkDeclaration _declaration;
    private readonly bool _isTraining;
    private readonly List<Problem> _problems = [];
    private readonly NetworkGraph _graph = new();
    private readonly List<NodeFacts> _facts = [];
    private readonly Dictionary<string, Value?> _values = new(StringComparer.Ordinal);
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);
    private readonly string?[] _names;

    private GraphBuilder(NetworkDeclaration declaration, bool isTraining)
    {
        _declaration = declaration;
        _isTraining = isTraining;
        _names = new string?[declaration.Nodes.Count];
    }

    /// <summary>The graph, or all problems.</summary>
    public static (BuiltGraph? Graph, EquatableArray<Problem> Problems) Build(NetworkDeclaration declaration, bool isTraining)
    {
        var builder = new GraphBuilder(declaration, isTraining);
        BuiltGraph? graph = builder.Run();
        return (builder._problems.Any(problem => problem.Kind.Severity == ProblemSeverity.Error) ? null : graph, new(builder._problems));
    }

    private BuiltGraph? Run()
    {
        NameNodes();
        CheckOrder();
        CheckEnums();
        CheckSamples();
        string? last = null;
        for (int i = 0; i < _declaration.Nodes.Count; i++)
        {
            if (_names[i] is string name)
            {
                _values[name] = BuildNode(i, name, last);
                last = name;
            }
        }

        if (last is null || _declaration.Nodes.All(node => IsSpecial(node.Kind)))
        {
            Report(ProblemKinds.NoLayers, -1, _declaration.Host.Name);
            return null;
        }

        string outputName = FindOutput(last);
        if (_values.ContainsKey(outputName) && _values.Values.All(value => value is not null))
        {
            // A broken node, or an unknown output, takes nothing, and what it should have taken is not to blame.
            CheckUnused(outputName);
        }

        if (!_values.TryGetValue(outputName, out Value? output) || output is null || _problems.Count > 0)
        {
            // A loss can be judged only by an output that exists.
            return null;
        }

        _graph.Output = output;
        return Finish(output);
    }

    private BuiltGraph? Finish(Value output)
    {
        int lossIndex = Enumerable.Range(0, _declaration.Nodes.Count).Where(i => IsLoss(_declaration.Nodes[i].Kind)).DefaultIfEmpty(-1).First();
        string? lossName = lossIndex >= 0 ? _declaration.Nodes[lossIndex].Kind : LossKind.Default(output);
        bool trains = _declaration.Options.FirstOrDefault(option => option.Name == "Emit")?.Value is not "Inference";
        if (lossName is null)
        {
            if (!trains)
            {
                lossName = "MeanSquaredErrorLoss";
            }
            else
            {
                string last = LossKind.Unwrap(output).Name;
                NodeFacts node = _facts.First(fact => fact.Name == last);
                Report(ProblemKinds.LossNeeded, -1, $"{node.Kind} ({node.Name})", "[MeanSquaredErrorLoss]");
                return null;
            }
        }

        LossKind loss = LayerCatalog.Loss(lossName)!;
        NodeDeclaration lossNode = lossIndex >= 0 ? _declaration.Nodes[lossIndex] : new NodeDeclaration(lossName, default);
        var options = new LayerContext(_graph, lossNode, lossIndex, "loss", [output], [output.Name], _isTraining, _problems);
        if (!loss.Ranges.All(range => range.Check(options)))
        {
            return null;
        }

        if (loss.Misfit(output) is var (found, fix))
        {
            Report(ProblemKinds.LossDoesNotFit, lossIndex, lossName, "does not fit", found, fix);
            return null;
        }

        if (!loss.Check(options, output))
        {
            return null;
        }

        string reduction = lossIndex >= 0 && _declaration.Nodes[lossIndex]["Reduction"] is string declared ? declared : "Mean";
        string outputKind = loss.OutputKind(output);
        string outputScale = loss.OutputScale(output);
        NetworkGraph evaluation = Evaluation(loss, options, output);
        Shape outputShape = output.Shape;
        CheckSteps(output, loss, trains);
        ResolveInitializers();
        if (_isTraining)
        {
            _graph.Target = _graph.Add(new InputOp(outputShape), "target");
            _graph.RowLoss = loss.Build(options, _graph.Target);
            _graph.BackwardStart = _graph.Ops.Count;
            _graph.RemoveDead();
            AdjointBuilder.Derive(_graph, _declaration.Options.Any(option => option is { Name: "InputGradient", Value: true }));
        }
        else
        {
            _graph.BackwardStart = _graph.Ops.Count;
        }

        _graph.RemoveDead();
        return new BuiltGraph(_graph, new(_facts), loss, reduction, outputKind, outputScale, evaluation, options.Double("LabelSmoothing", 0), options.Doubles("ClassWeights") is { } weights ? new(weights) : default);
    }

    /// <summary>The loss of outputs and targets as a graph of its own: what evaluation runs.</summary>
    private static NetworkGraph Evaluation(LossKind loss, LayerContext options, Value output)
    {
        var graph = new NetworkGraph();
        graph.Inputs.Add(graph.Add(new InputOp(output.Shape), output.Name));
        graph.Target = graph.Add(new InputOp(output.Shape), "target");
        graph.RowLoss = graph.AddAll(loss.OfOutput(options, output, graph.Input, graph.Target), "loss", "probabilities")[0];
        graph.Output = graph.Input;
        graph.BackwardStart = graph.Ops.Count;
        return graph;
    }

    /// <summary>A step stops every gradient; only the perceptron criterion passes it by.</summary>
    private void CheckSteps(Value output, LossKind loss, bool trains)
    {
        Value? bypassed = loss is PerceptronLoss ? LossKind.Unwrap(output) : null;
        foreach (StepOp step in _graph.Ops.OfType<StepOp>().Where(step => trains && step.Results[0] != bypassed))
        {
            Report(ProblemKinds.StepStopsGradient, Array.IndexOf(_names, step.Results[0].Name), $"Step ({step.Results[0].Name})");
        }
    }

    /// <summary>He before rectifiers, which halve the variance; LeCun before SELU, whose constants assume it; Glorot elsewhere.</summary>
    private void ResolveInitializers()
    {
        foreach (LinearOp linear in _graph.Ops.OfType<LinearOp>().ToArray())
        {
            Parameter weight = linear.Weight;
            if (weight.Initializer == "Default")
            {
                Op? next = _graph.Ops.FirstOrDefault(op => op is ElementwiseOp && LossKind.Unwrap(op.Inputs[0]) == linear.Results[0]);
                linear.Weight.Resolve(next switch
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
            return Report(ProblemKinds.UnknownNode, index, node.Kind);
        }

        if (Resolve(index, name, kind, above) is not (IReadOnlyList<string> inputNames, IReadOnlyList<Value> inputs))
        {
            return null;
        }

        var context = new LayerContext(_graph, node, index, name, inputs, inputNames, _isTraining, _problems);
        Value? value = kind.Build(context);
        if (value is not null)
        {
            _graph.Nodes[name] = value;
            _facts.Add(new NodeFacts(name, node.Kind, value.Shape, new(inputNames), context.ParameterCount, context.MultiplyAdds));
            if (_facts.Sum(fact => (long)fact.ParameterCount) > LayerContext.MaxElements)
            {
                return Report(ProblemKinds.TooLarge, index, "The number of parameters", _declaration.Host.Name, Invariant(_facts.Sum(fact => (long)fact.ParameterCount)), Invariant(LayerContext.MaxElements));
            }
        }

        return value;
    }

    private Value? BuildInput(int index, string name)
    {
        var axes = _declaration.Nodes[index]["Shape"] is EquatableArray<int> shape ? shape : new EquatableArray<int>();
        if (axes.Count == 0)
        {
            return Report(ProblemKinds.BadSize, index, "The number of axes", "Input", "0", "at least 1, such as [Input(784)]");
        }

        long others = _graph.Inputs.Sum(input => (long)input.Shape.Size);
        long size = 1;
        foreach (int axis in axes)
        {
            if (axis < 1)
            {
                return Report(ProblemKinds.BadSize, index, "An axis", $"Input ({name})", Invariant(axis), "at least 1");
            }

            size *= axis;
            if (others + size > LayerContext.MaxElements)
            {
                return Report(ProblemKinds.TooLarge, index, "The number of elements of a row", others == 0 ? $"Input ({name})" : $"the inputs up to {name}", Invariant(others + size), Invariant(LayerContext.MaxElements));
            }
        }

        Value value = _graph.Add(new InputOp(new Shape(axes)), name);
        _graph.Inputs.Add(value);
        _graph.Nodes[name] = value;
        _facts.Add(new NodeFacts(name, "Input", value.Shape, default, 0, 0));
        if (_declaration.Nodes[index]["Sparse"] is true)
        {
            _graph.SparseInputs.Add(value);
        }

        return value;
    }

    /// <summary>The values that a node takes, or null when one is missing or broken.</summary>
    private (IReadOnlyList<string> Names, IReadOnlyList<Value> Values)? Resolve(int index, string name, LayerKind kind, string? above)
    {
        NodeDeclaration node = _declaration.Nodes[index];
        IReadOnlyList<string> names;
        if (kind.Joins)
        {
            names = node["Inputs"] is EquatableArray<string> declared ? [.. declared] : [];
            if (names.Count < 2)
            {
                Report(ProblemKinds.TooFewInputs, index, $"{node.Kind} ({name})", Invariant(names.Count));
                return null;
            }
        }
        else if ((node["From"] as string ?? above) is string from)
        {
            names = [from];
        }
        else
        {
            // No input at all: reported once, for the whole class.
            return null;
        }

        var values = new List<Value>();
        bool complete = true;
        foreach (string input in names)
        {
            _used.Add(input);
            if (_values.TryGetValue(input, out Value? value))
            {
                complete &= value is not null;
                if (value is not null)
                {
                    values.Add(value);
                }
            }
            else
            {
                complete = false;
                bool below = _names.Contains(input);
                string[] known = [.. _values.Keys];
                Report(below ? ProblemKinds.Cycle : ProblemKinds.UnknownName, index, below ? [$"{node.Kind} ({name})", input] : [$"{node.Kind} ({name})", input, known.Length == 0 ? "none" : string.Join(", ", known)]);
            }
        }

        return complete ? (names, values) : null;
    }

    private void NameNodes()
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < _declaration.Nodes.Count; i++)
        {
            NodeDeclaration node = _declaration.Nodes[i];
            if (node.Kind == "Output" || IsLoss(node.Kind))
            {
                continue;
            }

            counts.TryGetValue(node.Kind, out int count);
            counts[node.Kind] = ++count;
            string name = node["Name"] as string ?? node.Kind.ToLowerInvariant() + Invariant(count);
            if (name.Length == 0 || !name.All(c => c is '_' or '.' || char.IsLetterOrDigit(c)))
            {
                Report(ProblemKinds.BadName, i, name);
                name = node.Kind.ToLowerInvariant() + Invariant(count);
            }

            if (!taken.Add(name))
            {
                Report(ProblemKinds.DuplicateName, i, name);
                while (!taken.Add(name += "_"))
                {
                }
            }

            _names[i] = name;
        }
    }

    private void CheckOrder()
    {
        int[] inputs = Indices(kind => kind == "Input");
        int[] losses = Indices(IsLoss);
        int[] outputs = Indices(kind => kind == "Output");
        int[] layers = Indices(kind => !IsSpecial(kind));
        if (inputs.Length == 0)
        {
            Report(ProblemKinds.MissingInput, -1, _declaration.Host.Name);
        }

        foreach (int late in inputs.Where(i => layers.Length > 0 && layers[0] < i))
        {
            Report(ProblemKinds.InputAfterLayer, late, _declaration.Nodes[layers[0]].Kind);
        }

        foreach (int extra in losses.Skip(1))
        {
            Report(ProblemKinds.SeveralLosses, extra, _declaration.Host.Name, Invariant(losses.Length));
        }

        foreach (int extra in outputs.Skip(1))
        {
            Report(ProblemKinds.SeveralOutputs, extra, _declaration.Host.Name, Invariant(outputs.Length));
        }

        foreach (int late in layers.Where(i => losses.Length > 0 && i > losses[0]))
        {
            Report(ProblemKinds.AfterLoss, late, $"{_declaration.Nodes[late].Kind} ({_names[late]})");
        }
    }

    /// <summary>Enum values arrive by name; one that the enum does not have arrives as its number.</summary>
    private void CheckEnums()
    {
        Check(-1, "Precision", _declaration.Options.FirstOrDefault(option => option.Name == "Precision")?.Value, "Single", "Double");
        Check(-1, "Emit", _declaration.Options.FirstOrDefault(option => option.Name == "Emit")?.Value, "Training", "Inference");
        foreach (int loss in Indices(IsLoss))
        {
            Check(loss, "Reduction", _declaration.Nodes[loss]["Reduction"], "Mean", "Sum");
        }

        void Check(int index, string option, object? value, params string[] names)
        {
            if (value is string name && !names.Contains(name))
            {
                Report(ProblemKinds.BadSize, index, option, index < 0 ? _declaration.Host.Name : _declaration.Nodes[index].Kind, name, "one of " + string.Join(", ", names));
            }
        }
    }

    private void CheckSamples()
    {
        if (_declaration.Options.FirstOrDefault(option => option.Name == "TrainingSamples")?.Value is int samples and < 1)
        {
            Report(ProblemKinds.BadSize, -1, "TrainingSamples", _declaration.Host.Name, Invariant(samples), "at least 1, or left out");
        }
    }

    private string FindOutput(string last)
    {
        int[] outputs = Indices(kind => kind == "Output");
        if (outputs.Length == 0)
        {
            return last;
        }

        string name = _declaration.Nodes[outputs[0]]["Name"] as string ?? "";
        if (!_values.ContainsKey(name))
        {
            Report(ProblemKinds.UnknownName, outputs[0], "[Output]", name, string.Join(", ", _values.Keys));
        }

        return name;
    }

    private void CheckUnused(string output)
    {
        for (int i = 0; i < _declaration.Nodes.Count; i++)
        {
            // The node above is used by the one below unless that names another.
            NodeDeclaration node = _declaration.Nodes[i];
            if (_names[i] is string name && name != output && !_used.Contains(name))
            {
                Report(ProblemKinds.UnusedNode, i, $"{node.Kind} ({name})");
            }
        }
    }

    private int[] Indices(Func<string, bool> kind) => [.. Enumerable.Range(0, _declaration.Nodes.Count).Where(i => kind(_declaration.Nodes[i].Kind))];

    private static bool IsSpecial(string kind) => kind is "Input" or "Output" || IsLoss(kind);

    private static bool IsLoss(string kind) => LayerCatalog.Loss(kind) is not null;

    private static string Invariant(long number) => number.ToString(CultureInfo.InvariantCulture);

    private Value? Report(ProblemKind kind, int index, params string[] arguments)
    {
        _problems.Add(new Problem(kind, index, arguments));
        return null;
    }
}

/// <summary>A complete graph and what the builder learnt on the way.</summary>
/// <param name="Graph">The graph.</param>
/// <param name="Nodes">The nodes in text order, the inputs first.</param>
/// <param name="Loss">The loss.</param>
/// <param name="Reduction"><c>Mean</c> or <c>Sum</c>.</param>
/// <param name="OutputKind">The name of a value of the library's enum OutputKind.</param>
/// <param name="OutputScale">The name of a value of the library's enum OutputScale.</param>
/// <param name="Evaluation">The loss of outputs and targets.</param>
/// <param name="LabelSmoothing">The part of each target that is shared out among the classes.</param>
/// <param name="ClassWeights">The weight of each class, or none.</param>
public sealed record BuiltGraph(NetworkGraph Graph, EquatableArray<NodeFacts> Nodes, LossKind Loss, string Reduction, string OutputKind, string OutputScale, NetworkGraph Evaluation, double LabelSmoothing, EquatableArray<double> ClassWeights);

/// <summary>A line of the layer table.</summary>
public sealed record NodeFacts(string Name, string Kind, Shape Shape, EquatableArray<string> Inputs, int ParameterCount, long MultiplyAdds);

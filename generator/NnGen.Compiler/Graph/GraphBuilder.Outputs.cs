using NnGen.Compiler.Graph.Layers;
using NnGen.Compiler.Graph.Ops;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph;

/// <summary>The outputs, each with the loss that belongs to it, and what follows from them: the backward pass.</summary>
public sealed partial class GraphBuilder
{
    /// <summary>The outputs in the order of the text, or the last node, and whose losses the losses are.</summary>
    private IReadOnlyList<DeclaredOutput> FindOutputs(string last)
    {
        int[] declared = Indices(kind => kind == "Output");
        var outputs = new List<DeclaredOutput>();
        foreach (int index in declared)
        {
            string name = _declaration.Nodes[index]["Name"] as string ?? "";
            if (!_values.ContainsKey(name))
            {
                ReportAt("Name", -1, ProblemKinds.UnknownName, index, "[Output]", name, NamesAbove());
                _linksAreKnown = _endIsKnown = false;
            }

            Use(name);
            if (outputs.Exists(output => output.Name == name))
            {
                Report(ProblemKinds.RepeatedOutput, index, name);
                _endIsKnown = false;
            }
            else
            {
                outputs.Add(new DeclaredOutput(name));
            }
        }

        if (outputs.Count == 0)
        {
            outputs.Add(new DeclaredOutput(last));
        }

        foreach (int index in Indices(IsLoss))
        {
            AssignLoss(index, declared, outputs);
        }

        return outputs;
    }

    /// <summary>A loss is that of the output that it names, or that stands above it, or of the only one.</summary>
    private void AssignLoss(int index, int[] declared, List<DeclaredOutput> outputs)
    {
        string title = $"[{_declaration.Nodes[index].Kind}]";
        string known = string.Join(", ", outputs.Select(output => output.Name));
        int above = declared.Where(output => output < index).DefaultIfEmpty(-1).Last();
        string? named = _declaration.Nodes[index]["From"] as string;
        string? name = named ?? (outputs.Count == 1 ? outputs[0].Name : above < 0 ? null : _declaration.Nodes[above]["Name"] as string);
        DeclaredOutput? owner = outputs.Find(output => output.Name == name);
        if (owner is null)
        {
            string found = named is null ? "stands above all outputs" : $"names '{named}', which is none of the outputs";
            _problems.Add(new Problem(ProblemKinds.LossOfNoOutput, index, new(title, found, known)) { Option = named is null ? null : "From" });
            _endIsKnown = false;
        }
        else if (owner.LossIndex >= 0)
        {
            Report(ProblemKinds.SeveralLosses, index, outputs.Count == 1 ? _declaration.Host.Name : $"The output {owner.Name}");
            _endIsKnown = false;
        }
        else
        {
            owner.LossIndex = index;
        }

        if (_declaration.Nodes[index][LossKind.LengthsOption] is string lengths)
        {
            Use(lengths);
            if (!_values.ContainsKey(lengths))
            {
                ReportAt(LossKind.LengthsOption, -1, ProblemKinds.UnknownName, index, title, lengths, NamesAbove());
                _endIsKnown = false;
            }
        }
    }

    private BuiltGraph? Finish(IReadOnlyList<DeclaredOutput> declared)
    {
        bool trains = _declaration.Trains;
        var outputs = new List<BuiltOutput>();
        var losses = new List<LayerContext>();
        long columns = 0;
        bool areKnown = true;
        foreach (DeclaredOutput output in declared)
        {
            // A loss can be judged only by an output that exists.
            if (!_values.TryGetValue(output.Name, out Value? value) || value is null || _standIns.Contains(LossKind.Unwrap(value)))
            {
                areKnown = false;
                continue;
            }

            if (!HasSizeOfTargets(value) || Judge(output, value, trains, (int)columns) is not var (built, options))
            {
                continue;
            }

            CheckMeaning(built);

            _graph.Outputs.Add(value);
            outputs.Add(built);
            losses.Add(options);
            columns += value.Shape.Size;
            if (columns > LayerContext.MaxElements)
            {
                return Stop(ProblemKinds.TooLarge, -1, "The number of elements of all outputs", _declaration.Host.Name, Invariant(columns), Invariant(LayerContext.MaxElements));
            }
        }

        if (areKnown)
        {
            CheckScalers(declared);
        }

        CheckReductions(outputs);
        foreach (BuiltOutput output in outputs.Where(output => output.MaxLabels > 0 && declared.Count > 1))
        {
            Report(ProblemKinds.LossDoesNotFit, output.LossIndex, $"[{output.Loss.Name}]", "belongs to an only output", $"is one of {Invariant(declared.Count)}", "give the others a network of their own, or another loss to this one");
        }

        if (!areKnown || _problems.Count > 0)
        {
            return null;
        }

        CheckSteps(outputs, trains);
        ResolveInitializers();
        if (_isTraining)
        {
            string Suffix(int output) => outputs.Count == 1 ? "" : " of " + outputs[output].Name;
            for (int i = 0; i < outputs.Count; i++)
            {
                _graph.Targets.Add(_graph.Add(new InputOp(outputs[i].TargetShape), "target" + Suffix(i)));
            }

            for (int i = 0; i < outputs.Count; i++)
            {
                _graph.RowLosses.Add(outputs[i].Loss.Build(losses[i], i, _graph.Targets[i], Suffix(i)));
            }

            _graph.BackwardStart = _graph.Ops.Count;
            _graph.RemoveDead();
            AdjointBuilder.Derive(_graph, _declaration.Options.Any(option => option is { Name: "InputGradient", Value: true }));
        }
        else
        {
            _graph.BackwardStart = _graph.Ops.Count;
            _graph.Scores.AddRange(outputs.Select(output => output.Scores).OfType<Value>());
        }

        _graph.RemoveDead();
        return new BuiltGraph(_graph, new(_facts), outputs);
    }

    /// <summary>Whether a loss fits its output, and all that follows from the two; null after a report.</summary>
    private (BuiltOutput Output, LayerContext Options)? Judge(DeclaredOutput declared, Value output, bool trains, int firstColumn)
    {
        int lossIndex = declared.LossIndex;
        string? lossName = lossIndex >= 0 ? _declaration.Nodes[lossIndex].Kind : LossKind.Default(output);
        bool wantsClasses = lossName is null ? LossKind.Unwrap(output).Producer is SoftmaxOp or LogSoftmaxOp : LayerCatalog.Loss(lossName)!.TakesClasses;
        bool isAtSteps = lossIndex >= 0 && output.Shape.Axes.Count == 2 && LayerCatalog.Loss(lossName!)!.TakesClassesAtSteps;
        if (wantsClasses && trains && output.Shape.Axes.Count > 1 && !isAtSteps && FirstInPositions() is int first)
        {
            NodeFacts node = _facts.First(fact => fact.Name == _names[first]);
            string needed = $"one axis, since the loss takes one row of classes and the output would be {output.Shape}";
            Report(ProblemKinds.ShapeMismatch, first, $"{node.Kind} ({node.Name})", needed, node.Inputs[0], _values[node.Inputs[0]]!.Shape.ToString(), "put [Flatten] before it, or behind the layers for each position [Mean(0)], [Select(-1)] or [Flatten]; for a class at each step of a sequence write the loss, [CrossEntropyLoss]");
            return null;
        }

        lossName ??= trains ? null : "MeanSquaredErrorLoss";
        if (lossName is null)
        {
            Report(ProblemKinds.LossNeeded, -1, LossKind.Unwrap(output).Title ?? output.Name, "[MeanSquaredErrorLoss]");
            return null;
        }

        LossKind loss = LayerCatalog.Loss(lossName)!;
        NodeDeclaration lossNode = lossIndex >= 0 ? _declaration.Nodes[lossIndex] : new NodeDeclaration(lossName, default);
        var options = new LayerContext(_graph, lossNode, lossIndex, "loss", [output], [output.Name], _isTraining, _problems) { IsDouble = _isDouble };
        string written = lossIndex >= 0 ? $"[{lossName}]" : $"The loss that follows from it, [{lossName}],";
        if (loss.Misfit(output) is var (found, fix))
        {
            Report(ProblemKinds.LossDoesNotFit, lossIndex, written, "does not fit", found, fix);
            return null;
        }

        ScalerOp? scaler = LossKind.ScalerOf(output);
        if (scaler is not null && !loss.Reads(scaler))
        {
            Report(ProblemKinds.LossDoesNotFit, lossIndex, written, "takes no values in units of their own", $"comes from {LossKind.Unwrap(output).Title ?? output.Name}", "use [MeanSquaredErrorLoss] or another loss of values, or remove the scaler");
            return null;
        }

        if (loss.DropoutOf(output) is Value dropout)
        {
            // When predicting it is the identity and the loss fits; training would take a softmax of a softmax.
            string activation = LossKind.Unwrap(output).Title ?? output.Name;
            string kind = NodeOf(dropout).Kind;
            Report(ProblemKinds.LossDoesNotFit, lossIndex, written, $"takes what {activation} gives as it is", $"comes from {dropout.Title ?? dropout.Name}, which sets some of it to 0 while training", $"put [{kind}] before the last layer");
            return null;
        }

        if (!loss.Check(options, output) || !CheckLengths(options, output, out int lengthsColumn))
        {
            return null;
        }

        (Value Value, string Scale)? scores = loss.Scores(_graph, output);
        var built = new BuiltOutput(
            declared.Name,
            output.Shape,
            firstColumn,
            loss,
            lossIndex,
            options.Double("Weight", 1),
            options.Enum("Reduction", "Mean"),
            loss.OutputKind(output),
            loss.OutputScale(output),
            Evaluation(loss, options, output),
            options.Double("LabelSmoothing", 0),
            options.Doubles("ClassWeights") is { } weights ? new(weights) : default)
        {
            Scores = scores?.Value,
            ScoreScale = scores?.Scale,
            LossTakesScores = scores is not null && loss.Argument(_graph, output) == scores.Value.Value,
            Origin = LossKind.Unwrap(output).Name,
            Scaler = scaler?.Results[0].Name,
            Steps = loss.Steps(options, output),
            IgnoreLabel = options.Has(LossKind.IgnoreOption) ? options.Int32(LossKind.IgnoreOption) : null,
            LengthsColumn = lengthsColumn,
            TargetShape = loss.TargetShape(options, output),
            MaxLabels = loss.LabelsOf(options),
            Blank = options.Int32(LossKind.BlankOption),
            ZeroInfinity = options.Boolean("ZeroInfinity", false),
        };
        return (built, options);
    }

    /// <summary>Whether the input that a loss takes for lengths can be that; gives its column in a packed row, -1 where the loss takes none.</summary>
    private bool CheckLengths(LayerContext options, Value output, out int column)
    {
        column = -1;
        string name = options.Enum(LossKind.LengthsOption, "");
        if (!options.Has(LossKind.LengthsOption))
        {
            return true;
        }

        // A name that nothing bears was reported where the losses were assigned.
        if (!_values.TryGetValue(name, out Value? lengths) || lengths is null)
        {
            return false;
        }

        if (output.Shape.Axes.Count < 2)
        {
            options.ReportRange(LossKind.LengthsOption, $"{name}, of an output of shape {output.Shape}", "left out where the output is no sequence [time, ...]; the recurrent layers take lengths by themselves");
            return false;
        }

        if (lengths.Producer is not InputOp || lengths.Shape.Size != 1)
        {
            options.ReportRange(LossKind.LengthsOption, $"{name} of shape {lengths.Shape}", "an input of one number, [Input(1, Name = \"lengths\")] without a scale");
            return false;
        }

        _graph.LossLengths[lengths] = Math.Min(output.Shape.Axes[0], _graph.LossLengths.TryGetValue(lengths, out int steps) ? steps : int.MaxValue);
        column = _graph.Inputs.TakeWhile(input => input != lengths).Sum(input => input.Shape.Size);
        return true;
    }

    /// <summary>The loss as a graph of its own, of its argument and the targets: what evaluation runs.</summary>
    private NetworkGraph Evaluation(LossKind loss, LayerContext options, Value output)
    {
        Value argument = loss.Argument(_graph, output);
        var graph = new NetworkGraph();
        graph.Inputs.Add(graph.Add(new InputOp(argument.Shape), argument.Name));
        graph.Targets.Add(graph.Add(new InputOp(loss.TargetShape(options, output)), "target"));
        graph.RowLosses.Add(graph.AddAll(loss.Of(options, graph.Input, graph.Targets[0]), "loss", "probabilities")[0]);
        graph.Outputs.Add(graph.Input);
        graph.BackwardStart = graph.Ops.Count;
        return graph;
    }

    /// <summary>A scaler of outputs ends one.</summary>
    private void CheckScalers(IReadOnlyList<DeclaredOutput> declared)
    {
        ScalerOp?[] own = [.. declared.Select(output => _values.TryGetValue(output.Name, out Value? value) && value is not null ? LossKind.ScalerOf(value) : null)];
        if (_graph.Ops.OfType<ScalerOp>().FirstOrDefault(scaler => scaler.IsOutput && !own.Contains(scaler)) is ScalerOp inside)
        {
            Value value = inside.Results[0];
            Report(ProblemKinds.BadSize, Array.IndexOf(_names, value.Name), "The place", value.Title ?? value.Name, "above other layers", "the last: it gives the outputs their units; [InputScaler] may stand anywhere");
        }
    }

    /// <summary>Batches are put together to an epoch, and gradients to a step, as a mean or as a sum: all losses say the same.</summary>
    private void CheckReductions(List<BuiltOutput> outputs)
    {
        foreach (BuiltOutput output in outputs.Where(output => output.Reduction is "Mean" or "Sum" && output.Reduction != outputs[0].Reduction))
        {
            int index = output.LossIndex >= 0 ? output.LossIndex : outputs[0].LossIndex;
            ReportAt("Reduction", -1, ProblemKinds.BadSize, index, "Reduction", $"{output.Loss.Name} (output {output.Name})", output.Reduction, $"{outputs[0].Reduction}, as that of {outputs[0].Name}: all losses of a network are reduced alike");
        }
    }

    /// <summary>A step stops every gradient; only the perceptron criterion passes it by.</summary>
    private void CheckSteps(IReadOnlyList<BuiltOutput> outputs, bool trains)
    {
        Value[] bypassed = [.. outputs.Zip(_graph.Outputs, (output, value) => (output, value)).Where(pair => pair.output.Loss is PerceptronLoss).Select(pair => LossKind.Unwrap(pair.value))];
        foreach (StepOp step in _graph.Ops.OfType<StepOp>().Where(step => trains && !bypassed.Contains(step.Results[0])))
        {
            Report(ProblemKinds.StepStopsGradient, Array.IndexOf(_names, step.Results[0].Name), $"Step ({step.Results[0].Name})");
        }
    }

    /// <summary>An output as it is declared.</summary>
    private sealed class DeclaredOutput(string name)
    {
        public string Name { get; } = name;

        /// <summary>The index of its loss's attribute; -1 where it has none.</summary>
        public int LossIndex { get; set; } = -1;
    }
}

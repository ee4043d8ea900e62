using NnGen.Compiler.Graph;
using NnGen.Compiler.Graph.Layers;
using NnGen.Compiler.Graph.Ops;

namespace NnGen.Compiler.Plan;

/// <summary>
/// Plans forward and backward over a tape. A value lies on the tape when somebody outside its fused group takes it, in either pass:
/// that is what remains after liveness. Gradients keep places of their own until the parameters' gradients are summed, because these
/// come in a phase after all others.
/// </summary>
internal static class TrainingPlanner
{
    public static TrainingProgram Plan(BuiltGraph built, IReadOnlyDictionary<Parameter, ParameterPlace> parameters, int lanes, IKernelCost cost)
    {
        NetworkGraph graph = built.Graph;
        var map = new PlacementMap();
        map.SetParameters(graph, parameters);
        Op[] forward = [.. graph.Ops.Take(graph.BackwardStart)];
        Op[] backward = [.. graph.Ops.Skip(graph.BackwardStart)];
        IReadOnlyList<Group> forwardGroups = Fuser.Fuse(forward, map.Root);
        IReadOnlyList<Group> backwardGroups = Fuser.Fuse(backward.Where(op => !op.IsParameterGradient), map.Root);
        Group[] parameterGroups = [.. backward.Where(op => op.IsParameterGradient).Select(op => new Group(op))];
        Group[] groups = [.. forwardGroups, .. backwardGroups, .. parameterGroups];

        // What an op outside its group takes must reach memory.
        IReadOnlyDictionary<Value, int> takers = Fuser.TakenOutside(groups, map.Root);
        KeyValuePair<string, Value>[] finals = [.. graph.FinalStates.Where(final => !graph.Nodes.ContainsKey(final.Key))];
        var ofNodes = new HashSet<Value>(graph.Nodes.Values.Concat(finals.Select(final => final.Value)).Select(map.Root));

        int elements = 0;
        Place Reserve(string name, int columns, int stride, bool isPadded)
        {
            // Each slot begins at a whole vector whatever the capacity is, so it takes whole vectors of a row.
            var place = new Place(Area.Rows, elements, columns, stride) { IsPadded = isPadded, Name = name };
            elements = checked(elements + Layout.Pad(stride, lanes));
            return place;
        }

        // What the caller reads or gives lies in one piece.
        var insets = new InsetValues(groups, map.Root, [.. graph.Outputs.Select(map.Root), .. graph.InputGradients.Values.Select(map.Root), .. groups.Where(group => group.Ops.Any(graph.LossGradients.ContainsKey)).SelectMany(group => group.Values)]);
        HashSet<Value> inPositions = ValuesInPositions.Of(groups, map.Root, insets);
        var parts = new PositionParts(groups, map.Root, [.. graph.Nodes.Values.Concat(graph.InputGradients.Values).Concat(graph.Outputs).Concat(graph.RowLosses).Select(map.Root)]);
        inPositions.UnionWith(parts.Wholes);
        Place Own(Value value, string name) => inPositions.Contains(value)
            ? Reserve(name, value.Shape.Size, value.Shape.Size, isPadded: false) with { HasRoomBehind = true }
            : Reserve(name, value.Shape.Size, Layout.Pad(value.Shape.Size, lanes), isPadded: true);

        var tape = new List<TapePlace>();
        Place Sums(string name, int columns, int positions) => throw new InvalidOperationException($"{name}: every result on the tape takes its own sums.");
        var builder = new StepBuilder(map, parameters, oneRow: false, lanes, Sums, cost);
        builder.Insets = insets;
        List<Step> copies = [.. CallersInputs.OnTape(graph, map, tape, (name, columns) => Reserve(name, columns, columns, isPadded: false), inPositions, builder)];
        IReadOnlyList<Place> targets = CallersOutputs.TargetsOnTape(graph, map, tape, lanes, Reserve, Own, inPositions);
        copies.AddRange(graph.Targets.Zip(targets, (target, place) => (target, place)).Where(pair => map[pair.target] != pair.place).Select(pair => builder.CopyInput(pair.target, pair.place, map[pair.target])));
        foreach (Op op in graph.Ops.Where(op => op is MaskOp))
        {
            Value mask = op.Results[0];
            map.Set(mask, Own(mask, mask.Name + " mask"));
            tape.Add(new TapePlace(mask.Name, TapeKind.Mask, map[mask], ((MaskOp)op).DropRate) { Channels = mask.IsTurned ? mask.Shape.Last : 0 });
        }

        int workspace = 0;
        Place[] scales = [.. graph.RowLosses.Select(loss => Reserve("loss scale" + loss.Name.Substring("loss".Length), loss.Shape.Size, loss.Shape.Size, isPadded: false))];
        tape.AddRange(scales.Select(scale => new TapePlace(scale.Name, TapeKind.LossScale, scale)));
        foreach (KeyValuePair<Op, int> gradient in graph.LossGradients)
        {
            map.SetScale(gradient.Key, scales[gradient.Value]);
        }

        Value[] results = [.. graph.Outputs.Select(map.Root)];
        Value[] left = [.. graph.FinalStates.Values.Select(map.Root)];
        bool hasOneInput = graph.Inputs.Count == 1;
        var inputGradients = new HashSet<Value>(graph.InputGradients.Values.Select(map.Root));
        Place Taped(Value value, string name)
        {
            Place place = Own(value, name);
            if (!ofNodes.Contains(value) && (hasOneInput || !inputGradients.Contains(value)))
            {
                tape.Add(new TapePlace(name, inputGradients.Contains(value) ? TapeKind.InputGradient : TapeKind.Internal, place));
            }

            return place;
        }

        // What was placed before its turn, with a part of it.
        var wholes = new HashSet<Value>();
        foreach (Value value in groups.SelectMany(group => group.Values))
        {
            if (parts.Contains(value))
            {
                map.Set(value, parts.PlaceOf(value, map, whole =>
                {
                    wholes.Add(whole);
                    return Taped(whole, whole.Name);
                }));
            }
            else if (wholes.Contains(value))
            {
                continue;
            }
            else if (graph.RowLosses.Contains(value))
            {
                map.Set(value, Reserve(value.Name, value.Shape.Size, value.Shape.Size, isPadded: false));
                tape.Add(new TapePlace(value.Name, TapeKind.RowLoss, map[value]));
            }
            else if (value.IsPerBatch)
            {
                if (takers.ContainsKey(value))
                {
                    map.Set(value, OneForAll(value, lanes, ref workspace));
                }
            }
            else if (value.Producer is ViewOp { IsRange: true } range && !inputGradients.Contains(value) && !inPositions.Contains(value))
            {
                // A range of the columns of what is there already: only read, and on the tape there is more behind every row.
                map.Set(value, StepBuilder.Part(map[range.Inputs[0]], range.Offset, value.Shape.Size, value.Name));
            }
            else if (value.Producer is ConcatOp join && !inPositions.Contains(value) && StepBuilder.PlaceOfNeighbours(join, map) is Place neighbours)
            {
                map.Set(value, neighbours);
            }
            else if (insets.Around(value) is not null)
            {
                map.Set(value, insets.PlaceOf(value, map, outer => Own(outer, outer.Name)));
            }
            else if (map.IsStored(value))
            {
                // With the margins around a value that was placed before.
                if (ofNodes.Contains(value))
                {
                    continue;
                }

                tape.Add(new TapePlace(map[value].Name, TapeKind.Internal, map[value]));
            }
            else if (results.Contains(value) || left.Contains(value) || inputGradients.Contains(value) || takers.ContainsKey(value))
            {
                // What a layer computed of which its node is a view: the view bears the node's name.
                string name = !ofNodes.Contains(value) && graph.Nodes.ContainsKey(value.Name) ? value.Name + ChannelsLast.Suffix : value.Name;
                map.Set(value, Taped(value, name));
            }
        }

        if (!hasOneInput)
        {
            // By the names of the inputs, of which several may share a gradient: those of a sum, for instance.
            tape.AddRange(graph.InputGradients.Select(pair => new TapePlace(pair.Key.Name, TapeKind.InputGradient, map[pair.Value])));
        }

        tape.AddRange(Nodes(graph, map));
        tape.AddRange(finals.Select(final => new TapePlace(final.Key, TapeKind.Value, map[final.Value])));

        var prepare = new List<Step>();
        foreach (Parameter weight in backward.OfType<LinearOp>().Where(op => op.IsTransposed).Select(op => op.Weight).Distinct().Where(weight => !builder.IsByOutputs(weight)))
        {
            int outputs = weight.Outputs;
            int inputs = weight.InputsOfOutput;
            int stride = Layout.Pad(inputs, lanes);
            map.SetTransposed(weight, new Place(Area.Workspace, workspace, inputs, stride) { Name = weight.Name + " transposed" });
            workspace = checked(workspace + outputs * stride);
            prepare.AddRange(builder.Transpose(weight, map.Transposed(weight)));
        }

        foreach (ConvolutionOp convolution in backward.OfType<ConvolutionOp>().Where(op => op.IsTransposed))
        {
            Parameter weight = convolution.Weight;
            int channels = weight.InputsOfOutput / convolution.Windows.Taps;
            int stride = Layout.Pad(channels, lanes);
            map.SetTransposed(weight, new Place(Area.Workspace, workspace, channels, stride) { Name = weight.Name + " turned round" });
            workspace = checked(workspace + weight.Outputs * convolution.Windows.Taps * stride);
            prepare.AddRange(builder.TurnRound(convolution, map.Transposed(weight)));
        }

        Place OfWorkspace(string name, int elements)
        {
            var place = new Place(Area.Workspace, workspace, elements, 0) { IsPadded = true, Name = name };
            workspace = checked(workspace + Layout.Pad(elements + lanes - 1, lanes));
            return place;
        }

        prepare.AddRange(backward.OfType<OverlapAddOp>().SelectMany(overlap => builder.Prepare(overlap, OfWorkspace)));
        Step[] prepareForward = [.. forward.OfType<OverlapAddOp>().SelectMany(overlap => builder.Prepare(overlap, OfWorkspace))];
        foreach (WeightGradientOp gradient in backward.OfType<WeightGradientOp>().Where(op => op.Windows is not null || StepBuilder.GoesBySequences(op)))
        {
            int length = parameters[gradient.Weight].Length;
            map.SetSums(gradient.Weight, new Place(Area.Workspace, workspace, length, 0) { Name = "sums of the gradient of " + gradient.Weight.Name });
            workspace = checked(workspace + length);
        }

        foreach (EmbeddingGradientOp gradient in backward.OfType<EmbeddingGradientOp>())
        {
            map.SetSums(gradient.Weight, OfWorkspace("sums of the gradient of " + gradient.Weight.Name, parameters[gradient.Weight].Length));
            if (gradient.Weight.IsSparse)
            {
                map.SetWaiting(gradient.Weight, OfWorkspace("rows of " + gradient.Weight.Name + " that wait for their update", gradient.Weight.Shape.Axes[0]));
            }
        }

        var stepsOf = new Dictionary<Group, IReadOnlyList<Step>>();
        IReadOnlyList<TrainingPart> backwardParts = Parts(backwardGroups, builder, stepsOf);
        IReadOnlyList<Step> backwardParameters = Chunks.Cut([.. parameterGroups.SelectMany(builder.Build)], lanes);
        IReadOnlyList<OutputGradientProgram> outputGradients = OutputGradientPlanner.Plan(graph, backwardGroups, stepsOf, map, builder);
        tape.AddRange(outputGradients.Select(own => new TapePlace(results.Length == 1 ? "output gradient" : built.Outputs[own.Output].Name, TapeKind.OutputGradient, own.Place)));

        return new TrainingProgram
        {
            Forward = Parts(forwardGroups, builder, stepsOf, copies),
            PrepareForward = Chunks.Cut(prepareForward, lanes),
            Prepare = Chunks.Cut(prepare, lanes),
            Backward = backwardParts,
            BackwardParameters = backwardParameters,
            OutputGradients = outputGradients,
            Lookups = [.. Lookups(graph)],
            Tape = tape,
            ElementsPerRow = elements,
            WorkspaceLength = workspace,
            Targets = targets,
            LossScales = scales,
            RowLosses = [.. graph.RowLosses.Select(loss => map[loss])],
            Outputs = [.. results.Select(result => map[result])],
        };
    }

    private static IEnumerable<SparseLookup> Lookups(NetworkGraph graph) =>
        from gradient in graph.Ops.OfType<EmbeddingGradientOp>()
        where gradient.Weight.IsSparse
        from lookup in gradient.Lookups
        let slice = lookup.Numbers.Producer as ViewOp
        let before = graph.Inputs.TakeWhile(input => input != (slice is null ? lookup.Numbers : slice.Inputs[0])).Sum(input => input.Shape.Size)
        select new SparseLookup(gradient.Weight, before + (slice?.Offset ?? 0), lookup.Numbers.Shape.Size);

    /// <summary>The steps of a pass, in parts: what reads all rows at once stands alone.</summary>
    private static IReadOnlyList<TrainingPart> Parts(IReadOnlyList<Group> groups, StepBuilder builder, Dictionary<Group, IReadOnlyList<Step>> stepsOf, IEnumerable<Step>? first = null)
    {
        var parts = new List<TrainingPart>();
        var rows = new List<Step>(first ?? []);
        foreach (IReadOnlyList<Group> together in TimeLoops.Together(groups))
        {
            Group group = together[0];
            Step[] steps = [.. builder.Build(together)];
            stepsOf.Add(group, steps);
            if (!group.Anchor.MixesRows)
            {
                rows.AddRange(steps);
                continue;
            }

            if (rows.Count > 0)
            {
                parts.Add(new TrainingPart(MixesRows: false, rows));
                rows = [];
            }

            parts.Add(new TrainingPart(MixesRows: true, steps));
        }

        return rows.Count > 0 || parts.Count == 0 ? [.. parts, new TrainingPart(MixesRows: false, rows)] : parts;
    }

    /// <summary>A place for a value that is one row for the whole batch, with room for a vector that begins at its last element.</summary>
    internal static Place OneForAll(Value value, int lanes, ref int workspace)
    {
        var place = new Place(Area.Workspace, workspace, value.Shape.Size, 0) { IsPadded = true, Name = value.Name };
        workspace = checked(workspace + Layout.Pad(value.Shape.Size + lanes - 1, lanes));
        return place;
    }

    /// <summary>The nodes that have a place, in declaration order; nodes that only rename share one.</summary>
    private static IEnumerable<TapePlace> Nodes(NetworkGraph graph, PlacementMap map)
    {
        bool IsOnlyInput(KeyValuePair<string, Value> node) => graph.Inputs.Count == 1 && node.Key == graph.Input.Name && map.Root(node.Value) == graph.Input;
        if (graph.Inputs.Count == 1 && !graph.Nodes.Any(IsOnlyInput))
        {
            // The node is a copy in the order of its shape, or rescaled: what the caller gave bears no node's name then.
            yield return new TapePlace(graph.Input.Name + " as given", TapeKind.Input, map[graph.Input]);
        }

        foreach (KeyValuePair<string, Value> node in graph.Nodes.OrderBy(node => node.Value.Id))
        {
            if (map.IsStored(node.Value))
            {
                TapeKind kind = IsOnlyInput(node) ? TapeKind.Input : graph.Outputs.Contains(node.Value) ? TapeKind.Output : TapeKind.Value;
                yield return new TapePlace(node.Key, kind, map[node.Value]) { Channels = node.Value.IsTurned ? node.Value.Shape.Last : 0 };
            }
        }
    }
}

using NnGen.Compiler.Graph;
using NnGen.Compiler.Graph.Ops;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Plan;

/// <summary>Decides every number: where parameters and values lie, what is fused, which kernel does each step.</summary>
public static class Planner
{
    /// <param name="declaration">What the user said.</param>
    /// <param name="inference">The graph for prediction.</param>
    /// <param name="training">The graph for training, if the network trains.</param>
    /// <param name="step">The graph of one step of time, if the network runs step by step.</param>
    /// <param name="costs">Whom to ask what a kernel costs, of floats or of doubles.</param>
    public static NetworkPlan Plan(NetworkDeclaration declaration, BuiltGraph inference, BuiltGraph? training, BuiltGraph? step, Func<bool, IKernelCost> costs)
    {
        bool isDouble = declaration.Options.Any(option => option is { Name: "Precision", Value: "Double" });
        int elementBytes = isDouble ? sizeof(double) : sizeof(float);
        int lanes = 64 / elementBytes;
        IKernelCost cost = costs(isDouble);
        (IReadOnlyList<ParameterPlace> places, int length) = Layout.Parameters(inference.Graph, lanes, cost, StorageOption.Of(declaration));
        return new NetworkPlan
        {
            Declaration = declaration,
            Nodes = inference.Nodes,
            Inference = inference,
            Facts = new PlanFacts(
                isDouble,
                lanes,
                CallersInputs.PackedShape([.. CallersInputs.Facts(inference.Graph).Select(input => input.Shape)]),
                CallersInputs.PackedShape([.. inference.Graph.Outputs.Select(output => output.Shape)]),
                inference.Nodes.Sum(node => node.ParameterCount),
                inference.Nodes.Sum(node => node.MultiplyAdds))
            {
                Inputs = new(CallersInputs.Facts(inference.Graph)),
            },
            Parameters = places,
            StorageLength = length,
            Predict = Rows(inference.Graph, places, lanes, elementBytes, cost, oneRow: true),
            PredictBatch = Rows(inference.Graph, places, lanes, elementBytes, cost, oneRow: false, inference.Outputs),
            Evaluation = [.. inference.Outputs.Select((output, i) => Evaluation(output, inference.Outputs.Take(i).Sum(other => other.Steps), isDouble, costs(true)))],
            Step = step is null ? null : StepOf(step.Graph, places, lanes, elementBytes, cost),
            Training = training is null ? null : TrainingPlanner.Plan(training, MatchParameters(training.Graph, places), lanes, cost),
        };
    }

    /// <summary>The two graphs are built from one declaration, so their parameters correspond in order.</summary>
    private static Dictionary<Parameter, ParameterPlace> MatchParameters(NetworkGraph graph, IReadOnlyList<ParameterPlace> places) =>
        graph.Parameters.Select((parameter, i) => (parameter, places[i])).ToDictionary(pair => pair.parameter, pair => pair.Item2);

    /// <summary>One step of time of any number of streams: tiles, as the steps of a whole sequence have them, so that the bits are the same.</summary>
    private static StepProgram StepOf(NetworkGraph graph, IReadOnlyList<ParameterPlace> parameters, int lanes, int elementBytes, IKernelCost cost)
    {
        var map = new PlacementMap();
        DelayOp[] delays = [.. graph.Ops.OfType<DelayOp>()];
        Value[] states = [.. delays.Select(delay => delay.Results[0])];

        // A product reads the rows of its second factor by whole vectors, the last one too: what it reads behind it is still of the State.
        int Behind(DelayOp delay) => graph.Ops.OfType<MatMulOp>()
            .Where(product => map.Root(product.Inputs[1]) is var factor && (factor == delay.Results[0] || (delay.Source is not null && factor == map.Root(delay.Source))))
            .Select(product => Layout.Pad(product.Columns, lanes) - product.Columns)
            .DefaultIfEmpty(0)
            .Max();
        int[] lengths = [.. delays.Select(delay => delay.Results[0].Shape.Size)];
        int taken = lengths.Sum(size => Layout.Pad(size, lanes));
        int needed = 0;
        int start = 0;
        for (int i = 0; i < delays.Length; i++)
        {
            needed = Math.Max(needed, start + lengths[i] + Behind(delays[i]));
            start += Layout.Pad(lengths[i], lanes);
        }

        // A network that needs none has a vector all the same, so that all that run step by step are used alike.
        int length = Math.Max(Math.Max(lanes, taken), Layout.Pad(needed, lanes));
        int column = 0;
        foreach (Value state in states)
        {
            map.Set(state, new Place(Area.States, 0, state.Shape.Size, length) { Column = column, IsPadded = true, Name = state.Name });
            column += Layout.Pad(state.Shape.Size, lanes);
        }

        DelayOp? counted = graph.Ops.OfType<DelayOp>().FirstOrDefault(delay => delay.Limit > 0);
        RowsProgram program = Rows(graph, parameters, lanes, elementBytes, cost, oneRow: false, map: map);
        return new StepProgram(program, [.. states.Select(state => map[state])], length, graph.Input.Shape, graph.Output.Shape)
        {
            Alone = StepChains.Of(program, graph, length, lanes, elementBytes, cost),
            Count = counted is null ? null : map[counted.Results[0]],
            Limit = counted?.Limit ?? 0,
        };
    }

    private static RowsProgram Rows(NetworkGraph graph, IReadOnlyList<ParameterPlace> parameters, int lanes, int elementBytes, IKernelCost cost, bool oneRow, IReadOnlyList<BuiltOutput>? evaluated = null, PlacementMap? map = null)
    {
        map ??= new PlacementMap();
        Dictionary<Parameter, ParameterPlace> matched = MatchParameters(graph, parameters);
        map.SetParameters(graph, matched);
        int reserved = 0;
        Place Reserve(string name, int columns, int stride, bool isPadded, int positions = 1)
        {
            // Each value for itself at first; the placer moves together what never lives at once.
            var place = new Place(Area.Rows, reserved, columns, stride) { IsPadded = isPadded, Positions = positions, Name = name };
            reserved = checked(reserved + Layout.Pad(place.RowStride, lanes));
            return place;
        }

        Place Padded(string name, int columns, int positions) => Reserve(name, columns, Layout.Pad(columns, lanes), isPadded: true, positions);

        var builder = new StepBuilder(map, matched, oneRow, lanes, Padded, cost, graph.SparseInputs);

        var steps = new List<Step>();
        IReadOnlyList<Place> outputs = CallersOutputs.Places(graph);
        bool isOnly = outputs.Count == 1;
        int workspace = 0;
        BatchNormFoldOp[] folds = [.. graph.Ops.OfType<BatchNormFoldOp>()];
        foreach (Value value in folds.SelectMany(fold => fold.Results))
        {
            map.Set(value, TrainingPlanner.OneForAll(value, lanes, ref workspace));
        }

        // What evaluation alone takes is not computed for one row.
        bool IsUnused(Op op) => evaluated is null && op.Results.All(result => graph.Scores.Contains(result) && !graph.Outputs.Contains(result) && !graph.Ops.Any(taker => taker.Inputs.Contains(result)));
        IReadOnlyList<Group> groups = Fuser.Fuse(graph.Ops.Except(folds).Where(op => !IsUnused(op)), map.Root, [.. (evaluated ?? []).Select(output => output.Scores).OfType<Value>().Select(map.Root)]);
        Value[] results = [.. graph.Outputs.Select(map.Root)];
        var insets = new InsetValues(groups, map.Root, [.. results, .. graph.Scores.Select(map.Root)]);
        builder.Insets = insets;
        var fusedPools = new FusedPools(groups, map.Root, [.. results, .. graph.Scores.Select(map.Root)], convolution => matched[convolution.Weight].Storage != WeightStorage.Full);
        builder.FusedPools = fusedPools;
        HashSet<Value> inPositions = ValuesInPositions.Of(groups, map.Root, insets);
        var parts = new PositionParts(groups, map.Root, [.. graph.Outputs.Concat(graph.Scores).Select(map.Root)]);
        inPositions.UnionWith(parts.Wholes);
        var joined = new JoinedValues(groups, map.Root, inPositions);
        Place Own(Value value, string name) => inPositions.Contains(value)
            ? Reserve(name, value.Shape.Size, value.Shape.Size, isPadded: false) with { HasRoomBehind = true }
            : Padded(name, value.Shape.Size, 1);
        IReadOnlyDictionary<Value, int> takers = Fuser.TakenOutside(groups, map.Root);

        // What is read again while it is computed, by whole vectors, is none of the caller's.
        bool isCopied = isOnly && results[0].Producer is OverlapAddOp;
        var carried = new CarriedStates(groups, map.Root, [.. results, .. graph.Scores.Select(map.Root)]);
        Place PlaceOf(Value value) => carried.StateOf(value) is Value state ? map[state] with { IsPadded = false, Name = value.Name }
            : parts.Contains(value) ? parts.PlaceOf(value, map, PlaceOf) : insets.PlaceOf(value, map, outer => joined.PlaceOf(outer, map, other => isOnly && !isCopied && other == results[0] ? outputs[0] : Own(other, other.Name)));
        IReadOnlyList<InputCopy> copies = [];
        if (oneRow || graph.Inputs.Count == 1)
        {
            steps.AddRange(CallersInputs.Read(graph, groups, map, linear => matched[linear.Weight].Pieces.Any(piece => piece.IsByOutputs), value => Own(value, value.Name + " copy"), builder, lanes));
        }
        else
        {
            copies = CallersInputs.Copy(graph, map, PlaceOf);
        }

        foreach (Value value in groups.SelectMany(group => group.Values))
        {
            if (!map.IsStored(value) && !fusedPools.IsTaken(value) && (results.Contains(value) || takers.ContainsKey(value) || (evaluated is not null && graph.Scores.Any(score => map.Root(score) == value))))
            {
                map.Set(value, PlaceOf(value));
            }
        }

        Place OfWorkspace(string name, int elements)
        {
            var place = new Place(Area.Workspace, workspace, elements, 0) { IsPadded = true, Name = name };
            workspace = checked(workspace + Layout.Pad(elements + lanes - 1, lanes));
            return place;
        }

        Step[] prepare = [.. folds.Select(builder.Fold), .. groups.Select(group => group.Anchor).OfType<OverlapAddOp>().SelectMany(overlap => builder.Prepare(overlap, OfWorkspace))];
        steps.AddRange(TimeLoops.Together(groups).SelectMany(builder.Build));
        if (isCopied)
        {
            steps.Add(builder.CopyInput(results[0], map[results[0]], outputs[0]));
        }

        if (isOnly && results[0] == graph.Input)
        {
            steps = [builder.CopyInput(graph.Input, CallersInputs.Places(graph)[0], outputs[0])];
        }

        // What is read behind the steps: several outputs, which are copied to the caller, and what evaluation wants.
        Place[] computed = isOnly ? [] : [.. graph.Outputs.Select(output => map[output])];
        Place[] scores = evaluated?.Any(output => output.Scores is not null) == true ? [.. evaluated.Select((output, i) => output.Scores is null ? computed[i] : map[output.Scores])] : [];
        (copies, IReadOnlyList<Step> placed, IReadOnlyList<Place> kept, int elements) = Placer.Place(copies, steps, [.. computed, .. scores], lanes);

        // Vectors begin inside a row then, so whole ones are read behind the last row.
        bool readsBehind = inPositions.Count > 0 || groups.Any(group => group.Anchor is MatMulOp or ReduceOp or DepthwiseOp or OverlapAddOp or PoolOp or ResizeOp);
        workspace = checked(workspace + (readsBehind && elements > 0 ? lanes : 0));
        long weights = parameters.Sum(place => (long)place.Length);
        long panel = parameters.SelectMany(place => place.Pieces.Where(piece => piece.Panels > 0).Select(piece => (long)piece.Length(place.Parameter.InputsOfOutput) / place.PerElement / piece.Panels)).DefaultIfEmpty(0).Max();
        int ports = graph.Inputs.Concat(graph.Outputs).Sum(port => port.Shape.Size);
        (int chunk, bool onStack) = oneRow
            ? (1, RowChunks.IsOnStack(1, elements, workspace, elementBytes))
            : RowChunks.Of(elements, workspace, ports, weights, panel, elementBytes, cost.NearCache);
        return new RowsProgram(placed, elements, chunk, onStack) { Copies = copies, Prepare = prepare, WorkspaceLength = workspace, OutputCopies = [.. computed.Select((_, i) => new OutputCopy(kept[i], outputs[i]))], Scores = [.. kept.Skip(computed.Length)] };
    }

    /// <summary>Losses are added up in double, whatever the network's precision: what it computes is a float, what it is worth need not be.</summary>
    /// <param name="output">The output.</param>
    /// <param name="first">How many losses a row has before its own. As those of the losses, the rows of its values and targets lie behind the rows of the outputs before it.</param>
    /// <param name="isDouble">Whether the network computes in double.</param>
    /// <param name="cost">Whom to ask what a kernel costs.</param>
    private static Step Evaluation(BuiltOutput output, int first, bool isDouble, IKernelCost cost)
    {
        NetworkGraph graph = output.Evaluation;
        int columns = graph.Input.Shape.Size;
        int targets = graph.Target!.Shape.Size;
        var map = new PlacementMap();
        map.Set(graph.Input, new Place(Area.Scores, output.FirstColumn, columns, columns));
        map.Set(graph.Target!, new Place(Area.Targets, output.FirstColumn, targets, targets));
        map.Set(graph.RowLoss!, new Place(Area.Losses, first, output.Steps, output.Steps));
        var builder = new StepBuilder(map, new Dictionary<Parameter, ParameterPlace>(), oneRow: false, PlanFacts.DoubleLanes, NoRoom, cost);
        Step step = builder.Build(new Group(graph.RowLoss!.Producer)).Single();
        return isDouble ? step : step with { Spec = step.Spec with { Name = step.Spec.Name + "OfDoubles" } };
    }

    /// <summary>For programs in which every result has a padded place.</summary>
    internal static Place NoRoom(string name, int columns, int positions) => throw new InvalidOperationException($"{name} needs a place of its own.");
}

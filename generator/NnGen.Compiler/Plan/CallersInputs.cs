using NnGen.Compiler.Graph;
using NnGen.Compiler.Graph.Ops;

namespace NnGen.Compiler.Plan;

/// <summary>
/// Where the inputs are read. One row, and the rows of an only input, are read in the caller's memory, and copied first where vectors are
/// read. The rows of several inputs may lie packed side by side or apart, so each is copied, whatever its stride, to a place with a stride
/// that is known: the tiles need that.
/// </summary>
internal static class CallersInputs
{
    /// <summary>The name that the packed inputs have on the tape: no node can bear it.</summary>
    private const string AllInputs = "all inputs";

    /// <summary>What the inputs are, side by side in a packed row.</summary>
    public static IEnumerable<InputFacts> Facts(NetworkGraph graph)
    {
        int first = 0;
        foreach (Value input in graph.Inputs)
        {
            var op = (InputOp)input.Producer;
            yield return new InputFacts(input.Name, op.Declared, first) { IsChannelsLast = op.IsChannelsLast, IsOfBytes = op.IsOfBytes, Scale = op.Scale, Offset = op.Offset, ClassCount = ClassesOf(graph, input), ClassColumns = new([.. ColumnsOf(graph, input)]), IsOfLengths = LengthOf(graph, input) > 0, IsMask = IsMask(graph, input) };
            first = checked(first + input.Shape.Size);
        }
    }

    /// <summary>How many classes the numbers of an input may mean: as many as the smallest table has that is looked up by them; 0 where none is.</summary>
    private static int ClassesOf(NetworkGraph graph, Value input) =>
        graph.Ops.OfType<EmbeddingOp>().Where(embedding => embedding.Numbers == input).Select(embedding => embedding.Count).DefaultIfEmpty(LengthOf(graph, input)).Min();

    /// <summary>The columns of an input that are looked up by themselves, each range once, with the classes of the smallest table.</summary>
    private static IEnumerable<ClassColumns> ColumnsOf(NetworkGraph graph, Value input) =>
        from embedding in graph.Ops.OfType<EmbeddingOp>()
        where embedding.Numbers.Producer is ViewOp view && view.Inputs[0] == input
        group embedding.Count by (((ViewOp)embedding.Numbers.Producer).Offset, embedding.Numbers.Shape.Size) into counts
        orderby counts.Key
        select new ClassColumns(counts.Key.Offset, counts.Key.Size, counts.Min());

    /// <summary>Where an input says how many steps a row's sequence has, how many it may have at most; else 0.</summary>
    private static int LengthOf(NetworkGraph graph, Value input) =>
        graph.Ops.OfType<DelayOp>().Where(delay => IsRepeated(delay.Initial, input)).Select(delay => delay.Steps)
            .Concat(graph.LossLengths.TryGetValue(input, out int steps) ? [steps] : Array.Empty<int>()).DefaultIfEmpty(0).Min();

    private static bool IsRepeated(Value? initial, Value input) => initial?.Producer switch
    {
        RescaleOp rescale => IsRepeated(rescale.Inputs[0], input),
        ViewOp { IsOfLengths: true } view => view.Inputs[0] == input,
        _ => false,
    };

    /// <summary>Whether an input only says what attention does not see.</summary>
    private static bool IsMask(NetworkGraph graph, Value input)
    {
        Op[] takers = [.. graph.Ops.Where(op => op.Inputs.Contains(input))];
        return takers.Length > 0 && takers.All(op => op is MaskedSoftmaxOp softmax && softmax.Hidden == input);
    }

    /// <summary>The shape of a packed row: that of an only input or output, or so many columns.</summary>
    public static Shape PackedShape(IReadOnlyList<Shape> shapes) => shapes.Count == 1 ? shapes[0] : new Shape(shapes.Sum(shape => shape.Size));

    /// <summary>The inputs in the caller's memory.</summary>
    public static IReadOnlyList<Place> Places(NetworkGraph graph) =>
        [.. Facts(graph).Select(input => new Place(Area.Input, input.FirstColumn, input.Shape.Size, input.Shape.Size) { Name = input.Name })];

    /// <summary>Places the inputs where the caller has them; the steps copy those of which vectors are read.</summary>
    public static IEnumerable<Step> Read(NetworkGraph graph, IReadOnlyList<Group> groups, PlacementMap map, Func<LinearOp, bool> readsPartialVectors, Func<Value, Place> reserve, StepBuilder builder, int lanes)
    {
        var steps = new List<Step>();
        IReadOnlyList<Place> places = Places(graph);
        ILookup<Value, Op> takers = groups.SelectMany(group => group.Ops).SelectMany(op => op.Inputs, (op, value) => (op, Value: map.Root(value))).ToLookup(pair => pair.Value, pair => pair.op);
        for (int i = 0; i < places.Count; i++)
        {
            Value input = graph.Inputs[i];
            map.Set(input, places[i]);
            bool ReadsVectors(Op op) => op switch
            {
                ConvolutionOp convolution => LineConvolutions.Pays(convolution),
                ConcatOp or ViewOp or ScatterOp or EmbeddingOp or HistoryOp or CacheOp => false,
                LinearOp linear => linear.In % lanes != 0 && readsPartialVectors(linear),
                MatMulOp product => map.Root(product.Inputs[1]) == input,
                _ => true,
            };
            if (takers[input].Any(ReadsVectors))
            {
                Place copy = reserve(input);
                map.Set(input, copy);
                steps.Add(builder.CopyInput(input, places[i], copy));
            }
        }

        return steps;
    }

    /// <summary>Places several inputs where their rows are copied to.</summary>
    public static IReadOnlyList<InputCopy> Copy(NetworkGraph graph, PlacementMap map, Func<Value, Place> placeOf)
    {
        foreach (Value input in graph.Inputs)
        {
            map.Set(input, placeOf(input));
        }

        return [.. Places(graph).Select((place, i) => new InputCopy(place, map[graph.Inputs[i]]))];
    }

    /// <summary>
    /// Places the inputs on the tape: packed, as a data set has them, so that rows can be gathered there. The steps copy those of several that
    /// are read position by position.
    /// </summary>
    public static IEnumerable<Step> OnTape(NetworkGraph graph, PlacementMap map, List<TapePlace> tape, Func<string, int, Place> reserve, HashSet<Value> inPositions, StepBuilder builder)
    {
        if (graph.Inputs.Count == 1)
        {
            map.Set(graph.Input, reserve(graph.Input.Name, graph.Input.Shape.Size));
            return [];
        }

        Place packed = reserve(AllInputs, graph.Inputs.Sum(input => input.Shape.Size));
        tape.Add(new TapePlace(AllInputs, TapeKind.Input, packed));
        var steps = new List<Step>();
        foreach ((Value input, InputFacts facts) in graph.Inputs.Zip(Facts(graph), (input, facts) => (input, facts)))
        {
            Place part = packed with { Column = facts.FirstColumn, Columns = facts.Shape.Size, Name = facts.Name };
            map.Set(input, part);
            if (inPositions.Contains(input))
            {
                Place copy = reserve(input.Name + " copy", facts.Shape.Size);
                tape.Add(new TapePlace(copy.Name, TapeKind.Internal, copy));
                map.Set(input, copy);
                steps.Add(builder.CopyInput(input, part, copy));
            }
        }

        return steps;
    }
}

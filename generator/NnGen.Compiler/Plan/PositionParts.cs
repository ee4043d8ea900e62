using NnGen.Compiler.Graph;
using NnGen.Compiler.Graph.Ops;

namespace NnGen.Compiler.Plan;

/// <summary>
/// Values that lie, at each position, among the columns of another, so that nothing is copied: the gates that one product computes for a cell,
/// and their gradients, which the gradient of that product takes side by side. Only ops that go from position to position by a stride can have
/// to do with them.
/// </summary>
internal sealed class PositionParts
{
    private readonly Dictionary<Value, (Value Whole, int First, int Positions)> _parts = [];

    /// <param name="groups">All ops of a program.</param>
    /// <param name="root">The value that another one only reshapes.</param>
    /// <param name="kept">Values that somebody else reads: outputs, nodes, gradients of inputs.</param>
    public PositionParts(IReadOnlyList<Group> groups, Func<Value, Value> root, HashSet<Value> kept)
    {
        ILookup<Value, Group> takers = groups.SelectMany(group => group.Ops.SelectMany(op => op.Inputs).Select(root).Distinct(), (group, value) => (group, value)).ToLookup(pair => pair.value, pair => pair.group);
        ILookup<Value, Group> homes = groups.SelectMany(group => group.Values, (group, value) => (group, value)).ToLookup(pair => pair.value, pair => pair.group);
        foreach (Group group in groups)
        {
            if (group.Anchor is SplitOp split)
            {
                int positions = split.Positions ?? 1;
                for (int part = 0; part < split.Results.Count; part++)
                {
                    Value value = split.Results[part];
                    if (!kept.Contains(value) && takers[value].All(taker => GoesByPositions(taker, positions)))
                    {
                        _parts[value] = (root(split.Inputs[0]), part * split.Columns, positions);
                    }
                }
            }
            else if (group.Anchor is ConcatOp join && join.Ranges.All(range => range.Blocks == join.Ranges[0].Blocks) && (join.Ranges[0].Blocks > 1 || group.Loop is not null))
            {
                int positions = join.Ranges[0].Blocks;
                for (int i = 0; i < join.Inputs.Count; i++)
                {
                    Value value = root(join.Inputs[i]);
                    bool isOwn = homes[value].All(home => home.Anchor is ElementwiseOp or LinearOp && home.Positions == positions) && homes[value].Any();
                    if (isOwn && !kept.Contains(value) && !_parts.ContainsKey(value) && takers[value].All(taker => GoesByPositions(taker, positions)))
                    {
                        _parts[value] = (join.Results[0], join.Ranges[i].First, positions);
                    }
                }
            }
        }
    }

    /// <summary>The values among whose columns others lie, position by position: they lie without anything between the rows, whoever takes them.</summary>
    public IEnumerable<Value> Wholes => _parts.Values.Where(part => part.Positions > 1).Select(part => part.Whole);

    /// <summary>Whether a value lies among the columns of another.</summary>
    public bool Contains(Value value) => _parts.ContainsKey(value);

    /// <summary>The place of such a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="map">Where the places are kept.</param>
    /// <param name="otherwise">The place of a value that is a part of no other.</param>
    public Place PlaceOf(Value value, PlacementMap map, Func<Value, Place> otherwise)
    {
        if (!_parts.TryGetValue(value, out (Value Whole, int First, int Positions) part))
        {
            return otherwise(value);
        }

        if (!map.IsStored(part.Whole))
        {
            map.Set(part.Whole, PlaceOf(part.Whole, map, otherwise));
        }

        return StepBuilder.Part(map[part.Whole].At(part.Positions), part.First, value.Shape.Size / part.Positions, value.Name);
    }

    private static bool GoesByPositions(Group group, int positions) => group.Anchor switch
    {
        ConcatOp join => join.Ranges.All(range => range.Blocks == positions),
        WeightGradientOp gradient => gradient.Windows is null && gradient.Products.All(product => gradient.PositionsOf(product) == positions),
        BiasGradientOp gradient => gradient.Positions == positions,
        ElementwiseOp or LinearOp => group.Positions == positions,
        _ => false,
    };
}

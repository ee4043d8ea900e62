using NnGen.Compiler.Graph;
using NnGen.Compiler.Graph.Ops;

namespace NnGen.Compiler.Plan;

/// <summary>
/// Values that are computed where a join wants them, so that nothing is copied: those that a join takes once, as a range of columns, and
/// that nobody else takes. Another taker might read whole vectors, which may reach past the memory from the middle of a row.
/// </summary>
internal sealed class JoinedValues
{
    private readonly Dictionary<Value, (Value Join, BlockRange Range)> _ranges = [];

    /// <param name="groups">The ops.</param>
    /// <param name="root">The value that another one only reshapes.</param>
    /// <param name="inPositions">The values that lie position by position, and so not among others.</param>
    public JoinedValues(IReadOnlyList<Group> groups, Func<Value, Value> root, HashSet<Value> inPositions)
    {
        IReadOnlyDictionary<Value, int> takers = Fuser.TakenOutside(groups, root);
        foreach (ConcatOp join in groups.Select(group => group.Anchor).OfType<ConcatOp>())
        {
            for (int i = 0; i < join.Inputs.Count; i++)
            {
                Value value = root(join.Inputs[i]);
                if (join.Ranges[i].Blocks == 1 && takers[value] == 1 && !inPositions.Contains(value))
                {
                    _ranges.Add(value, (join.Results[0], join.Ranges[i]));
                }
            }
        }
    }

    /// <summary>The place of a value that is not placed yet.</summary>
    /// <param name="value">The value.</param>
    /// <param name="map">Where the places are kept.</param>
    /// <param name="otherwise">The place of a value that no join wants.</param>
    public Place PlaceOf(Value value, PlacementMap map, Func<Value, Place> otherwise)
    {
        if (!_ranges.TryGetValue(value, out (Value Join, BlockRange Range) found))
        {
            return otherwise(value);
        }

        if (!map.IsStored(found.Join))
        {
            map.Set(found.Join, PlaceOf(found.Join, map, otherwise));
        }

        return StepBuilder.Part(map[found.Join], found.Range.First, found.Range.Count, value.Name);
    }
}

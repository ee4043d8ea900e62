using NnGen.Compiler.Graph;

namespace NnGen.Compiler.Plan;

/// <summary>
/// Where outputs and targets are. An only output is computed in the caller's memory. Several may lie there packed side by side or apart,
/// and other layers may go on from them, so each is computed between the layers and copied to the caller with his stride.
/// </summary>
internal static class CallersOutputs
{
    /// <summary>The name that the packed targets have on the tape: no node can bear it.</summary>
    public const string AllTargets = "all targets";

    /// <summary>The outputs in the caller's memory; each begins at its column in a packed row.</summary>
    public static IReadOnlyList<Place> Places(NetworkGraph graph) =>
        [.. graph.Outputs.Select((output, i) => new Place(Area.Output, graph.Outputs.Take(i).Sum(other => other.Shape.Size), output.Shape.Size, output.Shape.Size) { Name = output.Name })];

    /// <summary>
    /// Places the targets on the tape: packed, as a data set has them. The last vector of a range may reach past it, so a row has room for one.
    /// Of several, one that is read position by position is given a place of its own, to which it is to be copied.
    /// </summary>
    /// <returns>Where each is given.</returns>
    public static IReadOnlyList<Place> TargetsOnTape(NetworkGraph graph, PlacementMap map, List<TapePlace> tape, int lanes, Func<string, int, int, bool, Place> reserve, Func<Value, string, Place> own, HashSet<Value> inPositions)
    {
        if (graph.Targets.Count == 1)
        {
            Value only = graph.Targets[0];
            map.Set(only, own(only, only.Name));
            tape.Add(new TapePlace(only.Name, TapeKind.Target, map[only]));
            return [map[only]];
        }

        int columns = graph.Targets.Sum(target => target.Shape.Size);
        Place packed = reserve(AllTargets, columns, Layout.Pad(columns + lanes - 1, lanes), true);
        tape.Add(new TapePlace(AllTargets, TapeKind.Target, packed));
        var given = new List<Place>();
        int column = 0;
        foreach (Value target in graph.Targets)
        {
            given.Add(packed with { Column = column, Columns = target.Shape.Size, Name = target.Name, IsPadded = false });
            map.Set(target, given[given.Count - 1]);
            if (inPositions.Contains(target))
            {
                Place copy = own(target, target.Name + " copy");
                tape.Add(new TapePlace(copy.Name, TapeKind.Internal, copy));
                map.Set(target, copy);
            }

            column += target.Shape.Size;
        }

        return given;
    }
}

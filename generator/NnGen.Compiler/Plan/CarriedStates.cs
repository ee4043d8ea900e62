using NnGen.Compiler.Graph;
using NnGen.Compiler.Graph.Ops;

namespace NnGen.Compiler.Plan;

/// <summary>
/// New states that are computed where the old ones lie, so that nothing is copied at the end of a step of time: a pass over elements reads each of a state before it
/// writes it, a history is taken from where it was put together with what came, and a cache gets what came at its place. Whoever else takes the old state must have done so before.
/// </summary>
internal sealed class CarriedStates
{
    private readonly Dictionary<Value, Value> _states = [];

    /// <param name="groups">All ops of a program, in order.</param>
    /// <param name="root">The value that another one only reshapes.</param>
    /// <param name="kept">Values that have a place of their own: outputs.</param>
    public CarriedStates(IReadOnlyList<Group> groups, Func<Value, Value> root, HashSet<Value> kept)
    {
        List<Group> all = [.. groups];
        foreach (DelayOp delay in groups.Select(group => group.Anchor).OfType<DelayOp>().Where(delay => delay.IsCarried))
        {
            (Value state, Value source) = (delay.Results[0], root(delay.Source!));
            int home = all.FindIndex(group => (group.Anchor is ElementwiseOp or CacheOp or HistoryOp || (group.Anchor is ViewOp view && root(view.Inputs[0]) != state)) && group.Values.Contains(source));
            if (home >= 0 && !kept.Contains(source) && !_states.ContainsKey(source) && !TakenLater(groups, home, source, value => root(value) == state))
            {
                _states.Add(source, state);
            }
        }
    }

    /// <summary>The old state where a value lies; null for values that are no states, and for those that are copied.</summary>
    public Value? StateOf(Value value) => _states.TryGetValue(value, out Value? state) ? state : null;

    /// <summary>Whether an op behind the one that computes the new state takes the old one. Ops of a group read and write in their order.</summary>
    private static bool TakenLater(IReadOnlyList<Group> groups, int home, Value source, Func<Value, bool> isState) => groups[home].Ops
        .SkipWhile(op => !op.Results.Contains(source)).Skip(1)
        .Concat(groups.Skip(home + 1).Where(group => group.Anchor is not DelayOp).SelectMany(group => group.Ops))
        .Any(op => op.Inputs.Any(isState));
}

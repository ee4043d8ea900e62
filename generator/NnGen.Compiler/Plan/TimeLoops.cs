using NnGen.Compiler.Graph;
using NnGen.Compiler.Graph.Ops;

namespace NnGen.Compiler.Plan;

/// <summary>Ops that go round through a delay: all of them are done for one step of time before any is done for the next.</summary>
/// <param name="steps">The steps of time.</param>
/// <param name="isReversed">Whether the last step comes first.</param>
public sealed class TimeLoop(int steps, bool isReversed)
{
    public int Steps => steps;

    public bool IsReversed => isReversed;
}

/// <summary>A turn of a loop over time.</summary>
/// <param name="Loop">The loop.</param>
/// <param name="Number">The number of the turn, from 0 on; <see cref="Around"/> for what is done before the first or behind the last.</param>
public sealed record TimeTurn(TimeLoop Loop, int Number)
{
    /// <summary>What belongs to no turn: what a state is before the first step, and what is carried on behind the last.</summary>
    public const int Around = -1;
}

/// <summary>
/// Finds the loops over time in a graph whose ops are all stated for whole sequences. What does not go round is no part of a loop: the
/// product with the inputs of all steps is one product before it, and the gradients of weights are sums over rows and steps behind it.
/// </summary>
internal static class TimeLoops
{
    /// <summary>The loop of each op that goes round.</summary>
    /// <param name="ops">A pass. What delays take of another pass makes no loop.</param>
    public static IReadOnlyDictionary<Op, TimeLoop> Of(IReadOnlyList<Op> ops)
    {
        var loops = new Dictionary<Op, TimeLoop>();
        if (!ops.Any(op => op is DelayOp))
        {
            return loops;
        }

        var own = new HashSet<Op>(ops);
        ILookup<Op, Op> takers = ops.SelectMany(op => op.Inputs, (op, input) => (op, input)).ToLookup(pair => pair.input.Producer, pair => pair.op);
        foreach (DelayOp delay in ops.OfType<DelayOp>().Where(delay => !loops.ContainsKey(delay)))
        {
            HashSet<Op> behind = Reached(delay, op => takers[op]);
            HashSet<Op> before = Reached(delay, op => op.Inputs.Select(input => input.Producer).Where(own.Contains));
            behind.IntersectWith(before);
            if (behind.Count < 2)
            {
                continue;
            }

            var loop = new TimeLoop(delay.Steps, delay.IsReversed);
            foreach (Op op in behind)
            {
                loops.Add(op, loop);
                if (op is DelayOp other && (other.Steps, other.IsReversed) != (delay.Steps, delay.IsReversed))
                {
                    throw new InvalidOperationException($"{other} goes round with {delay}, but not step by step with it.");
                }
            }
        }

        return loops;
    }

    /// <summary>The groups in an order in which a loop stands together, and everything behind what it takes.</summary>
    public static IReadOnlyList<Group> Arrange(IReadOnlyList<Group> groups, Func<Value, Value> root)
    {
        if (groups.All(group => group.Loop is null))
        {
            return groups;
        }

        var homes = new Dictionary<Value, Group>();
        foreach (Group group in groups)
        {
            foreach (Value value in group.Values)
            {
                homes[value] = group;
            }
        }

        ILookup<TimeLoop, Group> members = groups.Where(group => group.Loop is not null).ToLookup(group => group.Loop!);
        var arranged = new List<Group>();
        var done = new HashSet<Group>();
        foreach (Group group in groups)
        {
            Add(group);
        }

        return arranged;

        void Add(Group group)
        {
            if (done.Contains(group))
            {
                return;
            }

            Group[] together = group.Loop is TimeLoop loop ? [.. members[loop]] : [group];
            done.UnionWith(together);
            foreach (Value input in together.SelectMany(member => member.Ops).SelectMany(op => op.Inputs))
            {
                if (homes.TryGetValue(root(input), out Group? home))
                {
                    Add(home);
                }
            }

            arranged.AddRange(together);
        }
    }

    /// <summary>The groups of each loop, and all others one by one.</summary>
    /// <param name="groups">The groups in their order.</param>
    public static IEnumerable<IReadOnlyList<Group>> Together(IReadOnlyList<Group> groups)
    {
        for (int first = 0, end; first < groups.Count; first = end)
        {
            end = first + 1;
            while (groups[first].Loop is not null && end < groups.Count && groups[end].Loop == groups[first].Loop)
            {
                end++;
            }

            yield return [.. groups.Skip(first).Take(end - first)];
        }
    }

    private static HashSet<Op> Reached(Op from, Func<Op, IEnumerable<Op>> next)
    {
        var reached = new HashSet<Op>();
        var waiting = new Stack<Op>(next(from));
        while (waiting.Count > 0)
        {
            Op op = waiting.Pop();
            if (reached.Add(op))
            {
                foreach (Op other in next(op))
                {
                    waiting.Push(other);
                }
            }
        }

        return reached;
    }
}

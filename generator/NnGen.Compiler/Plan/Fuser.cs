using NnGen.Compiler.Graph;
using NnGen.Compiler.Graph.Ops;

namespace NnGen.Compiler.Plan;

/// <summary>An op that computes something in memory order, and the elementwise ops that are computed with it in registers.</summary>
public sealed class Group(Op anchor)
{
    public Op Anchor { get; } = anchor;

    /// <summary>The elementwise ops behind the anchor, in order.</summary>
    public List<ElementwiseOp> Chain { get; } = [];

    /// <summary>All ops.</summary>
    public IEnumerable<Op> Ops => Chain.Prepend(Anchor);

    /// <summary>All values that are at hand in registers: the anchor's only result, and the chain's.</summary>
    public IEnumerable<Value> Values => Ops.SelectMany(op => op.Results);

    /// <summary>Of how many positions a row consists for these ops; null where it does not matter.</summary>
    public int? Positions => Loop?.Steps ?? Ops.Select(op => op.Positions).FirstOrDefault(positions => positions is not null);

    /// <summary>The loop over time that it is a part of; null where it is done for all steps at once, or for what has no steps.</summary>
    public TimeLoop? Loop { get; init; }

    /// <summary>What the chain takes, counted as often as it is taken.</summary>
    public int Taken { get; private set; }

    /// <summary>The ops of the chain whose functions the hardware has not.</summary>
    public int LongOps { get; private set; }

    /// <summary>Lengthens the chain.</summary>
    public void Add(ElementwiseOp op)
    {
        Chain.Add(op);
        Taken += op.Inputs.Count;
        LongOps += op.Expression.IsLong ? 1 : 0;
    }
}

/// <summary>
/// Groups ops: an elementwise op joins the group that computes one of its inputs if everything else it takes is computed before that group.
/// Matrix products, elementwise ops and normalisations carry such chains; other ops over whole rows do not.
/// </summary>
public static class Fuser
{
    /// <summary>A chain takes up to so many values: a kernel has a memory for each that is not at hand, and grows with them.</summary>
    private const int MaxTaken = 64;

    /// <summary>
    /// Up to so many long functions are one chain. The JIT keeps the constants of all of them in registers; of 16 registers few are then left for what is computed, which it stores and loads in the longest wait. An LSTM step of 24
    /// units took 235 ns with five in a chain and takes 170, one of 40 units 460 and 335 (Zen 3); a GRU has three.
    /// </summary>
    private const int MaxLongOps = 3;

    /// <param name="ops">The ops in order.</param>
    /// <param name="root">The value that another one only reshapes.</param>
    /// <param name="boundaries">Values that must reach memory before anything is computed of them; null for none.</param>
    public static IReadOnlyList<Group> Fuse(IEnumerable<Op> ops, Func<Value, Value> root, IReadOnlyCollection<Value>? boundaries = null)
    {
        var groups = new List<Group>();
        var position = new Dictionary<Value, int>();
        Op[] all = [.. ops];
        IReadOnlyDictionary<Op, TimeLoop> loops = TimeLoops.Of(all);
        foreach (Op op in all)
        {
            if (op is ReshapeOp or InputOp or MaskOp or ParameterOp)
            {
                continue;
            }

            int home = op is ElementwiseOp && !op.Inputs.Any(input => boundaries?.Contains(root(input)) == true) ? Home(op) : -1;
            if (home >= 0)
            {
                groups[home].Add((ElementwiseOp)op);
            }
            else
            {
                home = groups.Count;
                groups.Add(new Group(op) { Loop = LoopOf(op) });
            }

            foreach (Value result in op.Results)
            {
                position[result] = home;
            }
        }

        return TimeLoops.Arrange(groups, root);

        TimeLoop? LoopOf(Op op) => loops.TryGetValue(op, out TimeLoop? loop) ? loop : null;

        int Home(Op op)
        {
            // The latest group among the inputs is the only candidate: all others must come before it.
            int latest = op.Inputs.Max(input => position.TryGetValue(root(input), out int group) ? group : -1);
            int home = latest < 0 || !Carries(groups[latest].Anchor, (ElementwiseOp)op) || LoopOf(op) != groups[latest].Loop ? LastGates(op, latest) : latest;
            if (home < 0 || !HasRoom(groups[home], (ElementwiseOp)op))
            {
                return -1;
            }

            return groups[home].Anchor.Results[0].Shape.Size == op.Results[0].Shape.Size ? home : -1;
        }

        // The gates of a cell are one pass over the unit's numbers, though none of them is computed of another.
        int LastGates(Op op, int latest)
        {
            int last = LoopOf(op) is TimeLoop loop ? groups.FindLastIndex(group => group.Loop == loop && group.Anchor is ElementwiseOp) : -1;
            return last >= latest ? last : -1;
        }
    }

    private static bool HasRoom(Group group, ElementwiseOp op) => (group.Positions is null || op.Positions is null || group.Positions == op.Positions) &&
        group.Taken + op.Inputs.Count <= MaxTaken && (group.LongOps < MaxLongOps || !op.Expression.IsLong);

    /// <summary>How often each value is taken by ops outside the group that computes it.</summary>
    public static IReadOnlyDictionary<Value, int> TakenOutside(IReadOnlyList<Group> groups, Func<Value, Value> root)
    {
        var counts = new Dictionary<Value, int>();
        foreach (Group group in groups)
        {
            var own = new HashSet<Value>(group.Values);
            foreach (Value value in group.Ops.SelectMany(op => op.Inputs).Select(root).Where(value => !own.Contains(value)))
            {
                counts.TryGetValue(value, out int count);
                counts[value] = count + 1;
            }
        }

        return counts;
    }

    /// <summary>Whether an anchor has its values in registers when an elementwise op may follow. A row is passed over once for each vector, and a window once for each of its elements, written out, so long functions stay outside.</summary>
    private static bool Carries(Op anchor, ElementwiseOp op) => anchor switch
    {
        LinearOp or MatMulOp or ConvolutionOp or DepthwiseOp or ElementwiseOp => true,
        NormalizeOp => !op.Expression.IsLong,
        PoolGradientOp gradient => gradient.IsOnce && !op.Expression.IsLong && !op.Expression.UsesLossScale,
        _ => false,
    };
}

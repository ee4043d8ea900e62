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
}

/// <summary>
/// Groups ops: an elementwise op joins the group that computes one of its inputs if everything else it takes is computed before that group.
/// Matrix products, elementwise ops and normalisations carry such chains; other ops over whole rows do not.
/// </summary>
public static class Fuser
{
    public static IReadOnlyList<Group> Fuse(IEnumerable<Op> ops, Func<Value, Value> root)
    {
        var groups = new List<Group>();
        var position = new Dictionary<Value, int>();
        foreach (Op op in ops)
        {
            if (op is ReshapeOp or InputOp or MaskOp or ParameterOp)
            {
                continue;
            }

            int home = op is ElementwiseOp ? Home(op) : -1;
            if (home >= 0)
            {
                groups[home].Chain.Add((ElementwiseOp)op);
            }
            else
            {
                home = groups.Count;
                groups.Add(new Group(op));
            }

            foreach (Value result in op.Results)
            {
                position[result] = home;
            }
        }

        return groups;

        int Home(Op op)
        {
            // The latest group among the inputs is the only candidate: all others must come before it.
            int latest = op.Inputs.Max(input => position.TryGetValue(root(input), out int group) ? group : -1);
            if (latest < 0 || !Carries(groups[latest].Anchor, (ElementwiseOp)op))
            {
                return -1;
            }

            return groups[latest].Anchor.Results[0].Shape.Size == op.Results[0].Shape.Size ? latest : -1;
        }
    }

    /// <summary>Whether an anchor has its values in registers when an elementwise op may follow. A row is passed over once for each vector, written out, so long functions stay outside.</summary>
    private static bool Carries(Op anchor, ElementwiseOp op) => anchor switch
    {
        LinearOp or LinearInputGradientOp or ElementwiseOp => true,
        NormalizeOp => !op.Expression.IsLong,
        _ => false,
    };
}

using NnGen.Compiler.Graph;
using NnGen.Compiler.Graph.Ops;

namespace NnGen.Compiler.Plan;

/// <summary>
/// Pools that are done where a convolution by lines computes what they take: that is never in memory then. For predictions; the gradient of a pool takes it.
/// </summary>
internal sealed class FusedPools
{
    private readonly Dictionary<Group, PoolOp> _pools = [];

    /// <param name="groups">The ops.</param>
    /// <param name="root">The value that another one only reshapes.</param>
    /// <param name="excluded">Values that somebody outside the program takes.</param>
    /// <param name="isStoredShort">Whether the weight of a convolution is kept as 16 bits.</param>
    public FusedPools(IReadOnlyList<Group> groups, Func<Value, Value> root, IReadOnlyCollection<Value> excluded, Func<ConvolutionOp, bool> isStoredShort)
    {
        ILookup<Value, (Group Group, Op Op)> takers = groups.SelectMany(group => group.Ops, (group, op) => (group, op))
            .SelectMany(pair => pair.op.Inputs.Select(root).Distinct(), (pair, value) => (value, pair)).ToLookup(pair => pair.value, pair => pair.pair);
        foreach (Group group in groups)
        {
            Value last = root(group.Values.Last());
            if (group.Anchor is ConvolutionOp convolution && LineConvolutions.Pays(convolution) && !isStoredShort(convolution)
                && !group.Values.Any(value => excluded.Contains(root(value)))
                && !group.Chain.Any(op => op.Expression.IsLong)
                && group.Values.Where(value => root(value) != last).All(value => takers[root(value)].All(taker => taker.Group == group))
                && group.Chain.SelectMany(op => op.Inputs).Select(root).All(input => group.Values.Any(value => root(value) == input) || IsOfOutputs(input, convolution.Out))
                && takers[last].Count() == 1 && takers[last].First().Op is PoolOp pool && Fits(pool, convolution))
            {
                _pools.Add(group, pool);
            }
        }
    }

    private FusedPools()
    {
    }

    /// <summary>No pools.</summary>
    public static FusedPools None { get; } = new();

    public bool Contains(PoolOp pool) => _pools.ContainsValue(pool);

    /// <summary>The pool that is done with a group; null for none.</summary>
    public PoolOp? Behind(Group group) => _pools.TryGetValue(group, out PoolOp? pool) ? pool : null;

    /// <summary>Whether a value is taken by such a pool alone.</summary>
    public bool IsTaken(Value value) => _pools.Keys.Any(group => group.Values.Contains(value));

    /// <summary>Whether there is a number for each output, or one for all.</summary>
    private static bool IsOfOutputs(Value value, int outputs) => value.Producer is ParameterOp parameter ? parameter.Weight.Shape.Size <= outputs : value.IsPerBatch && value.Shape.Size <= outputs;

    private static bool Fits(PoolOp pool, ConvolutionOp convolution)
    {
        bool IsAlike(PoolAxis axis, int size) => axis.Stride is int stride && (axis.Count == 1 || stride == axis.Kernel) && axis.Dilation == 1 && axis.First[0] == 0
            && axis.Kernel <= LineConvolutions.MostOfWindow && axis.Divisors.All(divisor => divisor == axis.Kernel) && axis.Size == size;
        return IsAlike(pool.Height, convolution.Windows.Height.Count) && IsAlike(pool.Width, convolution.Windows.Width.Count) && pool.Width.Count * pool.Width.Kernel >= LineConvolutions.Block;
    }
}

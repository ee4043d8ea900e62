using NnGen.Compiler.Kernels.Rewrites;
using NnGen.Compiler.Plan;

namespace NnGen.Compiler.Kernels.Lowering;

/// <summary>
/// A matrix times one row: a sum for each 16 outputs, all in registers, and one pass over the weights. Up to eight sums go side by side;
/// where there are few, the inputs are split into chains, so that the additions' latencies overlap.
/// </summary>
internal static class DenseRowLowering
{
    /// <summary>More sums would not fit the registers of the narrower machines, which need two or four for each.</summary>
    private const int MaxSums = 8;

    public static Kernel Lower(DenseRowSpec spec, int lanes)
    {
        Affine column = Affine.Variable("column");
        Affine k = Affine.Variable("k");
        const LaneKind V = LaneKind.Logical;
        var sum = new Local("sum", V);
        var product = new Accumulate(sum.Name, new Splat(new Load("x", k, LaneKind.Scalar), V), new Load("w", k * spec.WeightStride + column, V));
        List<Statement> body =
        [
            new Let(sum.Name, spec.HasBias ? new Load("b", column, V) : new Constant(0, V)),
            new For("k", 0, spec.In, 1, [product]),
            .. ElementLowering.Steps(spec.Fusion, sum, 0, column, spec.Out % lanes == 0 ? null : spec.Out),
        ];
        int vectors = (spec.Out + lanes - 1) / lanes;
        var columns = new For("column", 0, vectors * lanes, lanes, body);
        int[] tiles = vectors % MaxSums == 0 ? [MaxSums] : [MaxSums, vectors % MaxSums];
        List<Statement> nest = [];
        For[] loops = [.. Split.Tiles(columns, tiles).Cast<For>()];
        foreach (For tile in loops)
        {
            int sums = (int)(tile.Step.Constant / lanes);
            IReadOnlyList<Statement> block = ShareLoads.Apply(Split.Chains(tile.Body, "k", Chains(sums)));

            // Before another tile it stays a loop: the next one goes on where it ended, and declares the same names.
            bool runsOnce = tile.TripCount == 1 && loops.Length == 1;
            nest.AddRange(runsOnce ? block.Select(statement => Walk.Substitute(statement, "column", 0)) : [tile with { Body = block }]);
        }

        string[] memories = ["x", "w", .. spec.HasBias ? new[] { "b" } : [], .. ElementLowering.Memories(spec.Fusion)];
        string summary = $"y[{spec.Out}] = f(x[{spec.In}] w[{spec.In}, {spec.Out}]{(spec.HasBias ? " + b" : "")}) for one row.";
        return new Kernel(spec.Name, summary, memories, [], [], nest);
    }

    /// <summary>Chains times sums is at most six: narrower machines need two or four registers for each.</summary>
    private static int Chains(int sums) => sums switch
    {
        1 => 4,
        <= 3 => 2,
        _ => 1,
    };
}

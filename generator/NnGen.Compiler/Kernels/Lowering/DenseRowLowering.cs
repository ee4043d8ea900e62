using NnGen.Compiler.Kernels.Rewrites;
using NnGen.Compiler.Plan;

namespace NnGen.Compiler.Kernels.Lowering;

/// <summary>
/// A matrix times one row: a sum for each 16 outputs of a panel, all in registers, and one pass over the weights. Where there are few
/// sums, the inputs are split into chains, so that the additions' latencies overlap.
/// </summary>
internal static class DenseRowLowering
{
    /// <summary>Chains are written out for so many inputs, and the outputs are counted in the last vector.</summary>
    public static KernelStructure Structure(DenseRowSpec spec, int lanes)
    {
        bool isOnePanel = spec.Out <= spec.WeightStride;
        int inputs = Chains(spec.WeightStride / lanes) > 1 ? spec.In : 0;
        int outputs = spec.Out % lanes == 0 ? 0 : spec.Out;
        object key = (spec with { In = inputs, Out = outputs, Fusion = spec.Fusion.WithoutStrides() }, isOnePanel);
        return new(key, [new(Names.Inputs, spec.In), new(Names.Panels, isOnePanel ? 1 : spec.Out / spec.WeightStride)]);
    }

    public static Kernel Lower(DenseRowSpec spec, int lanes)
    {
        Affine column = Affine.Variable("column");
        Affine k = Affine.Variable("k");
        const LaneKind V = LaneKind.Logical;
        int width = spec.WeightStride;
        bool isOnePanel = spec.Out <= width;
        Affine panel = isOnePanel ? 0 : Affine.Variable("panel");
        Size inputs = Size.Named(Names.Inputs, spec.In);
        Affine position = panel * width + column;
        var sum = new Local("sum", V);
        var product = new Accumulate(sum.Name, new Splat(new Load("x", k, LaneKind.Scalar), V), new Load("w", panel * (inputs * width) + k * width + column, V) { Storage = spec.Storage });
        List<Statement> body =
        [
            new Let(sum.Name, spec.HasBias ? new Load("b", position, V) : new Constant(0, V)),
            new For("k", 0, inputs, 1, [product]),
            .. ElementLowering.Steps(spec.Fusion, sum, 0, position, spec.Out % lanes == 0 ? null : spec.Out - position),
        ];
        int sums = width / lanes;
        IReadOnlyList<Statement> jammed = Unroll.Jam(new For("column", 0, width, lanes, body), sums);
        IReadOnlyList<Statement> block = ShareLoads.Apply(spec.IsSparse
            ? Split.SparseChains(jammed, "k", "x", Chains(sums))
            : Split.Chains(jammed, "k", Chains(sums)));
        block = [.. block.Select(statement => Walk.Substitute(statement, "column", 0))];
        IReadOnlyList<Statement> nest = isOnePanel ? block : [new For("panel", 0, Size.Named(Names.Panels, spec.Out / width), 1, block)];
        string[] memories = ["x", "w", .. spec.HasBias ? new[] { "b" } : [], .. ElementLowering.Memories(spec.Fusion)];
        string outputs = Size.Named(Names.Outputs, spec.Out).InWords;
        string panels = isOnePanel ? "" : $", in panels of {width}";
        string summary = $"y[{outputs}] = f(x[{inputs.InWords}] w[{inputs.InWords}, {outputs}]{(spec.HasBias ? " + b" : "")}) for one row, a matrix by a vector (GEMV){(spec.IsSparse ? ", over the inputs that are not zero" : "")}{panels}.";
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

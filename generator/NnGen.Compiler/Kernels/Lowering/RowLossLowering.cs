using NnGen.Compiler.Plan;

namespace NnGen.Compiler.Kernels.Lowering;

/// <summary>Losses that are sums over a row.</summary>
internal sealed class RowLossLowering(int lanes)
{
    public static KernelStructure Structure(RowLossSpec spec, int lanes)
    {
        var pass = new RowPass(spec.Columns, lanes);
        RowLossSpec plain = spec with { Columns = 0, YStride = KernelStructure.Named(spec.YStride), TargetStride = KernelStructure.Named(spec.TargetStride) };
        return new((plain, pass.Structure), [.. pass.Sizes, new(Names.StrideOf("y"), spec.YStride), new(Names.StrideOf("t"), spec.TargetStride)]);
    }

    public Kernel Lower(RowLossSpec spec)
    {
        Affine row = Affine.Variable("row");
        const LaneKind V = LaneKind.Logical;
        var pass = new RowPass(spec.Columns, lanes);
        var sum = new Local("sum", V);
        List<Statement> body =
        [
            new Let(sum.Name, new Constant(0, V)),
            .. pass.Statements((column, count, suffix) =>
            {
                var y = new Local("output" + suffix, V);
                var t = new Local("target" + suffix, V);
                return
                [
                    new Let(y.Name, new Load("y", row * Names.Stride("y", spec.YStride) + column, V)),
                    new Let(t.Name, new Load("t", row * Names.Stride("t", spec.TargetStride) + column, V)),
                    new Accumulate(sum.Name, new Constant(1, V), pass.Keep(ElementLowering.Lower(spec.Expression, [y, t], V), count, 0)),
                ];
            }),
            new Store("loss", row, pass.Reduce(Reduction.Sum, sum)),
        ];
        return new Kernel(spec.Name, $"loss[rows] = sum over {Size.Named(Names.Columns, spec.Columns).InWords} columns.", ["y", "t", "loss"], [Names.Rows], [], [new For("row", 0, Affine.Variable(Names.Rows), 1, body)]);
    }
}

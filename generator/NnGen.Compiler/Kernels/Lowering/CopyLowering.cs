using NnGen.Compiler.Plan;

namespace NnGen.Compiler.Kernels.Lowering;

/// <summary>Kernels that only move numbers.</summary>
internal static class CopyLowering
{
    public static Kernel Transpose(TransposeSpec spec)
    {
        Affine k = Affine.Variable("k");
        Affine column = Affine.Variable("column");
        var move = new Store("t", column * spec.TransposedStride + k, new Load("w", k * spec.WeightStride + column, LaneKind.Scalar));
        return new Kernel(spec.Name, $"t[{spec.Out}, {spec.In}] = w[{spec.In}, {spec.Out}].", ["w", "t"], [], [], [new For("k", 0, spec.In, 1, [new For("column", 0, spec.Out, 1, [move])])]);
    }

    public static Kernel Copy(CopySpec spec)
    {
        Affine row = Affine.Variable("row");
        Affine column = Affine.Variable("column");
        var move = new Store("y", row * spec.YStride + column, new Load("x", row * spec.XStride + column, LaneKind.Scalar));
        return new Kernel(spec.Name, $"y[rows, {spec.Columns}] = x[rows, {spec.Columns}].", ["x", "y"], [Names.Rows], [], [new For("row", 0, Affine.Variable(Names.Rows), 1, [new For("column", 0, spec.Columns, 1, [move])])]);
    }
}

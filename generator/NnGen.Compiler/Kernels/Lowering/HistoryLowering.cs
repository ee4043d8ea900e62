using NnGen.Compiler.Plan;

namespace NnGen.Compiler.Kernels.Lowering;

/// <summary>The last elements of a stream, moved on in place: each is read before it is written over, since it moves towards the first.</summary>
internal static class HistoryLowering
{
    private static readonly Affine s_row = Affine.Variable("row");
    private static readonly Affine s_n = Affine.Variable("n");

    public static Kernel Lower(HistorySpec spec, int lanes)
    {
        int kept = spec.Length - spec.Count;
        Affine state = s_row * spec.YStride;
        var row = new For("row", 0, Affine.Variable(Names.Rows), 1,
        [
            .. Move("y", state + spec.Count, state, kept, lanes),
            .. Move("x", s_row * spec.XStride, state + kept, spec.Count, lanes),
        ]);
        string summary = $"y[rows, {spec.Length}]: the last {kept} elements to the front, and x[rows, {spec.Count}] behind them.";
        return new Kernel(spec.Name, summary, ["x", "y"], [Names.Rows], [], [row]);
    }

    /// <summary>Whole vectors where they fit, and the rest one by one: what lies behind is another's.</summary>
    private static IEnumerable<Statement> Move(string from, Affine source, Affine target, int count, int lanes)
    {
        int whole = count / lanes * lanes;
        For Loop(int first, int end, int step, LaneKind lane) => new("n", first, end, step, [new Store("y", target + s_n, new Load(from, source + s_n, lane))]);
        return [.. whole > 0 ? [Loop(0, whole, lanes, LaneKind.Logical)] : Array.Empty<Statement>(), .. count > whole ? [Loop(whole, count, 1, LaneKind.Scalar)] : Array.Empty<Statement>()];
    }
}

using NnGen.Compiler.Kernels.Rewrites;
using NnGen.Compiler.Plan;

namespace NnGen.Compiler.Kernels.Lowering;

/// <summary>
/// A matrix times one row, written out for its sizes: as many sums as registers hold go over the inputs at once, those of several panels together, since a
/// sum by itself waits for each of its products.
/// </summary>
internal static class DenseStepLowering
{
    /// <summary>The most sums of a pass, where a logical vector is 1, 2 or 4 registers: with an input and a weight they fit into 16.</summary>
    private static readonly (int Registers, int Sums)[] s_widths = [(1, 12), (2, 6), (4, 3)];

    public static Kernel Lower(DenseStepSpec spec, int lanes)
    {
        const LaneKind V = LaneKind.Logical;
        bool isExact = spec.Fusion.Steps.Any(step => step.Store is { IsPadded: false });
        Affine k = Affine.Variable("k");
        int vectors = (spec.Out + lanes - 1) / lanes;
        IReadOnlyList<Statement> Passes(int most)
        {
            var passes = new List<Statement>();
            int first = 0;
            foreach (int sums in DotLowering.Groups(vectors, most))
            {
                int[] columns = [.. Enumerable.Range(first, sums).Select(vector => vector * lanes)];
                IReadOnlyList<Statement> pass = ShareLoads.Apply(
                [
                    .. columns.Select((column, i) => new Let(Sum(i), spec.HasBias ? new Load("b", column, V) : new Constant(0, V))),
                    new For("k", 0, spec.In, 1, [.. columns.Select((column, i) => new Accumulate(Sum(i), new Splat(new Load("x", k, LaneKind.Scalar), V), new Load("w", Weight(column), V)))]),
                    .. columns.SelectMany((column, i) => After(i, column, isExact && column + lanes > spec.Out ? spec.Out - column : null)),
                ]);
                passes.AddRange(sums == vectors ? pass : [new Block(pass)]);
                first += sums;
            }

            return passes;
        }

        Affine Weight(int column) => k * spec.WeightStride + (column / spec.WeightStride * spec.WeightStride * spec.In + column % spec.WeightStride);

        // What follows on each sum has names of its own.
        IEnumerable<Statement> After(int number, int column, Affine? count)
        {
            Statement[] steps = [.. ElementLowering.Steps(spec.Fusion, new Local(Sum(number), V), 0, column, count)];
            var declared = new HashSet<string>(steps.OfType<Let>().Select(let => let.Name), StringComparer.Ordinal);
            return steps.Select(step => Walk.Map(step, e => e, i => i, name => declared.Contains(name) ? name + number.ToString(System.Globalization.CultureInfo.InvariantCulture) : name));
        }

        string[] memories = ["x", "w", .. spec.HasBias ? new[] { "b" } : [], .. ElementLowering.Memories(spec.Fusion)];
        string summary = $"y[{spec.Out}] = f(x[{spec.In}] w[{spec.In}, {spec.Out}]{(spec.HasBias ? " + b" : "")}) for one row, a matrix by a vector (GEMV): as many sums at once as the registers hold.";
        (int Registers, int Sums)[] widths = [.. s_widths.GroupBy(width => (vectors + width.Sums - 1) / width.Sums).Select(equal => equal.Last())];
        return new Kernel(spec.Name, summary, memories, [], [], widths.Length == 1 ? Passes(widths[0].Sums) : [new WidthSwitch([.. widths.Select(width => new WidthCase(width.Registers, Passes(width.Sums)))])]);
    }

    private static string Sum(int number) => "sum" + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

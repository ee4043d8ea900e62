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
        Affine place = spec.Places == 1 ? 0 : Affine.Variable("place");
        int vectors = (spec.Out + lanes - 1) / lanes;
        IReadOnlyList<Statement> Passes(int most)
        {
            var passes = new List<Statement>();
            int first = 0;
            foreach (int together in DotLowering.Groups(vectors, Math.Max(1, most / spec.Sums)))
            {
                int[] columns = [.. Enumerable.Range(first, together).Select(vector => vector * lanes)];
                IReadOnlyList<Statement> pass = ShareLoads.Apply(
                [
                    .. columns.Select((column, i) => new Let(Sum(i), spec.HasBias ? new Load("b", column, V) : new Constant(0, V))),
                    .. columns.SelectMany((_, i) => Enumerable.Range(1, spec.Sums - 1).Select(number => new Let(Sum(i, number), new Constant(0, V)))),
                    .. OverPlaces(Run(columns)),
                    .. columns.SelectMany((column, i) => After(i, column, isExact && column + lanes > spec.Out ? spec.Out - column : null)),
                ]);
                passes.AddRange(together == vectors ? pass : [new Block(pass)]);
                first += together;
            }

            return passes;
        }

        IReadOnlyList<Statement> OverPlaces(IReadOnlyList<Statement> run) => spec.Places == 1 ? run : [new For("place", 0, spec.Places, 1, run)];

        IReadOnlyList<Statement> Run(int[] columns) => SeveralSums.Over(spec.In, spec.Sums, "", number => columns.Select((column, i) =>
            new Accumulate(Sum(i, number), new Splat(new Load("x", place * spec.PlaceStep + k + number, LaneKind.Scalar), V), new Load("w", Weight(column, number), V))));

        Affine Weight(int column, int number) =>
            place * (spec.In * spec.WeightStride) + (k + number) * spec.WeightStride + (column / spec.WeightStride * spec.WeightStride * spec.In * spec.Places + column % spec.WeightStride);

        // What follows on each sum has names of its own.
        IEnumerable<Statement> After(int number, int column, Affine? count)
        {
            Statement[] steps = [.. Total(number), .. ElementLowering.Steps(spec.Fusion, new Local(Sum(number), V), 0, column, count)];
            var declared = new HashSet<string>(steps.OfType<Let>().Select(let => let.Name), StringComparer.Ordinal);
            return steps.Select(step => Walk.Map(step, e => e, i => i, name => declared.Contains(name) ? name + number.ToString(System.Globalization.CultureInfo.InvariantCulture) : name));
        }

        IEnumerable<Statement> Total(int number) => spec.Sums == 1 ? [] : [new Assign(Sum(number), SeveralSums.Total([.. Enumerable.Range(0, spec.Sums).Select(sum => new Local(Sum(number, sum), V))]))];

        string[] memories = ["x", "w", .. spec.HasBias ? new[] { "b" } : [], .. ElementLowering.Memories(spec.Fusion)];
        string inputs = spec.Places == 1 ? $"{spec.In}" : $"{spec.Places}, {spec.In}";
        string summary = $"y[{spec.Out}] = f(x[{inputs}] w[{inputs}, {spec.Out}]{(spec.HasBias ? " + b" : "")}) for one row, a matrix by a vector (GEMV): as many sums at once as the registers hold.";
        (int Registers, int Sums)[] widths = [.. s_widths.GroupBy(width => (vectors * spec.Sums + width.Sums - 1) / width.Sums).Select(equal => equal.Last())];
        return new Kernel(spec.Name, summary, memories, [], [], widths.Length == 1 ? Passes(widths[0].Sums) : [new WidthSwitch([.. widths.Select(width => new WidthCase(width.Registers, Passes(width.Sums)))])]);
    }

    private static string Sum(int number, int sum = 0) => SeveralSums.Names[sum] + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

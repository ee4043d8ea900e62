namespace NnGen.Compiler.Kernels.Rewrites;

/// <summary>
/// Unroll and jam: several iterations of a loop side by side, sharing the loops inside. The copies of one statement stand next to each
/// other, so a loop nest with one accumulator becomes a tile of accumulators.
/// Valid where the iterations are independent; the lowerings use it on rows and columns only.
/// </summary>
public static class Unroll
{
    /// <summary>
    /// The body of <paramref name="loop"/> for <paramref name="factor"/> iterations at once, the variable standing for the first of them.
    /// Locals declared in the body get a number each: <c>acc</c> becomes <c>acc0</c>, <c>acc1</c>; the second time <c>acc0_0</c>.
    /// </summary>
    public static IReadOnlyList<Statement> Jam(For loop, int factor)
    {
        if (factor == 1)
        {
            return loop.Body;
        }

        Statement[] all = [.. loop.Body.SelectMany(Walk.Statements)];
        IEnumerable<string> numbers = all.OfType<LetNumber>().Where(let => let.Index.Uses(loop.Variable)).Select(let => let.Name);
        var declared = new HashSet<string>(all.OfType<Let>().Select(let => let.Name).Concat(numbers), StringComparer.Ordinal);
        string[] indices = [.. all.OfType<LetIndex>().Where(let => let.Index.Uses(loop.Variable)).Select(let => let.Name)];
        return JamBlock(loop.Body, loop.Variable, loop.Step, factor, declared, indices);
    }

    /// <summary>A loop with a known number of iterations, written out in order.</summary>
    public static IReadOnlyList<Statement> Full(For loop)
    {
        long trips = loop.TripCount ?? throw new ArgumentException($"The number of iterations over {loop.Variable} is not known.");
        return [.. Enumerable.Range(0, (int)trips).SelectMany(i => loop.Body.Select(statement =>
            Walk.Substitute(statement, loop.Variable, loop.From! + loop.Step * i)))];
    }

    private static List<Statement> JamBlock(IReadOnlyList<Statement> block, string variable, Affine step, int factor, HashSet<string> declared, string[] indices)
    {
        var jammed = new List<Statement>();
        foreach (Statement statement in block)
        {
            if (statement is For inner)
            {
                if (Walk.Indices(inner with { Body = [] }).Any(index => index.Uses(variable)))
                {
                    throw new ArgumentException($"The bounds of the loop over {inner.Variable} depend on {variable}: the iterations cannot share it.");
                }

                jammed.Add(inner with { Body = JamBlock(inner.Body, variable, step, factor, declared, indices) });
                continue;
            }

            // An index or a number that does not depend on the iteration is declared once for all.
            if (statement is Note || (statement is LetIndex shared && !indices.Contains(shared.Name)) || (statement is LetNumber number && !declared.Contains(number.Name)))
            {
                jammed.Add(statement);
                continue;
            }

            for (int copy = 0; copy < factor; copy++)
            {
                Affine position = Affine.Variable(variable) + step * copy;
                int nth = copy;
                Affine Move(Affine index) => indices.Aggregate(index.Substitute(variable, position), (sum, name) => sum.Substitute(name, Affine.Variable(Suffix(name, nth))));
                Statement moved = Walk.Map(statement, e => e, Move, name => declared.Contains(name) ? Suffix(name, nth) : name);
                jammed.Add(moved is LetIndex let ? let with { Name = Suffix(let.Name, nth) } : moved);
            }
        }

        return jammed;
    }

    private static string Suffix(string name, int number)
    {
        string separator = char.IsDigit(name[name.Length - 1]) ? "_" : "";
        return name + separator + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}

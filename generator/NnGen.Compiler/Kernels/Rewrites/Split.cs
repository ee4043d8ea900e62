namespace NnGen.Compiler.Kernels.Rewrites;

/// <summary>Splits a loop into one that takes several iterations at once and others that take the rest.</summary>
public static class Split
{
    /// <summary>
    /// Loops over the same range in tiles: as many of the first height as fit, then of the second, and so on; the last height is 1,
    /// or one that divides what is left. Heights that never run, where the range is known, are left out.
    /// </summary>
    /// <param name="loop">The loop; its iterations are independent.</param>
    /// <param name="heights">The numbers of iterations of a tile, falling.</param>
    public static IReadOnlyList<Statement> Tiles(For loop, params int[] heights)
    {
        var loops = new List<Statement>();
        long? left = loop.TripCount;
        Affine? from = loop.From;
        foreach (int height in heights)
        {
            if (left is long known)
            {
                if (known < height)
                {
                    continue;
                }

                left = known % height;
            }

            loops.Add(new For(loop.Variable, from, loop.To, loop.Step * height, Unroll.Jam(loop, height)));
            from = null;
        }

        if (left > 0)
        {
            throw new ArgumentException($"Tiles of {string.Join(", ", heights)} leave {left} iterations over {loop.Variable}.");
        }

        return loops;
    }

    /// <summary>As <see cref="Chains"/>, for the elements that are not zero: in each block of them the chains take turns.</summary>
    public static IReadOnlyList<Statement> SparseChains(IReadOnlyList<Statement> block, string variable, string memory, int chains)
    {
        int position = block.ToList().FindIndex(statement => statement is For loop && loop.Variable == variable);
        var loop = (For)block[position];
        string[] accumulators = [.. loop.Body.OfType<Accumulate>().Select(a => a.Name).Distinct()];
        var result = new List<Statement>(Declared(block.Take(position), accumulators, chains));
        result.Add(new ForNonZero(variable, memory, (int)loop.TripCount!.Value, [.. Enumerable.Range(0, chains).Select(chain => ShareLoads.Apply([.. Copy(loop, accumulators, Affine.Variable(variable), chain)]))]));
        result.AddRange(Added(accumulators, chains));
        result.AddRange(block.Skip(position + 1));
        return result;
    }

    /// <summary>
    /// Splits a reduction over a loop into independent chains, so that their latencies overlap: chain c takes the iterations
    /// c, c + chains, and so on; the rest goes to the first chains; at the end neighbours are added pairwise.
    /// The order of additions depends on the number of iterations and of chains alone.
    /// </summary>
    /// <param name="block">A block that declares accumulators, runs one loop over them and uses them.</param>
    /// <param name="variable">The loop's variable.</param>
    /// <param name="chains">The number of chains, a power of two.</param>
    public static IReadOnlyList<Statement> Chains(IReadOnlyList<Statement> block, string variable, int chains)
    {
        int position = block.ToList().FindIndex(statement => statement is For loop && loop.Variable == variable);
        if (chains == 1 || position < 0 || block[position] is not For { TripCount: long trips } loop || trips < chains)
        {
            return block;
        }

        string[] accumulators = [.. loop.Body.OfType<Accumulate>().Select(a => a.Name).Distinct()];
        var result = new List<Statement>(Declared(block.Take(position), accumulators, chains));

        result.Add(new For(variable, loop.From, loop.To, loop.Step * chains, [.. Enumerable.Range(0, chains).SelectMany(chain => Copy(loop, accumulators, Affine.Variable(variable) + loop.Step * chain, chain))]));
        long full = trips / chains * chains;
        for (int rest = 0; rest < trips - full; rest++)
        {
            result.AddRange(Copy(loop, accumulators, loop.From! + loop.Step * (full + rest), rest));
        }

        result.AddRange(Added(accumulators, chains));
        result.AddRange(block.Skip(position + 1));
        return result;
    }

    /// <summary>The statements before the loop, with a sum more for each further chain.</summary>
    private static IEnumerable<Statement> Declared(IEnumerable<Statement> head, string[] accumulators, int chains)
    {
        foreach (Statement statement in head)
        {
            yield return statement;
            if (statement is Let let && accumulators.Contains(let.Name))
            {
                for (int chain = 1; chain < chains; chain++)
                {
                    yield return new Let(Name(let.Name, chain), new Constant(0, let.Value.Kind));
                }
            }
        }
    }

    /// <summary>The chains added up pairwise.</summary>
    private static IEnumerable<Statement> Added(string[] accumulators, int chains)
    {
        for (int distance = 1; distance < chains; distance *= 2)
        {
            foreach (string accumulator in accumulators)
            {
                for (int chain = 0; chain < chains; chain += 2 * distance)
                {
                    LaneKind kind = LaneKind.Logical;
                    yield return new Assign(Name(accumulator, chain), new Local(Name(accumulator, chain), kind) + new Local(Name(accumulator, chain + distance), kind));
                }
            }
        }
    }

    private static IEnumerable<Statement> Copy(For source, string[] accumulators, Affine value, int chain) => source.Body.Select(statement =>
        Walk.Map(statement, e => e, i => i.Substitute(source.Variable, value), name => accumulators.Contains(name) ? Name(name, chain) : name));

    private static string Name(string accumulator, int chain) => chain == 0 ? accumulator : accumulator + "c" + chain.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

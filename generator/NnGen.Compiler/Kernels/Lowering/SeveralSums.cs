namespace NnGen.Compiler.Kernels.Lowering;

/// <summary>An output that is added up in several sums, since each addition waits for the one before: product k goes to sum k mod their number, those beyond a whole number of them to the first.</summary>
internal static class SeveralSums
{
    /// <summary>What the sums of an output are called.</summary>
    public static readonly string[] Names = ["sum", "second", "third", "fourth"];

    /// <summary>The loops over the products of so many sums.</summary>
    /// <param name="count">The products.</param>
    /// <param name="sums">The sums of an output; no more than there are products.</param>
    /// <param name="name">The name of the products that all sums share, where <paramref name="count"/> is a named size.</param>
    /// <param name="product">Adds product <c>k</c> and so many to the sum of that number.</param>
    public static IReadOnlyList<Statement> Over(Size count, int sums, string name, Func<int, IEnumerable<Statement>> product)
    {
        long rest = count.Value % sums;
        Size whole = rest == 0 ? count : count.IsNamed ? Size.Named(name, count.Value - rest) : count.Value - rest;
        var together = new For("k", 0, whole, sums, [.. Enumerable.Range(0, sums).SelectMany(product)]);
        return rest == 0 ? [together] : [together, new For("k", null, count, 1, [.. product(0)])];
    }

    /// <summary>All sums of an output: neighbours first, so that as few as possible wait for one another.</summary>
    public static Expression Total(IReadOnlyList<Expression> sums)
    {
        while (sums.Count > 1)
        {
            sums = [.. Enumerable.Range(0, (sums.Count + 1) / 2).Select(i => 2 * i + 1 < sums.Count ? sums[2 * i] + sums[2 * i + 1] : sums[2 * i])];
        }

        return sums[0];
    }
}

namespace NnGen.Compiler.Tests.Shapes;

/// <summary>The sizes of dense layers that are swept: every one around the tiles and the vectors, and some large ones around powers of two.</summary>
internal static class DenseShapes
{
    /// <summary>The sides that every size is paired with: one number, one more than a vector of floats, whole vectors.</summary>
    public static IReadOnlyList<int> Partners { get; } = [1, 17, 64];

    /// <summary>All sizes of a side.</summary>
    public static IReadOnlyList<int> Sizes { get; } = [.. Enumerable.Range(1, 130), 255, 256, 257, 511, 512, 513, 1000];

    /// <summary>Every pair of sizes.</summary>
    public static IReadOnlyList<(int In, int Out)> AllPairs { get; } = [.. Sizes.SelectMany(inputs => Sizes.Select(outputs => (inputs, outputs)))];

    /// <summary>Whether the tests take all pairs where they otherwise draw some: the environment says <c>NNGEN_SHAPES=all</c>.</summary>
    public static bool IsComplete => Environment.GetEnvironmentVariable("NNGEN_SHAPES") == "all";

    /// <summary>Every size with each of the partners on the other side, each pair once.</summary>
    public static IReadOnlyList<(int In, int Out)> WithPartners { get; } =
        [.. Sizes.SelectMany(size => Partners.SelectMany(partner => new[] { (size, partner), (partner, size) })).Distinct()];

    /// <summary>So many pairs out of all, the same ones each time.</summary>
    public static IReadOnlyList<(int In, int Out)> Draw(int count, int seed)
    {
        var random = new Random(seed);
        var pairs = new HashSet<(int, int)>();
        while (pairs.Count < count)
        {
            pairs.Add((Sizes[random.Next(Sizes.Count)], Sizes[random.Next(Sizes.Count)]));
        }

        return [.. pairs];
    }
}

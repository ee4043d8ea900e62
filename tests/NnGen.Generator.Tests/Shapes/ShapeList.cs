namespace NnGen.Generator.Tests.Shapes;

/// <summary>
/// The networks that are emitted and run: every size of a side with 1, 17 and 64 on the other, and pairs of all kinds; every other one of them
/// unless the environment says <c>NNGEN_SHAPES=all</c>. Activations, batches, training and the narrower widths go round, so that all of them
/// meet all kinds of shapes.
/// </summary>
internal static class ShapeList
{
    /// <summary>Every size around the tiles and the vectors, and some large ones around powers of two.</summary>
    private static readonly int[] s_sizes = [.. Enumerable.Range(1, 130), 255, 256, 257, 511, 512, 513, 1000];

    private static readonly int[] s_partners = [1, 17, 64];

    /// <summary>Batches below, at and above each height of a tile and the rows that go through all layers at a time.</summary>
    private static readonly int[] s_rows = [1, 2, 3, 5, 7, 11, 13, 48, 49];

    /// <summary>Above so many products a row the interpreter gets no more than a tile of six, one of four and a single row.</summary>
    private const int ManyProducts = 30_000;

    private const int RowsOfLarge = 11;

    private const int PairsOfAllKinds = 300;

    /// <summary>The networks, each pair of sizes once.</summary>
    public static IReadOnlyList<EmittedShape> Build()
    {
        (int In, int Out)[] pairs = [.. s_sizes.SelectMany(size => s_partners.SelectMany(partner => new[] { (size, partner), (partner, size) })).Distinct()];
        var others = new HashSet<(int In, int Out)>();
        var random = new Random(47);
        while (others.Count < PairsOfAllKinds)
        {
            (int, int) pair = (s_sizes[random.Next(s_sizes.Length)], s_sizes[random.Next(s_sizes.Length)]);
            if (!pairs.Contains(pair))
            {
                others.Add(pair);
            }
        }

        // Six pairs for each size: three of them, the other three for the next one.
        bool isComplete = Environment.GetEnvironmentVariable("NNGEN_SHAPES") == "all";
        return [.. pairs.Concat(others).Where((_, i) => isComplete || (i + i / 6) % 2 == 0).Select((pair, i) => Shape(pair.In, pair.Out, i, random))];
    }

    private static EmittedShape Shape(int inputs, int outputs, int number, Random random)
    {
        // Six pairs for each size: the activation moves on by one more from size to size, so that it meets all six.
        ShapeActivation activation = ShapeActivation.All[(number + number / 6) % ShapeActivation.All.Count];
        int rows = s_rows[(number + number / 9) % s_rows.Length];
        bool isLarge = inputs * outputs > ManyProducts;
        return new(inputs, outputs, activation, Trains: random.Next(10) == 0, isLarge ? Math.Min(rows, RowsOfLarge) : rows, HasAllWidths: random.Next(4) == 0, IsSparse: random.Next(4) == 0);
    }
}

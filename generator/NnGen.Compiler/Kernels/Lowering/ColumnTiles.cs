using NnGen.Compiler.Kernels.Rewrites;

namespace NnGen.Compiler.Kernels.Lowering;

/// <summary>
/// The loops over columns of a tiled kernel: two registers at a time, then one. The widest registers, of which there are twice as many,
/// go by fours. Where memory is padded, the last register is computed whole. Where it is not, a last loop of its own writes only the
/// columns there are: a tile that might write partly keeps its sums in memory instead of registers, so the others must not.
/// </summary>
internal static class ColumnTiles
{
    /// <summary>The most of the widest registers in a tile: 6 rows by 4 are 24 sums, and with 4 weights and an input they take 29 of 32.</summary>
    public const int Widest = 4;

    /// <summary>Tiles by width: of up to <paramref name="most"/> of the widest registers, and pairs of the others.</summary>
    /// <param name="columns">The number of columns.</param>
    /// <param name="lanes">The lanes of the widest register. They are a multiple of those of the others, so what they divide, all divide.</param>
    /// <param name="isExact">Whether some memory must be written exactly.</param>
    /// <param name="most">The most of the widest registers in a tile: <see cref="Widest"/>, or fewer for a long body.</param>
    /// <param name="body">Makes the statements of one register at <c>column</c>, for tiles of so many registers; the flag tells whether to count columns.</param>
    /// <param name="finish">Makes tiles of what a loop has become.</param>
    /// <param name="range">The columns to take, where that is known when the kernel runs.</param>
    public static IReadOnlyList<Statement> ByWidth(Size columns, int lanes, bool isExact, int most, Func<int, bool, IReadOnlyList<Statement>> body, Func<For, int, bool, Statement> finish, (Affine From, Affine To)? range = null)
    {
        int rest = isExact ? (int)(columns.Value % lanes) : 0;
        int[] sizes = [.. Sizes((int)(columns.Value - rest + lanes - 1) / lanes, most)];
        Statement[] pairs = [.. Build(columns, lanes, isExact, counts => body(2, counts), range: range).Select(tiles => finish(tiles.Loop, tiles.Registers, tiles.IsPartial))];
        if (sizes.All(size => size <= 2))
        {
            return pairs;
        }

        if (range is not null)
        {
            return [new WidthSwitch([new(1, [.. Build(columns, lanes, isExact, counts => body(most, counts), range: range, most: most).Select(tiles => finish(tiles.Loop, tiles.Registers, tiles.IsPartial))]), new(4, pairs)])];
        }

        var wide = new List<Statement>();
        int registers = 0;
        foreach (IGrouping<int, int> equals in sizes.GroupBy(size => size))
        {
            Affine? from = registers == 0 ? 0 : null;
            registers += equals.Sum();
            var one = new For("column", 0, Size.Named($"columnsBy{equals.Key}", registers * lanes), Affine.Register, body(equals.Key, false));
            wide.Add(finish(one with { From = from, Step = Affine.Register * equals.Key, Body = Unroll.Jam(one, equals.Key) }, equals.Key, false));
        }

        if (rest > 0)
        {
            wide.Add(finish(new For("column", null, Affine.Register + (Affine)(columns - 1), Affine.Register, body(1, true)), 1, true));
        }

        return [new WidthSwitch([new(1, wide), new(4, pairs)])];
    }

    /// <summary>The sizes of tiles that cover so many registers. None of several is single: it would have too few sums in flight.</summary>
    private static IEnumerable<int> Sizes(int registers, int most)
    {
        while (registers > 0)
        {
            // The last five are three and two; of an odd number in twos the first are three.
            int size = registers <= most ? registers
                : most > 3 ? (registers == most + 1 ? most - 1 : most)
                : registers % 2 == 1 ? most : 2;
            yield return size;
            registers -= size;
        }
    }

    /// <param name="columns">The number of columns.</param>
    /// <param name="lanes">The lanes of the widest register.</param>
    /// <param name="isExact">Whether some memory must be written exactly.</param>
    /// <param name="body">Makes the statements of one register at <c>column</c>; the argument tells whether to count columns.</param>
    /// <param name="isSingle">Whether there are to be no pairs: fewer copies of a long body.</param>
    /// <param name="range">The columns to take, where that is known when the kernel runs; ranges end at multiples of two registers or with the last column.</param>
    /// <param name="most">The most registers of a tile, an even number; pairs follow where they are more.</param>
    /// <returns>The loops, each with the number of registers of its tiles; none of them is outlined yet.</returns>
    public static IReadOnlyList<(For Loop, int Registers, bool IsPartial)> Build(Size columns, int lanes, bool isExact, Func<bool, IReadOnlyList<Statement>> body, bool isSingle = false, (Affine From, Affine To)? range = null, int most = 2)
    {
        // At 512 bits an odd number of registers leaves one over; it is the last one of the row, and narrower registers pair up.
        bool needsSingles = columns.Value % (2 * lanes) != 0;
        bool needsPartial = isExact && columns.Value % lanes != 0;
        Affine last = range?.To ?? columns;
        Affine end = isExact ? last : Affine.Register + (last - 1);
        var plain = new For("column", 0, end, Affine.Register, body(false));
        var loops = new List<(For, int, bool)>();
        foreach (int registers in isSingle ? new[] { 1 } : [.. most > 2 ? new[] { most } : [], 2, .. needsSingles ? new[] { 1 } : []])
        {
            loops.Add((new For("column", loops.Count == 0 ? range?.From ?? 0 : null, end, Affine.Register * registers, Unroll.Jam(plain, registers)), registers, false));
        }

        if (needsPartial)
        {
            loops.Add((new For("column", null, Affine.Register + (last - 1), Affine.Register, body(true)), 1, true));
        }

        return loops;
    }
}

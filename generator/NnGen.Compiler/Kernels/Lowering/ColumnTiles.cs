using NnGen.Compiler.Kernels.Rewrites;
using NnGen.Compiler.Model;

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
        (int Registers, Size End)[] widths = [.. Widths(columns.Value, lanes, isExact, most)];
        Statement[] pairs = [.. Build(columns, lanes, isExact, counts => body(2, counts), range: range).Select(tiles => finish(tiles.Loop, tiles.Registers, tiles.IsPartial))];
        if (widths.All(width => width.Registers <= 2))
        {
            return pairs;
        }

        if (range is not null)
        {
            return [new WidthSwitch([new(1, [.. Build(columns, lanes, isExact, counts => body(most, counts), range: range, most: most).Select(tiles => finish(tiles.Loop, tiles.Registers, tiles.IsPartial))]), new(4, pairs)])];
        }

        var wide = new List<Statement>();
        foreach ((int registers, Size end) in widths)
        {
            var one = new For("column", 0, end, Affine.Register, body(registers, false));
            wide.Add(finish(one with { From = wide.Count == 0 ? 0 : null, Step = Affine.Register * registers, Body = Unroll.Jam(one, registers) }, registers, false));
        }

        if (isExact && columns.Value % lanes > 0)
        {
            wide.Add(finish(new For("column", null, Affine.Register + (Affine)(columns - 1), Affine.Register, body(1, true)), 1, true));
        }

        return [new WidthSwitch([new(1, wide), new(4, pairs)])];
    }

    /// <summary>What of <see cref="ByWidth"/> and <see cref="Build"/> depends on the number of columns, and the sizes that they name.</summary>
    public static (object Key, IEnumerable<NamedSize> Sizes) Structure(long columns, int lanes, bool isExact, int most = 2)
    {
        (int Registers, Size End)[] widths = [.. Widths(columns, lanes, isExact, most)];
        bool isByWidth = widths.Any(width => width.Registers > 2);
        EquatableArray<int> registers = isByWidth ? new(widths.Select(width => width.Registers)) : default;
        return ((registers, HasSingles(columns, lanes), HasPartial(columns, lanes, isExact)), isByWidth ? widths.SelectMany(width => width.End.Names) : []);
    }

    /// <summary>The tiles by the widest registers, equal ones together, and the columns that they end before.</summary>
    private static IEnumerable<(int Registers, Size End)> Widths(long columns, int lanes, bool isExact, int most)
    {
        long rest = isExact ? columns % lanes : 0;
        int registers = 0;
        foreach (IGrouping<int, int> equals in Sizes((int)(columns - rest + lanes - 1) / lanes, most).GroupBy(size => size))
        {
            registers += equals.Sum();
            yield return (equals.Key, Size.Named($"columnsBy{equals.Key}", registers * lanes));
        }
    }

    /// <summary>Whether the widest registers leave one over when they go by pairs: it is the last one of the row, and narrower registers pair up.</summary>
    private static bool HasSingles(long columns, int lanes) => columns % (2 * lanes) != 0;

    /// <summary>Whether the last register is written in part.</summary>
    private static bool HasPartial(long columns, int lanes, bool isExact) => isExact && columns % lanes != 0;

    /// <summary>The sizes of tiles that cover so many registers. None of several is single: it would have too few sums in flight.</summary>
    public static IEnumerable<int> Sizes(int registers, int most)
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
        bool needsSingles = HasSingles(columns.Value, lanes);
        bool needsPartial = HasPartial(columns.Value, lanes, isExact);
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

using NnGen.Compiler.Kernels.Rewrites;

namespace NnGen.Compiler.Kernels.Lowering;

/// <summary>
/// The loops over columns of a tiled kernel: two registers at a time, then one. Where memory is padded, the last register is computed
/// whole. Where it is not, a last loop of its own writes only the columns there are: a tile that might write partly keeps its sums in
/// memory instead of registers, so the others must not.
/// </summary>
internal static class ColumnTiles
{
    /// <summary>Tiles by width, where a tile of three registers leaves no single one at the widest: a single one has too few sums in flight.</summary>
    /// <param name="columns">The number of columns.</param>
    /// <param name="lanes">The lanes of the widest register. They are a multiple of those of the others, so what they divide, all divide.</param>
    /// <param name="isExact">Whether some memory must be written exactly.</param>
    /// <param name="body">Makes the statements of one register at <c>column</c>, for tiles of so many registers; the flag tells whether to count columns.</param>
    /// <param name="finish">Makes tiles of what a loop has become.</param>
    public static IReadOnlyList<Statement> ByWidth(int columns, int lanes, bool isExact, Func<int, bool, IReadOnlyList<Statement>> body, Func<For, int, bool, Statement> finish)
    {
        int registers = columns / lanes;
        if (columns % lanes != 0 || registers % 2 == 0 || registers < 3)
        {
            return [.. Build(columns, lanes, isExact, counts => body(2, counts)).Select(tiles => finish(tiles.Loop, tiles.Registers, tiles.IsPartial))];
        }

        For Loop(Affine? from, Affine to, int width) => new("column", from, to, Affine.Register * width, Unroll.Jam(new For("column", 0, to, Affine.Register, body(width, false)), width));
        var wide = new List<Statement> { finish(Loop(0, 3 * lanes, 3), 3, false) };
        if (registers > 3)
        {
            wide.Add(finish(Loop(null, columns, 2), 2, false));
        }

        return [new WidthSwitch([new(1, wide), new(2, [finish(Loop(0, columns, 2), 2, false)])])];
    }

    /// <param name="columns">The number of columns.</param>
    /// <param name="lanes">The lanes of the widest register.</param>
    /// <param name="isExact">Whether some memory must be written exactly.</param>
    /// <param name="body">Makes the statements of one register at <c>column</c>; the argument tells whether to count columns.</param>
    /// <param name="isSingle">Whether there are to be no pairs: fewer copies of a long body.</param>
    /// <returns>The loops, each with the number of registers of its tiles; none of them is outlined yet.</returns>
    public static IReadOnlyList<(For Loop, int Registers, bool IsPartial)> Build(int columns, int lanes, bool isExact, Func<bool, IReadOnlyList<Statement>> body, bool isSingle = false)
    {
        // At 512 bits an odd number of registers leaves one over; it is the last one of the row, and narrower registers pair up.
        bool needsSingles = columns % (2 * lanes) != 0;
        bool needsPartial = isExact && columns % lanes != 0;
        Affine end = isExact ? columns : Affine.Register + (columns - 1);
        var plain = new For("column", 0, end, Affine.Register, body(false));
        var loops = new List<(For, int, bool)>();
        foreach (int registers in isSingle ? new[] { 1 } : needsSingles ? [2, 1] : [2])
        {
            loops.Add((new For("column", loops.Count == 0 ? 0 : null, end, Affine.Register * registers, Unroll.Jam(plain, registers)), registers, false));
        }

        if (needsPartial)
        {
            loops.Add((new For("column", null, Affine.Register + (columns - 1), Affine.Register, body(true)), 1, true));
        }

        return loops;
    }
}

namespace NnGen.Compiler.Kernels.Rewrites;

/// <summary>
/// Hands the sums of a tile to the update from memory, in a loop: an update that is inlined once for each of more than a dozen sums is more
/// than the JIT inlines, and what it then calls keeps the sums in memory inside the hot loop (Adam in a tile of 24: twelve times slower).
/// </summary>
public static class HandOver
{
    /// <summary>The most updates that may be inlined into a method.</summary>
    public const int MaxUpdates = 12;

    /// <summary>A tile whose updates take the sums from <paramref name="memory"/>: those of one iteration of its loop in each turn.</summary>
    /// <param name="tile">The tile: a loop whose body ends in as many updates for each of its iterations at once, in their order.</param>
    /// <param name="memory">The memory, with room for all sums of the tile.</param>
    /// <param name="lanes">The lanes of a sum.</param>
    public static For Apply(For tile, string memory, int lanes)
    {
        Update[] updates = [.. tile.Body.OfType<Update>()];
        if (updates.Length <= MaxUpdates)
        {
            return tile;
        }

        int across = updates.Length / (int)tile.Step.Constant;
        Affine turn = Affine.Variable("turn");
        Affine iteration = Affine.Variable(tile.Variable) + turn;
        IEnumerable<Statement> stores = updates.Select((update, i) => new Store(memory, i * lanes, Sum(update)));
        IEnumerable<Statement> turns = updates.Take(across).Select((update, i) =>
        {
            string name = Sum(update).Name;
            return Walk.Map(
                update,
                expression => expression is Local local && local.Name == name ? new Load(memory, turn * (across * lanes) + i * lanes, local.Kind) : expression,
                index => index.Substitute(tile.Variable, iteration),
                local => local);
        });
        return tile with { Body = [.. tile.Body.Where(statement => statement is not Update), .. stores, new For("turn", 0, tile.Step, 1, [.. turns])] };
    }

    private static Local Sum(Update update) => update.Gradient.All().OfType<Local>().Single();
}

using NnGen.Compiler.Kernels.Rewrites;

namespace NnGen.Compiler.Kernels.Lowering;

/// <summary>Makes a method of each tile of a kernel: the JIT inlines only so much in one. Widths that use the same tile share its method.</summary>
/// <param name="kernel">The kernel's name.</param>
/// <param name="memories">Its memories: those of a tile keep their order.</param>
/// <param name="summary">What a tile does, from its size and a note on the columns that it takes.</param>
/// <param name="unit">What a tile is made of, side by side.</param>
/// <param name="finish">The last rewrite of a tile, if there is one.</param>
internal sealed class TileMethods(string kernel, IReadOnlyList<string> memories, Func<string, string, string> summary, string unit = "registers", Func<IReadOnlyList<Statement>, IReadOnlyList<Statement>>? finish = null)
{
    private readonly Dictionary<string, Invoke> _calls = new(StringComparer.Ordinal);

    /// <summary>A loop over columns whose tiles are calls.</summary>
    /// <param name="columns">The loop; its body is the loops over tiles.</param>
    /// <param name="registers">The registers of a tile, side by side.</param>
    /// <param name="isPartial">Whether it takes the last columns, which are counted.</param>
    public For Outlined(For columns, int registers, bool isPartial) => columns with { Body = [.. columns.Body.Cast<For>().Select(tile => tile with { Body = [Call(tile, registers, isPartial)] })] };

    /// <summary>
    /// A loop over columns whose body is one call: the tiles over all rows of so many registers are a method of their own, which all kernels share that have such tiles,
    /// and what is left of a kernel is how its columns are cut.
    /// </summary>
    /// <param name="columns">The loop; its body is the loops over tiles.</param>
    /// <param name="registers">The registers of a tile, side by side.</param>
    /// <param name="isPartial">Whether it takes the last columns, which are counted.</param>
    /// <param name="before">What the loops over tiles need to know, if anything.</param>
    public For Banded(For columns, int registers, bool isPartial, params Statement[] before)
    {
        For tiles = Outlined(columns, registers, isPartial);
        if (tiles.Body.Count == 1)
        {
            return tiles;
        }

        string heights = string.Join("_", tiles.Body.Cast<For>().Select(tile => tile.Step.Constant));
        string name = $"{kernel}_{heights}x{registers}{(isPartial ? "Last" : "")}";
        if (!_calls.TryGetValue(name, out Invoke? call))
        {
            (_, call) = Outline.Block(name, $"Tiles of {heights.Replace("_", ", ")} by {registers} {unit}{(isPartial ? ", the last columns" : "")}, one below the other.", [.. before, .. tiles.Body], memories, isInlined: true);
            _calls.Add(name, call);
        }

        return tiles with { Body = [call] };
    }

    private Invoke Call(For tile, int registers, bool isPartial) => Call(tile.Body, $"{tile.Step.Constant}x{registers}", isPartial);

    /// <summary>The call that a tile becomes.</summary>
    /// <param name="tile">What it does.</param>
    /// <param name="size">Its size, which tells it from the kernel's other tiles.</param>
    /// <param name="isPartial">Whether it takes the last columns, which are counted.</param>
    /// <param name="site">Where it is called with other arguments than elsewhere, from where.</param>
    public Invoke Call(IReadOnlyList<Statement> tile, string size, bool isPartial, string site = "")
    {
        string name = $"{kernel}_{size}{(isPartial ? "Last" : "")}";
        if (!_calls.TryGetValue(name + site, out Invoke? call))
        {
            (_, call) = Outline.Block(name, summary(size, isPartial ? ", the last columns" : ""), finish is null ? ShareLoads.Apply(tile) : finish(ShareLoads.Apply(tile)), memories);
            _calls.Add(name + site, call);
        }

        return call;
    }
}

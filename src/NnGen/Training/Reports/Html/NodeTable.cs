namespace NnGen;

/// <summary>The layer table of a network taken apart again: <see cref="NetworkInfo.LayerTable"/> is aligned text.</summary>
/// <param name="Header">The names of the columns.</param>
/// <param name="Rows">The layers, each with as many cells.</param>
/// <param name="Total">The cells of the last line, which has no kind and no shape; empty if there is none.</param>
internal sealed record NodeTable(IReadOnlyList<string> Header, IReadOnlyList<IReadOnlyList<string>> Rows, IReadOnlyList<string> Total)
{
    private const int Columns = 5;
    private const int TotalColumns = 3;

    /// <summary>The table; null if the text is not of the form node, kind, shape, parameters, multiply-adds.</summary>
    public static NodeTable? Parse(string? text)
    {
        if (text is null)
        {
            return null;
        }

        List<string[]> lines = [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Cells)];
        if (lines.Count < 2)
        {
            return null;
        }

        bool hasTotal = lines[^1].Length == TotalColumns && lines[^1][0] == "total";
        int end = hasTotal ? lines.Count - 1 : lines.Count;
        return lines.Take(end).All(line => line.Length == Columns)
            ? new NodeTable(lines[0], [.. lines.Skip(1).Take(end - 1)], hasTotal ? lines[^1] : [])
            : null;
    }

    // Columns are parted by two spaces or more; a shape such as [28, 28] has single ones.
    private static string[] Cells(string line) => line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

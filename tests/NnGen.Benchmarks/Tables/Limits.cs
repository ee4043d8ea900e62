namespace NnGen.Benchmarks.Tables;

/// <summary>The limits of the machine, for the first table.</summary>
internal static class Limits
{
    /// <summary>Sizes that lie well inside each cache of a usual server core.</summary>
    private static readonly (string Name, int Kilobytes)[] s_blocks = [("16 KB", 16), ("256 KB", 256), ("4 MB", 4096)];

    /// <summary>The peak of the multiply-add units, and how fast blocks are read and copied.</summary>
    public static IEnumerable<(string What, string Value)> Measure(Context context)
    {
        Contender[] reads = [.. s_blocks.Select(block => Peak.Read(block.Kilobytes * 256))];
        Timing[] timings = context.Rounds.Measure([Peak.MultiplyAdds, .. reads]);
        yield return ("multiply-add peak", $"{Cell.Number(Peak.OperationsEach / timings[0].Median)} GFLOP/s");
        yield return ("sequential read", string.Join(", ", s_blocks.Select((block, i) => $"{Cell.Number(block.Kilobytes * 1024 / timings[i + 1].Median)} GB/s of {block.Name}")));
    }
}

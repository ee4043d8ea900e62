namespace NnGen;

/// <summary>How much a file of columns is believed to hold. Packing makes much of few bytes, and so does a file that was written to do harm: memory is taken in proportion to bytes and rows.</summary>
internal static class TableLimits
{
    /// <summary>A file may have that many rows whatever its size: columns that are always the same take hardly a byte when they are packed.</summary>
    private const long AlwaysRows = 1 << 20;

    /// <summary>... and as many for each of its bytes where that is more.</summary>
    private const long RowsOfAByte = 64;

    /// <summary>What no number of rows bounds, such as texts and the elements of lists, may be that large when all of it is unpacked.</summary>
    private const long AlwaysUnpacked = 1 << 26;

    /// <summary>... and as large as that for each byte of the file, which is what LZ4 makes of one at most,</summary>
    private const long UnpackedOfAByte = 255;

    /// <summary>... and as that for each row: sorted classes take hardly a byte when Zstandard packs them.</summary>
    private const long UnpackedOfARow = 32;

    /// <summary>The rows that a file of so many bytes may have in all.</summary>
    public static long MostRows(long bytes) => Math.Max(AlwaysRows, RowsOfAByte * bytes);

    /// <summary>How large all that no number of rows bounds may be when it is unpacked, in a file of so many bytes and rows.</summary>
    public static long MostUnpacked(long bytes, long rows) => AlwaysUnpacked + (UnpackedOfAByte * bytes) + (UnpackedOfARow * rows);
}

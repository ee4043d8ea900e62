namespace NnGen;

/// <summary>How records are read from an Arrow file or stream. Immutable.</summary>
public sealed class ArrowRecordOptions
{
    /// <summary>
    /// The columns that a row must have a value in, by the names of the file: rows that lack one are left out. A missing value elsewhere is refused, unless the record's property may be missing.
    /// </summary>
    public IReadOnlyList<string> DropRowsWithout { get; init; } = [];
}

using System.ComponentModel;

namespace NnGen;

/// <summary>
/// What one thread does of a pass over a batch: some of the rows, and one half of the parameters or both. The emitted passes take it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct TrainingShare
{
    private TrainingShare(int firstRow, int rows, bool hasFirstHalf, bool hasSecondHalf)
    {
        FirstRow = firstRow;
        Rows = rows;
        HasFirstHalf = hasFirstHalf;
        HasSecondHalf = hasSecondHalf;
    }

    /// <summary>The first row.</summary>
    public int FirstRow { get; }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>Whether the first half of what is shared out by parameters belongs to it.</summary>
    public bool HasFirstHalf { get; }

    /// <summary>Whether the second half of what is shared out by parameters belongs to it.</summary>
    public bool HasSecondHalf { get; }

    /// <summary>Everything, for a thread that is alone.</summary>
    /// <param name="rows">The rows of the batch.</param>
    public static TrainingShare Whole(int rows) => new(0, rows, hasFirstHalf: true, hasSecondHalf: true);

    /// <summary>The share of the first of two threads.</summary>
    /// <param name="rows">The rows of the batch.</param>
    public static TrainingShare First(int rows) => new(0, Half(rows), hasFirstHalf: true, hasSecondHalf: false);

    /// <summary>The share of the second of two threads.</summary>
    /// <param name="rows">The rows of the batch.</param>
    public static TrainingShare Second(int rows) => new(Half(rows), rows - Half(rows), hasFirstHalf: false, hasSecondHalf: true);

    /// <summary>An even number of rows, since the tiles have that.</summary>
    private static int Half(int rows) => Math.Min(rows, (rows / 2 + 1) & ~1);
}

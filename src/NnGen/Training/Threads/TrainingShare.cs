using System.ComponentModel;

namespace NnGen;

/// <summary>
/// What one thread does of a phase of training: some of the rows, or some of the chunks that the parameters are cut into. The emitted passes
/// take it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct TrainingShare
{
    private readonly int _firstChunk;
    private readonly int _endChunk;

    private TrainingShare(int firstRow, int rows, int firstChunk, int endChunk)
    {
        FirstRow = firstRow;
        Rows = rows;
        _firstChunk = firstChunk;
        _endChunk = endChunk;
    }

    /// <summary>The first row.</summary>
    public int FirstRow { get; }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>Everything, for a thread that is alone.</summary>
    /// <param name="rows">The rows of the batch.</param>
    public static TrainingShare Whole(int rows) => new(0, rows, 0, int.MaxValue);

    /// <summary>Some rows, in a phase by rows.</summary>
    /// <param name="first">The first row.</param>
    /// <param name="rows">The number of rows.</param>
    public static TrainingShare OfRows(int first, int rows) => new(first, rows, 0, 0);

    /// <summary>Some chunks, in a phase by parameters.</summary>
    /// <param name="first">The first chunk.</param>
    /// <param name="end">The chunk behind the last.</param>
    public static TrainingShare OfChunks(int first, int end) => new(0, 0, first, end);

    /// <summary>Whether a chunk belongs to the share.</summary>
    /// <param name="chunk">The number of the chunk.</param>
    public bool Takes(int chunk) => _firstChunk <= chunk && chunk < _endChunk;

    /// <summary>Which range of a step belongs to the share. Each chunk is as much of it, and the last one has what is left too.</summary>
    /// <param name="first">The number of the step's first chunk.</param>
    /// <param name="chunks">The step's chunks.</param>
    /// <param name="unit">How much of the step a chunk is.</param>
    /// <param name="size">How much the step is.</param>
    /// <param name="from">Where the range begins.</param>
    /// <param name="to">Where it ends.</param>
    /// <returns>Whether there is any.</returns>
    public bool Takes(int first, int chunks, nint unit, nint size, out nint from, out nint to)
    {
        int begin = Math.Max(first, _firstChunk);
        int end = Math.Min(first + chunks, _endChunk);
        from = (begin - first) * unit;
        to = end == first + chunks ? size : (end - first) * unit;
        return begin < end;
    }
}

namespace NnGen.Compiler.Plan;

/// <summary>
/// How many rows of a batch go through all layers at a time. The weights are read once for each chunk: where they do not stay in the
/// second-level cache, larger chunks read them less often, up to the rows that stay there beside a panel of weights. 784-512-512-10 by 12
/// rows is bound by reading 2.7 MB of weights 22 times over.
/// </summary>
public static class RowChunks
{
    /// <summary>Rows in flight up to so many bytes lie on the stack; above it, in a buffer that the network keeps.</summary>
    public const int StackBytes = 64 * 1024;

    /// <summary>Multiples of the tile's 6 rows. Fewer on the stack than the last of them would read the weights too often.</summary>
    private static readonly int[] s_onStack = [48, 24];

    private static readonly int[] s_onHeap = [96, 48, 24];

    private static readonly int[] s_long = [24, 12, 6, 4, 2, 1];

    /// <summary>The rows of a chunk, and whether their memory is a stack buffer.</summary>
    /// <param name="elements">The elements of a row between the layers.</param>
    /// <param name="workspace">The elements for all rows.</param>
    /// <param name="ports">The elements of a row of the caller's, inputs and outputs.</param>
    /// <param name="weights">The elements of all parameters.</param>
    /// <param name="panel">The elements of the largest panel of weights.</param>
    /// <param name="elementBytes">The bytes of an element.</param>
    /// <param name="nearCache">What stays in the second-level cache, in bytes.</param>
    public static (int Rows, bool OnStack) Of(int elements, int workspace, int ports, long weights, long panel, int elementBytes, int nearCache)
    {
        bool FitsStack(int rows) => IsOnStack(rows, elements, workspace, elementBytes);
        bool StaysNear(int rows) => (((long)elements + ports) * rows + workspace + panel) * elementBytes <= nearCache;
        int onStack = s_onStack.FirstOrDefault(FitsStack);
        int onHeap = s_onHeap.FirstOrDefault(StaysNear);
        if (onStack > 0 && (weights * elementBytes <= nearCache || onHeap <= onStack))
        {
            return (onStack, true);
        }

        // Of rows that are too long for that, such as images between convolutions, so many that the least is read from further away: of the weights
        // a share for each row, and of the row what it was written to and is read from, unless it stays near.
        double Far(int rows) => (double)weights / rows + (StaysNear(rows) ? 0 : 2.0 * elements);
        int rows = onHeap > 0 ? onHeap : s_long.OrderBy(Far).First();

        // The longest rows go one at a time: more would overflow the length of an array.
        return ((long)rows * elements + workspace <= int.MaxValue ? rows : 1, false);
    }

    /// <summary>Whether the memory of so many rows may be a stack buffer.</summary>
    public static bool IsOnStack(int rows, int elements, int workspace, int elementBytes) => ((long)rows * elements + workspace) * elementBytes <= StackBytes;
}

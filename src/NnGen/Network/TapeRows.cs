namespace NnGen;

/// <summary>Rows of a tape slot. A view, nothing is copied.</summary>
/// <typeparam name="T">The element type.</typeparam>
public readonly ref struct TapeRows<T>
    where T : unmanaged
{
    private readonly Span<T> _storage;
    private readonly int _stride;

    internal TapeRows(Span<T> storage, int rows, int columns, int stride)
    {
        _storage = storage;
        _stride = stride;
        Rows = rows;
        Columns = columns;
    }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>The elements of a row.</summary>
    public int Columns { get; }

    /// <summary>
    /// Of an image or a series, how many channels lie side by side at each place of a row, though the node's shape has them first; 0 where a row lies
    /// as the shape says. <see cref="ToArray"/> has the shape's order in either case.
    /// </summary>
    public int Channels { get; internal init; }

    /// <summary>One row, as it lies: see <see cref="Channels"/>.</summary>
    /// <param name="row">From 0 to <see cref="Rows"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="row"/> is out of range.</exception>
    public Span<T> this[int row]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(row);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Rows);
            return _storage.Slice(row * _stride, Columns);
        }
    }

    /// <summary>All rows, one after the other, in an array of their own, each in row-major order over the node's shape.</summary>
    public T[] ToArray()
    {
        var all = new T[Rows * Columns];
        for (int row = 0; row < Rows; row++)
        {
            Span<T> to = all.AsSpan(row * Columns, Columns);
            ReadOnlySpan<T> from = this[row];
            if (Channels == 0)
            {
                from.CopyTo(to);
                continue;
            }

            int places = Columns / Channels;
            for (int i = 0; i < Columns; i++)
            {
                (int place, int channel) = int.DivRem(i, Channels);
                to[channel * places + place] = from[i];
            }
        }

        return all;
    }
}

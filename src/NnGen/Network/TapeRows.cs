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

    /// <summary>One row.</summary>
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

    /// <summary>All rows, one after the other, in an array of their own.</summary>
    public T[] ToArray()
    {
        var all = new T[Rows * Columns];
        for (int row = 0; row < Rows; row++)
        {
            this[row].CopyTo(all.AsSpan(row * Columns));
        }

        return all;
    }
}

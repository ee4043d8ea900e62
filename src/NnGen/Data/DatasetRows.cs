using NnGen.Numerics;

namespace NnGen;

/// <summary>Which rows of the underlying memory a view shows, in which order: a run of neighbours, or a list. Immutable.</summary>
internal readonly struct DatasetRows
{
    private readonly ReadOnlyMemory<int> _list;
    private readonly int _start;

    private DatasetRows(int start, int count)
    {
        _start = start;
        Count = count;
        IsContiguous = true;
    }

    private DatasetRows(ReadOnlyMemory<int> list)
    {
        _list = list;
        Count = list.Length;
    }

    /// <summary>The number of rows.</summary>
    internal int Count { get; }

    /// <summary>Whether the rows are neighbours in memory, in order.</summary>
    internal bool IsContiguous { get; }

    /// <summary>Every row.</summary>
    internal static DatasetRows All(int count) => new(0, count);

    /// <summary>The row of the underlying memory; <paramref name="row"/> is in range.</summary>
    internal int At(int row) => IsContiguous ? _start + row : _list.Span[row];

    /// <summary>A run of rows, in range.</summary>
    internal DatasetRows Slice(int start, int count) =>
        IsContiguous ? new DatasetRows(_start + start, count) : new DatasetRows(_list.Slice(start, count));

    /// <summary>Listed rows, in range. The list is copied.</summary>
    internal DatasetRows Select(ReadOnlySpan<int> rows)
    {
        var list = new int[rows.Length];
        for (int i = 0; i < list.Length; i++)
        {
            list[i] = At(rows[i]);
        }

        return new DatasetRows(list);
    }

    /// <summary>The same rows in a random order.</summary>
    internal DatasetRows Shuffle(ulong seed)
    {
        var list = new int[Count];
        for (int i = 0; i < list.Length; i++)
        {
            list[i] = At(i);
        }

        Permutation.Shuffle(list, new CounterRandom(seed, RandomStreams.DatasetOrder), step: 0);
        return new DatasetRows(list);
    }
}

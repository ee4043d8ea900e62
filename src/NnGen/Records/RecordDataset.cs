using System.Collections;
using System.Runtime.CompilerServices;

namespace NnGen;

/// <summary>
/// Records to learn from or to be measured by. A view: slices, selections and shuffles show the same records in another order. Immutable as long
/// as the records are; any number of threads may read it.
/// </summary>
/// <remarks>
/// <code>
/// RecordDataset&lt;Car&gt; cars = MpgNet.ReadCsv("mpg.csv");           // or RecordDataset.Of(anything that gives cars)
/// (RecordDataset&lt;Car&gt; train, RecordDataset&lt;Car&gt; test) = cars.Split(0.25, seed: 1);
/// </code>
/// </remarks>
/// <typeparam name="TRecord">The record.</typeparam>
[CollectionBuilder(typeof(RecordDataset), nameof(RecordDataset.Create))]
public sealed class RecordDataset<TRecord> : IReadOnlyList<TRecord>
{
    private readonly TRecord[] _records;
    private readonly DatasetRows _rows;

    internal RecordDataset(TRecord[] records, DatasetRows rows)
    {
        _records = records;
        _rows = rows;
    }

    /// <summary>The number of records, at least 1.</summary>
    public int Count => _rows.Count;

    /// <summary>A record.</summary>
    /// <param name="index">From 0 to <see cref="Count"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is out of range.</exception>
    public TRecord this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            return _records[_rows.At(index)];
        }
    }

    /// <summary>The records from <paramref name="start"/> on. Nothing is copied.</summary>
    /// <param name="start">The first record.</param>
    /// <param name="count">The number of records, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The run is empty or reaches beyond the records.</exception>
    public RecordDataset<TRecord> Slice(int start, int count)
    {
        if (start < 0 || count < 1 || start > Count - count)
        {
            throw new ArgumentOutOfRangeException(nameof(start), $"The run of {count} records from {start} on must have at least one, and lie within the {Count} records.");
        }

        return new(_records, _rows.Slice(start, count));
    }

    /// <summary>The records for which <paramref name="condition"/> is true, in order.</summary>
    /// <param name="condition">Asked of each.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public RecordDataset<TRecord> Where(Func<TRecord, bool> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return Select([.. Enumerable.Range(0, Count).Where(i => condition(this[i]))]);
    }

    /// <summary>The same records in the random order of a seed.</summary>
    /// <param name="seed">The seed; the same seed and number of records give the same order.</param>
    public RecordDataset<TRecord> Shuffle(ulong seed) => new(_records, _rows.Shuffle(seed));

    /// <summary>Parts the records at random into those to train on and those to validate with.</summary>
    /// <param name="validationFraction">The share that goes to validation, between 0 and 1; rounded to whole records.</param>
    /// <param name="seed">The seed.</param>
    /// <exception cref="ArgumentOutOfRangeException">The fraction would leave one part without a record.</exception>
    public (RecordDataset<TRecord> Training, RecordDataset<TRecord> Validation) Split(double validationFraction, ulong seed)
    {
        int validation = validationFraction is > 0 and < 1 ? (int)Math.Round(Count * validationFraction) : 0;
        if (validation < 1 || validation >= Count)
        {
            throw new ArgumentOutOfRangeException(nameof(validationFraction), validationFraction, $"The fraction must leave at least one of the {Count} records in each part.");
        }

        DatasetRows shuffled = _rows.Shuffle(seed);
        return (new(_records, shuffled.Slice(0, Count - validation)), new(_records, shuffled.Slice(Count - validation, validation)));
    }

    /// <inheritdoc/>
    public IEnumerator<TRecord> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
        {
            yield return _records[_rows.At(i)];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The listed records, in the order of the list.</summary>
    internal RecordDataset<TRecord> Select(int[] rows) => rows.Length > 0
        ? new(_records, _rows.Select(rows))
        : throw new ArgumentException("No record is left; a data set has at least one.");
}

/// <summary>Makes data sets of records.</summary>
public static class RecordDataset
{
    /// <summary>Records from wherever they come. They are enumerated once, here.</summary>
    /// <param name="records">The records, at least one.</param>
    /// <exception cref="ArgumentException">There are none, or one is null.</exception>
    public static RecordDataset<TRecord> Of<TRecord>(IEnumerable<TRecord> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        return Create<TRecord>([.. records]);
    }

    /// <summary>Records that are written out: <c>RecordDataset&lt;Car&gt; cars = [first, second];</c></summary>
    /// <param name="records">The records, at least one.</param>
    /// <exception cref="ArgumentException">There are none, or one is null.</exception>
    public static RecordDataset<TRecord> Create<TRecord>(ReadOnlySpan<TRecord> records)
    {
        TRecord[] all = records.ToArray();
        int missing = Array.FindIndex(all, record => record is null);
        if (all.Length == 0 || missing >= 0)
        {
            throw new ArgumentException(all.Length == 0 ? "There are no records; a data set has at least one." : $"Record {missing} is null.", nameof(records));
        }

        return new RecordDataset<TRecord>(all, DatasetRows.All(all.Length));
    }
}

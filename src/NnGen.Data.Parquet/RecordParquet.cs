using System.ComponentModel;
using System.Numerics;

namespace NnGen;

/// <summary>Records from Parquet files. What emitted members do: <c>MpgNet.ReadParquet</c> and <c>MpgNet.ReadParquetStream</c>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RecordParquet
{
    private static readonly ParquetRecordOptions s_defaults = new();

    /// <summary>All records of a file.</summary>
    /// <exception cref="InvalidDataException">The file is no Parquet file, is damaged or has no rows, lacks a column, or a value is missing or none of its property; the message names file, row and column.</exception>
    /// <exception cref="ArgumentException">An option makes no sense, or names a column that does not exist.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static RecordDataset<TRecord> Read<TNetwork, TRecord, T>(string path, ParquetRecordOptions? options)
        where TNetwork : class, INetwork<TNetwork, T>, IRecordReader<TNetwork, TRecord>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream stream = File.OpenRead(path);
        return Collect(Rows<TNetwork, TRecord, T>(stream, path, options ?? s_defaults), path);
    }

    /// <summary>All records of a stream that can seek, which is left open.</summary>
    /// <exception cref="InvalidDataException">As of the other overload.</exception>
    /// <exception cref="ArgumentException">The stream cannot seek or cannot be read; an option makes no sense, or names a column that does not exist.</exception>
    public static RecordDataset<TRecord> Read<TNetwork, TRecord, T>(Stream stream, ParquetRecordOptions? options, string name)
        where TNetwork : class, INetwork<TNetwork, T>, IRecordReader<TNetwork, TRecord>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        if (!stream.CanSeek || !stream.CanRead)
        {
            throw new ArgumentException("The stream must be one that can be read and can seek, since a Parquet file is read from its end; copy it to a MemoryStream.", nameof(stream));
        }

        return Collect(Rows<TNetwork, TRecord, T>(stream, name, options ?? s_defaults), name);
    }

    /// <summary>The records of a file one by one; one row group is in memory at a time. Each enumeration reads the file anew.</summary>
    /// <exception cref="InvalidDataException">While enumerated: as of <c>Read</c>.</exception>
    public static IEnumerable<TRecord> Stream<TNetwork, TRecord, T>(string path, ParquetRecordOptions? options)
        where TNetwork : class, INetwork<TNetwork, T>, IRecordReader<TNetwork, TRecord>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Enumerate();

        IEnumerable<TRecord> Enumerate()
        {
            using FileStream stream = File.OpenRead(path);
            foreach (TRecord record in Rows<TNetwork, TRecord, T>(stream, path, options ?? s_defaults))
            {
                yield return record;
            }
        }
    }

    private static RecordDataset<TRecord> Collect<TRecord>(IEnumerable<TRecord> rows, string name)
    {
        TRecord[] records = [.. rows];
        return records.Length > 0 ? RecordDataset.Of(records) : throw new InvalidDataException($"{name} has no rows, or all were dropped; at least one record was expected.");
    }

    private static IEnumerable<TRecord> Rows<TNetwork, TRecord, T>(Stream stream, string name, ParquetRecordOptions options)
        where TNetwork : class, INetwork<TNetwork, T>, IRecordReader<TNetwork, TRecord>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        options.Check();
        RecordSchema schema = TNetwork.Info.Record ?? throw new InvalidOperationException($"The facts of {TNetwork.Info.Name} name no record.");
        using ParquetTable table = ParquetTable.Open(stream, name);
        int[] needed = [.. options.DropRowsWithout.Select(column => RecordColumns.IndexOf(table.Columns, column, name, nameof(options)))];
        int[] columns = [.. schema.Fields.Select(field => RecordColumns.Find(field, table.Columns, schema, name))];
        var row = new ParquetRecordRow(table, schema, columns);
        for (int group = 0; group < table.Groups; group++)
        {
            table.Load(group, [.. columns, .. needed]);
            for (int i = 0; i < table.Rows; i++)
            {
                if (needed.All(column => !table[column].IsMissing(i)))
                {
                    row.Row = i;
                    yield return TNetwork.ReadRecord(row);
                }
            }
        }
    }
}

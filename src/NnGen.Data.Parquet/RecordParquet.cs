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
        return TableRecords.Read<TNetwork, TRecord, T>(path, stream => ParquetTable.Open(stream, path), (options ?? s_defaults).DropRowsWithout);
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

        return TableRecords.Read<TNetwork, TRecord, T>(stream, name, open => ParquetTable.Open(open, name), (options ?? s_defaults).DropRowsWithout);
    }

    /// <summary>The records of a file one by one; one row group is in memory at a time. Each enumeration reads the file anew.</summary>
    /// <exception cref="InvalidDataException">While enumerated: as of <c>Read</c>.</exception>
    public static IEnumerable<TRecord> Stream<TNetwork, TRecord, T>(string path, ParquetRecordOptions? options)
        where TNetwork : class, INetwork<TNetwork, T>, IRecordReader<TNetwork, TRecord>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return TableRecords.Stream<TNetwork, TRecord, T>(path, stream => ParquetTable.Open(stream, path), (options ?? s_defaults).DropRowsWithout);
    }
}

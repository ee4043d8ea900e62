using System.ComponentModel;
using System.Numerics;

namespace NnGen;

/// <summary>Records from Arrow files and streams. What emitted members do: <c>MpgNet.ReadArrow</c> and <c>MpgNet.ReadArrowStream</c>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RecordArrow
{
    private static readonly ArrowRecordOptions s_defaults = new();

    /// <summary>All records of a file, in Arrow's file form (Feather 2 is the same) or its stream form.</summary>
    /// <exception cref="InvalidDataException">The file is no Arrow file, is damaged or has no rows, lacks a column, or a value is missing or none of its property; the message names file, row and column.</exception>
    /// <exception cref="ArgumentException">An option makes no sense, or names a column that does not exist.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static RecordDataset<TRecord> Read<TNetwork, TRecord, T>(string path, ArrowRecordOptions? options)
        where TNetwork : class, INetwork<TNetwork, T>, IRecordReader<TNetwork, TRecord>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return TableRecords.Read<TNetwork, TRecord, T>(path, stream => ArrowTable.Open(stream, path), (options ?? s_defaults).DropRowsWithout);
    }

    /// <summary>All records of a stream, which is left open. Arrow's stream form is read as it comes; its file form, which is read from its end, needs a stream that can seek.</summary>
    /// <exception cref="InvalidDataException">As of the other overload.</exception>
    /// <exception cref="ArgumentException">The stream cannot be read, or has the file form and cannot seek; an option makes no sense, or names a column that does not exist.</exception>
    public static RecordDataset<TRecord> Read<TNetwork, TRecord, T>(Stream stream, ArrowRecordOptions? options, string name)
        where TNetwork : class, INetwork<TNetwork, T>, IRecordReader<TNetwork, TRecord>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        if (!stream.CanRead)
        {
            throw new ArgumentException("The stream must be one that can be read.", nameof(stream));
        }

        return TableRecords.Read<TNetwork, TRecord, T>(stream, name, open => ArrowTable.Open(open, name), (options ?? s_defaults).DropRowsWithout);
    }

    /// <summary>The records of a file one by one; one record batch is in memory at a time. Each enumeration reads the file anew.</summary>
    /// <exception cref="InvalidDataException">While enumerated: as of <c>Read</c>.</exception>
    public static IEnumerable<TRecord> Stream<TNetwork, TRecord, T>(string path, ArrowRecordOptions? options)
        where TNetwork : class, INetwork<TNetwork, T>, IRecordReader<TNetwork, TRecord>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return TableRecords.Stream<TNetwork, TRecord, T>(path, stream => ArrowTable.Open(stream, path), (options ?? s_defaults).DropRowsWithout);
    }
}

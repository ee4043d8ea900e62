using System.ComponentModel;
using System.Numerics;

namespace NnGen;

/// <summary>Records from tables of separated values. What emitted members do.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RecordCsv
{
    private static readonly CsvOptions s_defaults = new();

    /// <summary>All records of a file.</summary>
    /// <exception cref="InvalidDataException">The file is empty or malformed, lacks a column, or a field is missing or no value of its property; the message names file, line and column.</exception>
    /// <exception cref="ArgumentException">An option makes no sense, or names a column that does not exist.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static RecordDataset<TRecord> Read<TNetwork, TRecord, T>(string path, CsvOptions? options)
        where TNetwork : class, INetwork<TNetwork, T>, IRecordReader<TNetwork, TRecord>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using StreamReader reader = CsvTable.OpenText(path);
        return Collect(Rows<TNetwork, TRecord, T>(reader, path, options ?? s_defaults), path);
    }

    /// <summary>All records of a text, which is read to its end and left open.</summary>
    /// <exception cref="InvalidDataException">As of the other overload.</exception>
    /// <exception cref="ArgumentException">An option makes no sense, or names a column that does not exist.</exception>
    public static RecordDataset<TRecord> Read<TNetwork, TRecord, T>(TextReader reader, CsvOptions? options, string name)
        where TNetwork : class, INetwork<TNetwork, T>, IRecordReader<TNetwork, TRecord>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(name);
        return Collect(Rows<TNetwork, TRecord, T>(reader, name, options ?? s_defaults), name);
    }

    /// <summary>The records of a file one by one, each read when it is asked for: for files that are larger than memory. Each enumeration reads the file anew.</summary>
    /// <exception cref="InvalidDataException">While enumerated: as of <c>Read</c>.</exception>
    public static IEnumerable<TRecord> Stream<TNetwork, TRecord, T>(string path, CsvOptions? options)
        where TNetwork : class, INetwork<TNetwork, T>, IRecordReader<TNetwork, TRecord>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Enumerate();

        IEnumerable<TRecord> Enumerate()
        {
            using StreamReader reader = CsvTable.OpenText(path);
            foreach (TRecord record in Rows<TNetwork, TRecord, T>(reader, path, options ?? s_defaults))
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

    private static IEnumerable<TRecord> Rows<TNetwork, TRecord, T>(TextReader reader, string name, CsvOptions options)
        where TNetwork : class, INetwork<TNetwork, T>, IRecordReader<TNetwork, TRecord>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        options.Check();
        var rows = new CsvReader(reader, name, options);
        var text = new CsvText(Array.MaxLength);
        string[] columns = CsvTable.ReadColumns(rows, text, options, name);
        rows.Columns = columns;
        RecordSchema schema = TNetwork.Info.Record ?? throw new InvalidOperationException($"The facts of {TNetwork.Info.Name} name no record.");
        string[] markers = CsvTable.Trimmed(options.MissingMarkers);
        int[] needed = [.. options.DropRowsWithout.Select(column => CsvTable.IndexOf(columns, column, name, nameof(options)))];
        var row = new CsvRecordRow(rows, text, schema, [.. schema.Fields.Select(field => RecordColumns.Find(field, columns, schema, name))], markers, options.DecimalSeparator);
        while (text.Count > 0 || rows.ReadRow(text))
        {
            CsvTable.CheckLength(rows, text, 0, options.HasHeader);
            if (!CsvTable.LacksOne(text, 0, needed, markers))
            {
                yield return TNetwork.ReadRecord(row);
            }

            text.Truncate(0);
        }
    }
}

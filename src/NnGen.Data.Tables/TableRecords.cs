using System.Numerics;

namespace NnGen;

/// <summary>The records of files of columns, whatever their format.</summary>
internal static class TableRecords
{
    /// <summary>All records of a file.</summary>
    public static RecordDataset<TRecord> Read<TNetwork, TRecord, T>(string path, Func<Stream, TableFile> open, IReadOnlyList<string>? dropRowsWithout)
        where TNetwork : class, INetwork<TNetwork, T>, IRecordReader<TNetwork, TRecord>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using FileStream stream = File.OpenRead(path);
        return Read<TNetwork, TRecord, T>(stream, path, open, dropRowsWithout);
    }

    /// <summary>All records of a stream, which is left open.</summary>
    public static RecordDataset<TRecord> Read<TNetwork, TRecord, T>(Stream stream, string name, Func<Stream, TableFile> open, IReadOnlyList<string>? dropRowsWithout)
        where TNetwork : class, INetwork<TNetwork, T>, IRecordReader<TNetwork, TRecord>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TRecord[] records = [.. Rows<TNetwork, TRecord, T>(stream, name, open, dropRowsWithout)];
        return records.Length > 0 ? RecordDataset.Of(records) : throw new InvalidDataException($"{name} has no rows, or all were dropped; at least one record was expected.");
    }

    /// <summary>The records of a file one by one, of which one part at a time is in memory. Each enumeration reads the file anew.</summary>
    public static IEnumerable<TRecord> Stream<TNetwork, TRecord, T>(string path, Func<Stream, TableFile> open, IReadOnlyList<string>? dropRowsWithout)
        where TNetwork : class, INetwork<TNetwork, T>, IRecordReader<TNetwork, TRecord>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using FileStream stream = File.OpenRead(path);
        foreach (TRecord record in Rows<TNetwork, TRecord, T>(stream, path, open, dropRowsWithout))
        {
            yield return record;
        }
    }

    private static IEnumerable<TRecord> Rows<TNetwork, TRecord, T>(Stream stream, string name, Func<Stream, TableFile> open, IReadOnlyList<string>? dropRowsWithout)
        where TNetwork : class, INetwork<TNetwork, T>, IRecordReader<TNetwork, TRecord>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const string Options = "options";
        string[] drops = [.. dropRowsWithout ?? throw Missing("DropRowsWithout")];
        int none = Array.FindIndex(drops, column => column is null);
        if (none >= 0)
        {
            throw Missing($"DropRowsWithout[{none}]");
        }

        RecordSchema schema = TNetwork.Info.Record ?? throw new InvalidOperationException($"The facts of {TNetwork.Info.Name} name no record.");
        using TableFile table = open(stream);
        int[] needed = [.. drops.Select(column => RecordColumns.IndexOf(table.Columns, column, name, Options))];
        int[] columns = [.. schema.Fields.Select(field => RecordColumns.Find(field, table.Columns, schema, name))];
        int[] wanted = [.. columns.Concat(needed).Distinct()];
        var row = new TableRow(table, schema, columns);
        while (table.LoadNext(wanted))
        {
            for (int i = 0; i < table.Rows; i++)
            {
                if (Array.TrueForAll(needed, column => !table[column].IsMissing(i)))
                {
                    row.Row = i;
                    yield return TNetwork.ReadRecord(row);
                }
            }
        }

        static ArgumentException Missing(string what) => new($"{what} is null, but it must be given.", Options);
    }
}

using System.Numerics;
using System.Runtime.InteropServices;
using Parquet;
using Parquet.Schema;

namespace NnGen;

/// <summary>A Parquet file of which one row group is in memory, in the columns that are wanted.</summary>
internal sealed class ParquetTable : TableFile
{
    // Files of older writers do not say that their bytes are texts.
    private static readonly ParquetOptions s_options = new() { TreatByteArrayAsString = true, UseDateOnlyTypeForDates = true };

    private readonly ParquetReader _reader;
    private readonly ParquetCheck _check;
    private readonly FencedStream _stream;
    private readonly DataField[] _fields;
    private int _group;

    private ParquetTable(ParquetReader reader, ParquetCheck check, FencedStream stream, string name)
        : base(name)
    {
        (_reader, _check, _stream) = (reader, check, stream);
        if (check.Groups != reader.RowGroupCount)
        {
            throw new InvalidDataException($"{name} is damaged: {check.Groups} row groups are described, and {reader.RowGroupCount} are read.");
        }

        _fields = [.. reader.Schema.Fields.OfType<DataField>().Where(field => !field.IsArray)];
        Columns = [.. _fields.Select(field => field.Name)];
    }

    /// <inheritdoc/>
    public override string DropOption => $"{nameof(ParquetRecordOptions)}.{nameof(ParquetRecordOptions.DropRowsWithout)}";

    /// <summary>Opens a file.</summary>
    /// <param name="stream">The file; can seek, and is left open.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="InvalidDataException">It is no Parquet file, or is damaged.</exception>
    public static ParquetTable Open(Stream stream, string name)
    {
        var check = new ParquetCheck(stream, name);
        var fenced = new FencedStream(stream);
        return Trusting(name, async () => new ParquetTable(await ParquetReader.CreateAsync(fenced, s_options, leaveStreamOpen: true).ConfigureAwait(false), check, fenced, name));
    }

    /// <inheritdoc/>
    public override void Dispose() => Task.Run(() => _reader.DisposeAsync().AsTask()).GetAwaiter().GetResult();

    /// <inheritdoc/>
    protected override int? Read(IReadOnlyList<int> columns, TableColumn?[] values)
    {
        if (_group == _reader.RowGroupCount)
        {
            return null;
        }

        using ParquetRowGroupReader reader = Trusting(Name, () => Task.FromResult(_reader.OpenRowGroupReader(_group)));
        int rows = checked((int)reader.RowCount);
        foreach (int column in columns)
        {
            int place = reader.GetMetadata(_fields[column]) is { } chunk ? reader.RowGroup.Columns.FindIndex(other => ReferenceEquals(other, chunk)) : -1;
            if (place < 0)
            {
                throw new InvalidDataException($"{Name} is damaged: row group {_group} has no column {RecordColumns.Quoted(Columns[column])}, which the schema has.");
            }

            _stream.Fence = _check.CheckPages(_group, place, _fields[column].MaxDefinitionLevel > 0);
            values[column] = Trusting(Name, () => ReadColumnAsync(reader, column, rows));
        }

        _group++;
        return rows;
    }

    private async Task<TableColumn> ReadColumnAsync(ParquetRowGroupReader reader, int column, int rows)
    {
        DataField field = _fields[column];
        Type type = Nullable.GetUnderlyingType(field.ClrType) ?? field.ClrType;
        return 0 switch
        {
            _ when type == typeof(float) => await NumbersAsync<float>().ConfigureAwait(false),
            _ when type == typeof(double) => await NumbersAsync<double>().ConfigureAwait(false),
            _ when type == typeof(int) => await NumbersAsync<int>().ConfigureAwait(false),
            _ when type == typeof(long) => await NumbersAsync<long>().ConfigureAwait(false),
            _ when type == typeof(byte) => await NumbersAsync<byte>().ConfigureAwait(false),
            _ when type == typeof(sbyte) => await NumbersAsync<sbyte>().ConfigureAwait(false),
            _ when type == typeof(short) => await NumbersAsync<short>().ConfigureAwait(false),
            _ when type == typeof(ushort) => await NumbersAsync<ushort>().ConfigureAwait(false),
            _ when type == typeof(uint) => await NumbersAsync<uint>().ConfigureAwait(false),
            _ when type == typeof(ulong) => await NumbersAsync<ulong>().ConfigureAwait(false),
            _ when type == typeof(decimal) => await NumbersAsync<decimal>().ConfigureAwait(false),
            _ when type == typeof(bool) => new BooleanColumn(await ReadAsync<bool>(reader, field, rows).ConfigureAwait(false)),
            _ when type == typeof(DateTime) => new DateColumn<DateTime>(await ReadAsync<DateTime>(reader, field, rows).ConfigureAwait(false)),
            _ when type == typeof(DateOnly) => new DateColumn<DateOnly>(await ReadAsync<DateOnly>(reader, field, rows).ConfigureAwait(false)),
            _ when type == typeof(TimeSpan) => new DateColumn<TimeSpan>(await ReadAsync<TimeSpan>(reader, field, rows).ConfigureAwait(false)),
            _ when type == typeof(TimeOnly) => new DateColumn<TimeOnly>(await ReadAsync<TimeOnly>(reader, field, rows).ConfigureAwait(false)),
            _ when type == typeof(string) || type == typeof(ReadOnlyMemory<char>) => new TextColumn(await TextsAsync(reader, field, rows).ConfigureAwait(false)),
            _ => throw Meaningless(column, type.Name),
        };

        async Task<TableColumn> NumbersAsync<T>()
            where T : struct, INumber<T> => new NumberColumn<T>(await ReadAsync<T>(reader, field, rows).ConfigureAwait(false));
    }

    private static async Task<T?[]> ReadAsync<T>(ParquetRowGroupReader reader, DataField field, int rows)
        where T : struct
    {
        var values = new T?[rows];
        if (field.IsNullable)
        {
            await reader.ReadAsync(field, values.AsMemory()).ConfigureAwait(false);
            return values;
        }

        var known = new T[rows];
        await reader.ReadAsync(field, known.AsMemory()).ConfigureAwait(false);
        for (int i = 0; i < known.Length; i++)
        {
            values[i] = known[i];
        }

        return values;
    }

    // Rows that have the same text of a dictionary share it: a dictionary of one long text stands for a million of them.
    private static async Task<string?[]> TextsAsync(ParquetRowGroupReader reader, DataField field, int rows)
    {
        var known = new ReadOnlyMemory<char>[rows];
        int[]? levels = field.MaxDefinitionLevel > 0 ? new int[rows] : null;
        await reader.ReadRawAsync<ReadOnlyMemory<char>>(field, known, levels is null ? (Memory<int>?)null : levels, null).ConfigureAwait(false);
        string?[] values = new string?[rows];
        var texts = new Dictionary<char[], string>(ReferenceEqualityComparer.Instance);
        for (int i = 0, next = 0; i < rows; i++)
        {
            if (levels is null || levels[i] == field.MaxDefinitionLevel)
            {
                values[i] = Text(known[next++]);
            }
        }

        return values;

        string Text(ReadOnlyMemory<char> text)
        {
            if (!MemoryMarshal.TryGetArray(text, out ArraySegment<char> chars) || chars.Count == 0 || chars.Count != chars.Array!.Length)
            {
                return new string(text.Span.Trim());
            }

            if (!texts.TryGetValue(chars.Array, out string? shared))
            {
                texts.Add(chars.Array, shared = new string(text.Span.Trim()));
            }

            return shared;
        }
    }

    // What a decoder makes of bytes that are none of its own depends on where it stumbles. It runs on a thread of the pool: whoever waits here may be the only one who could go on with what is awaited there.
    private static R Trusting<R>(string name, Func<Task<R>> read)
    {
        try
        {
            return Task.Run(read).GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is not (InvalidDataException or OutOfMemoryException or ArgumentNullException))
        {
            throw new InvalidDataException($"{name} is damaged, or no Parquet file that can be read: {e.Message}", e);
        }
    }
}

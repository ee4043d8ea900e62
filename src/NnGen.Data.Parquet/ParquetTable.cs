using System.Numerics;
using Parquet;
using Parquet.Schema;

namespace NnGen;

/// <summary>A Parquet file of which one row group is in memory, in the columns that are wanted.</summary>
internal sealed class ParquetTable : IDisposable
{
    // Files of older writers do not say that their bytes are texts.
    private static readonly ParquetOptions s_options = new() { TreatByteArrayAsString = true, UseDateOnlyTypeForDates = true };

    private readonly ParquetReader _reader;
    private readonly ParquetCheck _check;
    private readonly DataField[] _fields;
    private readonly ParquetColumn?[] _values;
    private readonly string _name;
    private long _rowsBefore;

    private ParquetTable(ParquetReader reader, ParquetCheck check, string name)
    {
        (_reader, _check, _name) = (reader, check, name);
        if (check.Groups != reader.RowGroupCount)
        {
            throw new InvalidDataException($"{name} is damaged: {check.Groups} row groups are described, and {reader.RowGroupCount} are read.");
        }

        _fields = [.. reader.Schema.Fields.OfType<DataField>().Where(field => !field.IsArray)];
        _values = new ParquetColumn?[_fields.Length];
        Columns = [.. _fields.Select(field => field.Name)];
    }

    /// <summary>The names of the columns that have one value a row.</summary>
    public string[] Columns { get; }

    /// <summary>The number of row groups.</summary>
    public int Groups => _reader.RowGroupCount;

    /// <summary>The rows of the group that is in memory.</summary>
    public int Rows { get; private set; }

    /// <summary>A column of the group that is in memory.</summary>
    public ParquetColumn this[int column] => _values[column] ?? throw new InvalidOperationException($"Column {column} is not loaded.");

    /// <summary>Opens a file.</summary>
    /// <param name="stream">The file; can seek, and is left open.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="InvalidDataException">It is no Parquet file, or is damaged.</exception>
    public static ParquetTable Open(Stream stream, string name)
    {
        var check = new ParquetCheck(stream, name);
        stream.Position = 0;
        return Trusting(name, async () => new ParquetTable(await ParquetReader.CreateAsync(stream, s_options, leaveStreamOpen: true).ConfigureAwait(false), check, name));
    }

    /// <summary>Brings a row group into memory. Groups are loaded in order, each once.</summary>
    /// <param name="group">Which.</param>
    /// <param name="columns">The columns that are wanted.</param>
    /// <exception cref="InvalidDataException">The group is damaged, or a column is of a type that has no meaning here.</exception>
    public void Load(int group, IReadOnlyList<int> columns)
    {
        _check.CheckPages(group);
        _rowsBefore += Rows;
        Array.Clear(_values);
        using ParquetRowGroupReader reader = Trusting(_name, () => Task.FromResult(_reader.OpenRowGroupReader(group)));
        Rows = checked((int)reader.RowCount);
        foreach (int column in columns.Distinct())
        {
            _values[column] = Trusting(_name, () => ReadColumnAsync(reader, _fields[column]));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Task.Run(() => _reader.DisposeAsync().AsTask()).GetAwaiter().GetResult();

    /// <summary>What is wrong with a value.</summary>
    public InvalidDataException Error(int row, int column, string reason) =>
        new($"{_name}, row {_rowsBefore + row}, column {RecordColumns.Quoted(Columns[column])}: {reason}.");

    private async Task<ParquetColumn> ReadColumnAsync(ParquetRowGroupReader reader, DataField field)
    {
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
            _ when type == typeof(bool) => new BooleanColumn(await ReadAsync<bool>(reader, field).ConfigureAwait(false)),
            _ when type == typeof(DateTime) => new DateColumn<DateTime>(await ReadAsync<DateTime>(reader, field).ConfigureAwait(false)),
            _ when type == typeof(DateOnly) => new DateColumn<DateOnly>(await ReadAsync<DateOnly>(reader, field).ConfigureAwait(false)),
            _ when type == typeof(TimeSpan) => new DateColumn<TimeSpan>(await ReadAsync<TimeSpan>(reader, field).ConfigureAwait(false)),
            _ when type == typeof(TimeOnly) => new DateColumn<TimeOnly>(await ReadAsync<TimeOnly>(reader, field).ConfigureAwait(false)),
            _ when type == typeof(string) || type == typeof(ReadOnlyMemory<char>) => new TextColumn(await TextsAsync(reader, field).ConfigureAwait(false)),
            _ => throw new InvalidDataException($"{_name}, column {RecordColumns.Quoted(field.Name)} has values of the type {type.Name}; numbers, yes or no, texts, dates and times were expected."),
        };

        async Task<ParquetColumn> NumbersAsync<T>()
            where T : struct, INumber<T> => new NumberColumn<T>(await ReadAsync<T>(reader, field).ConfigureAwait(false));
    }

    private async Task<T?[]> ReadAsync<T>(ParquetRowGroupReader reader, DataField field)
        where T : struct
    {
        var values = new T?[Rows];
        if (field.IsNullable)
        {
            await reader.ReadAsync(field, values.AsMemory()).ConfigureAwait(false);
            return values;
        }

        var known = new T[Rows];
        await reader.ReadAsync(field, known.AsMemory()).ConfigureAwait(false);
        for (int i = 0; i < known.Length; i++)
        {
            values[i] = known[i];
        }

        return values;
    }

    private async Task<string?[]> TextsAsync(ParquetRowGroupReader reader, DataField field)
    {
        string?[] values = new string?[Rows];
        await reader.ReadAsync(field, values.AsMemory()!).ConfigureAwait(false);
        return values;
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

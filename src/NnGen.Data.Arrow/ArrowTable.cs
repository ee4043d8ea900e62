using System.Globalization;
using Apache.Arrow;

namespace NnGen;

/// <summary>An Arrow file of which one record batch is in memory, in the columns that are wanted. What nobody wants is not read, whatever it is.</summary>
internal sealed class ArrowTable : TableFile
{
    private readonly ArrowInput _input;
    private readonly ArrowMessages _messages;
    private readonly ArrowField[] _fields;
    private readonly Dictionary<long, ArrowDictionary> _dictionaries = [];

    private ArrowTable(ArrowInput input, string name)
        : base(name)
    {
        _input = input;
        _messages = ArrowMessages.Of(input);
        _fields = ArrowField.Read(_messages.Schema, input.Refused);
        Columns = [.. _fields.Select(field => field.Name)];
    }

    /// <inheritdoc/>
    public override string DropOption => $"{nameof(ArrowRecordOptions)}.{nameof(ArrowRecordOptions.DropRowsWithout)}";

    /// <summary>Opens a file.</summary>
    /// <param name="stream">The file; is left open.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="InvalidDataException">It is no Arrow file, or is damaged.</exception>
    /// <exception cref="ArgumentException">It has the file form, and the stream cannot seek.</exception>
    public static ArrowTable Open(Stream stream, string name) => new(new ArrowInput(stream, name), name);

    /// <inheritdoc/>
    public override void Dispose()
    {
    }

    /// <inheritdoc/>
    protected override int? Read(IReadOnlyList<int> columns, TableColumn?[] values)
    {
        foreach (int column in columns.Where(column => _fields[column].Type is null))
        {
            throw Meaningless(column, _fields[column].TypeName);
        }

        while (_messages.Next() is ArrowMessages.Message message)
        {
            switch (message.Type)
            {
                case ArrowMessages.Message.DictionaryType:
                    ReadDictionary(message, columns);
                    break;
                case ArrowMessages.Message.RecordsType:
                    return ReadRecords(message, columns, values);
                default:
                    throw _input.Damaged(string.Create(CultureInfo.InvariantCulture, $"it has a message of type {message.Type}; dictionaries and record batches were expected"));
            }
        }

        return null;
    }

    private int ReadRecords(ArrowMessages.Message message, IReadOnlyList<int> columns, TableColumn?[] values)
    {
        using var batch = new ArrowBatch(_input, message, message.Header);
        _input.CountRows(batch.Rows);
        for (int i = 0; i < _fields.Length; i++)
        {
            if (!columns.Contains(i))
            {
                batch.Skip(_fields[i]);
                continue;
            }

            IArrowArray array = batch.Read(_fields[i]);
            int column = i;
            values[i] = _fields[i].Dictionary is long id ? Places(array, id, column) : ArrowColumns.Of(array, (row, reason) => Error(row, column, reason));
        }

        batch.End();
        return batch.Rows;
    }

    private DictionaryColumn Places(IArrowArray array, long id, int column)
    {
        if (!_dictionaries.TryGetValue(id, out ArrowDictionary? dictionary))
        {
            throw _input.Damaged(string.Create(CultureInfo.InvariantCulture, $"column {RecordColumns.Quoted(Columns[column])} takes its values from dictionary {id}, which does not come before it"));
        }

        return new DictionaryColumn(dictionary, ArrowColumns.Places(array, dictionary.Count, (row, reason) => Error(row, column, reason)));
    }

    private void ReadDictionary(ArrowMessages.Message message, IReadOnlyList<int> columns)
    {
        FlatTable header = message.Header;
        long id = header.Int64(0);
        if (columns.FirstOrDefault(column => _fields[column].Dictionary == id, -1) is not (>= 0 and int column))
        {
            return;
        }

        using var batch = new ArrowBatch(_input, message, header.Table(1) ?? throw header.Damaged($"dictionary {id} has no values"));
        _input.CountRows(batch.Rows);
        IArrowArray array = batch.Read(_fields[column] with { Dictionary = null, IndexType = null });
        batch.End();
        bool isAdded = header.Byte(2) != 0;
        bool isThere = _dictionaries.TryGetValue(id, out ArrowDictionary? dictionary);
        if (isThere ? !isAdded && !_messages.MayReplace : isAdded)
        {
            throw header.Damaged($"dictionary {id.ToString(CultureInfo.InvariantCulture)} {(isThere ? "comes twice, and which batches are meant by which cannot be told" : "is added to before it comes")}");
        }

        if (dictionary is null || !isAdded)
        {
            dictionary = _dictionaries[id] = new ArrowDictionary();
        }

        dictionary.Add(ArrowColumns.Of(array, (place, reason) => new($"{Name}, place {place} in the dictionary of column {RecordColumns.Quoted(Columns[column])}: {reason}.")), array.Length);
    }
}

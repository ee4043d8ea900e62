using System.Buffers.Binary;

namespace NnGen;

/// <summary>
/// Holds what a Parquet file says of itself against the bytes that it has, before the library that decodes it believes any of it: sizes, counts and places may be whatever somebody wrote.
/// What is left to that library is the contents of pages, whose sizes are known by then.
/// </summary>
/// <remarks>The numbers of fields: https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift</remarks>
internal sealed class ParquetCheck
{
    /// <summary>The header of a page has its least and largest values, which may be long texts, but not that long.</summary>
    private const int MostOfHeader = 1 << 24;

    /// <summary>What a value that is no text takes in a page at most. The number of rows bounds these; what is above it counts for the whole file.</summary>
    private const long SizeOfValue = 16;

    private const int MostLevels = 64;
    private const int Magic = 0x31524150;
    private const int EncryptedMagic = 0x45524150;

    private readonly Stream _stream;
    private readonly string _name;
    private readonly long _end;
    private readonly ParquetPages _pages;
    private readonly IReadOnlyList<CompactStruct> _groups;
    private readonly long _rows;
    private long _unpacked;

    /// <summary>Checks the end of a file, where all else is described.</summary>
    /// <param name="stream">The file; can seek.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="InvalidDataException">It is no Parquet file, or is damaged.</exception>
    public ParquetCheck(Stream stream, string name)
    {
        (_stream, _name, _pages) = (stream, name, new ParquetPages(stream, name));
        long length = stream.Length;
        if (length < 12 || At(0, 4) is not Magic || At(length - 4, 4) is not Magic)
        {
            bool isEncrypted = length >= 12 && At(length - 4, 4) == EncryptedMagic;
            throw new InvalidDataException(isEncrypted
                ? $"{name} is an encrypted Parquet file; one that is not encrypted was expected."
                : $"{name} is no Parquet file: it must begin and end with 'PAR1' and have at least 12 bytes; it has {length}.");
        }

        long footer = (uint)At(length - 8, 4);
        _end = length - 8 - footer;
        if (_end < 4 || footer > Array.MaxLength)
        {
            throw Damaged($"its description has {footer} bytes by its own account, more than the file of {length}");
        }

        byte[] bytes = new byte[footer];
        stream.Position = _end;
        stream.ReadExactly(bytes);
        var reader = new CompactStruct.Reader(bytes);
        CompactStruct description = reader.Read(CompactType.File) ?? throw Damaged($"its description cannot be read: {reader.Problem}");
        IReadOnlyList<bool> leaves = CheckSchema(description.Structs(2) ?? []);
        _groups = description.Structs(4) ?? [];
        for (int i = 0; i < _groups.Count; i++)
        {
            // They may lie one upon the other, so it is the rows of all that count.
            _rows += CheckGroup(_groups[i], i, leaves, length, _rows);
        }
    }

    /// <summary>The row groups that are described.</summary>
    public int Groups => _groups.Count;

    /// <summary>Checks the pages of a column: each lies within it and is not larger than it may be, nor are all that are asked for together.</summary>
    /// <param name="group">The row group.</param>
    /// <param name="column">Which of the group's columns.</param>
    /// <param name="isOptional">Whether values may be missing, and pages say which are.</param>
    /// <returns>From where on the pages lie, and where they end.</returns>
    /// <exception cref="InvalidDataException">The column is damaged, or the file unpacks to more than is believed.</exception>
    public (long Start, long End) CheckPages(int group, int column, bool isOptional)
    {
        CompactStruct described = _groups[group].Structs(1)![column].Struct(3)!;
        (long start, long size) = Place(described);
        (long position, long end) = (start, start + size);
        long values = described.Number(5)!.Value;
        long codec = described.Number(4) ?? -1;
        string where = $"row group {group}, column {column}";
        for (long read = 0; read < values;)
        {
            if (position >= end)
            {
                throw Damaged($"{where} has {read} of {values} values");
            }

            CompactStruct header = ReadHeader(position, end, where, out int length);
            long packed = header.Number(3) ?? -1;
            long unpacked = header.Number(2) ?? -1;
            if (packed < 0 || packed > end - position - length || unpacked < 0 || unpacked > ParquetPages.MostUnpacked(codec, packed))
            {
                throw Damaged($"{where} has a page of {packed} bytes, {unpacked} when unpacked, where {end - position - length} are left");
            }

            const int Dictionary = 2;
            long kind = header.Number(1) ?? -1;
            CompactStruct page = (kind switch { 0 => header.Struct(5), Dictionary => header.Struct(7), 3 => header.Struct(8), _ => null })
                ?? throw Damaged($"{where} has a page of the kind {kind} that is not described as one");

            // A dictionary has values that the column may have.
            long count = page.Number(1) ?? -1;
            if (count < 0 || count > (kind == Dictionary ? values : values - read))
            {
                throw Damaged($"{where} has a page of {count} values after {read} of {values}");
            }

            CompactStruct? second = kind == 3 ? page : null;
            long inside = _pages.SizeOf(codec, position + length, (int)packed, unpacked, second, isOptional, where);

            // Numbers that are differences, and texts whose lengths are, or that have only what is other than in the text before.
            if (kind != Dictionary && page.Number(second is null ? 2 : 4) is long encoding and (5 or 6 or 7))
            {
                byte[] bytes = _pages.Unpack(codec, position + length, (int)packed, unpacked, second, isOptional, where);
                inside += _pages.SizeOfDeltas(encoding, bytes, (int)count, second, isOptional, where);
            }

            Count(inside - (SizeOfValue * count), where);
            read += kind == Dictionary ? 0 : count;
            position += length + packed;
        }

        return (start, position);
    }

    private void Count(long unpacked, string where)
    {
        _unpacked += Math.Max(0, unpacked);
        long most = TableLimits.MostUnpacked(_stream.Length, _rows);
        if (_unpacked > most)
        {
            throw new InvalidDataException($"{_name} unpacks to more than is believed: the texts up to {where} have {_unpacked} bytes; at most {most} in all were expected of {_stream.Length} bytes and {_rows} rows. "
                + "Write columns of long texts with a dictionary, or the rows to several files.");
        }
    }

    /// <summary>For each column whether it has one value a row, or none.</summary>
    private List<bool> CheckSchema(IReadOnlyList<CompactStruct> elements)
    {
        int next = 0;
        var leaves = new List<bool>();
        Element(0, isFlat: true);
        if (next != elements.Count)
        {
            throw Damaged($"its schema has {elements.Count} elements, of which {next} belong to a column");
        }

        return leaves;

        void Element(int level, bool isFlat)
        {
            if (next >= elements.Count || level > MostLevels)
            {
                throw Damaged(level > MostLevels ? $"its columns lie within each other more than {MostLevels} deep" : "its schema ends within a column");
            }

            const int Repeated = 2;
            CompactStruct element = elements[next++];
            isFlat &= element.Number(3) != Repeated;
            long children = element.Number(5) ?? 0;
            if (children < 0 || children > elements.Count - next)
            {
                throw Damaged($"an element of its schema has {children} children, where {elements.Count - next} elements are left");
            }

            if (children == 0 && level > 0)
            {
                leaves.Add(isFlat);
            }

            for (long i = 0; i < children; i++)
            {
                Element(level + 1, isFlat);
            }
        }
    }

    /// <summary>The rows of a group that is as it may be.</summary>
    private long CheckGroup(CompactStruct group, int number, IReadOnlyList<bool> leaves, long length, long rowsBefore)
    {
        long rows = group.Number(3) ?? -1;
        long most = TableLimits.MostRows(length);
        if (rows < 0 || rows > most - rowsBefore)
        {
            throw Damaged($"row group {number} has {rows} rows after {rowsBefore}; at most {most} in all were expected of a file of {length} bytes");
        }

        IReadOnlyList<CompactStruct> columns = group.Structs(1) ?? [];
        if (columns.Count != leaves.Count)
        {
            throw Damaged($"row group {number} has {columns.Count} columns, and the schema {leaves.Count}");
        }

        for (int i = 0; i < columns.Count; i++)
        {
            if (columns[i].Has(1))
            {
                throw Damaged($"column {i} of row group {number} lies in another file; one file with all columns was expected");
            }

            CompactStruct column = columns[i].Struct(3) ?? throw Damaged($"column {i} of row group {number} is not described");
            (long position, long size) = Place(column);
            long values = column.Number(5) ?? -1;
            if (position < 4 || size < 0 || size > _end - position || values < 0 || values > most)
            {
                throw Damaged($"column {i} of row group {number} has {values} values in {size} bytes from byte {position} on; the data lie between bytes 4 and {_end}");
            }

            if (leaves[i] && values != rows)
            {
                throw Damaged($"column {i} of row group {number} has {values} values for {rows} rows");
            }
        }

        return rows;
    }

    private static (long Position, long Size) Place(CompactStruct column)
    {
        // Of the first page, of an index and of a dictionary, whatever is there and comes first.
        IEnumerable<long> places = [column.Number(9) ?? -1, column.Number(10) ?? 0, column.Number(11) ?? 0];
        return (places.Where(place => place != 0).DefaultIfEmpty().Min(), column.Number(7) ?? -1);
    }

    // A header is small, unless it has the largest and smallest values of a column of long texts.
    private CompactStruct ReadHeader(long position, long end, string where, out int length)
    {
        for (int window = 256; ; window *= 8)
        {
            byte[] bytes = new byte[Math.Min(window, end - position)];
            _stream.Position = position;
            _stream.ReadExactly(bytes);
            var reader = new CompactStruct.Reader(bytes);
            CompactStruct? header = reader.Read(CompactType.PageHeader);
            length = reader.Position;
            if (header is not null)
            {
                return header;
            }

            if (!reader.IsCutShort || bytes.Length == end - position || window >= MostOfHeader)
            {
                throw Damaged($"the page of {where} at byte {position} cannot be read: {reader.Problem}");
            }
        }
    }

    private int At(long position, int count)
    {
        Span<byte> bytes = stackalloc byte[count];
        _stream.Position = position;
        _stream.ReadExactly(bytes);
        return BinaryPrimitives.ReadInt32LittleEndian(bytes);
    }

    /// <summary>What is thrown where a file is not as it may be.</summary>
    public static InvalidDataException Damaged(string name, string reason) => new($"{name} is damaged: {reason}.");

    private InvalidDataException Damaged(string reason) => Damaged(_name, reason);
}

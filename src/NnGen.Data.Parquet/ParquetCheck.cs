using System.Buffers.Binary;

namespace NnGen;

/// <summary>
/// Holds what a Parquet file says of itself against the bytes that it has, before the library that decodes it believes any of it: sizes, counts and places may be whatever somebody wrote.
/// What is left to that library is the contents of pages, whose sizes are known by then.
/// </summary>
/// <remarks>The numbers of fields: https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift</remarks>
internal sealed class ParquetCheck
{
    /// <summary>A file may have that many rows whatever its size: columns that are always the same take hardly a byte.</summary>
    private const long MostRows = 1 << 20;

    /// <summary>... and as many for each of its bytes where that is more. Row groups may lie one upon the other, so it is all of them that count.</summary>
    private const long RowsOfAByte = 64;

    /// <summary>A page may be that large when unpacked, where its packing has no bound of its own.</summary>
    private const long MostOfAPage = 1 << 26;

    /// <summary>The header of a page has its least and largest values, which may be long texts, but not that long.</summary>
    private const int MostOfHeader = 1 << 24;

    private const int MostLevels = 64;
    private const int Magic = 0x31524150;
    private const int EncryptedMagic = 0x45524150;

    private readonly Stream _stream;
    private readonly string _name;
    private readonly long _end;
    private readonly IReadOnlyList<CompactStruct> _groups;

    /// <summary>Checks the end of a file, where all else is described.</summary>
    /// <param name="stream">The file; can seek.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="InvalidDataException">It is no Parquet file, or is damaged.</exception>
    public ParquetCheck(Stream stream, string name)
    {
        (_stream, _name) = (stream, name);
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
        CompactStruct description = reader.Read() ?? throw Damaged($"its description cannot be read: {reader.Problem}");
        IReadOnlyList<bool> leaves = CheckSchema(description.Structs(2) ?? []);
        _groups = description.Structs(4) ?? [];
        long rows = 0;
        for (int i = 0; i < _groups.Count; i++)
        {
            rows += CheckGroup(_groups[i], i, leaves, length, rows);
        }
    }

    /// <summary>The row groups that are described.</summary>
    public int Groups => _groups.Count;

    /// <summary>Checks the pages of a row group: each lies within its column, and is not larger than it may be.</summary>
    /// <exception cref="InvalidDataException">The group is damaged.</exception>
    public void CheckPages(int group)
    {
        IReadOnlyList<CompactStruct> columns = _groups[group].Structs(1)!;
        for (int i = 0; i < columns.Count; i++)
        {
            CompactStruct column = columns[i].Struct(3)!;
            (long position, long size) = Place(column);
            long values = column.Number(5)!.Value;
            long codec = column.Number(4) ?? -1;
            string where = $"row group {group}, column {i}";
            for (long end = position + size, read = 0; read < values;)
            {
                if (position >= end)
                {
                    throw Damaged($"{where} has {read} of {values} values");
                }

                CompactStruct header = ReadHeader(position, end, where, out int length);
                long packed = header.Number(3) ?? -1;
                long unpacked = header.Number(2) ?? -1;
                if (packed < 0 || packed > end - position - length || unpacked < 0 || unpacked > MostUnpacked(codec, packed))
                {
                    throw Damaged($"{where} has a page of {packed} bytes, {unpacked} when unpacked, where {end - position - length} are left");
                }

                long count = (header.Struct(5) ?? header.Struct(7) ?? header.Struct(8))?.Number(1) ?? 0;

                // A dictionary has values that the column may have.
                bool isDictionary = header.Struct(7) is not null;
                if (count < 0 || count > (isDictionary ? values : values - read))
                {
                    throw Damaged($"{where} has a page of {count} values after {read} of {values}");
                }

                read += isDictionary ? 0 : count;
                position += length + packed;
            }
        }
    }

    /// <summary>What some packed bytes are at most when unpacked: a reader would take memory for whatever a page says.</summary>
    private static long MostUnpacked(long codec, long packed) => codec switch
    {
        // As they are; Snappy, whose three bytes may copy 64; deflate.
        0 => packed,
        1 => (packed * 22) + 64,
        2 => (packed * 1032) + 64,

        // LZ4, with and without frames.
        5 or 7 => (packed * 255) + 64,
        _ => MostOfAPage,
    };

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
        long most = Math.Max(MostRows, RowsOfAByte * length);
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
        long data = column.Number(9) ?? -1;
        long dictionary = column.Number(11) ?? 0;
        return (dictionary > 0 ? Math.Min(dictionary, data) : data, column.Number(7) ?? -1);
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
            CompactStruct? header = reader.Read();
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

    private InvalidDataException Damaged(string reason) => new($"{_name} is damaged: {reason}.");
}

using System.Buffers.Binary;
using System.Text;

namespace NnGen;

/// <summary>Bytes in the format of FlatBuffers, in which an Arrow file says what is where. Every place and length in them is held against the bytes that there are before it is followed.</summary>
/// <remarks>https://flatbuffers.dev/internals/</remarks>
internal sealed class FlatBytes(byte[] bytes, Func<string, InvalidDataException> damaged)
{
    /// <summary>Names may be said once and meant often, but texts that lie upon each other would be longer than any file.</summary>
    private readonly long _mostOfTexts = (1 << 20) + (8L * bytes.Length);

    private long _texts;

    /// <summary>The table that all others hang from.</summary>
    public FlatTable Root() => Table(0);

    /// <summary>What is wrong with the bytes.</summary>
    public InvalidDataException Damaged(string reason) => damaged(reason);

    /// <summary>Some bytes.</summary>
    public ReadOnlySpan<byte> Span(long place, long count) => place >= 0 && count >= 0 && place <= bytes.Length - count
        ? bytes.AsSpan((int)place, (int)count)
        : throw damaged($"{count} bytes from byte {place} on are told of in a description of {bytes.Length} bytes");

    /// <summary>The table whose distance stands somewhere.</summary>
    public FlatTable Table(long place)
    {
        long table = Followed(place);
        long vtable = table - BinaryPrimitives.ReadInt32LittleEndian(Span(table, sizeof(int)));
        int size = BinaryPrimitives.ReadUInt16LittleEndian(Span(vtable, sizeof(ushort)));
        if (size < 4 || size % 2 != 0)
        {
            throw damaged($"the fields of a table at byte {table} of its description are told of in {size} bytes");
        }

        Span(vtable, size);
        return new FlatTable(this, (int)table, (int)vtable, size);
    }

    /// <summary>The list whose distance stands somewhere.</summary>
    public FlatList List(long place, int sizeOfElement)
    {
        long list = Followed(place);
        uint count = BinaryPrimitives.ReadUInt32LittleEndian(Span(list, sizeof(uint)));
        Span(list + sizeof(uint), (long)count * sizeOfElement);
        return new FlatList(this, (int)list + sizeof(uint), (int)count, sizeOfElement);
    }

    /// <summary>The text whose distance stands somewhere.</summary>
    public string Text(long place)
    {
        FlatList list = List(place, 1);
        _texts += list.Count;
        if (_texts > _mostOfTexts)
        {
            throw damaged("the texts of its description lie upon each other");
        }

        return Encoding.UTF8.GetString(Span(list.Place, list.Count));
    }

    private long Followed(long place) => place + BinaryPrimitives.ReadUInt32LittleEndian(Span(place, sizeof(uint)));
}

/// <summary>A table: fields by their numbers from 0, each of which may be absent.</summary>
internal readonly struct FlatTable(FlatBytes bytes, int place, int vtable, int size)
{
    /// <summary>What is wrong with the bytes.</summary>
    public InvalidDataException Damaged(string reason) => bytes.Damaged(reason);

    /// <summary>A number of 8 bits.</summary>
    public byte Byte(int field) => Find(field) is int found ? bytes.Span(found, 1)[0] : (byte)0;

    /// <summary>A number of 16 bits.</summary>
    public short Int16(int field, short absent = 0) => Find(field) is int found ? BinaryPrimitives.ReadInt16LittleEndian(bytes.Span(found, sizeof(short))) : absent;

    /// <summary>A number of 32 bits.</summary>
    public int Int32(int field, int absent = 0) => Find(field) is int found ? BinaryPrimitives.ReadInt32LittleEndian(bytes.Span(found, sizeof(int))) : absent;

    /// <summary>A number of 64 bits.</summary>
    public long Int64(int field) => Find(field) is int found ? BinaryPrimitives.ReadInt64LittleEndian(bytes.Span(found, sizeof(long))) : 0;

    /// <summary>A text.</summary>
    public string? Text(int field) => Find(field) is int found ? bytes.Text(found) : null;

    /// <summary>A table.</summary>
    public FlatTable? Table(int field) => Find(field) is int found ? bytes.Table(found) : null;

    /// <summary>A list; an empty one where there is none.</summary>
    public FlatList List(int field, int sizeOfElement) => Find(field) is int found ? bytes.List(found, sizeOfElement) : default;

    private int? Find(int field)
    {
        int entry = 4 + (2 * field);
        int offset = entry + 2 > size ? 0 : BinaryPrimitives.ReadUInt16LittleEndian(bytes.Span(vtable + entry, sizeof(ushort)));
        return offset == 0 ? null : place + offset;
    }
}

/// <summary>A list of numbers, of structures or of tables.</summary>
internal readonly struct FlatList(FlatBytes bytes, int place, int count, int sizeOfElement)
{
    /// <summary>Its length.</summary>
    public int Count => count;

    /// <summary>Where its elements begin.</summary>
    public int Place => place;

    /// <summary>A number of 64 bits in an element.</summary>
    public long Int64(int index, int offset = 0) => BinaryPrimitives.ReadInt64LittleEndian(bytes.Span(At(index) + offset, sizeof(long)));

    /// <summary>A number of 32 bits in an element.</summary>
    public int Int32(int index, int offset = 0) => BinaryPrimitives.ReadInt32LittleEndian(bytes.Span(At(index) + offset, sizeof(int)));

    /// <summary>An element that is a table.</summary>
    public FlatTable Table(int index) => bytes.Table(At(index));

    private long At(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)count);
        return place + ((long)index * sizeOfElement);
    }
}

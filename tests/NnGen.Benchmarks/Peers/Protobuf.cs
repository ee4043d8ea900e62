using System.Buffers.Binary;
using System.Text;

namespace NnGen.Benchmarks.Peers;

/// <summary>A message of protocol buffers, as far as models need it: numbers, and everything that has a length.</summary>
internal sealed class Protobuf
{
    private const int Varint = 0;
    private const int Lengthy = 2;
    private const int FourBytes = 5;

    private readonly MemoryStream _bytes = new();

    public Protobuf Add(int field, long value)
    {
        WriteNumber((ulong)(field << 3 | Varint));
        WriteNumber((ulong)value);
        return this;
    }

    public Protobuf Add(int field, float value)
    {
        WriteNumber((ulong)(field << 3 | FourBytes));
        Span<byte> bytes = stackalloc byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        _bytes.Write(bytes);
        return this;
    }

    public Protobuf Add(int field, ReadOnlySpan<byte> value)
    {
        WriteNumber((ulong)(field << 3 | Lengthy));
        WriteNumber((ulong)value.Length);
        _bytes.Write(value);
        return this;
    }

    public Protobuf Add(int field, string value) => Add(field, Encoding.UTF8.GetBytes(value));

    public Protobuf Add(int field, Protobuf value) => Add(field, value.ToArray());

    public byte[] ToArray() => _bytes.ToArray();

    private void WriteNumber(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            _bytes.WriteByte((byte)(value | 0x80));
        }

        _bytes.WriteByte((byte)value);
    }
}

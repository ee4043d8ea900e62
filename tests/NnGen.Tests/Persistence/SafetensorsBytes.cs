using System.Buffers.Binary;
using System.Text;

namespace NnGen.Tests.Persistence;

/// <summary>Makes safetensors files in memory, right or wrong.</summary>
internal static class SafetensorsBytes
{
    public static byte[] File(string header, int dataBytes = 0) => File(header, new byte[dataBytes]);

    public static byte[] File(string header, byte[] data)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);
        return [.. Length((ulong)text.Length), .. text, .. data];
    }

    public static byte[] Length(ulong length)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, length);
        return bytes;
    }
}

using System.Buffers.Binary;
using System.IO.Compression;

namespace NnGen.Tests.Data;

/// <summary>Makes IDX files in memory.</summary>
internal static class IdxBytes
{
    public static byte[] Header(byte type, params int[] shape)
    {
        var header = new byte[4 + 4 * shape.Length];
        header[2] = type;
        header[3] = (byte)shape.Length;
        for (int axis = 0; axis < shape.Length; axis++)
        {
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + 4 * axis), shape[axis]);
        }

        return header;
    }

    public static byte[] File(byte type, int[] shape, byte[] data) => [.. Header(type, shape), .. data];

    public static byte[] Gzip(byte[] content)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return packed.ToArray();
    }
}

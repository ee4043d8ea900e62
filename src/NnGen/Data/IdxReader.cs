using System.Buffers.Binary;
using System.IO.Compression;

namespace NnGen;

/// <summary>
/// Reads IDX files, the format of the MNIST digits, plain or packed by gzip: two zero bytes, the type, the number of axes,
/// each axis's size as a 32-bit integer, then the numbers; all with the most significant byte first.
/// </summary>
/// <remarks>
/// Memory is taken as the bytes arrive, so a header that promises too much costs nothing. The checksum of a packed file is verified;
/// a file that lost its checksum but no data is accepted.
/// </remarks>
public static class IdxReader
{
    internal const byte GzipMagic0 = 0x1F;
    internal const byte GzipMagic1 = 0x8B;

    private const int MagicBytes = 4;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file, plain or packed by gzip; the content decides, not the name.</param>
    /// <exception cref="InvalidDataException">The file is no IDX file, truncated, corrupt or too long; the message names file, byte and reason.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IdxFile Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream stream = InputFile.Open(path);
        return Read(stream, path);
    }

    /// <summary>Reads a stream from where it stands to its end.</summary>
    /// <param name="stream">The content, plain or packed by gzip. Left open.</param>
    /// <param name="name">What error messages call it.</param>
    /// <exception cref="InvalidDataException">It is no IDX file, truncated, corrupt or too long; the message names the stream, the byte and the reason.</exception>
    public static IdxFile Read(Stream stream, string name = "IDX stream")
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        var plain = new CheckedReader(stream, name);
        byte[] start = plain.ReadUpTo(2, "the header");
        if (start is not [GzipMagic0, GzipMagic1])
        {
            return Read(plain, start);
        }

        using var unpacked = new GZipStream(new PrefixedStream(start, stream), CompressionMode.Decompress);
        var reader = new CheckedReader(unpacked, name, " of the unpacked content");
        return Read(reader, reader.ReadUpTo(2, "the header"));
    }

    private static IdxFile Read(CheckedReader reader, byte[] start)
    {
        (IdxElementType type, int[] shape, long dataBytes) = ReadHeader(reader, start, Array.MaxLength);
        byte[] data = reader.Read((int)dataBytes, $"the data, which are {string.Join(" x ", shape)} elements of {IdxFile.ElementBytes(type)}");
        reader.ExpectEnd($"the data of shape [{string.Join(", ", shape)}]");
        return new IdxFile(type, shape, data);
    }

    /// <summary>Reads a header.</summary>
    /// <param name="reader">Stands behind the first two bytes.</param>
    /// <param name="start">The first two bytes, or what there is of them.</param>
    /// <param name="mostBytes">The most bytes that the data may have.</param>
    internal static (IdxElementType Type, int[] Shape, long DataBytes) ReadHeader(CheckedReader reader, byte[] start, long mostBytes)
    {
        if (start.Length < 2)
        {
            throw reader.Error(start.Length, "the file ends within the header; it is truncated");
        }

        if (start is not [0, 0])
        {
            throw reader.Error(0, $"an IDX file starts with two zero bytes, but here are 0x{start[0]:X2} 0x{start[1]:X2}");
        }

        byte[] kind = reader.Read(MagicBytes - 2, "the header");
        var type = (IdxElementType)kind[0];
        int elementBytes = IdxFile.ElementBytes(type);
        if (elementBytes == 0)
        {
            throw reader.Error(2, $"0x{kind[0]:X2} is no type of an IDX file; known are 0x08, 0x09, 0x0B, 0x0C, 0x0D and 0x0E");
        }

        int[] shape = ReadShape(reader, axes: kind[1], elementBytes, mostBytes, out long dataBytes);
        return (type, shape, dataBytes);
    }

    private static int[] ReadShape(CheckedReader reader, int axes, int elementBytes, long mostBytes, out long dataBytes)
    {
        if (axes == 0)
        {
            throw reader.Error(3, "the header states 0 axes; an IDX file has at least one");
        }

        byte[] sizes = reader.Read(axes * sizeof(int), "the sizes of the axes");
        var shape = new int[axes];
        long bytes = elementBytes;
        for (int axis = 0; axis < axes; axis++)
        {
            int position = MagicBytes + axis * sizeof(int);
            shape[axis] = BinaryPrimitives.ReadInt32BigEndian(sizes.AsSpan(axis * sizeof(int)));
            if (shape[axis] < 0)
            {
                throw reader.Error(position, $"axis {axis} has the size {(uint)shape[axis]}, which is more than an array can have");
            }

            // The product so far is below 2^63, the size below 2^31.
            Int128 product = (Int128)bytes * shape[axis];
            if (product > mostBytes)
            {
                string limit = mostBytes == Array.MaxLength ? "an array can have" : "a file can have";
                throw reader.Error(position, $"axes 0 to {axis} of the sizes {string.Join(" x ", shape[..(axis + 1)])} make {product} bytes, more than the {mostBytes} {limit}");
            }

            bytes = (long)product;
        }

        dataBytes = bytes;
        return shape;
    }
}

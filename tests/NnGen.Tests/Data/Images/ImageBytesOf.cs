using System.Buffers.Binary;
using System.Text;

namespace NnGen.Tests.Data.Images;

/// <summary>The bytes of image files, written by the formats' definitions.</summary>
internal static class ImageBytesOf
{
    public static byte[] Text(string content) => Encoding.ASCII.GetBytes(content);

    public static byte[] Binary(string header, params byte[] pixels) => [.. Text(header), .. pixels];

    /// <summary>A BMP file.</summary>
    /// <param name="width">Its width.</param>
    /// <param name="height">Its height; negative where lines go from the top down.</param>
    /// <param name="depth">The bits of a pixel.</param>
    /// <param name="palette">Blue, green, red and 0 of each colour.</param>
    /// <param name="lines">The lines as they stand in the file, each a multiple of 4 bytes.</param>
    /// <param name="compression">The compression.</param>
    /// <param name="masks">What stands behind the header.</param>
    public static byte[] Bmp(int width, int height, int depth, byte[] palette, byte[] lines, int compression = 0, int[]? masks = null)
    {
        var file = new byte[54 + 4 * (masks?.Length ?? 0)];
        file[0] = (byte)'B';
        file[1] = (byte)'M';
        Write(2, file.Length + palette.Length + lines.Length);
        Write(10, file.Length + palette.Length);
        Write(14, 40);
        Write(18, width);
        Write(22, height);
        file[26] = 1;
        file[28] = (byte)depth;
        Write(30, compression);
        Write(46, palette.Length / 4);
        for (int i = 0; i < (masks?.Length ?? 0); i++)
        {
            Write(54 + 4 * i, masks![i]);
        }

        return [.. file, .. palette, .. lines];

        void Write(int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at), value);
    }

    /// <summary>A BMP file as OS/2 wrote it: a header of 12 bytes, colours of 3.</summary>
    public static byte[] Core(short width, short height, byte depth, byte[] palette, byte[] lines)
    {
        var file = new byte[26];
        file[0] = (byte)'B';
        file[1] = (byte)'M';
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(10), file.Length + palette.Length);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(14), 12);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(18), width);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(20), height);
        file[22] = 1;
        file[24] = depth;
        return [.. file, .. palette, .. lines];
    }
}

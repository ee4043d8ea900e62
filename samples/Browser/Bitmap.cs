using System.Buffers.Binary;

namespace Samples.Browser;

/// <summary>A grey image as the address of a picture, so that the page needs no script to show it.</summary>
internal static class Bitmap
{
    private const int HeaderBytes = 54;

    /// <summary>A BMP with 24 bits a pixel as a <c>data:</c> address.</summary>
    /// <param name="image">The pixels line by line from the top, 0 to 1.</param>
    /// <param name="side">The pixels of a line, a multiple of four: lines of a BMP end there.</param>
    public static string Address(ReadOnlySpan<float> image, int side)
    {
        byte[] file = new byte[HeaderBytes + (3 * side * side)];
        "BM"u8.CopyTo(file);
        Write(2, file.Length);
        Write(10, HeaderBytes);
        Write(14, 40); // the second header's own size
        Write(18, side);
        Write(22, -side); // from the top
        Write(26, 1 | (24 << 16)); // one plane, 24 bits
        for (int i = 0; i < image.Length; i++)
        {
            file.AsSpan(HeaderBytes + (3 * i), 3).Fill((byte)Math.Round(255 * image[i]));
        }

        return "data:image/bmp;base64," + Convert.ToBase64String(file);

        void Write(int at, int number) => BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at), number);
    }
}

using Xunit;
using static NnGen.Tests.Data.Images.ImageBytesOf;

namespace NnGen.Tests.Data.Images;

/// <summary>Pictures of each kind, their bytes written by hand.</summary>
public sealed class ImageReaderTests
{
    private static readonly byte[] s_threeColours = [1, 2, 3, 0, 40, 50, 60, 0, 7, 8, 9, 0];

    private static ImagePixels Read(byte[] content) => ImageReader.Read(new MemoryStream(content), "picture");

    private static string Refusal(byte[] content) => Assert.Throws<InvalidDataException>(() => Read(content)).Message;

    public static TheoryData<string, byte[], int, int, int, byte[]> Pictures => new()
    {
        { "P2", Text("P2\n# a comment 9 9\n3 2 # another\n255\n0 1 2\n253\t254\r\n255"), 2, 3, 1, [0, 1, 2, 253, 254, 255] },
        { "P2 without a last line break, 15 at most", Text("P2 2 1 15 0 15"), 1, 2, 1, [0, 255] },
        { "P2 of 16 bits", Text("P2 3 1 1000 0 500 1000\n"), 1, 3, 1, [0, 128, 255] },
        { "P3", Text("P3 1 2 255 1 2 3 4 5 6"), 2, 1, 3, [1, 2, 3, 4, 5, 6] },
        { "P5", Binary("P5 3 1 255\n", 10, 32, 255), 1, 3, 1, [10, 32, 255] },
        { "P5 of 16 bits", Binary("P5\n2 1\n65535 ", 0x80, 0x00, 0xFF, 0xFF), 1, 2, 1, [128, 255] },
        { "P6", Binary("P6#x\n1 1\n255\n", 9, 8, 7), 1, 1, 3, [9, 8, 7] },
        { "P6 of 16 bits", Binary("P6 1 1 65535\n", 0, 0, 1, 1, 255, 255), 1, 1, 3, [0, 1, 255] },
        { "BMP of 24 bits from the bottom up", Bmp(1, 2, 24, [], [3, 2, 1, 0, 6, 5, 4, 0]), 2, 1, 3, [4, 5, 6, 1, 2, 3] },
        { "BMP of 24 bits from the top down", Bmp(1, -2, 24, [], [3, 2, 1, 0, 6, 5, 4, 0]), 2, 1, 3, [1, 2, 3, 4, 5, 6] },
        { "BMP of 32 bits", Bmp(2, 1, 32, [], [3, 2, 1, 77, 6, 5, 4, 78]), 1, 2, 3, [1, 2, 3, 4, 5, 6] },
        { "BMP of 32 bits with masks", Bmp(1, 1, 32, [], [3, 2, 1, 77], compression: 3, masks: [0xFF0000, 0xFF00, 0xFF]), 1, 1, 3, [1, 2, 3] },
        { "BMP of 8 bits", Bmp(3, 1, 8, s_threeColours, [2, 0, 1, 0]), 1, 3, 3, [9, 8, 7, 3, 2, 1, 60, 50, 40] },
        { "BMP of 4 bits", Bmp(3, 1, 4, s_threeColours, [0x21, 0x00, 0, 0]), 1, 3, 3, [9, 8, 7, 60, 50, 40, 3, 2, 1] },
        { "BMP of 1 bit", Bmp(9, 1, 1, s_threeColours[..8], [0b01000000, 0b10000000, 0, 0]), 1, 9, 3, [3, 2, 1, 60, 50, 40, 3, 2, 1, 3, 2, 1, 3, 2, 1, 3, 2, 1, 3, 2, 1, 3, 2, 1, 60, 50, 40] },
        { "BMP of OS/2", Core(2, 1, 1, [1, 2, 3, 4, 5, 6], [0b10000000, 0, 0, 0]), 1, 2, 3, [6, 5, 4, 3, 2, 1] },
    };

    [Theory]
    [MemberData(nameof(Pictures))]
    public void Pixels_AreThoseOfTheFile(string kind, byte[] content, int height, int width, int channels, byte[] expected)
    {
        ImagePixels image = Read(content);
        Assert.True((image.Height, image.Width, image.Channels) == (height, width, channels), kind);
        Assert.Equal(expected, image.Pixels.ToArray());
    }

    public static TheoryData<byte[], string> Faults => new()
    {
        { [], "picture, byte 0: a picture starts with P2, P3, P5, P6 or BM, but here the file ends." },
        { Text("P4 8 1 x"), "byte 0: a picture starts with P2, P3, P5, P6 or BM, but here are 0x50 0x34" },
        { [0x89, 0x50, 0x4E, 0x47, 0x0D], "byte 0: this is a PNG file, which takes a package to decode" },
        { [0xFF, 0xD8, 0xFF], "byte 0: this is a JPEG file" },
        { Text("P5"), "byte 2: the file ends within its numbers" },
        { Text("P5 3"), "byte 4: the file ends within its numbers" },
        { Text("P5 0 2 255\n"), "byte 3: the width is 0, but must be at least 1" },
        { Text("P5 x 2 255\n"), "byte 3: expected the width, but found 0x78" },
        { Text("P53 2 255\n"), "byte 2: expected a space before the width" },
        { Text("P5 99999999999 2 255\n"), "byte 3: the width is more than 2147483647" },
        { Text("P5 2 2 65536\n"), "byte 7: the largest number is more than 65535" },
        { Text("P5 2 2 0\n"), "byte 7: the largest number is 0, but must be at least 1" },
        { Text("P5 2 2 255x1234"), "byte 10: one space or line break stands between header and pixels, but here is 0x78" },
        { Binary("P5 2 2 255\n", 1, 2, 3), "byte 14: 2 x 2 pixels of 1 channels take 4 bytes, but the file has 3 behind its header" },
        { Text("P6 2000000000 2000000000 65535\n"), "2000000000 x 2000000000 pixels of 3 channels take 24000000000000000000 bytes, but the file has 0" },
        { Binary("P5 1 1 9\n", 10), "byte 9: pixel number 0 is 10, more than 9" },
        { Binary("P5 1 1 255\n", 1, 2), "byte 12: the 1 x 1 pixels end here, but more bytes follow" },
        { Text("P2 2 2 255 1 2 3   "), "byte 19: the file ends within its numbers" },
        { Text("P2 1 1 255 -1"), "byte 11: expected a pixel, but found 0x2D" },
        { Bmp(1, 1, 16, [], [0, 0, 0, 0]), "byte 28: a pixel has 16 bits; those of 1, 4, 8, 24 and 32 can be read" },
        { Bmp(1, 1, 8, s_threeColours, [0, 0, 0, 0], compression: 1), "byte 30: the picture is run-length encoded; save it without compression" },
        { Bmp(1, 1, 32, [], [0, 0, 0, 0], compression: 3, masks: [0xFF, 0xFF00, 0xFF0000]), "byte 54: the mask of channel 0 is 0x000000FF" },
        { Bmp(0, 1, 24, [], []), "byte 18: the picture has the size 0 x 1" },
        { Bmp(1, int.MinValue, 24, [], []), "it needs at least one pixel" },
        { Bmp(2, 1, 24, [], [1, 2, 3, 4]), "byte 58: 1 lines of 8 bytes are 8, but the file has 4 from byte 54 on" },
        { Bmp(int.MaxValue, int.MaxValue, 32, [], [1, 2, 3, 4]), "2147483647 lines of 8589934588 bytes are 18446744056529682436" },
        { Bmp(1, 1, 8, s_threeColours, [3, 0, 0, 0]), "byte 66: a pixel has the colour 3, but the palette has 3" },
        { Bmp(1, 1, 1, s_threeColours, [0, 0, 0, 0]), "byte 46: the palette has 3 colours, but pixels of 1 bits have at most 2" },
        { Bmp(1, 1, 24, [], [0, 0, 0, 0])[..20], "byte 20: the file ends within the width; it is truncated" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void DamagedFiles_AreRefusedWithByteAndReason(byte[] content, string expected) => Assert.Contains(expected, Refusal(content), StringComparison.Ordinal);

    [Fact]
    public void GreyAndColour_BecomeEachOther()
    {
        ImagePixels colour = Read(Text("P3 2 1 255 255 0 0 10 20 30"));
        Assert.Equal([76, 18], colour.WithChannels(1).Pixels.ToArray()); // 76.245 and 2.99 + 11.74 + 3.42 = 18.15
        Assert.Equal([5, 5, 5], Read(Text("P2 1 1 255 5")).WithChannels(3).Pixels.ToArray());
        Assert.Same(colour, colour.WithChannels(3));
        Assert.Throws<ArgumentOutOfRangeException>(() => colour.WithChannels(2));
    }

    [Fact]
    public void Copies_HaveTheChannelsFirstOrLast()
    {
        ImagePixels image = Read(Text("P3 2 1 255 1 2 3 4 5 6"));
        var bytes = new byte[6];
        image.CopyTo(bytes, ImageLayout.ChannelsFirst);
        Assert.Equal([1, 4, 2, 5, 3, 6], bytes);
        image.CopyTo(bytes, ImageLayout.ChannelsLast);
        Assert.Equal([1, 2, 3, 4, 5, 6], bytes);
        Assert.Throws<ArgumentException>(() => image.CopyTo(new byte[5], ImageLayout.ChannelsFirst));
        Assert.Throws<ArgumentException>(() => image.CopyTo(new byte[5], ImageLayout.ChannelsLast));
    }

    /// <summary>
    /// To half: the triangle around 1 reaches from -1 to 3, so the places at 0.5, 1.5 and 2.5 weigh 3, 3 and 1 of 7. To twice: the new places lie at 0.25,
    /// 0.75, 1.25 and 1.75 of the old ones, whose centres are at 0.5 and 1.5.
    /// </summary>
    [Fact]
    public void Sizes_ChangeByTriangles()
    {
        Assert.Equal([60, 160], Read(Text("P2 4 1 255 0 70 210 140")).Resized(1, 2).Pixels.ToArray()); // (0 + 210 + 210) / 7 and (70 + 630 + 420) / 7
        Assert.Equal([0, 50, 150, 200], Read(Text("P2 2 1 255 0 200")).Resized(1, 4).Pixels.ToArray());
        Assert.Equal([0, 50, 150, 200], Read(Text("P2 1 2 255 0 200")).Resized(4, 1).Pixels.ToArray());
        Assert.Equal(Enumerable.Repeat((byte)9, 3 * 5 * 7), Read(Text("P3 2 2 255 9 9 9 9 9 9 9 9 9 9 9 9")).Resized(5, 7).Pixels.ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => Read(Text("P2 1 1 255 5")).Resized(0, 1));
    }

    /// <summary>Thousands of damaged pictures: nothing but the documented exception comes, and no memory is taken that the file does not justify.</summary>
    [Fact]
    public void DamagedPictures_AreReadOrRefused()
    {
        byte[][] whole = [.. Pictures.Select(row => (byte[])((object[])row)[1])];
        var damage = new Damage(5);
        int read = 0;
        const int Files = 4000;
        long allocated = Allocation.Of(() =>
        {
            for (int i = 0; i < Files; i++)
            {
                byte[] content = damage.Of(whole[i % whole.Length], likely: "0123456789 #P\n");
                try
                {
                    ImagePixels image = Read(content);
                    Assert.Equal(image.Height * image.Width * image.Channels, image.Pixels.Length);
                    Assert.InRange(image.Pixels.Length, 1, 24 * content.Length);
                    read++;
                }
                catch (InvalidDataException refused)
                {
                    Assert.StartsWith("picture, byte ", refused.Message, StringComparison.Ordinal);
                    Assert.InRange(refused.Message.Length, 1, 400);
                }
            }
        });
        Assert.InRange(read, Files / 20, Files - Files / 4);
        Assert.InRange(allocated, 0, Files * 30_000L);
    }
}

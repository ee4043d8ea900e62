using Xunit;

namespace NnGen.Tests.Data;

public class IdxReaderTests
{
    private static readonly byte[] TwoImages = IdxBytes.File(0x08, [2, 2, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 255]);

    [Fact]
    public void UnsignedBytes_ComeWithTheirShape()
    {
        IdxFile file = IdxReader.Read(new MemoryStream(TwoImages));

        Assert.Equal(IdxElementType.UnsignedByte, file.ElementType);
        Assert.Equal([2, 2, 3], file.Shape);
        Assert.Equal(12, file.Count);
        Assert.Equal([1f, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 255], file.ToArray<float>());
    }

    [Fact]
    public void PackedFile_IsKnownByItsContent()
    {
        using var directory = new TemporaryDirectory();
        string path = directory.Write("images", IdxBytes.Gzip(TwoImages));

        Assert.Equal(TwoImages[16..], IdxReader.Read(path).Data.ToArray());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void StreamThatTrickles_IsReadToItsEnd(bool packed)
    {
        var stream = new TricklingStream(packed ? IdxBytes.Gzip(TwoImages) : TwoImages);

        Assert.Equal(TwoImages[16..], IdxReader.Read(stream).Data.ToArray());
    }

    [Fact]
    public void FileLongerThanOneBlock_IsReadWhole()
    {
        byte[] data = [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i * 7))];
        byte[] content = IdxBytes.File(0x08, [3, 100_000], data);

        Assert.Equal(data, IdxReader.Read(new MemoryStream(IdxBytes.Gzip(content))).Data.ToArray());
        Assert.Equal(data, IdxReader.Read(new TricklingStream(content)).Data.ToArray());
    }

    [Theory]
    [InlineData(0x09, new byte[] { 0xFF, 0x7F }, new double[] { -1, 127 })]
    [InlineData(0x0B, new byte[] { 0x80, 0x00, 0x01, 0x02 }, new double[] { -32768, 258 })]
    [InlineData(0x0C, new byte[] { 0xFF, 0xFF, 0xFF, 0xFE, 0x00, 0x01, 0x00, 0x00 }, new double[] { -2, 65536 })]
    [InlineData(0x0D, new byte[] { 0x3F, 0x80, 0x00, 0x00, 0xC0, 0x20, 0x00, 0x00 }, new double[] { 1, -2.5 })]
    [InlineData(0x0E, new byte[] { 0x3F, 0xF0, 0, 0, 0, 0, 0, 0, 0xC0, 0x04, 0, 0, 0, 0, 0, 0 }, new double[] { 1, -2.5 })]
    public void OtherTypes_AreReadMostSignificantByteFirst(byte type, byte[] data, double[] expected)
    {
        IdxFile file = IdxReader.Read(new MemoryStream(IdxBytes.File(type, [2], data)));

        Assert.Equal(expected, file.ToArray<double>());
        Assert.Equal(expected, file.ToArray<float>().Select(value => (double)value));
    }

    [Fact]
    public void NoItems_AreAnEmptyFile()
    {
        Assert.Equal(0, IdxReader.Read(new MemoryStream(IdxBytes.File(0x08, [0, 28, 28], []))).Count);
    }

    [Fact]
    public void EveryTruncation_NamesFileAndPosition()
    {
        for (int length = 0; length < TwoImages.Length; length++)
        {
            var error = Assert.Throws<InvalidDataException>(() => IdxReader.Read(new MemoryStream(TwoImages, 0, length), "digits"));
            Assert.StartsWith($"digits, byte {length}: ", error.Message, StringComparison.Ordinal);
            Assert.Contains("truncated", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void PackedFileWithoutItsLastImage_IsRefusedAtEveryLength()
    {
        byte[] packed = IdxBytes.Gzip(TwoImages);

        // Behind the last byte of data come the mark of the end and 8 bytes with checksum and length.
        for (int length = 0; length < packed.Length - 9; length++)
        {
            var error = Assert.Throws<InvalidDataException>(() => IdxReader.Read(new MemoryStream(packed, 0, length), "digits.gz"));
            Assert.StartsWith("digits.gz, byte ", error.Message, StringComparison.Ordinal);
            Assert.Contains("truncated", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void CorruptPacking_NamesThePosition()
    {
        byte[] packed = IdxBytes.Gzip(IdxBytes.File(0x08, [20_000], [.. Enumerable.Range(0, 20_000).Select(i => (byte)(i * i >> 3))]));
        packed[packed.Length / 2] ^= 0x55;
        packed[packed.Length / 2 + 1] ^= 0x55;

        var error = Assert.Throws<InvalidDataException>(() => IdxReader.Read(new MemoryStream(packed), "digits.gz"));

        Assert.Matches("^digits\\.gz, byte [0-9]+ of the unpacked content: .*(corrupt|truncated)", error.Message);
    }

    [Fact]
    public void WrongChecksum_IsRefused()
    {
        byte[] packed = IdxBytes.Gzip(TwoImages);
        packed[^8] ^= 1;

        var error = Assert.Throws<InvalidDataException>(() => IdxReader.Read(new MemoryStream(packed), "digits.gz"));

        Assert.Contains("corrupt", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { 1, 2, 3, 4 }, "byte 0: an IDX file starts with two zero bytes, but here are 0x01 0x02")]
    [InlineData(new byte[] { 0, 0, 0x0A, 1 }, "byte 2: 0x0A is no type")]
    [InlineData(new byte[] { 0, 0, 0x08, 0 }, "byte 3: the header states 0 axes")]
    [InlineData(new byte[] { 0, 0, 0x08, 1, 0xFF, 0xFF, 0xFF, 0xFF }, "byte 4: axis 0 has the size 4294967295")]
    [InlineData(new byte[] { 0, 0, 0x08, 1, 0, 0, 0, 1, 5, 6 }, "byte 9: the data of shape [1] ends here, but more bytes follow")]
    [InlineData(new byte[] { 0, 0, 0x08, 2, 0x7F, 0xFF, 0xFF, 0, 0x7F, 0xFF, 0xFF, 0 }, "byte 8: axes 0 to 1")]
    [InlineData(new byte[] { 0, 0, 0x0E, 1, 0x10, 0, 0, 0 }, "byte 4: axes 0 to 0 of the sizes 268435456 make 2147483648 bytes")]
    public void BrokenFile_NamesPositionAndReason(byte[] content, string reason)
    {
        var error = Assert.Throws<InvalidDataException>(() => IdxReader.Read(new MemoryStream(content), "broken"));

        Assert.StartsWith("broken, " + reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TrailingBytesInAPackedFile_AreRefused()
    {
        var error = Assert.Throws<InvalidDataException>(() => IdxReader.Read(new MemoryStream(IdxBytes.Gzip([.. TwoImages, 0]))));

        Assert.Contains("byte 28 of the unpacked content: the data of shape [2, 2, 3] ends here", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void HostileHeader_AllocatesNoMoreThanTheFileIsWorth(bool packed, bool trickling)
    {
        byte[] content = [.. IdxBytes.Header(0x08, 2_000_000_000), 1, 2, 3];
        byte[] file = packed ? IdxBytes.Gzip(content) : content;

        long allocated = Allocation.Of(() =>
            Assert.Throws<InvalidDataException>(() => IdxReader.Read(trickling ? new TricklingStream(file) : new MemoryStream(file))));

        Assert.InRange(allocated, 0, 400_000);
    }

    [Fact]
    public void MissingFile_IsNamed()
    {
        var error = Assert.Throws<FileNotFoundException>(() => IdxReader.Read(Path.Combine(Path.GetTempPath(), "no-such.idx")));

        Assert.Contains("no-such.idx", error.Message, StringComparison.Ordinal);
    }
}

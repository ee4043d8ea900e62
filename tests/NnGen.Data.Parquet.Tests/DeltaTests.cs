using System.Text;
using K4os.Compression.LZ4;
using Parquet;
using Parquet.Schema;
using static NnGen.Data.Parquet.Tests.HandmadeFile;

namespace NnGen.Data.Parquet.Tests;

/// <summary>Texts and numbers that are written as what differs from those before are read, and refused where they would be more than is believed.</summary>
public sealed class DeltaTests
{
    private static readonly string[] s_texts = [.. Enumerable.Range(0, 300).Select(i => $"axle {i / 7} of {i % 5 * i}")];

    /// <summary>The example of the format's definition: 7, 5, 3, 1, 2, 3, 4, 5 are the first number, the least difference -2 and 0, 0, 0, 3, 3, 3, 3 in two bits each.</summary>
    [Fact]
    public void Deltas_OfTheDefinition_AreItsBytes() => Assert.Equal(
        [0x80, 1, 4, 8, 14, 3, 2, 0, 0, 0, 0xc0, 0x3f, 0, 0, 0, 0, 0, 0],
        DeltasOf([7, 5, 3, 1, 2, 3, 4, 5]));

    [Theory]
    [InlineData(OthersOnly)]
    [InlineData(LengthsApart)]
    public void Texts_AreRead(int encoding)
    {
        byte[] page = encoding == OthersOnly ? TextsByOthers(s_texts) : TextsWithLengthsApart(s_texts);
        Assert.Equal(s_texts, Read(new HandmadeFile().Group(300, Uncompressed, Page(300, page.Length, page, encoding))));
        Assert.Equal(s_texts, Read(new HandmadeFile().Group(300, Uncompressed, SecondPage(300, 0, page.Length, page, encoding: encoding))));
        Assert.Equal(s_texts, Read(new HandmadeFile().Group(300, Snappy, SecondPage(300, 0, page.Length, page, isPacked: false, encoding))));
        Assert.Equal(s_texts, Read(new HandmadeFile().Group(300, Snappy, Page(300, page.Length, Snappier.Snappy.CompressToArray(page), encoding))));
        Assert.Equal(s_texts, Read(new HandmadeFile().Group(300, Gzip, Page(300, page.Length, Packed(page, to => new System.IO.Compression.GZipStream(to, default(System.IO.Compression.CompressionLevel))), encoding))));
        Assert.Equal(s_texts, Read(new HandmadeFile().Group(300, 4, Page(300, page.Length, Packed(page, to => new System.IO.Compression.BrotliStream(to, default(System.IO.Compression.CompressionLevel))), encoding))));
        using var zstandard = new ZstdSharp.Compressor();
        Assert.Equal(s_texts, Read(new HandmadeFile().Group(300, Zstandard, Page(300, page.Length, zstandard.Wrap(page).ToArray(), encoding))));
        byte[] lz4 = new byte[LZ4Codec.MaximumOutputSize(page.Length)];
        lz4 = lz4[..LZ4Codec.Encode(page, lz4)];
        Assert.Equal(s_texts, Read(new HandmadeFile().Group(300, 7, Page(300, page.Length, lz4, encoding))));
    }

    [Fact]
    public void MissingTexts_AreLeftOut()
    {
        // Ten values, of which are there: two, not three, and of the five after them by bits the first, the third and the last two.
        byte[] levels = [2 << 1, 1, 3 << 1, 0, 3, 0b11001];
        byte[] texts = TextsByOthers("ab", "abc", "abd", "b", "bcd");
        byte[] first = [.. BitConverter.GetBytes(levels.Length), .. levels, .. texts];
        byte[] second = [.. levels, .. texts];
        HandmadeFile[] files =
        [
            new HandmadeFile(isOptional: true).Group(10, Uncompressed, Page(10, first.Length, first, OthersOnly)),
            new HandmadeFile(isOptional: true).Group(10, Uncompressed, SecondPage(10, levels.Length, second.Length, second, encoding: OthersOnly, missing: 5)),
        ];
        foreach (HandmadeFile file in files)
        {
            RecordDataset<Note> notes = NoteNet.ReadParquet(new MemoryStream(file.ToArray()), new ParquetRecordOptions { DropRowsWithout = ["text"] });
            Assert.Equal(["ab", "abc", "abd", "b", "bcd"], notes.Select(note => note.Text));
            Assert.StartsWith("the notes, row 2, column 'text': the value is missing", Refusal(file), StringComparison.Ordinal);
        }

        // None is there.
        byte[] none = [2, 0, 0, 0, 10 << 1, 0];
        Assert.StartsWith("the notes, row 0, column 'text': the value is missing", Refusal(new HandmadeFile(isOptional: true).Group(10, Uncompressed, Page(10, none.Length, none, OthersOnly))), StringComparison.Ordinal);

        // Levels that end before the values do.
        byte[] cut = [2, 0, 0, 0, 9 << 1, 1, .. texts];
        Assert.Equal(
            "the notes is damaged: row group 0, column 0 has a page that does not tell of all 10 values which are missing.",
            Refusal(new HandmadeFile(isOptional: true).Group(10, Uncompressed, Page(10, cut.Length, cut, OthersOnly))));
    }

    [Fact]
    public async Task NumbersOfTheLibrarysWriter_AreRead()
    {
        int[] whole = [.. Enumerable.Range(0, 5000).Select(i => (int)((uint)i * 2654435761u >> (i % 31)))];
        using var stream = new MemoryStream();
        var (texts, numbers) = (new DataField<string>("text"), new DataField<int>("y"));
        var options = new ParquetOptions();
        options.ColumnEncodingHints["y"] = EncodingHint.DeltaBinaryPacked;
        await using (ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(texts, numbers), stream, options))
        {
            using ParquetRowGroupWriter group = writer.CreateRowGroup();
            await group.WriteAsync(texts, whole.Select(i => "a").ToArray());
            await group.WriteAsync<int>(numbers, whole);
        }

        Assert.Equal(whole.Select(i => (float)i), NoteNet.ReadParquet(new MemoryStream(stream.ToArray())).Select(note => note.Y));
    }

    /// <summary>A terabyte, from a page of a megabyte: nothing differs from the text before.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    public void MillionTextsThatBeginAsALongOne_AreRefused(int pages)
    {
        const int Length = 1 << 20;
        int rows = 1_000_000 / pages;
        int[] zeros = new int[rows - 1];
        byte[] page = [.. Deltas(0, [Length / pages, .. zeros[1..]]), .. Deltas(Length / pages, [-Length / pages, .. zeros[1..]]), .. Enumerable.Repeat((byte)'a', Length / pages)];
        byte[] file = new HandmadeFile().Group(1_000_000, Uncompressed, [.. Enumerable.Repeat(Page(rows, page.Length, page, OthersOnly), pages)]).ToArray();
        Assert.InRange(file.Length, Length, 3 << 20);
        string message = Refusal(file);
        Assert.StartsWith("the notes unpacks to more than is believed: the texts up to row group 0, column 0 have ", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("80 01 04 02 00 00 00 00 00", "they end within a block")]
    [InlineData("80 01 04 02 00 00 01 00 00 00 00 00", "they end within a block")]
    [InlineData("80 01 04 02 00 00 21 00 00 00", "a number takes 33 bits, where it has 32")]
    [InlineData("80 01 04 03 00 00 00 00 00 00", "the count of numbers is 3, where 2 was expected")]
    [InlineData("80 01 04 01 00", "the count of numbers is 1, where 2 was expected")]
    [InlineData("80 80 80 80 04 04 02 00", "a block has 1073741824 numbers in 4 parts, where a multiple of 128 up to 65536 was expected, and in each part a multiple of 32")]
    [InlineData("80 01 08 02 00", "a block has 128 numbers in 8 parts, where a multiple of 128 up to 65536 was expected, and in each part a multiple of 32")]
    [InlineData("80 01 00 02 00", "a block has 128 numbers in 0 parts, where a multiple of 128 up to 65536 was expected, and in each part a multiple of 32")]
    [InlineData("40 01 02 00", "a block has 64 numbers in 1 parts, where a multiple of 128 up to 65536 was expected, and in each part a multiple of 32")]
    [InlineData("80 80 80 80 80 80 80 80 80 80 01", "a number has more than 64 bits")]
    public void BadDifferences_AreRefused(string bytes, string problem)
    {
        byte[] page = Convert.FromHexString(bytes.Replace(" ", "", StringComparison.Ordinal));
        foreach (int encoding in (int[])[OthersOnly, LengthsApart])
        {
            // As they are, packed, and where the lengths are sound.
            Assert.Equal($"the notes is damaged: row group 0, column 0 has a page whose differences cannot be read: {problem}.", Refusal(new HandmadeFile().Group(2, Uncompressed, Page(2, page.Length, page, encoding))));
            Assert.Equal($"the notes is damaged: row group 0, column 0 has a page whose differences cannot be read: {problem}.", Refusal(new HandmadeFile().Group(2, Snappy, Page(2, page.Length, Snappier.Snappy.CompressToArray(page), encoding))));
        }

        page = [.. DeltasOf([0, 0]), .. page];
        Assert.Equal($"the notes is damaged: row group 0, column 0 has a page whose differences cannot be read: {problem}.", Refusal(new HandmadeFile().Group(2, Uncompressed, Page(2, page.Length, page, OthersOnly))));
    }

    [Theory]
    [InlineData(1, 0, "begins with 1 bytes of the 0 before it and goes on with 3, where 6 are left")]
    [InlineData(0, 4, "begins with 4 bytes of the 3 before it and goes on with 3, where 3 are left")]
    [InlineData(0, -1, "begins with -1 bytes of the 3 before it and goes on with 3, where 3 are left")]
    public void BeginningsLongerThanTheTextBefore_AreRefused(int first, int second, string problem)
    {
        byte[] page = [.. DeltasOf([first, second]), .. DeltasOf([3, 3]), .. "abcdef"u8];
        Assert.Equal($"the notes is damaged: row group 0, column 0 has a text that {problem}.", Refusal(new HandmadeFile().Group(2, Uncompressed, Page(2, page.Length, page, OthersOnly))));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(4)]
    public void LengthsBeyondThePage_AreRefused(int length)
    {
        byte[] page = [.. DeltasOf([3, length]), .. "abcdef"u8];
        Assert.Equal($"the notes is damaged: row group 0, column 0 has a text that begins with 0 bytes of the 3 before it and goes on with {length}, where 3 are left.", Refusal(new HandmadeFile().Group(2, Uncompressed, Page(2, page.Length, page, LengthsApart))));
    }

    /// <summary>A decoder that counts letters where there are bytes makes other texts of these.</summary>
    [Fact]
    public void BeginningsBeyondAscii_AreRefused()
    {
        byte[] page = [.. DeltasOf([0, 1]), .. DeltasOf([4, 1]), .. Encoding.UTF8.GetBytes("aéb"), .. "c"u8];
        Assert.Equal(["aéb", "ac"], Read(new HandmadeFile().Group(2, Uncompressed, Page(2, page.Length, page, OthersOnly))));
        page = [.. DeltasOf([0, 3]), .. DeltasOf([4, 1]), .. Encoding.UTF8.GetBytes("aéb"), .. "c"u8];
        Assert.Equal(
            "the notes cannot be read: texts of row group 0, column 0 are written by what is other than in the text before (DELTA_BYTE_ARRAY), and letters beyond ASCII are not. Write the column in another encoding, such as with a dictionary.",
            Refusal(new HandmadeFile().Group(2, Uncompressed, Page(2, page.Length, page, OthersOnly))));
    }

    // NNGEN_DAMAGED says how many; a long run takes 100,000.
    [Theory]
    [InlineData(OthersOnly, false)]
    [InlineData(OthersOnly, true)]
    [InlineData(LengthsApart, true)]
    public void DamagedDifferences_AreReadOrRefused(int encoding, bool isOptional)
    {
        string[] texts = s_texts[..150];
        byte[] whole = [.. isOptional ? (byte[])[21, 0, 0, 0, 20 << 1 | 1, .. Enumerable.Repeat((byte)255, 18), 0b11111100, 0] : [], .. encoding == OthersOnly ? TextsByOthers(texts) : TextsWithLengthsApart(texts)];
        int rows = isOptional ? 153 : 150;
        var random = new Random(encoding);
        int files = int.TryParse(Environment.GetEnvironmentVariable("NNGEN_DAMAGED"), out int wanted) ? wanted : 5000;
        (int read, int refused) = (0, 0);
        for (int i = 0; i < files; i++)
        {
            byte[] damaged = [.. whole];
            for (int changes = i == 0 ? 0 : 1 + random.Next(2); changes > 0; changes--)
            {
                // Half of them before the texts.
                damaged[random.Next(random.Next(2) == 0 ? 60 : damaged.Length)] = (byte)random.Next(256);
            }

            try
            {
                using var stream = new MemoryStream(new HandmadeFile(isOptional).Group(rows, Uncompressed, Page(rows, damaged.Length, damaged, encoding)).ToArray());
                read += NoteNet.ReadParquet(stream, new ParquetRecordOptions { DropRowsWithout = isOptional ? ["text"] : [] }).Count > 0 ? 1 : 0;
            }
            catch (InvalidDataException e)
            {
                Assert.InRange(e.Message.Length, 10, 2000);
                Assert.NotEqual(0, i);
                refused++;
            }
        }

        Assert.True(read > files / 50 && refused > files / 10, $"{read} read, {refused} refused.");
    }

    private static byte[] Packed(byte[] bytes, Func<Stream, Stream> packer)
    {
        using var packed = new MemoryStream();
        using (Stream stream = packer(packed))
        {
            stream.Write(bytes);
        }

        return packed.ToArray();
    }

    private static IEnumerable<string> Read(HandmadeFile file) => NoteNet.ReadParquet(new MemoryStream(file.ToArray())).Select(note => note.Text);

    private static string Refusal(HandmadeFile file) => Refusal(file.ToArray());

    private static string Refusal(byte[] file)
    {
        long before = GC.GetTotalAllocatedBytes(precise: true);
        string message = Assert.Throws<InvalidDataException>(() => NoteNet.ReadParquet(new MemoryStream(file), name: "the notes")).Message;
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 100L << 20);
        return message;
    }
}

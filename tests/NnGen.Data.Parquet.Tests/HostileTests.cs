using Parquet;
using Parquet.Schema;
using static NnGen.Data.Parquet.Tests.HandmadeFile;

// What tests take of memory is what the process takes: files are decoded on threads of the pool.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace NnGen.Data.Parquet.Tests;

/// <summary>Files that are written to do harm are refused for what they are, in little memory; honest ones that pack well are read.</summary>
public sealed class HostileTests
{
    [Fact]
    public void SoundFile_IsRead()
    {
        byte[] file = new HandmadeFile().Group(3, Uncompressed, Page(2, 11, Texts("a", "bb")), Page(1, 5, Texts("c"))).ToArray();
        Assert.Equal([new Note("a", 1.5f), new Note("bb", 1.5f), new Note("c", 1.5f)], Read(file));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void PackedPages_AreRead(bool saysLength)
    {
        // A literal of 5 bytes, by the definition of Snappy: the length of all, then its own less one, times four.
        byte[] snappy = [5, 4 << 2, 1, 0, 0, 0, (byte)'a'];
        Assert.Equal([new Note("a", 1.5f)], Read(new HandmadeFile().Group(1, Snappy, Page(1, 5, snappy)).ToArray()));
        Assert.Equal([new Note("a", 1.5f)], Read(new HandmadeFile().Group(1, Snappy, SecondPage(1, 0, 5, snappy)).ToArray()));
        Assert.Equal([new Note("a", 1.5f)], Read(new HandmadeFile(isOptional: true).Group(1, Snappy, SecondPage(1, 2, 7, [2, 1, .. snappy])).ToArray()));

        // A raw block of 9 bytes before the blocks of a frame; one says how long it is, and one leaves it out.
        byte[] frame = [0x28, 0xb5, 0x2f, 0xfd, .. saysLength ? (byte[])[0x20, 9] : [0, 0x58], 9 << 3 | 1, 0, 0, .. Texts("hello")];
        Assert.Equal([new Note("hello", 1.5f)], Read(new HandmadeFile().Group(1, Zstandard, Page(1, 9, frame)).ToArray()));
    }

    /// <summary>Some writers do not say how large a page is when it is unpacked.</summary>
    [Fact]
    public void PageThatSaysTooLittle_IsReadWhereItIsSmall()
    {
        byte[] frame = [0x28, 0xb5, 0x2f, 0xfd, 0x20, 9, 9 << 3 | 1, 0, 0, .. Texts("hello")];
        Assert.Equal([new Note("hello", 1.5f)], Read(new HandmadeFile().Group(1, Zstandard, Page(1, 0, frame)).ToArray()));
    }

    [Theory]
    [InlineData(Zstandard)]
    [InlineData(Gzip)]
    public void PagesThatUnpackToMuch_AreRefused(int codec)
    {
        // 200 texts of a megabyte each, in a page of its own; not one page is larger than it may be.
        byte[] text = Texts(new string('a', 1 << 20));
        byte[] packed = codec == Gzip ? Gzipped(text) : Frame(8, saysLength: true);
        byte[] file = new HandmadeFile().Group(200, codec, [.. Enumerable.Repeat(Page(1, text.Length, packed), 200)]).ToArray();
        Assert.InRange(file.Length, 0, 1 << 18);
        long most = (64 << 20) + (255L * file.Length) + (32 * 200);
        long found = ((most / (text.Length - 16)) + 1) * (text.Length - 16);
        Assert.Equal(
            $"the notes unpacks to more than is believed: the texts up to row group 0, column 0 have {found} bytes; at most {most} in all were expected of {file.Length} bytes and 200 rows. "
            + "Write columns of long texts with a dictionary, or the rows to several files.",
            Refusal(file));

        // Row groups count together.
        file = new HandmadeFile().Groups(200, 1, codec, Page(1, text.Length, codec == Gzip ? packed : Frame(8, saysLength: true, begin: text[..4]))).ToArray();
        Assert.StartsWith("the notes unpacks to more than is believed: the texts up to row group ", Refusal(file), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void PagesThatSayLittleAndUnpackToMuch_AreRefused(bool saysLength)
    {
        // 1,000 pages of 3 MB each, 9 bytes by its own account.
        byte[] frame = Frame(24, saysLength);
        byte[] file = new HandmadeFile().Group(1000, Zstandard, [.. Enumerable.Repeat(Page(1, 9, frame), 1000)]).ToArray();
        Assert.StartsWith("the notes unpacks to more than is believed: the texts up to row group 0, column 0 have ", Refusal(file), StringComparison.Ordinal);

        // One of 512 MB, and one of 4 GB less a byte.
        frame = Frame(4096, saysLength);
        Assert.Equal(
            $"the notes is damaged: row group 0, column 0 has a page of {frame.Length} bytes, 536870912 when unpacked, where 9 were expected by its header.",
            Refusal(new HandmadeFile().Group(1, Zstandard, Page(1, 9, frame)).ToArray()));
        Assert.Equal(
            "the notes is damaged: row group 0, column 0 has a page of 7 bytes, 4294967295 when unpacked, where 9 were expected by its header.",
            Refusal(new HandmadeFile().Group(1, Snappy, Page(1, 9, [255, 255, 255, 255, 15, 0, 0])).ToArray()));
    }

    [Fact]
    public void PageThatCannotBeUnpacked_IsRefused() =>
        Assert.StartsWith("the notes is damaged: row group 0, column 0 has a page that cannot be unpacked: ", Refusal(new HandmadeFile().Group(1, Zstandard, Page(1, 9, [.. "no frame"u8])).ToArray()), StringComparison.Ordinal);

    /// <summary>What a decoder takes next where it has found fewer values than there should be: a page that lies behind the column, and that nobody has checked.</summary>
    [Fact]
    public void PageWithFewerValuesThanItSays_IsRefused()
    {
        byte[] file = new HandmadeFile().Group(2, Uncompressed, Page(2, 5, Texts("a"))).ToArray();
        Assert.EndsWith("the column, whose pages lie between bytes 4 and 26, goes on at byte 26; it has fewer values than it says", Refusal(file), StringComparison.Ordinal);
    }

    /// <summary>Of two descriptions of a page, a decoder takes the one of its kind.</summary>
    [Fact]
    public void PageOfAnotherKindThanItsDescription_IsRefused() => Assert.Equal(
        "the notes is damaged: row group 0, column 0 has a page of the kind 3 that is not described as one.",
        Refusal(new HandmadeFile().Group(1, Uncompressed, Page(1, 5, Texts("a"), kind: 3)).ToArray()));

    /// <summary>Of a page's header as well, each field is what it should be.</summary>
    [Fact]
    public void PageWithAFieldOfAnotherType_IsRefused()
    {
        // The first field of a header is its kind, as a number of 32 bits: of 64 now, a list, and a yes.
        byte[] page = Page(1, 5, Texts("a"));
        foreach (byte type in (byte[])[6, 9, 1])
        {
            page[0] = (byte)(0x10 | type);
            Assert.Equal(
                $"the notes is damaged: the page of row group 0, column 0 at byte 4 cannot be read: field 1 of a structure, at its byte 1, is of the type {type}, where 5 was expected.",
                Refusal(new HandmadeFile().Group(1, Uncompressed, page).ToArray()));
        }
    }

    /// <summary>Two million megabytes if each row had a text of its own.</summary>
    [Theory]
    [InlineData(Uncompressed, "")]
    [InlineData(Zstandard, "")]
    [InlineData(Uncompressed, " ")]
    public void MillionRowsOfALongText_ShareIt(int codec, string blank)
    {
        // A bit for each row, and a run of a million zeros.
        string text = new('a', 1 << 20);
        byte[] values = [1, .. (byte[])[0x80, 0x89, 0x7a], 0];
        byte[][] pages = codec == Zstandard
            ? [Dictionary(1, 4 + text.Length, Frame(8, saysLength: true, begin: BitConverter.GetBytes(text.Length))), Page(1_000_000, 5, [0x28, 0xb5, 0x2f, 0xfd, 0x20, 5, 5 << 3 | 1, 0, 0, .. values], OfDictionary)]
            : [Dictionary(1, 4 + blank.Length + text.Length, Texts(blank + text)), Page(1_000_000, 5, values, OfDictionary)];
        AssertShared(new HandmadeFile().Group(1_000_000, codec, pages).ToArray(), text, 1.5f);
    }

    [Theory]
    [InlineData(CompressionMethod.Snappy)]
    [InlineData(CompressionMethod.Zstd)]
    public async Task MillionEqualRows_AreRead(CompressionMethod compression)
    {
        const string Text = "all rows of this file have the same text, long as it is";
        using var stream = new MemoryStream();
        var (texts, numbers) = (new DataField<string>("text"), new DataField<float>("y"));
        var options = new ParquetOptions { CompressionMethod = compression };
        options.ColumnEncodingHints["text"] = EncodingHint.Dictionary;
        await using (ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(texts, numbers), stream, options))
        {
            using ParquetRowGroupWriter group = writer.CreateRowGroup();
            await group.WriteAsync(texts, Enumerable.Repeat(Text, 1_000_000).ToArray());
            await group.WriteAsync<float>(numbers, Enumerable.Repeat(2.5f, 1_000_000).ToArray());
        }

        AssertShared(stream.ToArray(), Text, 2.5f);
    }

    private static void AssertShared(byte[] file, string text, float y)
    {
        long before = GC.GetTotalAllocatedBytes(precise: true);
        RecordDataset<Note> notes = Read(file);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 500L << 20);
        Assert.Equal(1_000_000, notes.Count);
        Assert.Equal(text, notes[0].Text);
        Assert.True(notes.All(note => ReferenceEquals(note.Text, notes[0].Text) && note.Y == y));
    }

    private static byte[] Gzipped(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionMode.Compress))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    private static RecordDataset<Note> Read(byte[] file) => NoteNet.ReadParquet(new MemoryStream(file));

    private static string Refusal(byte[] file)
    {
        long before = GC.GetTotalAllocatedBytes(precise: true);
        string message = Assert.Throws<InvalidDataException>(() => NoteNet.ReadParquet(new MemoryStream(file), name: "the notes")).Message;
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 600L << 20);
        return message;
    }
}

using static NnGen.Data.Arrow.Tests.FlatWriter;

namespace NnGen.Data.Arrow.Tests;

/// <summary>Files that are written to do harm are refused for what they are, in little time and memory. All are put together by the format's definition.</summary>
public sealed class HostileTests
{
    private const int Int = 2;
    private const int Floating = 3;
    private const int Utf8 = 5;
    private const int List = 12;
    private const int Utf8View = 24;

    /// <summary>Two rows of a number and a text, as they should be.</summary>
    [Fact]
    public void SoundStreamAndFile_AreRead()
    {
        byte[] texts = [.. Ints(0, 1, 3), 0, 0, 0, 0, .. "abb"u8];
        (Part schema, Part batch) = (Schema(Number("x"), Field("kind", Utf8)), Batch(2, [2, 0, 2, 0], [0, 0, 0, 8, 0, 0, 8, 12, 24, 3]));
        byte[] body = [.. Ints(1, 2), .. texts, 0, 0, 0, 0, 0];
        Assert.Equal([new Kind(1, "a"), new Kind(2, "bb")], KindNet.ReadArrow(new MemoryStream(Stream(schema, Records(batch, body)))));
        Assert.Equal([new Kind(1, "a"), new Kind(2, "bb")], KindNet.ReadArrow(new MemoryStream(File(schema, [], [Records(batch, body)]))));
    }

    public static TheoryData<string, long, long[], long[], string> Parts => new()
    {
        { "no rows for a batch", -1, [2, 0, 2, 0], [0, 0, 0, 8, 0, 0, 8, 12, 24, 3], "the batch has -1 rows" },
        { "more rows than a list has", 1L << 40, [2, 0, 2, 0], [0, 0, 0, 8, 0, 0, 8, 12, 24, 3], "the batch has 1099511627776 rows" },
        { "more rows than bytes", 2_000_000, [2_000_000, 0, 2, 0], [0, 0, 0, 8, 0, 0, 8, 12, 24, 3], "a batch has 2000000 rows after 0; at most 1048576 in all were expected" },
        { "rows without numbers", 1_000_000, [1_000_000, 0, 1_000_000, 0], [0, 0, 0, 8, 0, 0, 8, 12, 24, 3], "column 'x' has values of 8 bytes, where 4000000 were expected" },
        { "columns of other lengths", 2, [1, 0, 2, 0], [0, 0, 0, 8, 0, 0, 8, 12, 24, 3], "column 'x' has 1 values for 2 rows" },
        { "a negative length", 2, [-2, 0, 2, 0], [0, 0, 0, 8, 0, 0, 8, 12, 24, 3], "column 'x' has -2 values, of which 0 are missing" },
        { "more missing than there are", 2, [2, 3, 2, 0], [0, 0, 0, 8, 0, 0, 8, 12, 24, 3], "column 'x' has 2 values, of which 3 are missing" },
        { "missing values without bits", 2, [2, 1, 2, 0], [0, 0, 0, 8, 0, 0, 8, 12, 24, 3], "column 'x' has 0 bytes that tell which of 2 values are missing" },
        { "other bits", 2, [2, 1, 2, 0], [16, 1, 0, 8, 0, 0, 8, 12, 24, 3], "column 'x' has 1 missing values by its own account, and 0 are" },
        { "a part beyond the body", 2, [2, 0, 2, 0], [0, 0, 28, 8, 0, 0, 8, 12, 24, 3], "part 1 of the batch" },
        { "a part before the body", 2, [2, 0, 2, 0], [0, 0, -8, 8, 0, 0, 8, 12, 24, 3], "part 1 of the batch" },
        { "a negative part", 2, [2, 0, 2, 0], [0, 0, 0, -8, 0, 0, 8, 12, 24, 3], "part 1 of the batch" },
        { "a part that goes round", 2, [2, 0, 2, 0], [0, 0, long.MaxValue, 8, 0, 0, 8, 12, 24, 3], "part 1 of the batch" },
        { "parts upon each other", 2, [2, 0, 2, 0], [0, 0, 0, 32, 0, 0, 8, 12, 24, 3], "part 3 of the batch" },
        { "texts without ends", 2, [2, 0, 2, 0], [0, 0, 0, 8, 0, 0, 8, 8, 24, 3], "column 'kind' has 8 bytes that tell where 2 values end" },
        { "texts beyond their bytes", 2, [2, 0, 2, 0], [0, 0, 0, 8, 0, 0, 8, 12, 24, 2], "column 'kind' has texts of 3 bytes, and 2 are there" },
        { "texts that end before they begin", 2, [2, 0, 2, 0], [0, 0, 8, 8, 0, 0, 12, 12, 24, 3], "column 'kind' has a value that ends at 0 after one that ends at 3" },
        { "a column too few", 2, [2, 0], [0, 0, 0, 8], "column 'kind' is not among the 1 of the batch" },
        { "a column too many", 2, [2, 0, 2, 0, 2, 0], [0, 0, 0, 8, 0, 0, 8, 12, 24, 3], "the batch has 3 columns and 5 parts; 2 and 5 were expected by its schema" },
        { "a part too few", 2, [2, 0, 2, 0], [0, 0, 0, 8, 0, 0, 8, 12], "column 'kind' has parts that are not among the 4 of the batch" },
    };

    [Theory]
    [MemberData(nameof(Parts))]
    public void PartsThatCannotBe_AreRefused(string what, long rows, long[] nodes, long[] parts, string message)
    {
        Assert.NotEmpty(what);
        byte[] body = [.. Ints(1, 2), .. Ints(0, 1, 3), 0, 0, 0, 0, .. "abb"u8, 0, 0, 0, 0, 0];
        Part schema = Schema(Number("x"), Field("kind", Utf8));
        AssertRefused(message, Stream(schema, Records(Batch(rows, nodes, parts), body)));
        AssertRefused(message, File(schema, [], [Records(Batch(rows, nodes, parts), body)]));
    }

    [Theory]
    [InlineData(new byte[] { 13, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0 }, "has a text of 13 bytes from byte 1 of part 0 on; it has 1 parts")]
    [InlineData(new byte[] { 13, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0 }, "has a text of 13 bytes from byte 0 of part 1 on")]
    [InlineData(new byte[] { 13, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 0, 0, 0, 0 }, "has a text of 13 bytes from byte 0 of part -1 on")]
    [InlineData(new byte[] { 13, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255 }, "has a text of 13 bytes from byte -1 of part 0 on")]
    [InlineData(new byte[] { 255, 255, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }, "has a text of -1 bytes")]
    public void ViewBeyondItsPart_IsRefused(byte[] view, string message)
    {
        byte[] body = [.. Ints(1, 0), .. view, .. "abcdefghijklm"u8, 0, 0, 0];
        Part batch = Table(1L, Structs(2, 1, 0, 1, 0), Structs(2, 0, 0, 0, 4, 0, 0, 8, 16, 24, 13), null, Structs(1, 1));
        AssertRefused(message, Stream(Schema(Number("x"), Field("kind", Utf8View)), Records(batch, body)));
    }

    [Fact]
    public void ViewsUponEachOther_AreRefused()
    {
        // 20,000 texts of nearly a megabyte each, of one megabyte.
        const int Rows = 20_000;
        const int Size = 1_000_000;
        byte[] views = [.. Enumerable.Range(0, Rows).SelectMany(i => Ints(Size - Rows, 0, 0, i))];
        byte[] body = [.. new byte[4 * Rows], .. views, .. new byte[Size]];
        Part batch = Table((long)Rows, Structs(2, Rows, 0, Rows, 0), Structs(2, 0, 0, 0, 4 * Rows, 0, 0, 4 * Rows, 16 * Rows, 20 * Rows, Size), null, Structs(1, 1));
        AssertRefused("the texts up to this one lie upon each other", Stream(Schema(Number("x"), Field("kind", Utf8View)), Records(batch, body)));
    }

    [Theory]
    [InlineData(0, 1L << 30, "has a part of 10 bytes, 1073741824 when unpacked, where at most 2614 were expected")]
    [InlineData(1, 1L << 30, "has a part of 10 bytes, 1073741824 when unpacked, where at most 65552 were expected")]
    [InlineData(1, -5L, "has a part of 10 bytes, -5 when unpacked")]
    [InlineData(0, 8L, "has a part that cannot be unpacked")]
    [InlineData(1, 8L, "has a part that cannot be unpacked")]
    [InlineData(2, 8L, "is packed by codec 2 of the format")]
    public void PackingThatLies_IsRefused(int codec, long unpacked, string message)
    {
        byte[] body = [.. BitConverter.GetBytes(unpacked), .. "0123456789"u8, 0, 0, 0, 0, 0, 0];
        Part batch = Table(2L, Structs(2, 2, 0, 2, 0), Structs(2, 0, 0, 0, 18, 0, 0, 0, 0, 0, 0), Table(codec, 0));
        AssertRefused(message, Stream(Schema(Number("x"), Field("kind", Utf8)), Records(batch, body)));
    }

    [Theory]
    [InlineData(1, "is none of the classes 'a', 'bb'")]
    [InlineData(2000, "has a part of 8006 bytes, 262144000 when unpacked, where at most")]
    public void TextsThatUnpackToMuch_AreRefused(int blocks, string message)
    {
        byte[] frame = Frame(blocks);
        byte[] body = [.. BitConverter.GetBytes(-1L), .. Ints(1, 0), .. BitConverter.GetBytes(-1L), .. Ints(0, blocks << 17), .. BitConverter.GetBytes((long)blocks << 17), .. frame];
        Part batch = Table(1L, Structs(2, 1, 0, 1, 0), Structs(2, 0, 0, 0, 16, 0, 0, 16, 16, 32, 8 + frame.Length), Table(1, 0));
        AssertRefused(message, Stream(Schema(Number("x"), Field("kind", Utf8)), Records(batch, body)));
    }

    [Fact]
    public void DictionariesThatUnpackToMuch_AreRefused()
    {
        // A hundred parts of a dictionary, each a text of five megabytes.
        byte[] frame = Frame(40);
        byte[] texts = [.. BitConverter.GetBytes(-1L), .. Ints(0, 40 << 17), .. BitConverter.GetBytes(40L << 17), .. frame];
        Part values = Table(1L, Structs(2, 1, 0), Structs(2, 0, 0, 0, 16, 16, 8 + frame.Length), Table(1, 0));
        byte[][] parts = [.. Enumerable.Range(0, 100).Select(i => Message(2, Table(5L, values, i > 0), texts))];
        byte[] file = Stream(Schema(Number("x"), Field("kind", Utf8, dictionary: Table(5L, Table(8, true)))), parts);
        Assert.Contains("5242880 when unpacked, where at most", Assert.Throws<InvalidDataException>(() => KindNet.ReadArrow(new MemoryStream(file))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "has 32768 numbers; 3 were expected")]
    [InlineData(2000, "has a part of 8006 bytes, 262144000 when unpacked, where at most")]
    public void ListsThatUnpackToMuch_AreRefused(int blocks, string message)
    {
        byte[] frame = Frame(blocks);
        byte[] body = [.. BitConverter.GetBytes(-1L), .. Ints(0, blocks << 15), .. BitConverter.GetBytes((long)blocks << 17), .. frame, .. BitConverter.GetBytes(-1L), .. Ints(0, 0)];
        Part waves = Field("wave", List, children: [Field("item", Floating, Table(1))]);
        Part others = Field("extra", List, children: [Field("item", Floating, Table(1))]);
        Part batch = Table(1L, Structs(2, 1, 0, blocks << 15, 0, 1, 0, 0, 0, 1, 1, 1, 1, 1, 1), Structs(2, 0, 0, 0, 16, 0, 0, 16, 8 + frame.Length, 0, 0, 24 + frame.Length, 16, 0, 0, 0, 0), Table(1, 0));
        byte[] file = Stream(Schema(waves, others, Field("at", 1), Field("clock", 1), Field("pitch", 1)), Records(batch, body));
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => PitchNet.ReadArrow(new MemoryStream(file))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dictionaries_AreHeldAgainstTheirOrderAndLength()
    {
        Part schema = Schema(Number("x"), Field("kind", Utf8, dictionary: Table(5L, Table(8, true))));
        Part batch = Batch(2, [2, 0, 2, 0], [0, 0, 0, 8, 0, 0, 8, 2]);
        byte[] body = [.. Ints(1, 2), 0, 1, 0, 0, 0, 0, 0, 0];
        Part values = Batch(1, [1, 0], [0, 0, 0, 8, 8, 1]);
        byte[] texts = [.. Ints(0, 1), (byte)'a', 0, 0, 0, 0, 0, 0, 0];
        byte[] first = Message(2, Table(5L, values, false), texts);
        byte[] more = Message(2, Table(5L, values, true), texts);
        Assert.Equal([new Kind(1, "a"), new Kind(2, "a")], KindNet.ReadArrow(new MemoryStream(Stream(schema, first, more, Records(batch, body)))));
        AssertRefused("column 'kind' takes its values from dictionary 5, which does not come before it", Stream(schema, Records(batch, body)));
        AssertRefused("column 'kind' takes its values from dictionary 5, which does not come before it", Stream(schema, Message(2, Table(6L, values, false), texts), Records(batch, body)));
        AssertRefused("dictionary 5 is added to before it comes", Stream(schema, more, Records(batch, body)));
        AssertRefused("row 1, column 'kind': the value stands in place 1 of its dictionary, which has 1", Stream(schema, first, Records(batch, body)));
        AssertRefused("row 0, column 'kind': the value stands in place -1 of its dictionary, which has 1", Stream(schema, first, Records(batch, [.. Ints(1, 2), 255, 0, 0, 0, 0, 0, 0, 0])));
        AssertRefused("dictionary 5 has no values", Stream(schema, Message(2, Table(5L), texts)));

        // In the stream form another dictionary holds from then on; in the file form, nobody knows from when.
        byte[] other = Message(2, Table(5L, Batch(2, [2, 0], [0, 0, 0, 12, 16, 3]), false), [.. Ints(0, 2, 3, 0), .. "bba"u8, 0, 0, 0, 0, 0]);
        byte[] one = Records(Batch(1, [1, 0, 1, 0], [0, 0, 0, 4, 0, 0, 8, 1]), [.. Ints(1, 0), 0, 0, 0, 0, 0, 0, 0, 0]);
        Assert.Equal([new Kind(1, "a"), new Kind(1, "bb")], KindNet.ReadArrow(new MemoryStream(Stream(schema, first, one, other, one))));
        Assert.Equal([new Kind(1, "a"), new Kind(2, "a")], KindNet.ReadArrow(new MemoryStream(File(schema, [first, more], [Records(batch, body)]))));
        AssertRefused("dictionary 5 comes twice, and which batches are meant by which cannot be told", File(schema, [first, other], [one]));

        // 10,000 dictionaries of a million missing values each.
        Part nothing = Schema(Number("x"), Field("kind", 1, dictionary: Table(5L, Table(8, true))));
        byte[] million = Message(2, Table(5L, Batch(1_000_000, [1_000_000, 1_000_000], []), false), []);
        AssertRefused("a batch has 1000000 rows after", Stream(nothing, [.. Enumerable.Repeat(million, 10_000)]));
    }

    [Fact]
    public void ListsBeyondTheirElements_AreRefused()
    {
        Part schema = Schema(Field("wave", List, children: [Field("item", Floating, Table(1))]), Field("extra", List, children: [Field("item", Floating, Table(1))]), Number("at"), Number("clock"), Number("pitch"));
        byte[] body = [.. Ints(0, 3), .. Ints(1, 1, 1, 0)];
        Part batch = Batch(1, [1, 0, 2, 0], [0, 0, 0, 8, 0, 0, 8, 8]);
        Assert.Contains("column 'wave' has lists of 3 elements, and 2 are there", Assert.Throws<InvalidDataException>(() => PitchNet.ReadArrow(new MemoryStream(Stream(schema, Records(batch, body))))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ColumnsWithinEachOther_AreRefused()
    {
        // Two to the power of 20 columns, of 20; and columns of which each has the next within.
        Part both = Number("leaf");
        for (int i = 0; i < 20; i++)
        {
            both = Field("s", 13, children: [both, both]);
        }

        Part deep = Number("leaf");
        for (int i = 0; i < 1000; i++)
        {
            deep = Field("s", List, children: [deep]);
        }

        AssertRefused("its schema has more than 131072 columns", Stream(Schema(both)));
        AssertRefused("its columns lie within each other more than 32 deep", Stream(Schema(deep)));

        // 10,000 columns, all of one name of a megabyte.
        Part name = Text(new string('a', 1 << 20));
        AssertRefused("the texts of its description lie upon each other", Stream(Schema([.. Enumerable.Range(0, 10_000).Select(_ => Table(name, true, Int, Table(32, true), null, null))])));
    }

    [Fact]
    public void BlocksUponEachOther_AreRefused()
    {
        // 100,000 batches that are all the same megabyte.
        byte[] records = Records(Batch(0, [0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]), new byte[1 << 20]);
        Part schema = Schema(Number("x"), Field("kind", Utf8));
        AssertRefused("they lie upon each other", File(schema, [], [records], times: 100_000));
    }

    [Fact]
    public void WhatIsNotKnown_IsRefused()
    {
        AssertRefused("has numbers whose first byte is the highest", Stream(Table(1, FlatWriter.List(Number("x")))));
        AssertRefused("has a column 'x' of type 99 of the format", Stream(Schema(Field("x", 99))));
        AssertRefused("column 'x', of the type list, has 0 columns within", Stream(Schema(Field("x", List))));
        AssertRefused("column 'x' has no type", Stream(Schema(Table(Text("x"), true, Int))));
        AssertRefused("was written before version 0.8 of Arrow", Prefixed(Write(Table(2, 1, Schema(Number("x")), 0L))));
        AssertRefused("it has a message of type 4", Stream(Schema(Number("x"), Field("kind", Utf8)), Message(4, Table(), [])));
        AssertRefused("column 'kind' has values of the type struct", Stream(Schema(Number("x"), Field("kind", 13))));
        AssertRefused("has a body of 1000 bytes by its own account, and 0 follow", [.. Stream(Schema(Number("x"), Field("kind", Utf8)))[..^8], .. Prefixed(Write(Table(4, 3, Batch(0, [], []), 1000L)))]);
    }

    private static void AssertRefused(string message, byte[] file)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => KindNet.ReadArrow(new MemoryStream(file))).Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (100L << 20) + (32L * file.Length));
    }

    private static Part Schema(params Part[] fields) => Table(0, FlatWriter.List(fields));

    private static Part Number(string name) => Field(name, Int, Table(32, true));

    private static Part Field(string name, int number, Part? type = null, Part? dictionary = null, Part[]? children = null) =>
        Table(Text(name), true, number, type ?? Table(), dictionary, children is null ? null : FlatWriter.List(children));

    private static Part Batch(long rows, long[] nodes, long[] parts) => Table(rows, Structs(2, nodes), Structs(2, parts));

    private static byte[] Records(Part batch, byte[] body) => Message(3, batch, body);

    private static byte[] Message(int type, Part header, byte[] body) => [.. Prefixed(Write(Table(4, type, header, (long)body.Length))), .. body];

    private static byte[] Prefixed(byte[] description) => [255, 255, 255, 255, .. BitConverter.GetBytes(description.Length), .. description];

    private static byte[] Stream(Part schema, params byte[][] messages) => [.. Message(1, schema, []), .. messages.SelectMany(message => message), 255, 255, 255, 255, 0, 0, 0, 0];

    private static byte[] File(Part schema, byte[][] dictionaries, byte[][] records, int times = 1)
    {
        var bytes = new List<byte>([.. "ARROW1"u8, 0, 0]);
        Part Blocks(byte[][] messages) => Structs(3, [.. Enumerable.Repeat(messages.SelectMany(Block).ToArray(), times).SelectMany(block => block)]);
        Part footer = Table(4, schema, Blocks(dictionaries), Blocks(records));
        byte[] description = Write(footer);
        return [.. bytes, .. description, .. BitConverter.GetBytes(description.Length), .. "ARROW1"u8];

        long[] Block(byte[] message)
        {
            long place = bytes.Count;
            bytes.AddRange(message);
            int size = 8 + BitConverter.ToInt32(message, 4);
            return [place, size, message.Length - size];
        }
    }

    // Zstandard by its definition: a frame without a checksum, whose blocks are one byte 131,072 times each.
    private static byte[] Frame(int blocks) => [0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58, .. Enumerable.Range(0, blocks).SelectMany(i => new byte[] { (byte)(i == blocks - 1 ? 3 : 2), 0, 0x10, (byte)'a' })];

    private static byte[] Ints(params int[] numbers) => [.. numbers.SelectMany(BitConverter.GetBytes)];
}

using System.Text;

namespace NnGen.Data.Parquet.Tests;

/// <summary>
/// A Parquet file of notes, put together by the format's definition: a column of texts whose pages are given, and one of numbers, of which a dictionary has the only one. Nothing in it need be true.
/// </summary>
/// <remarks>https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift</remarks>
internal sealed class HandmadeFile
{
    public const int Uncompressed = 0;
    public const int Snappy = 1;
    public const int Gzip = 2;
    public const int Zstandard = 6;

    public const int Plain = 0;
    public const int Differences = 5;
    public const int LengthsApart = 6;
    public const int OthersOnly = 7;
    public const int OfDictionary = 8;

    private readonly List<byte> _bytes = [.. "PAR1"u8];
    private readonly List<Node> _groups = [];
    private readonly bool _isOptional;
    private long _rows;

    /// <param name="isOptional">Whether texts may be missing.</param>
    public HandmadeFile(bool isOptional = false) => _isOptional = isOptional;

    /// <summary>Adds a row group.</summary>
    /// <param name="rows">How many rows it says to have.</param>
    /// <param name="codec">How the texts are packed.</param>
    /// <param name="pages">The pages of texts.</param>
    public HandmadeFile Group(int rows, int codec, params byte[][] pages)
    {
        Node texts = Column(6, "text", codec, rows, pages);
        Node numbers = Column(4, "y", Uncompressed, rows, [Dictionary(1, 4, BitConverter.GetBytes(1.5f)), Page(rows, 1, [0], OfDictionary)]);
        _groups.Add(Struct((1, List(texts, numbers)), (2, Long(1)), (3, Long(rows))));
        _rows += rows;
        return this;
    }

    /// <summary>Adds row groups that are all the same.</summary>
    public HandmadeFile Groups(int count, int rows, int codec, params byte[][] pages)
    {
        for (int i = 0; i < count; i++)
        {
            Group(rows, codec, pages);
        }

        return this;
    }

    public byte[] ToArray()
    {
        Node root = Struct((4, Text("schema")), (5, Number(2)));
        Node text = Struct((1, Number(6)), (3, Number(_isOptional ? 1 : 0)), (4, Text("text")), (6, Number(0)));
        Node y = Struct((1, Number(4)), (3, Number(0)), (4, Text("y")));
        byte[] description = Struct((1, Number(1)), (2, List(root, text, y)), (3, Long(_rows)), (4, List([.. _groups]))).Bytes;
        return [.. _bytes, .. description, .. BitConverter.GetBytes(description.Length), .. "PAR1"u8];
    }

    /// <summary>A page of values, with its header.</summary>
    public static byte[] Page(int count, int unpacked, byte[] packed, int encoding = Plain, int kind = 0) =>
        [.. Struct((1, Number(kind)), (2, Number(unpacked)), (3, Number(packed.Length)), (5, Struct((1, Number(count)), (2, Number(encoding)), (3, Number(3)), (4, Number(3))))).Bytes, .. packed];

    /// <summary>A page of values of the second version, of which the first bytes tell what is missing.</summary>
    public static byte[] SecondPage(int count, int levels, int unpacked, byte[] bytes, bool isPacked = true, int encoding = Plain, int missing = 0) =>
        [.. Struct((1, Number(3)), (2, Number(unpacked)), (3, Number(bytes.Length)), (8, Struct((1, Number(count)), (2, Number(missing)), (3, Number(count)), (4, Number(encoding)), (5, Number(levels)), (6, Number(0)), (7, new Node(isPacked ? 1 : 2, []))))).Bytes, .. bytes];

    /// <summary>A page of what a column may have.</summary>
    public static byte[] Dictionary(int count, int unpacked, byte[] packed) =>
        [.. Struct((1, Number(2)), (2, Number(unpacked)), (3, Number(packed.Length)), (7, Struct((1, Number(count)), (2, Number(Plain))))).Bytes, .. packed];

    /// <summary>Texts one after the other, each with its length.</summary>
    public static byte[] Texts(params string[] texts) => [.. texts.SelectMany(text => (byte[])[.. BitConverter.GetBytes(text.Length), .. Encoding.ASCII.GetBytes(text)])];

    /// <summary>Numbers as differences: a header, and blocks of 128 in 4 parts, each with its least difference and the bits that the numbers of each part take.</summary>
    /// <param name="first">The first number.</param>
    /// <param name="differences">What comes to each after it.</param>
    public static byte[] Deltas(int first, params int[] differences)
    {
        var bytes = new List<byte>([.. Varint(128), .. Varint(4), .. Varint((ulong)differences.Length + 1), .. Number(first).Bytes]);
        foreach (int[] block in differences.Chunk(128))
        {
            long least = block.Min();
            int[][] parts = [.. block.Chunk(32)];
            int[] widths = [.. parts.Select(part => 64 - System.Numerics.BitOperations.LeadingZeroCount((ulong)(part.Max() - least)))];
            bytes.AddRange([.. Number(least).Bytes, .. widths.Select(width => (byte)width), .. new byte[4 - parts.Length]]);
            for (int part = 0; part < parts.Length; part++)
            {
                // The lowest bit first; what lacks of a part is zeros.
                var packed = new System.Collections.BitArray(32 * widths[part]);
                for (int bit = 0; bit < parts[part].Length * widths[part]; bit++)
                {
                    packed[bit] = ((parts[part][bit / widths[part]] - least) >> (bit % widths[part]) & 1) == 1;
                }

                byte[] whole = new byte[4 * widths[part]];
                packed.CopyTo(whole, 0);
                bytes.AddRange(whole);
            }
        }

        return [.. bytes];
    }

    /// <summary>Whole numbers as differences.</summary>
    public static byte[] DeltasOf(IReadOnlyList<int> numbers) => Deltas(numbers[0], [.. numbers.Skip(1).Zip(numbers, (next, before) => next - before)]);

    /// <summary>Texts that have only what is other than in the text before.</summary>
    public static byte[] TextsByOthers(params string[] texts)
    {
        int[] same = [.. texts.Select((text, i) => i == 0 ? 0 : text.Zip(texts[i - 1]).TakeWhile(pair => pair.First == pair.Second).Count())];
        return [.. DeltasOf(same), .. TextsWithLengthsApart([.. texts.Select((text, i) => text[same[i]..])])];
    }

    /// <summary>Texts behind the lengths of all.</summary>
    public static byte[] TextsWithLengthsApart(params string[] texts) => [.. DeltasOf([.. texts.Select(text => text.Length)]), .. texts.SelectMany(text => Encoding.ASCII.GetBytes(text))];

    /// <summary>Zstandard by its definition: a frame without a checksum, of some bytes as they are and then blocks that are the letter a 131,072 times each. It may say how long that is in all.</summary>
    public static byte[] Frame(int blocks, bool saysLength, byte[]? begin = null) =>
    [
        0x28, 0xb5, 0x2f, 0xfd, (byte)(saysLength ? 0x80 : 0), 0x58,
        .. saysLength ? BitConverter.GetBytes((blocks << 17) + (begin?.Length ?? 0)) : [],
        .. begin is null ? (byte[])[] : [(byte)(begin.Length << 3), 0, 0, .. begin],
        .. Enumerable.Range(0, blocks).SelectMany(i => new byte[] { (byte)(i == blocks - 1 ? 3 : 2), 0, 0x10, (byte)'a' }),
    ];

    private Node Column(int type, string name, int codec, int rows, byte[][] pages)
    {
        long begin = _bytes.Count;
        _bytes.AddRange(pages.SelectMany(page => page));
        long size = _bytes.Count - begin;
        Node described = Struct((1, Number(type)), (2, List(Number(0))), (3, List(Text(name))), (4, Number(codec)), (5, Long(rows)), (6, Long(size)), (7, Long(size)), (9, Long(begin)));
        return Struct((2, Long(begin)), (3, described));
    }

    // Thrift's compact protocol: a number of 32 and of 64 bits, a text, a list, a structure.
    private sealed record Node(int Type, byte[] Bytes);

    private static Node Number(long value) => new(5, Varint((ulong)((value << 1) ^ (value >> 63))));

    private static Node Long(long value) => Number(value) with { Type = 6 };

    private static Node Text(string text) => new(8, [.. Varint((ulong)text.Length), .. Encoding.ASCII.GetBytes(text)]);

    private static Node List(params Node[] nodes) =>
        new(9, [.. nodes.Length < 15 ? (byte[])[(byte)((nodes.Length << 4) | nodes[0].Type)] : [(byte)(0xf0 | nodes[0].Type), .. Varint((ulong)nodes.Length)], .. nodes.SelectMany(node => node.Bytes)]);

    private static Node Struct(params (int Field, Node Value)[] fields)
    {
        var bytes = new List<byte>();
        int last = 0;
        foreach ((int field, Node value) in fields)
        {
            bytes.AddRange([(byte)(((field - last) << 4) | value.Type), .. value.Bytes]);
            last = field;
        }

        return new Node(12, [.. bytes, 0]);
    }

    private static byte[] Varint(ulong value)
    {
        var bytes = new List<byte>();
        for (; value > 127; value >>= 7)
        {
            bytes.Add((byte)(value | 128));
        }

        return [.. bytes, (byte)value];
    }
}

using System.Buffers.Binary;
using System.IO.Compression;
using System.Numerics;
using K4os.Compression.LZ4;
using ZstdSharp;

namespace NnGen;

/// <summary>What the pages of a file have in them, as far as it says how much memory they take: packed bytes, which values are missing, and numbers and texts that are written as differences.</summary>
/// <remarks>https://github.com/apache/parquet-format/blob/master/Encodings.md and Compression.md</remarks>
internal sealed class ParquetPages(Stream stream, string name)
{
    /// <summary>A page may be that large when unpacked, where its packing has no bound of its own.</summary>
    private const long MostOfAPage = 1 << 26;

    private const int Snappy = 1;
    private const int Zstandard = 6;

    /// <summary>What some packed bytes are at most when unpacked: a reader would take memory for whatever a page says.</summary>
    public static long MostUnpacked(long codec, long packed) => codec switch
    {
        // As they are; Snappy, whose three bytes may copy 64; deflate.
        0 => packed,
        1 => (packed * 22) + 64,
        2 => (packed * 1032) + 64,

        // LZ4, with and without frames.
        5 or 7 => (packed * 255) + 64,
        _ => MostOfAPage,
    };

    /// <summary>What a page unpacks to. Snappy and Zstandard say in what they have packed how large it was, and the library takes them at their word rather than the page.</summary>
    /// <exception cref="InvalidDataException">The page is damaged, or unpacks to more than its packing can.</exception>
    public long SizeOf(long codec, long position, int packed, long unpacked, CompactStruct? second, bool isOptional, string where)
    {
        if (codec is not (Snappy or Zstandard))
        {
            return unpacked;
        }

        if (second?.Number(7) == 0)
        {
            return packed;
        }

        // In pages of the second version, which values are missing is not packed.
        long levels = isOptional ? second?.Number(5) ?? 0 : 0;
        if (levels < 0 || levels > packed)
        {
            throw Damaged($"{where} has a page of {packed} bytes, of which {levels} tell which values are missing");
        }

        byte[] bytes = new byte[packed - levels];
        stream.Position = position + levels;
        stream.ReadExactly(bytes);
        long inside = codec == Snappy ? SizeOfSnappy(bytes) : SizeOfZstandard(bytes, unpacked, where);
        return inside <= MostUnpacked(codec, packed)
            ? Math.Max(inside, unpacked)
            : throw Damaged($"{where} has a page of {packed} bytes, {inside} when unpacked, where {unpacked} were expected by its header");
    }

    /// <summary>The bytes of a page as the library has them; of the second version, those behind what tells which values are missing. How many they are has been checked.</summary>
    /// <exception cref="InvalidDataException">The page cannot be unpacked.</exception>
    public byte[] Unpack(long codec, long position, int packed, long unpacked, CompactStruct? second, bool isOptional, string where)
    {
        long levels = isOptional ? second?.Number(5) ?? 0 : 0;
        if (levels < 0 || levels > packed || levels > unpacked)
        {
            throw Damaged($"{where} has a page of {packed} bytes, {unpacked} when unpacked, of which {levels} tell which values are missing");
        }

        byte[] bytes = new byte[packed - levels];
        stream.Position = position + levels;
        stream.ReadExactly(bytes);
        if (second?.Number(7) == 0)
        {
            return bytes;
        }

        byte[] result = codec is Snappy or Zstandard ? [] : new byte[unpacked - levels];
        try
        {
            using var packedBytes = new MemoryStream(bytes);
            switch (codec)
            {
                case 0:
                    packedBytes.ReadExactly(result);
                    break;
                case Snappy:
                    result = Snappier.Snappy.DecompressToArray(bytes);
                    break;
                case 2:
                    using (var gzip = new GZipStream(packedBytes, CompressionMode.Decompress))
                    {
                        gzip.ReadExactly(result);
                    }

                    break;
                case 4:
                    using (var brotli = new BrotliStream(packedBytes, CompressionMode.Decompress))
                    {
                        brotli.ReadExactly(result);
                    }

                    break;
                case Zstandard:
                    using (var decompressor = new Decompressor())
                    {
                        result = decompressor.Unwrap(bytes).ToArray();
                    }

                    break;
                case 5 or 7 when LZ4Codec.Decode(bytes, result) == result.Length:
                    break;
                default:
                    throw new InvalidDataException($"its packing is {codec}");
            }
        }
        catch (Exception e) when (e is ZstdException or InvalidDataException or EndOfStreamException or InvalidOperationException or ArgumentException)
        {
            throw new InvalidDataException(Damaged($"{where} has a page that cannot be unpacked: {e.Message}").Message, e);
        }

        return result;
    }

    /// <summary>What texts take in all that have only what is other than in the text before; nothing for numbers and for texts that the page has whole.</summary>
    /// <exception cref="InvalidDataException">The page is damaged, or has texts that the library would read wrongly.</exception>
    public long SizeOfDeltas(long encoding, ReadOnlySpan<byte> bytes, int values, CompactStruct? second, bool isOptional, string where)
    {
        int count = second is not null ? values - (int)(second.Number(2) ?? 0) : isOptional ? CountThere(ref bytes, values, where) : values;
        if (count < 0 || count > values)
        {
            throw Damaged($"{where} has a page of {values} values, {values - count} of which are missing");
        }

        const int Numbers = 5;
        if (encoding == Numbers)
        {
            Deltas(ref bytes, count, 64, where);
            return 0;
        }

        const int Others = 7;
        DeltaNumbers prefixes = encoding == Others ? Deltas(ref bytes, count, 32, where) : default;
        DeltaNumbers lengths = Deltas(ref bytes, count, 32, where);
        (long size, long before, long ascii) = (0, 0, 0);
        for (int i = 0; i < count; i++)
        {
            (long prefix, long length) = (encoding == Others ? prefixes.Next() : 0, lengths.Next());
            if (prefix < 0 || prefix > before || length < 0 || length > bytes.Length)
            {
                throw Damaged($"{where} has a text that begins with {prefix} bytes of the {before} before it and goes on with {length}, where {bytes.Length} are left");
            }

            // The library takes letters for bytes there.
            if (prefix > ascii)
            {
                throw new InvalidDataException($"{name} cannot be read: texts of {where} are written by what is other than in the text before (DELTA_BYTE_ARRAY), and letters beyond ASCII are not. Write the column in another encoding, such as with a dictionary.");
            }

            int other = bytes[..(int)length].IndexOfAnyExceptInRange((byte)0, (byte)127);
            ascii = prefix + (other < 0 ? length : other);
            before = prefix + length;
            size += encoding == Others ? before : 0;
            bytes = bytes[(int)length..];
        }

        return size;
    }

    // All of them lie within the bytes, and the bytes go on behind them.
    private DeltaNumbers Deltas(ref ReadOnlySpan<byte> bytes, int count, int bits, string where)
    {
        var numbers = new DeltaNumbers(bytes, count, bits);
        DeltaNumbers end = numbers;
        end.Skip();
        if (end.Problem is not null)
        {
            throw Damaged($"{where} has a page whose differences cannot be read: {end.Problem}");
        }

        bytes = bytes[end.Position..];
        return numbers;
    }

    // How many values are not missing, by a bit for each: as runs of the same, or eight in a byte.
    private int CountThere(ref ReadOnlySpan<byte> bytes, int values, string where)
    {
        int length = bytes.Length < 4 ? -1 : BinaryPrimitives.ReadInt32LittleEndian(bytes);
        if (length < 0 || length > bytes.Length - 4)
        {
            throw Damaged($"{where} has a page of {bytes.Length} bytes, of which {length} tell which values are missing");
        }

        ReadOnlySpan<byte> runs = bytes.Slice(4, length);
        bytes = bytes[(4 + length)..];
        int count = 0;
        for (int read = 0; read < values;)
        {
            long header = 0;
            int place = 0;
            bool isWhole = false;
            while (!isWhole && place < Math.Min(5, runs.Length))
            {
                header |= (long)(runs[place] & 127) << (7 * place);
                isWhole = runs[place++] < 128;
            }

            bool isRun = (header & 1) == 0;
            long many = Math.Min(isRun ? header >> 1 : (header >> 1) * 8, values - read);
            int size = isRun ? 1 : (int)((many + 7) / 8);
            if (!isWhole || header > int.MaxValue || many == 0 || size > runs.Length - place || (isRun && runs[place] > 1))
            {
                throw Damaged($"{where} has a page that does not tell of all {values} values which are missing");
            }

            for (int i = 0; i < many; i += isRun ? (int)many : 8)
            {
                count += isRun ? (int)many * runs[place] : BitOperations.PopCount((uint)runs[place + (i / 8)] & ((1u << (int)Math.Min(8, many - i)) - 1));
            }

            read += (int)many;
            runs = runs[(place + size)..];
        }

        return count;
    }

    private static long SizeOfSnappy(ReadOnlySpan<byte> bytes)
    {
        long size = 0;
        for (int i = 0; i < Math.Min(bytes.Length, 5); i++)
        {
            size |= (long)(bytes[i] & 127) << (7 * i);
            if (bytes[i] < 128)
            {
                break;
            }
        }

        return size;
    }

    // A frame need not say how large it is. Its blocks bound it then; where that is more than the page says, only unpacking tells.
    private long SizeOfZstandard(byte[] bytes, long expected, string where)
    {
        try
        {
            ulong most = Decompressor.GetDecompressedSize(bytes);
            if (most <= (ulong)expected || most > MostOfAPage)
            {
                return (long)Math.Min(most, long.MaxValue);
            }

            using var decompressor = new Decompressor();
            return decompressor.Unwrap(bytes, new byte[most]);
        }
        catch (ZstdException e)
        {
            throw new InvalidDataException(Damaged($"{where} has a page that cannot be unpacked: {e.Message}").Message, e);
        }
    }

    private InvalidDataException Damaged(string reason) => ParquetCheck.Damaged(name, reason);
}

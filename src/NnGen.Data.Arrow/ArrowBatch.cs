using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;

namespace NnGen;

/// <summary>
/// The columns of a record batch, or the one of a dictionary, in order. Each is held against its number of rows before it becomes an array: which values are there, where texts and lists end, which parts views look at.
/// </summary>
/// <param name="input">The file, for messages about it.</param>
/// <param name="message">The message.</param>
/// <param name="batch">What it says of the batch.</param>
internal sealed class ArrowBatch(ArrowInput input, ArrowMessages.Message message, FlatTable batch) : IDisposable
{
    /// <summary>A length and a number of missing values; a place and a length.</summary>
    private const int SizeOfPair = 16;

    private const int SizeOfView = 16;

    /// <summary>The bytes of a text that lie within its view.</summary>
    private const int MostInView = 12;

    private const int V5 = 4;

    private static readonly CompressionCodecFactory s_codecs = new();

    private readonly FlatList _nodes = batch.List(1, SizeOfPair);
    private readonly FlatList _buffers = Checked(batch.List(2, SizeOfPair), message, input);
    private readonly FlatList _views = batch.List(4, sizeof(long));
    private readonly FlatTable? _packing = batch.Table(3);
    private ICompressionCodec? _codec;
    private int _node;
    private int _buffer;
    private int _view;

    /// <summary>The number of rows.</summary>
    public int Rows { get; } = batch.Int64(0) is >= 0 and <= int.MaxValue and long rows ? (int)rows : throw batch.Damaged($"the batch has {batch.Int64(0)} rows");

    /// <summary>Passes over a column.</summary>
    public void Skip(ArrowField field)
    {
        Node(field);
        Skip(field.Dictionary is null ? field.Layout : ArrowLayout.Fixed);
        foreach (ArrowField child in field.Dictionary is null ? field.Children : [])
        {
            Skip(child);
        }
    }

    /// <summary>The values of a column, or the places of its values in their dictionary.</summary>
    public IArrowArray Read(ArrowField field) => ArrowArrayFactory.BuildArray(Data(field, Rows));

    /// <summary>Holds against the batch that all of its columns were read or passed over.</summary>
    public void End()
    {
        if (_node != _nodes.Count || _buffer != _buffers.Count)
        {
            throw batch.Damaged($"the batch has {_nodes.Count} columns and {_buffers.Count} parts; {_node} and {_buffer} were expected by its schema");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _codec?.Dispose();

    private ArrayData Data(ArrowField field, long? rows)
    {
        (int length, int missing) = Node(field);
        if (rows is long wanted && wanted != length)
        {
            throw Damaged(field, $"has {length} values for {wanted} rows");
        }

        IArrowType type = field.IndexType ?? field.Type!;
        ArrowLayout layout = field.Dictionary is null ? field.Layout : ArrowLayout.Fixed;
        if (layout == ArrowLayout.Nothing)
        {
            return new ArrayData(type, length, length, 0, System.Array.Empty<ArrowBuffer>());
        }

        // How many elements lists have is no number of rows, and is bounded as the bytes of texts are.
        bool isBounded = rows is not null;
        var parts = new List<ReadOnlyMemory<byte>> { Validity(field, length, missing, isBounded) };
        ArrayData[] children = [];
        switch (layout)
        {
            case ArrowLayout.Fixed:
                parts.Add(Part(field, (long)length * (((FixedWidthType)type).BitWidth / 8), isBounded));
                break;
            case ArrowLayout.Bits:
                parts.Add(Part(field, ((long)length + 7) / 8, isBounded));
                break;
            case ArrowLayout.Offsets or ArrowLayout.LargeOffsets:
                parts.Add(Offsets(field, length, layout == ArrowLayout.LargeOffsets, out long end));
                parts.Add(Text(field));
                if (end > parts[^1].Length)
                {
                    throw Damaged(field, $"has texts of {end} bytes, and {parts[^1].Length} are there");
                }

                break;
            case ArrowLayout.Views:
                parts.Add(Part(field, (long)length * SizeOfView, isBounded));
                for (long count = ViewParts(field); count > 0; count--)
                {
                    parts.Add(Text(field));
                }

                CheckViews(field, parts, length);
                break;
            case ArrowLayout.List or ArrowLayout.LargeList:
                ReadOnlyMemory<byte> ends = Offsets(field, length, layout == ArrowLayout.LargeList, out long elements);
                children = [Data(field.Children[0], null)];
                parts.Add(layout == ArrowLayout.LargeList ? Narrowed(ends) : ends);
                if (elements > children[0].Length)
                {
                    throw Damaged(field, $"has lists of {elements} elements, and {children[0].Length} are there");
                }

                break;
            case ArrowLayout.FixedList:
                children = [Data(field.Children[0], null)];
                if ((long)length * field.ListLength > children[0].Length)
                {
                    throw Damaged(field, $"has {length} lists of {field.ListLength} elements, and {children[0].Length} are there");
                }

                // As lists of any length.
                int[] places = [.. Enumerable.Range(0, length + 1).Select(i => i * field.ListLength)];
                parts.Add(MemoryMarshal.AsBytes(places.AsSpan()).ToArray());
                break;
            default:
                throw new InvalidOperationException($"Columns of the layout {layout} are not read.");
        }

        return new ArrayData(type, length, missing, 0, [.. parts.Select(part => new ArrowBuffer(part))], children);
    }

    private (int Length, int Missing) Node(ArrowField field)
    {
        if (_node >= _nodes.Count)
        {
            throw Damaged(field, $"is not among the {_nodes.Count} of the batch");
        }

        (long length, long missing) = (_nodes.Int64(_node), _nodes.Int64(_node, sizeof(long)));
        _node++;
        return length is >= 0 and < int.MaxValue && missing >= 0 && missing <= length
            ? ((int)length, (int)missing)
            : throw Damaged(field, $"has {length} values, of which {missing} are missing");
    }

    private void Skip(ArrowLayout layout) => _buffer += layout switch
    {
        ArrowLayout.Nothing or ArrowLayout.RunEnds => 0,
        ArrowLayout.FixedList or ArrowLayout.Struct => 1,
        ArrowLayout.Fixed or ArrowLayout.Bits or ArrowLayout.List or ArrowLayout.LargeList => 2,
        ArrowLayout.Offsets or ArrowLayout.LargeOffsets or ArrowLayout.ListView => 3,
        ArrowLayout.SparseUnion => message.Version < V5 ? 2 : 1,
        ArrowLayout.DenseUnion => message.Version < V5 ? 3 : 2,
        _ => 2 + (int)ViewParts(null),
    };

    private long ViewParts(ArrowField? field)
    {
        long count = _view < _views.Count ? _views.Int64(_view) : -1;
        _view++;
        return count >= 0 && count <= _buffers.Count ? count : throw Damaged(field, $"has {count} parts of texts, where the batch has {_buffers.Count}");
    }

    // A bit for each value, none where nothing is missing.
    private ReadOnlyMemory<byte> Validity(ArrowField field, int length, int missing, bool isBounded)
    {
        ReadOnlyMemory<byte> bits = Packed(field, ((long)length + 7) / 8, isBounded);
        if (bits.IsEmpty && missing == 0)
        {
            return bits;
        }

        int whole = length / 8;
        if (bits.Length < whole + (length % 8 == 0 ? 0 : 1))
        {
            throw Damaged(field, $"has {bits.Length} bytes that tell which of {length} values are missing");
        }

        int known = length % 8 == 0 ? 0 : BitOperations.PopCount((uint)(bits.Span[whole] & ((1 << (length % 8)) - 1)));
        foreach (byte eight in bits.Span[..whole])
        {
            known += BitOperations.PopCount(eight);
        }

        return known == length - missing ? bits : throw Damaged(field, $"has {missing} missing values by its own account, and {length - known} are");
    }

    private ReadOnlyMemory<byte> Part(ArrowField field, long wanted, bool isBounded)
    {
        ReadOnlyMemory<byte> part = Packed(field, wanted, isBounded);
        return part.Length >= wanted ? part : throw Damaged(field, $"has values of {part.Length} bytes, where {wanted} were expected");
    }

    private ReadOnlyMemory<byte> Text(ArrowField field) => Packed(field, long.MaxValue / 4, isBounded: false);

    private ReadOnlyMemory<byte> Offsets(ArrowField field, int length, bool isLarge, out long end)
    {
        // Of no values at all, some writers leave out that the first begins at 0.
        int size = isLarge ? sizeof(long) : sizeof(int);
        ReadOnlyMemory<byte> part = Packed(field, ((long)length + 1) * size, isBounded: true);
        if (length == 0 && part.IsEmpty)
        {
            part = new byte[size];
        }

        if (part.Length < ((long)length + 1) * size)
        {
            throw Damaged(field, $"has {part.Length} bytes that tell where {length} values end");
        }

        end = 0;
        for (int i = 0; i <= length; i++)
        {
            ReadOnlySpan<byte> at = part.Span[(i * size)..];
            long next = isLarge ? BinaryPrimitives.ReadInt64LittleEndian(at) : BinaryPrimitives.ReadInt32LittleEndian(at);
            if (next < end || next > int.MaxValue)
            {
                throw Damaged(field, $"has a value that ends at {next} after one that ends at {end}");
            }

            end = next;
        }

        return part;
    }

    private static ReadOnlyMemory<byte> Narrowed(ReadOnlyMemory<byte> ends)
    {
        int[] narrow = [.. MemoryMarshal.Cast<byte, long>(ends.Span).ToArray().Select(end => unchecked((int)end))];
        return MemoryMarshal.AsBytes(narrow.AsSpan()).ToArray();
    }

    private void CheckViews(ArrowField field, List<ReadOnlyMemory<byte>> parts, int length)
    {
        ReadOnlySpan<byte> views = parts[1].Span;
        ReadOnlySpan<byte> valid = parts[0].Span;
        for (int i = 0; i < length; i++)
        {
            ReadOnlySpan<byte> view = views.Slice(i * SizeOfView, SizeOfView);
            int size = BinaryPrimitives.ReadInt32LittleEndian(view);
            (int part, int offset) = (BinaryPrimitives.ReadInt32LittleEndian(view[8..]), BinaryPrimitives.ReadInt32LittleEndian(view[12..]));
            bool isMissing = !valid.IsEmpty && (valid[i / 8] & (1 << (i % 8))) == 0;
            if (!isMissing && (size < 0 || (size > MostInView && (part < 0 || part >= parts.Count - 2 || offset < 0 || size > parts[part + 2].Length - offset))))
            {
                throw Damaged(field, $"has a text of {size} bytes from byte {offset} of part {part} on; it has {parts.Count - 2} parts");
            }
        }
    }

    // Bytes as they lie in the body, or unpacked. So many as are wanted bound what is unpacked; where no number of rows bounds these, all such parts of the file together are bounded.
    private ReadOnlyMemory<byte> Packed(ArrowField field, long wanted, bool isBounded)
    {
        if (_buffer >= _buffers.Count)
        {
            throw Damaged(field, $"has parts that are not among the {_buffers.Count} of the batch");
        }

        (long offset, long length) = (_buffers.Int64(_buffer), _buffers.Int64(_buffer, sizeof(long)));
        _buffer++;
        if (length == 0)
        {
            return default;
        }

        ReadOnlyMemory<byte> bytes = message.Body.Read(offset, length);
        if (_packing is not FlatTable packing)
        {
            return bytes;
        }

        const int Lz4 = 0;
        const int Zstandard = 1;
        (int codec, int method) = (packing.Byte(0), packing.Byte(1));
        if (method != 0 || codec is not (Lz4 or Zstandard))
        {
            throw input.Refused($"is packed by codec {codec} of the format, which is not known here; write it without compression, or with LZ4 or Zstandard");
        }

        long unpacked = bytes.Length < sizeof(long) ? -2 : BinaryPrimitives.ReadInt64LittleEndian(bytes.Span);
        bytes = bytes.Length < sizeof(long) ? bytes : bytes[sizeof(long)..];
        if (unpacked == -1)
        {
            return bytes;
        }

        // A buffer may be padded, or have room for values that did not come.
        long most = Math.Min((2 * wanted) + (1 << 16), codec == Lz4 ? (255L * bytes.Length) + 64 : System.Array.MaxLength);
        most = isBounded ? most : Math.Min(most, input.MostToUnpack);
        if (unpacked < 0 || unpacked > most)
        {
            throw Damaged(field, $"has a part of {bytes.Length} bytes, {unpacked} when unpacked, where at most {most} were expected");
        }

        input.CountUnpacked(isBounded ? 0 : unpacked);
        return Unpacked(field, codec == Lz4 ? CompressionCodecType.Lz4Frame : CompressionCodecType.Zstd, bytes, new byte[unpacked]);
    }

    // What a decoder makes of bytes that are none of its own depends on where it stumbles.
    private ReadOnlyMemory<byte> Unpacked(ArrowField field, CompressionCodecType type, ReadOnlyMemory<byte> bytes, byte[] unpacked)
    {
        int count;
        try
        {
            _codec ??= s_codecs.CreateCodec(type);
            count = unpacked.Length == 0 ? 0 : _codec.Decompress(bytes, unpacked);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw Damaged(field, $"has a part that cannot be unpacked: {e.Message}", e);
        }

        return count == unpacked.Length ? unpacked : throw Damaged(field, $"has a part of {unpacked.Length} bytes by its own account, which are {count} when unpacked");
    }

    private static FlatList Checked(FlatList buffers, ArrowMessages.Message message, ArrowInput input)
    {
        long sum = 0;
        for (int i = 0; i < buffers.Count; i++)
        {
            (long offset, long length) = (buffers.Int64(i), buffers.Int64(i, sizeof(long)));
            sum += length;
            if (offset < 0 || length < 0 || length > message.Body.Length || (length > 0 && offset > message.Body.Length - length) || sum > message.Body.Length)
            {
                throw input.Damaged(string.Create(CultureInfo.InvariantCulture, $"part {i} of the batch whose body begins at byte {message.Body.Start} has {length} bytes from byte {offset} of it on, and the body {message.Body.Length}"));
            }
        }

        return buffers;
    }

    private InvalidDataException Damaged(ArrowField? field, FormattableString reason, Exception? cause = null) =>
        new(batch.Damaged($"column {RecordColumns.Quoted(field?.Name ?? "")} {reason.ToString(CultureInfo.InvariantCulture)}").Message, cause);
}

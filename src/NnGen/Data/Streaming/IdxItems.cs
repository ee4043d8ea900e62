using System.IO.Compression;

namespace NnGen;

/// <summary>Reads an IDX file, plain or packed by gzip, item by item: the first axis counts the items. Reading allocates nothing.</summary>
internal sealed class IdxItems : IDisposable
{
    private const int BufferBytes = 64 * 1024;

    private readonly string _path;
    private readonly FileStream _file;
    private readonly Stream? _unpacked;
    private readonly CheckedReader _reader;
    private readonly byte[] _item;
    private int _read;

    public IdxItems(string path)
    {
        _path = path;
        _file = InputFile.Open(path, BufferBytes);
        try
        {
            _reader = new CheckedReader(_file, path);
            byte[] start = _reader.ReadUpTo(2, "the header");
            if (start is [IdxReader.GzipMagic0, IdxReader.GzipMagic1])
            {
                _unpacked = new BufferedStream(new GZipStream(new PrefixedStream(start, _file), CompressionMode.Decompress), BufferBytes);
                _reader = new CheckedReader(_unpacked, path, " of the unpacked content");
                start = _reader.ReadUpTo(2, "the header");
            }

            (ElementType, Shape, long bytes) = IdxReader.ReadHeader(_reader, start, long.MaxValue);
            CheckLength(bytes);
            ItemElements = Count == 0 ? 0 : checked((int)(bytes / Count / IdxFile.ElementBytes(ElementType)));
            _item = new byte[ItemElements * IdxFile.ElementBytes(ElementType)];
            if (bytes == 0)
            {
                ExpectEnd();
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public IdxElementType ElementType { get; }

    public int[] Shape { get; }

    /// <summary>The number of items.</summary>
    public int Count => Shape[0];

    /// <summary>The numbers of one item.</summary>
    public int ItemElements { get; }

    /// <summary>Reads the next item as it stands in the file. Valid until the next call; empty at the end.</summary>
    public ReadOnlySpan<byte> Read()
    {
        if (_read == Count)
        {
            return default;
        }

        int read = _reader.Fill(_item, "the items");
        if (read < _item.Length)
        {
            throw _reader.Error(_reader.Position, $"the file ends within item {_read} (from 0) of {Count}, after {read} of its {_item.Length} bytes; it is truncated");
        }

        _read++;
        if (_read == Count)
        {
            ExpectEnd();
        }

        return _item;
    }

    /// <summary>The exception for an item that is not what it should be, of those read the last one.</summary>
    public InvalidDataException Error(string reason) => new($"{_path}, item {_read - 1} (from 0): {reason}.");

    public void Dispose()
    {
        _unpacked?.Dispose();
        _file.Dispose();
    }

    private void ExpectEnd()
    {
        long end = _reader.Position;
        if (_reader.HasMore("the data"))
        {
            throw _reader.Error(end, $"the data of shape [{string.Join(", ", Shape)}] ends here, but more bytes follow");
        }
    }

    // A plain file shows its length at once, a packed one only at its end; but no packed byte makes more than 1,032 (RFC 1951: 258 for two
    // bits), so that a header cannot make memory of nothing.
    private void CheckLength(long bytes)
    {
        const long MostOfAPackedByte = 1032;
        if (_unpacked is not null && bytes / MostOfAPackedByte > _file.Length)
        {
            throw _reader.Error(_reader.Position, $"the data of shape [{string.Join(", ", Shape)}] have {bytes} bytes, more than the {_file.Length} bytes of the packed file can hold; it is truncated or corrupt");
        }

        if (_unpacked is null && _file.Length != _reader.Position + bytes)
        {
            string what = _file.Length < _reader.Position + bytes ? "it is truncated" : "bytes follow the data";
            throw _reader.Error(_reader.Position, $"the data of shape [{string.Join(", ", Shape)}] have {bytes} bytes, but {_file.Length - _reader.Position} bytes are left of the file; {what}");
        }

        if (Count > 0 && bytes / Count > Array.MaxLength)
        {
            throw _reader.Error(_reader.Position, $"an item of shape [{string.Join(", ", Shape[1..])}] is larger than an array can be");
        }
    }
}

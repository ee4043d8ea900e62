using System.Globalization;

namespace NnGen;

/// <summary>The bytes of an Arrow file. No more memory is taken than bytes are there, whatever the file says.</summary>
/// <param name="stream">The file; is left open. Whether it can seek decides whether all can be read, or only what comes next.</param>
/// <param name="name">What messages call it.</param>
internal sealed class ArrowInput(Stream stream, string name)
{
    /// <summary>Of a stream whose length nobody knows, so much is believed at first, and then twice what has come.</summary>
    private const int FirstPiece = 1 << 16;

    private byte[] _peeked = [];
    private long _rows;
    private long _unpacked;

    /// <summary>The number of bytes; null of a stream that cannot seek.</summary>
    public long? Length { get; } = stream.CanSeek ? stream.Length : null;

    /// <summary>What is read next; can only be set where the stream can seek.</summary>
    public long Position { get; set; }

    /// <summary>How much more may be unpacked of what no number of rows bounds.</summary>
    public long MostToUnpack => TableLimits.MostUnpacked(Known, _rows) - _unpacked;

    /// <summary>The bytes that there are, as far as it is known.</summary>
    private long Known => Length ?? Position;

    /// <summary>Counts the rows of a batch, or the values of a dictionary.</summary>
    /// <exception cref="InvalidDataException">So many are not believed.</exception>
    public void CountRows(int rows)
    {
        long most = TableLimits.MostRows(Known);
        if (rows > most - _rows)
        {
            throw Damaged(string.Create(CultureInfo.InvariantCulture, $"a batch has {rows} rows after {_rows}; at most {most} in all were expected of {Known} bytes"));
        }

        _rows += rows;
    }

    /// <summary>Counts bytes that no number of rows bounds.</summary>
    public void CountUnpacked(long bytes) => _unpacked += bytes;

    /// <summary>The first bytes, which stay to be read; fewer where there are fewer.</summary>
    public byte[] Peek(int count)
    {
        byte[] bytes = new byte[count];
        if (Length is not null)
        {
            stream.Position = 0;
        }

        int read = stream.ReadAtLeast(bytes, count, throwOnEndOfStream: false);
        _peeked = bytes[..read];
        return _peeked;
    }

    /// <summary>The next bytes.</summary>
    /// <param name="count">How many.</param>
    /// <param name="what">What they are.</param>
    /// <param name="orNothing">Whether it may be that none is left.</param>
    /// <exception cref="InvalidDataException">So many are not there.</exception>
    public byte[] Read(long count, string what, bool orNothing = false)
    {
        if (Length is long length)
        {
            if (orNothing && Position >= length)
            {
                return [];
            }

            byte[] bytes = count <= length - Position && count <= Array.MaxLength ? new byte[count] : throw CutShort(count, what);
            stream.Position = Position;
            stream.ReadExactly(bytes);
            Position += count;
            return bytes;
        }

        byte[] piece = new byte[Math.Min(count, FirstPiece)];
        int read = Math.Min(piece.Length, _peeked.Length);
        _peeked.AsSpan(0, read).CopyTo(piece);
        _peeked = _peeked[read..];
        while (true)
        {
            read += stream.ReadAtLeast(piece.AsSpan(read), piece.Length - read, throwOnEndOfStream: false);
            if (orNothing && read == 0)
            {
                return [];
            }

            if (read < piece.Length || count > Array.MaxLength)
            {
                Position += read;
                throw CutShort(count, what);
            }

            if (read == count)
            {
                Position += count;
                return piece;
            }

            Array.Resize(ref piece, (int)Math.Min(count, 2L * piece.Length));
        }
    }

    /// <summary>The body of a message, which begins at the place; what comes next is behind it.</summary>
    /// <param name="length">Its length.</param>
    /// <param name="message">Where the message begins.</param>
    /// <exception cref="InvalidDataException">So many bytes are not there.</exception>
    public ArrowBody ReadBody(long length, long message)
    {
        if (length < 0 || length > (Length ?? long.MaxValue) - Position)
        {
            throw Damaged(string.Create(CultureInfo.InvariantCulture, $"the message at byte {message} has a body of {length} bytes by its own account, and {Length - Position} follow"));
        }

        var body = new ArrowBody(this, Position, length, Length is null ? Read(length, "the body of a message") : null);
        Position = body.Start + length;
        return body;
    }

    /// <summary>What is wrong with the file.</summary>
    public InvalidDataException Refused(string reason) => new($"{name} {reason}.");

    /// <summary>What is wrong with the file, which is damaged.</summary>
    public InvalidDataException Damaged(string reason) => Refused($"is damaged: {reason}");

    private InvalidDataException CutShort(long count, string what) =>
        Damaged(string.Create(CultureInfo.InvariantCulture, $"{what} should take {count} bytes from byte {Position} on, and there are not so many{(count > Array.MaxLength ? ", or more than can be read at once" : "")}"));
}

/// <summary>The body of a message. Where the stream can seek, only what is asked for is read.</summary>
internal sealed class ArrowBody(ArrowInput input, long start, long length, byte[]? bytes)
{
    /// <summary>Where it begins.</summary>
    public long Start => start;

    /// <summary>How many bytes it has.</summary>
    public long Length => length;

    /// <summary>Some of its bytes, which lie within it.</summary>
    public ReadOnlyMemory<byte> Read(long offset, long count)
    {
        if (bytes is not null)
        {
            return bytes.AsMemory((int)offset, (int)count);
        }

        long next = input.Position;
        input.Position = start + offset;
        byte[] read = input.Read(count, "the values of a column");
        input.Position = next;
        return read;
    }
}

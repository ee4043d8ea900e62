namespace NnGen;

/// <summary>A file of which only what was checked can be read: a decoder that finds fewer values than a page says would go on with whatever stands behind the column.</summary>
/// <param name="inner">The file; can seek, and is left open.</param>
internal sealed class FencedStream(Stream inner) : Stream
{
    private long _position;

    /// <summary>From where on it may be read, and where that ends; null while all of it may be.</summary>
    public (long Start, long End)? Fence { get; set; }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => inner.Length;

    /// <inheritdoc/>
    public override long Position
    {
        get => _position;
        set => _position = value;
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        (long start, long end) = Fence ?? (0, inner.Length);
        if (buffer.IsEmpty || (Fence is null && _position >= end))
        {
            return 0;
        }

        if (_position < start || _position >= end)
        {
            throw new EndOfStreamException(FormattableString.Invariant($"the column, whose pages lie between bytes {start} and {end}, goes on at byte {_position}; it has fewer values than it says"));
        }

        inner.Position = _position;
        int read = inner.Read(buffer[..(int)Math.Min(buffer.Length, end - _position)]);
        _position += read;
        return read;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override int ReadByte()
    {
        byte next = 0;
        return Read(new Span<byte>(ref next)) == 0 ? -1 : next;
    }

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Task.FromResult(Read(buffer.AsSpan(offset, count)));

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) =>
        _position = offset + (origin == SeekOrigin.Begin ? 0 : origin == SeekOrigin.Current ? _position : inner.Length);

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

namespace NnGen.Data.Arrow.Tests;

/// <summary>Bytes that come one after the other, a few at a time, as from another machine.</summary>
internal sealed class UnseekableStream(byte[] bytes) : MemoryStream(bytes)
{
    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 100)]);

    public override long Seek(long offset, SeekOrigin loc) => throw new NotSupportedException();
}

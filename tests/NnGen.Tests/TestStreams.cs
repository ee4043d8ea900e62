namespace NnGen.Tests;

/// <summary>A stream that takes so many bytes and then fails, as a full disk does. Writing spans ends up here too.</summary>
internal sealed class FullStream(int capacity) : MemoryStream
{
    public override void Write(byte[] buffer, int offset, int count)
    {
        if (Length + count > capacity)
        {
            throw new IOException("No space left on device.");
        }

        base.Write(buffer, offset, count);
    }
}

/// <summary>A stream that cannot seek and gives at most 7 bytes at a time, as a network connection may. Reading spans ends up here too.</summary>
internal sealed class TricklingStream(byte[] content) : MemoryStream(content)
{
    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(7, count));
}

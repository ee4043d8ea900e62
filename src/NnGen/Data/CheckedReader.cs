namespace NnGen;

/// <summary>
/// Reads a file whose header cannot be trusted: memory is taken as the bytes arrive, never as the header promises,
/// and every error names the file, the position and the reason.
/// </summary>
internal sealed class CheckedReader(Stream stream, string name, string positionNote = "")
{
    // The first block of an unknown length; it doubles as long as bytes keep coming.
    private const int FirstBlock = 64 * 1024;

    /// <summary>The number of bytes read so far.</summary>
    internal long Position { get; private set; }

    /// <summary>Reads exactly <paramref name="count"/> bytes.</summary>
    /// <param name="count">The number of bytes.</param>
    /// <param name="what">What they are, for the message.</param>
    /// <exception cref="InvalidDataException">The file ends before, or its packing is corrupt.</exception>
    internal byte[] Read(int count, string what)
    {
        byte[] bytes = ReadUpTo(count, what);
        if (bytes.Length < count)
        {
            throw Error(Position, $"the file ends after {bytes.Length} of the {count} bytes of {what}; it is truncated");
        }

        return bytes;
    }

    /// <summary>Reads <paramref name="count"/> bytes, or fewer where the file ends.</summary>
    internal byte[] ReadUpTo(int count, string what)
    {
        var bytes = new byte[FirstLength(count)];
        int filled = 0;
        while (filled < count)
        {
            if (filled == bytes.Length)
            {
                Array.Resize(ref bytes, (int)Math.Min(count, 2L * bytes.Length));
            }

            int read = ReadSome(bytes.AsSpan(filled), what);
            if (read == 0)
            {
                Array.Resize(ref bytes, filled);
                break;
            }

            filled += read;
            Position += read;
        }

        return bytes;
    }

    /// <summary>Reads into memory that is there, as many bytes as it has or, where the file ends, fewer. Allocates nothing.</summary>
    /// <returns>The number of bytes read.</returns>
    internal int Fill(Span<byte> bytes, string what)
    {
        int filled = 0;
        while (filled < bytes.Length)
        {
            int read = ReadSome(bytes[filled..], what);
            if (read == 0)
            {
                break;
            }

            filled += read;
            Position += read;
        }

        return filled;
    }

    /// <summary>Makes sure that nothing follows.</summary>
    /// <exception cref="InvalidDataException">Bytes are left.</exception>
    internal void ExpectEnd(string what)
    {
        long end = Position;
        if (HasMore(what))
        {
            throw Error(end, $"{what} ends here, but more bytes follow");
        }
    }

    /// <summary>Whether a byte follows, which is then read. Allocates nothing.</summary>
    internal bool HasMore(string what)
    {
        Span<byte> next = [0];
        return Fill(next, what) > 0;
    }

    /// <summary>The exception for a file that is not what it should be.</summary>
    internal InvalidDataException Error(long position, string reason, Exception? cause = null) =>
        new($"{name}, byte {position}{positionNote}: {reason}.", cause);

    private int FirstLength(int count)
    {
        // Where the length of the file is known, so is how much can come.
        long available = stream.CanSeek ? Math.Max(1, stream.Length - stream.Position) : FirstBlock;
        return (int)Math.Min(count, available);
    }

    private int ReadSome(Span<byte> buffer, string what)
    {
        try
        {
            return stream.Read(buffer);
        }
        catch (InvalidDataException cause)
        {
            throw Error(Position, $"the packed data are corrupt or truncated within {what}", cause);
        }
    }
}

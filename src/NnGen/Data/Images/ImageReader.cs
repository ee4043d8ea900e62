namespace NnGen;

/// <summary>
/// Reads pictures without compression: portable grey and pixel maps (PGM and PPM, as text or binary, of 8 or 16 bits: P2, P3, P5, P6) and BMP of 1, 4, 8, 24
/// and 32 bits. The content decides, not the name.
/// </summary>
/// <remarks>
/// Files need not be trusted: sizes are compared with what the file holds before memory is taken. PNG and JPEG need a package that decodes them; what it
/// gives are bytes with channels last, which <c>Dataset.FromBytes</c> takes.
/// </remarks>
public static class ImageReader
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">It is no picture of these kinds, or damaged; the message names file, byte and reason.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ImagePixels Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream stream = InputFile.Open(path);
        return Read(stream, path);
    }

    /// <summary>Reads a stream from where it stands to its end.</summary>
    /// <param name="stream">The content. Left open.</param>
    /// <param name="name">What error messages call it.</param>
    /// <exception cref="InvalidDataException">It is no picture of these kinds, or damaged; the message names the stream, the byte and the reason.</exception>
    public static ImagePixels Read(Stream stream, string name = "image stream")
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        var reader = new CheckedReader(stream, name);
        long length = stream.CanSeek ? stream.Length - stream.Position : Array.MaxLength;
        byte[] content = reader.ReadUpTo((int)Math.Min(length, Array.MaxLength), "the picture");
        if (length > Array.MaxLength)
        {
            throw reader.Error(Array.MaxLength, $"the file has more than the {Array.MaxLength} bytes that an array can have");
        }

        return content switch
        {
            [(byte)'P', (byte)'2' or (byte)'3' or (byte)'5' or (byte)'6', ..] => new PortableMap(content, name).Read(),
            [(byte)'B', (byte)'M', ..] => new Bitmap(content, name).Read(),
            [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => throw new ImageBytes(content, name).Error(0, "this is a PNG file, which takes a package to decode; save it as PPM or BMP, or hand its decoded bytes to Dataset.FromBytes"),
            [0xFF, 0xD8, ..] => throw new ImageBytes(content, name).Error(0, "this is a JPEG file, which takes a package to decode; save it as PPM or BMP, or hand its decoded bytes to Dataset.FromBytes"),
            _ => throw new ImageBytes(content, name).Error(0, $"a picture starts with P2, P3, P5, P6 or BM, but here {(content.Length == 0 ? "the file ends" : $"are {string.Join(" ", content.Take(2).Select(value => $"0x{value:X2}"))}")}"),
        };
    }
}

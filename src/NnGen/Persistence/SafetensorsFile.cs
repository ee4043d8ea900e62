using System.Buffers.Binary;

namespace NnGen;

/// <summary>
/// The content of a safetensors file: named tensors and a few texts. The format: 8 bytes with the length of the header, least significant
/// first; the header, JSON; the tensors' data one after the other.
/// </summary>
/// <remarks>Memory is taken as the bytes arrive, so a header that promises too much costs nothing. Immutable.</remarks>
public sealed class SafetensorsFile
{
    private readonly Dictionary<string, SafetensorsTensor> _byName;

    /// <summary>Tensors and texts; each name once.</summary>
    internal SafetensorsFile(IReadOnlyList<SafetensorsTensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        Tensors = tensors;
        Metadata = metadata;
        _byName = tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
    }

    /// <summary>The tensors in the order of the header.</summary>
    public IReadOnlyList<SafetensorsTensor> Tensors { get; }

    /// <summary>The texts under <c>__metadata__</c>; empty where there are none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The tensor of this name; null where there is none.</summary>
    /// <param name="name">The name, such as <c>dense1.weight</c>.</param>
    public SafetensorsTensor? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _byName.GetValueOrDefault(name);
    }

    /// <summary>Reads a file, or all files of a model in several.</summary>
    /// <param name="path">The file, or the index of several files, whose name ends with <c>.index.json</c> and which stands beside them.</param>
    /// <exception cref="InvalidDataException">
    /// The file is no safetensors file, truncated or corrupt, or an index and its files do not belong together; the message names file, byte and reason.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SafetensorsFile Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (path.EndsWith(SafetensorsIndex.Suffix, StringComparison.OrdinalIgnoreCase))
        {
            return SafetensorsIndex.Read(path);
        }

        using FileStream stream = InputFile.Open(path);
        return Read(stream, path);
    }

    /// <summary>Reads a stream from where it stands to its end.</summary>
    /// <param name="stream">The content. Left open.</param>
    /// <param name="name">What error messages call it.</param>
    /// <exception cref="InvalidDataException">It is no safetensors file, truncated or corrupt; the message names the stream, the byte and the reason.</exception>
    public static SafetensorsFile Read(Stream stream, string name = "safetensors stream")
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        var reader = new CheckedReader(stream, name);
        SafetensorsHeader header = ReadHeader(reader);
        var tensors = new Dictionary<string, SafetensorsTensor>(StringComparer.Ordinal);
        foreach (SafetensorsEntry entry in header.InOrderOfData(reader))
        {
            byte[] data = reader.Read((int)(entry.End - entry.Begin), $"tensor {MessageText.Quoted(entry.Name)}");
            tensors.Add(entry.Name, new SafetensorsTensor(entry, data));
        }

        reader.ExpectEnd("the data that the header describes");
        return new SafetensorsFile([.. header.Entries.Select(entry => tensors[entry.Name])], header.Metadata);
    }

    /// <summary>Writes a file: a temporary one in the same directory first, which then takes the name. Whatever fails, an existing file stays as it was.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tensors">The tensors, in the order in which they are written; each name once.</param>
    /// <param name="metadata">Texts to carry along, or null.</param>
    /// <exception cref="ArgumentException">A name comes twice, or the header gets longer than 100,000,000 bytes.</exception>
    /// <exception cref="IOException">The file cannot be written; the message names it.</exception>
    public static void Write(string path, IReadOnlyList<SafetensorsTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Write(path, stream => Write(stream, tensors, metadata));
    }

    /// <summary>
    /// Writes a model in several files, each a safetensors file, and then the index that names them: <c>model-00001-of-00003.safetensors</c> and so on
    /// beside <c>model.safetensors.index.json</c>, as Hugging Face has them. <see cref="Read(string)"/> takes the index.
    /// </summary>
    /// <param name="indexPath">The index; its name ends with <c>.index.json</c>.</param>
    /// <param name="tensors">The tensors, in the order in which they are written; each name once.</param>
    /// <param name="mostBytes">The most bytes of tensors in a file, at least 1; a tensor that is larger has one of its own.</param>
    /// <param name="metadata">Texts that each file carries along, or null.</param>
    /// <exception cref="ArgumentException">The index has another name, a name of a tensor comes twice, or there would be more than 99,999 files.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="mostBytes"/> is not positive.</exception>
    /// <exception cref="IOException">A file cannot be written; the message names it.</exception>
    public static void WriteSharded(string indexPath, IReadOnlyList<SafetensorsTensor> tensors, long mostBytes, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(indexPath);
        ArgumentNullException.ThrowIfNull(tensors);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(mostBytes);
        SafetensorsIndex.Write(indexPath, tensors, mostBytes, metadata);
    }

    /// <summary>Writes to a stream.</summary>
    /// <param name="stream">Takes the content. Left open.</param>
    /// <param name="tensors">The tensors, in the order in which they are written; each name once.</param>
    /// <param name="metadata">Texts to carry along, or null.</param>
    /// <exception cref="ArgumentException">A name comes twice, or the header gets longer than 100,000,000 bytes.</exception>
    public static void Write(Stream stream, IReadOnlyList<SafetensorsTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(tensors);
        ReadOnlySpan<byte> header = SafetensorsHeaderWriter.Write(tensors, metadata);
        Span<byte> length = stackalloc byte[SafetensorsHeader.LengthBytes];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach (SafetensorsTensor tensor in tensors)
        {
            stream.Write(tensor.Data.Span);
        }
    }

    private static SafetensorsHeader ReadHeader(CheckedReader reader)
    {
        byte[] start = reader.Read(SafetensorsHeader.LengthBytes, "the header's length");
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(start);
        if (length > SafetensorsHeader.MaximumBytes)
        {
            throw reader.Error(0, ForeignFormat.Of(start) ?? $"the header is said to have {length} bytes, but at most {SafetensorsHeader.MaximumBytes} are allowed; this may be no safetensors file");
        }

        byte[] header = reader.ReadUpTo((int)length, "the header");
        if (header is not [(byte)'{', ..] && ForeignFormat.Of(start) is string format)
        {
            throw reader.Error(0, format);
        }

        if (header.Length < (int)length)
        {
            throw reader.Error(reader.Position, $"the file ends after {header.Length} of the {length} bytes of the header; it is truncated");
        }

        if (header is not [(byte)'{', ..])
        {
            throw reader.Error(SafetensorsHeader.LengthBytes, "the header does not begin with '{'; this may be no safetensors file");
        }

        return SafetensorsHeaderReader.Parse(reader, header);
    }
}

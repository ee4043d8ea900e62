using System.Globalization;

namespace NnGen.Build;

/// <summary>A safetensors file as far as the compiler wants to know it: the header, checked as the library checks it.</summary>
internal sealed class WeightFile
{
    private const string MetadataName = "__metadata__";
    private const int LengthBytes = 8;
    private const int MaximumHeader = 100_000_000;

    // What an array can have, on every runtime.
    private const int MaximumLength = 0x7FFFFFC7;

    private WeightFile(byte[] content, int dataStart, List<WeightTensor> tensors, Dictionary<string, string> metadata)
    {
        Content = content;
        DataStart = dataStart;
        Tensors = tensors;
        Metadata = metadata;
    }

    /// <summary>All bytes.</summary>
    public byte[] Content { get; }

    /// <summary>Where the tensors' data begin.</summary>
    public int DataStart { get; }

    /// <summary>The tensors in the order of the header.</summary>
    public IReadOnlyList<WeightTensor> Tensors { get; }

    /// <summary>The texts that the file carries along.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Reads a whole file.</summary>
    /// <exception cref="WeightFileException">It is no safetensors file, truncated or corrupt, or holds a number that is not finite.</exception>
    public static WeightFile Parse(byte[] content)
    {
        if (content.Length < LengthBytes)
        {
            throw new WeightFileException(content.Length, $"the file ends after {content.Length} of the {LengthBytes} bytes of the header's length; it is truncated");
        }

        ulong length = BitConverter.ToUInt64(LittleEndian(content, 0, LengthBytes), 0);
        if (length > MaximumHeader)
        {
            throw new WeightFileException(0, $"the header is said to have {length.ToString(CultureInfo.InvariantCulture)} bytes, but at most {MaximumHeader} are allowed; this may be no safetensors file. In Python: from safetensors.torch import save_file; save_file(model.state_dict(), 'model.safetensors')");
        }

        if (length > (ulong)(content.Length - LengthBytes))
        {
            throw new WeightFileException(content.Length, $"the file ends after {content.Length - LengthBytes} of the {length} bytes of the header; it is truncated");
        }

        if (length == 0 || content[LengthBytes] != '{')
        {
            throw new WeightFileException(LengthBytes, "the header does not begin with '{'; this may be no safetensors file");
        }

        var header = new byte[(int)length];
        Array.Copy(content, LengthBytes, header, 0, header.Length);
        var reader = new HeaderReader(header, LengthBytes);
        var tensors = new List<WeightTensor>();
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        var names = new HashSet<string>(StringComparer.Ordinal);
        reader.Object("the header is an object", name =>
        {
            if (!names.Add(name))
            {
                throw reader.Error($"{WeightFileException.Quoted(name)} stands in the header twice");
            }

            if (name == MetadataName)
            {
                ReadMetadata(reader, metadata);
            }
            else
            {
                tensors.Add(ReadTensor(reader, name));
            }
        });
        reader.ExpectEnd();
        var file = new WeightFile(content, LengthBytes + header.Length, tensors, metadata);
        file.CheckPlaces();
        return file;
    }

    /// <summary>Makes sure that all numbers are finite: no other network could predict.</summary>
    /// <exception cref="WeightFileException">One is not.</exception>
    public void CheckFinite()
    {
        foreach (WeightTensor tensor in Tensors)
        {
            int size = tensor.ElementBytes;
            for (long i = 0; i < tensor.Count && tensor.IsFloatingPoint; i++)
            {
                long at = DataStart + tensor.Begin + i * size;
                if (IsInfiniteOrNaN(tensor.Type, at))
                {
                    throw new WeightFileException(at, $"element {i} of {WeightFileException.Quoted(tensor.Name)} is infinite or not a number; parameters must be finite");
                }
            }
        }
    }

    /// <summary>All bits of the exponent are set in numbers that are not finite.</summary>
    private bool IsInfiniteOrNaN(string type, long at) => type switch
    {
        "F64" => (Content[at + 7] & 0x7F) == 0x7F && (Content[at + 6] & 0xF0) == 0xF0,
        "F32" => (Content[at + 3] & 0x7F) == 0x7F && (Content[at + 2] & 0x80) == 0x80,
        "BF16" => (Content[at + 1] & 0x7F) == 0x7F && (Content[at] & 0x80) == 0x80,
        _ => (Content[at + 1] & 0x7C) == 0x7C,
    };

    private static void ReadMetadata(HeaderReader reader, Dictionary<string, string> metadata)
    {
        if (reader.TakeWord("null"))
        {
            return;
        }

        reader.Object($"{MetadataName} is an object", key =>
        {
            string value = reader.String($"each value of {MetadataName}");
            if (metadata.ContainsKey(key))
            {
                throw reader.Error($"{WeightFileException.Quoted(key)} stands in {MetadataName} twice");
            }

            metadata.Add(key, value);
        });
    }

    private static WeightTensor ReadTensor(HeaderReader reader, string name)
    {
        string shown = WeightFileException.Quoted(name);
        long position = reader.Position;
        string? type = null;
        long[]? shape = null;
        long[]? offsets = null;
        reader.Object($"tensor {shown} is an object", key =>
        {
            switch (key)
            {
                case "dtype" when type is null:
                    type = reader.String($"the dtype of tensor {shown}");
                    break;
                case "shape" when shape is null:
                    shape = reader.Numbers($"the shape of tensor {shown}", int.MaxValue);
                    break;
                case "data_offsets" when offsets is null:
                    offsets = reader.Numbers($"the data_offsets of tensor {shown}", long.MaxValue);
                    break;
                default:
                    throw reader.Error($"tensor {shown} has the key {WeightFileException.Quoted(key)}, which is unknown or came before; known are dtype, shape and data_offsets");
            }
        });
        if (type is null || shape is null || offsets is null)
        {
            throw reader.Error($"tensor {shown} lacks {(type is null ? "dtype" : shape is null ? "shape" : "data_offsets")}");
        }

        if (!WeightTensor.IsTypeName(type))
        {
            throw reader.Error($"tensor {shown} has the dtype {WeightFileException.Quoted(type)}, which names no type; dtypes are such as F32 or BF16");
        }

        return offsets.Length == 2
            ? new WeightTensor(name, type, Array.ConvertAll(shape, size => (int)size), offsets[0], offsets[1], position)
            : throw reader.Error($"the data_offsets of tensor {shown} are two numbers, but here are {offsets.Length}");
    }

    private static byte[] LittleEndian(byte[] content, int start, int count)
    {
        byte[] bytes = [.. content.Skip(start).Take(count)];
        if (!BitConverter.IsLittleEndian)
        {
            Array.Reverse(bytes);
        }

        return bytes;
    }

    /// <summary>The tensors cover the data without gap or overlap, each as long as its type and shape say, up to the file's end.</summary>
    private void CheckPlaces()
    {
        long end = 0;
        foreach (WeightTensor tensor in Tensors.OrderBy(tensor => tensor.Begin).ThenBy(tensor => tensor.End))
        {
            string name = WeightFileException.Quoted(tensor.Name);
            long bytes = tensor.Bytes;
            if (bytes < 0 || bytes > MaximumLength)
            {
                throw new WeightFileException(tensor.Position, $"tensor {name} of type {tensor.Type} and shape {tensor.ShapeText} has more elements or bytes than an array can have");
            }

            if (tensor.End < tensor.Begin || tensor.End - tensor.Begin != bytes)
            {
                throw new WeightFileException(tensor.Position, $"tensor {name} of type {tensor.Type} and shape {tensor.ShapeText} has {bytes} bytes, but its data_offsets are [{tensor.Begin}, {tensor.End}]");
            }

            if (tensor.Begin != end)
            {
                throw new WeightFileException(tensor.Position, $"tensor {name} begins at byte {tensor.Begin} of the data and {(tensor.Begin < end ? "overlaps" : "leaves a gap to")} what is before, which ends at {end}");
            }

            end = tensor.End;
        }

        if (end != Content.Length - DataStart)
        {
            throw new WeightFileException(Math.Min(DataStart + end, Content.Length), $"the header describes {end} bytes of data, but {Content.Length - DataStart} follow it");
        }
    }
}

using System.Text.Json;

namespace NnGen;

/// <summary>
/// Reads the JSON of a safetensors header:
/// <c>{"__metadata__": {"key": "text"}, "name": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}}</c>.
/// Anything else is an error that tells the byte.
/// </summary>
internal ref struct SafetensorsHeaderReader
{
    // Far more axes than any tensor has; without a limit, a file of commas would take many times its size.
    private const int MaximumNumbers = 64;

    private readonly CheckedReader _file;
    private Utf8JsonReader _json;

    private SafetensorsHeaderReader(CheckedReader file, ReadOnlySpan<byte> header)
    {
        _file = file;
        _json = new Utf8JsonReader(header);
    }

    private readonly long TokenPosition => SafetensorsHeader.LengthBytes + _json.TokenStartIndex;

    /// <summary>Reads a whole header.</summary>
    /// <param name="file">The file, for messages.</param>
    /// <param name="header">The JSON, padded with blanks.</param>
    /// <exception cref="InvalidDataException">The header is not what it should be.</exception>
    internal static SafetensorsHeader Parse(CheckedReader file, ReadOnlySpan<byte> header)
    {
        var reader = new SafetensorsHeaderReader(file, header);
        try
        {
            return reader.ReadHeader();
        }
        catch (JsonException cause)
        {
            throw file.Error(SafetensorsHeader.LengthBytes + reader._json.BytesConsumed, $"the header is no valid JSON ({MessageText.Start(cause.Message).TrimEnd('.')})", cause);
        }
    }

    private SafetensorsHeader ReadHeader()
    {
        var entries = new List<SafetensorsEntry>();
        Dictionary<string, string>? metadata = null;
        var names = new HashSet<string>(StringComparer.Ordinal);
        Expect(JsonTokenType.StartObject, "the header is an object");
        while (ReadName() is { } name)
        {
            if (!names.Add(name))
            {
                throw Error($"{MessageText.Quoted(name)} stands in the header twice");
            }

            if (name == SafetensorsHeader.MetadataName)
            {
                metadata = ReadMetadata();
            }
            else
            {
                entries.Add(ReadEntry(name));
            }
        }

        // Whatever follows the object but blanks makes the JSON reader throw.
        _json.Read();
        return new SafetensorsHeader(entries, metadata ?? []);
    }

    private Dictionary<string, string> ReadMetadata()
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        Expect(JsonTokenType.StartObject, $"{SafetensorsHeader.MetadataName} is an object", mayBeNull: true);
        while (_json.TokenType != JsonTokenType.Null && ReadName() is { } key)
        {
            Expect(JsonTokenType.String, $"each value of {SafetensorsHeader.MetadataName} is a string");
            if (!metadata.TryAdd(key, Text()))
            {
                throw Error($"{MessageText.Quoted(key)} stands in {SafetensorsHeader.MetadataName} twice");
            }
        }

        return metadata;
    }

    private SafetensorsEntry ReadEntry(string name)
    {
        long position = TokenPosition;
        string? type = null;
        string shown = MessageText.Quoted(name);
        int[]? shape = null;
        long[]? offsets = null;
        Expect(JsonTokenType.StartObject, $"tensor {shown} is an object");
        while (ReadName() is { } key)
        {
            switch (key)
            {
                case "dtype" when type is null:
                    type = ReadType(shown);
                    break;
                case "shape" when shape is null:
                    shape = Array.ConvertAll(ReadNumbers($"the shape of tensor {shown}", int.MaxValue), size => (int)size);
                    break;
                case "data_offsets" when offsets is null:
                    offsets = ReadNumbers($"the data_offsets of tensor {shown}", long.MaxValue);
                    break;
                case "dtype" or "shape" or "data_offsets":
                    throw Error($"tensor {shown} has the key {MessageText.Quoted(key)} twice");
                default:
                    throw Error($"tensor {shown} has the unknown key {MessageText.Quoted(key)}; known are dtype, shape and data_offsets");
            }
        }

        if (type is null || shape is null || offsets is null)
        {
            throw Error($"tensor {shown} lacks {(type is null ? "dtype" : shape is null ? "shape" : "data_offsets")}");
        }

        if (offsets.Length != 2)
        {
            throw Error($"the data_offsets of tensor {shown} are two numbers, but here are {offsets.Length}");
        }

        return new SafetensorsEntry(name, SafetensorsTypes.Parse(type), type, shape, offsets[0], offsets[1], position);
    }

    private string ReadType(string tensor)
    {
        Expect(JsonTokenType.String, $"the dtype of tensor {tensor} is a string");
        string text = Text();
        return SafetensorsTypes.IsName(text)
            ? text
            : throw Error($"tensor {tensor} has the dtype {MessageText.Quoted(text)}, which names no type; dtypes are such as F32 or BF16");
    }

    private long[] ReadNumbers(string what, long largest)
    {
        Expect(JsonTokenType.StartArray, $"{what} is an array");
        var numbers = new List<long>();
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            if (_json.TokenType != JsonTokenType.Number || !_json.TryGetInt64(out long number) || number < 0 || number > largest)
            {
                throw Error($"{what} holds whole numbers from 0 to {largest}, but here is something else");
            }

            if (numbers.Count == MaximumNumbers)
            {
                throw Error($"{what} holds more than {MaximumNumbers} numbers");
            }

            numbers.Add(number);
        }

        return [.. numbers];
    }

    // The next property's name; null at the end of the object.
    private string? ReadName()
    {
        _json.Read();
        return _json.TokenType == JsonTokenType.EndObject ? null : Text();
    }

    private string Text()
    {
        try
        {
            return _json.GetString()!;
        }
        catch (InvalidOperationException cause)
        {
            throw _file.Error(TokenPosition, "this text is no valid UTF-8 or UTF-16", cause);
        }
    }

    private void Expect(JsonTokenType type, string rule, bool mayBeNull = false)
    {
        if (!_json.Read() || (_json.TokenType != type && !(mayBeNull && _json.TokenType == JsonTokenType.Null)))
        {
            throw Error($"{rule}, but here is {_json.TokenType}");
        }
    }

    private readonly InvalidDataException Error(string reason) => _file.Error(TokenPosition, reason);
}

using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace NnGen;

/// <summary>
/// The index of a model in several files: <c>{"metadata": {"total_size": 96}, "weight_map": {"dense1.weight": "model-00001-of-00002.safetensors"}}</c>.
/// The files stand beside it.
/// </summary>
internal static class SafetensorsIndex
{
    /// <summary>What the name of an index ends with.</summary>
    public const string Suffix = ".index.json";

    private const string MapKey = "weight_map";
    private const string FileSuffix = ".safetensors";
    private const int MostFiles = 99_999;
    private const int LongestFileName = 255;

    /// <summary>Reads an index and the files that it names.</summary>
    /// <exception cref="InvalidDataException">The index or a file is not what it should be, or they do not belong together.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static SafetensorsFile Read(string path)
    {
        List<(string Tensor, string File)> map;
        using (FileStream stream = InputFile.Open(path))
        {
            map = ReadMap(new CheckedReader(stream, path));
        }

        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var files = new Dictionary<string, SafetensorsFile>(StringComparer.Ordinal);
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string file in map.Select(pair => pair.File).Distinct())
        {
            SafetensorsFile shard = ReadShard(Path.Combine(folder, file), path);
            files.Add(file, shard);
            foreach ((string key, string value) in shard.Metadata)
            {
                metadata.TryAdd(key, value);
            }
        }

        var tensors = new List<SafetensorsTensor>(map.Count);
        var problems = new List<string>();
        foreach ((string name, string file) in map)
        {
            if (files[file].Find(name) is SafetensorsTensor tensor)
            {
                tensors.Add(tensor);
            }
            else
            {
                problems.Add($"tensor {MessageText.Quoted(name)} is to be in {file}, which has none of that name");
            }
        }

        var known = map.ToDictionary(pair => pair.Tensor, pair => pair.File, StringComparer.Ordinal);
        foreach ((string file, SafetensorsFile shard) in files)
        {
            foreach (SafetensorsTensor tensor in shard.Tensors.Where(tensor => known.GetValueOrDefault(tensor.Name) != file))
            {
                problems.Add($"{file} has the tensor {MessageText.Quoted(tensor.Name)}, which the index does not expect there");
            }
        }

        return problems.Count == 0
            ? new SafetensorsFile(tensors, metadata)
            : throw new InvalidDataException($"{path} does not belong to its files: {MessageText.Several(problems)}. Take all files from one save.");
    }

    /// <summary>Writes files of at most some bytes each, and then the index that names them.</summary>
    /// <exception cref="ArgumentException">The path does not end with <see cref="Suffix"/>, a name comes twice, or there would be too many files.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<SafetensorsTensor> tensors, long mostBytes, IReadOnlyDictionary<string, string>? metadata)
    {
        string name = Path.GetFileName(path);
        if (!name.EndsWith(Suffix, StringComparison.Ordinal) || name.Length == Suffix.Length)
        {
            throw new ArgumentException($"The index of a model in several files is called such as model.safetensors{Suffix}, not {MessageText.Quoted(name)}.", nameof(path));
        }

        if (tensors.GroupBy(tensor => tensor.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"Two tensors bear the name '{twice.Key}'.", nameof(tensors));
        }

        List<List<SafetensorsTensor>> shards = Split(tensors, mostBytes);
        if (shards.Count > MostFiles)
        {
            throw new ArgumentException($"The tensors would take {shards.Count} files, but at most {MostFiles} are numbered; allow more bytes in each.", nameof(mostBytes));
        }

        string stem = name[..^Suffix.Length];
        stem = stem.EndsWith(FileSuffix, StringComparison.Ordinal) && stem.Length > FileSuffix.Length ? stem[..^FileSuffix.Length] : stem;
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var map = new List<(string Tensor, string File)>(tensors.Count);
        for (int i = 0; i < shards.Count; i++)
        {
            string file = string.Create(CultureInfo.InvariantCulture, $"{stem}-{i + 1:00000}-of-{shards.Count:00000}{FileSuffix}");
            SafetensorsFile.Write(Path.Combine(folder, file), shards[i], metadata);
            map.AddRange(shards[i].Select(tensor => (tensor.Name, file)));
        }

        AtomicFile.Write(path, stream => WriteMap(stream, map, tensors.Sum(tensor => (long)tensor.Data.Length)));
    }

    // A link or a device under a name that the index gives could make reading endless.
    private static SafetensorsFile ReadShard(string path, string index)
    {
        if (!File.Exists(path) || !FileKind.IsRegularOrAbsent(path))
        {
            throw new InvalidDataException($"{index} names the file '{path}', which is not there. Copy all files of the model beside the index.");
        }

        return SafetensorsFile.Read(path);
    }

    private static List<List<SafetensorsTensor>> Split(IReadOnlyList<SafetensorsTensor> tensors, long mostBytes)
    {
        var shards = new List<List<SafetensorsTensor>>();
        long bytes = long.MaxValue;
        foreach (SafetensorsTensor tensor in tensors)
        {
            if (shards.Count == 0 || bytes + tensor.Data.Length > mostBytes)
            {
                shards.Add([]);
                bytes = 0;
            }

            shards[^1].Add(tensor);
            bytes += tensor.Data.Length;
        }

        return shards;
    }

    private static void WriteMap(Stream stream, List<(string Tensor, string File)> map, long bytes)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteStartObject("metadata");
            json.WriteNumber("total_size", bytes);
            json.WriteEndObject();
            json.WriteStartObject(MapKey);
            foreach ((string tensor, string file) in map)
            {
                json.WriteString(tensor, file);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        stream.Write(buffer.WrittenSpan);
        stream.WriteByte((byte)'\n');
    }

    private static List<(string Tensor, string File)> ReadMap(CheckedReader reader)
    {
        byte[] text = reader.ReadUpTo(SafetensorsHeader.MaximumBytes, "the index");
        if (text.Length == SafetensorsHeader.MaximumBytes && reader.HasMore("the index"))
        {
            throw reader.Error(SafetensorsHeader.MaximumBytes, $"an index has at most {SafetensorsHeader.MaximumBytes} bytes, but more follow");
        }

        var json = new Utf8JsonReader(text);
        try
        {
            return ReadMap(ref json, reader);
        }
        catch (JsonException cause)
        {
            throw reader.Error(json.BytesConsumed, $"the index is no valid JSON ({MessageText.Start(cause.Message).TrimEnd('.')})", cause);
        }
    }

    private static List<(string Tensor, string File)> ReadMap(ref Utf8JsonReader json, CheckedReader reader)
    {
        List<(string Tensor, string File)>? map = null;
        Expect(ref json, reader, JsonTokenType.StartObject, "an index is an object");
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (Text(ref json, reader) != MapKey)
            {
                json.Read();
                json.Skip();
            }
            else if (map is null)
            {
                map = ReadFiles(ref json, reader);
            }
            else
            {
                throw reader.Error(json.TokenStartIndex, $"'{MapKey}' stands in the index twice");
            }
        }

        // Whatever follows the object but blanks makes the JSON reader throw.
        json.Read();
        return map ?? throw reader.Error(json.BytesConsumed, $"the index has no '{MapKey}', which says in which file each tensor is");
    }

    private static List<(string Tensor, string File)> ReadFiles(ref Utf8JsonReader json, CheckedReader reader)
    {
        var map = new List<(string, string)>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        Expect(ref json, reader, JsonTokenType.StartObject, $"{MapKey} is an object");
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            string name = Text(ref json, reader);
            if (!names.Add(name))
            {
                throw reader.Error(json.TokenStartIndex, $"tensor {MessageText.Quoted(name)} stands in {MapKey} twice");
            }

            Expect(ref json, reader, JsonTokenType.String, $"{MapKey} has the name of a file for tensor {MessageText.Quoted(name)}");
            string file = Text(ref json, reader);
            if (!IsFileName(file))
            {
                throw reader.Error(json.TokenStartIndex, $"tensor {MessageText.Quoted(name)} is to be in {MessageText.Quoted(file)}, but the files of an index stand beside it: names without folders");
            }

            // One text for each file, whatever the number of its tensors.
            if (!files.TryGetValue(file, out string? known))
            {
                files.Add(file, known = file);
            }

            map.Add((name, known));
        }

        return map;
    }

    private static bool IsFileName(string name) =>
        name.Length is > 0 and <= LongestFileName && name is not ("." or "..") && name.AsSpan().IndexOfAny("/\\:") < 0 && !name.Any(char.IsControl);

    private static string Text(ref Utf8JsonReader json, CheckedReader reader)
    {
        try
        {
            return json.GetString()!;
        }
        catch (InvalidOperationException cause)
        {
            throw reader.Error(json.TokenStartIndex, "this text is no valid UTF-8 or UTF-16", cause);
        }
    }

    private static void Expect(ref Utf8JsonReader json, CheckedReader reader, JsonTokenType type, string rule)
    {
        if (!json.Read() || json.TokenType != type)
        {
            throw reader.Error(json.TokenStartIndex, $"{rule}, but here is {json.TokenType}");
        }
    }
}

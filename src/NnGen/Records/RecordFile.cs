using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace NnGen;

/// <summary>What a network's file says of its record: the properties, and what was fitted to them, as text that people and other programs can read.</summary>
internal static class RecordFile
{
    private const string SchemaKey = "record";
    private const string EncodingKey = "record.encoding";
    private const string ShiftsName = "shift";
    private const string FactorsName = "factor";
    private const string FillsName = "missing";
    private const string CategoriesName = "categories";

    /// <summary>Adds what is known of the record of a network, if it takes any.</summary>
    public static void AddTo(Dictionary<string, string> metadata, NetworkInfo info, object? network)
    {
        if (info.Record is not RecordSchema schema)
        {
            return;
        }

        metadata[SchemaKey] = schema.ToString();
        if ((network as IRecordNetwork)?.Encoding is RecordEncoding encoding)
        {
            metadata[EncodingKey] = Write(encoding);
        }
    }

    /// <summary>What a file has of a network's record; null where it says nothing of it, or the network takes none.</summary>
    /// <exception cref="NetworkFileException">The file is of another record, or its numbers are not what they should be.</exception>
    public static RecordEncoding? Read(NetworkInfo info, IReadOnlyDictionary<string, string> metadata, string fileName)
    {
        if (info.Record is not RecordSchema schema || !metadata.TryGetValue(SchemaKey, out string? saved))
        {
            return null;
        }

        string known = schema.ToString();
        if (NetworkFileCheck.Lines(saved) != NetworkFileCheck.Lines(known))
        {
            throw new NetworkFileException(Describe(info, schema, saved, known, fileName));
        }

        return metadata.TryGetValue(EncodingKey, out string? text) ? Read(schema, text, fileName) : null;
    }

    private static string Describe(NetworkInfo info, RecordSchema schema, string saved, string known, string fileName)
    {
        string[] before = NetworkFileCheck.Lines(MessageText.Screen(saved)).Split('\n');
        string[] now = NetworkFileCheck.Lines(known).Split('\n');
        string[] differences = [.. before.Except(now).Select(line => $"the file has '{MessageText.Start(line)}'"), .. now.Except(before).Select(line => $"{schema.Name} has '{MessageText.Start(line)}'")];
        string found = differences.Length == 0 ? "the order of the properties is another" : MessageText.Several(differences);
        return $"{fileName} does not fit the network {info.Name}, because the record {schema.Name} has changed: {found}. Take the properties back to what they were, or train again.\n"
            + $"The record of the network:\n{MessageText.Screen(known)}\nThe record of the file:\n{MessageText.Screen(saved)}";
    }

    private static string Write(RecordEncoding encoding)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStartObject();
            WriteNumbers(writer, ShiftsName, encoding.Shifts);
            WriteNumbers(writer, FactorsName, encoding.Factors);
            WriteNumbers(writer, FillsName, encoding.Fills);
            writer.WriteStartObject(CategoriesName);
            for (int field = 0; field < encoding.Categories.Count; field++)
            {
                if (encoding.Schema.Fields[field].MaxClasses > 0)
                {
                    writer.WriteStartArray(encoding.Schema.Fields[field].Name);
                    foreach (string category in encoding.Categories[field])
                    {
                        writer.WriteStringValue(category);
                    }

                    writer.WriteEndArray();
                }
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private static void WriteNumbers(Utf8JsonWriter writer, string name, IReadOnlyList<double> numbers)
    {
        writer.WriteStartArray(name);
        foreach (double number in numbers)
        {
            writer.WriteNumberValue(number);
        }

        writer.WriteEndArray();
    }

    /// <summary>What was fitted, from the text that a file of the record has.</summary>
    /// <exception cref="NetworkFileException">Its numbers are not what they should be.</exception>
    public static RecordEncoding Read(RecordSchema schema, string text, string fileName)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            JsonElement root = document.RootElement;
            return new RecordEncoding(schema, Numbers(root, ShiftsName, schema, fileName), Numbers(root, FactorsName, schema, fileName), Numbers(root, FillsName, schema, fileName), [.. schema.Fields.Select(field => field.MaxClasses > 0 ? Texts(root, field, fileName) : null)]);
        }
        catch (JsonException cause)
        {
            throw new NetworkFileException($"{fileName}: the metadata '{EncodingKey}' are no JSON text: {MessageText.Start(cause.Message)}");
        }
    }

    private static string[] Texts(JsonElement root, RecordField field, string fileName)
    {
        if (root.ValueKind != JsonValueKind.Object
            || !root.TryGetProperty(CategoriesName, out JsonElement all)
            || all.ValueKind != JsonValueKind.Object
            || !all.TryGetProperty(field.Name, out JsonElement array)
            || array.ValueKind != JsonValueKind.Array
            || array.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.String))
        {
            throw new NetworkFileException($"{fileName}: the metadata '{EncodingKey}' have no list of texts '{field.Name}' under '{CategoriesName}'.");
        }

        string[] texts = [.. array.EnumerateArray().Select(item => item.GetString()!)];
        return texts.Length <= field.MaxClasses && texts.Distinct(StringComparer.Ordinal).Count() == texts.Length
            ? texts
            : throw new NetworkFileException(string.Create(CultureInfo.InvariantCulture, $"{fileName}: the categories of '{field.Name}' in the metadata '{EncodingKey}' are {texts.Length}, but at most {field.MaxClasses} different ones were expected."));
    }

    private static double[] Numbers(JsonElement root, string name, RecordSchema schema, string fileName)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty(name, out JsonElement array) || array.ValueKind != JsonValueKind.Array)
        {
            throw new NetworkFileException($"{fileName}: the metadata '{EncodingKey}' have no list '{name}'.");
        }

        if (array.GetArrayLength() != schema.Columns.Count)
        {
            throw new NetworkFileException(string.Create(CultureInfo.InvariantCulture, $"{fileName}: the list '{name}' of the metadata '{EncodingKey}' has {array.GetArrayLength()} numbers, but {schema.Name} has {schema.Columns.Count} columns."));
        }

        var numbers = new double[schema.Columns.Count];
        for (int i = 0; i < numbers.Length; i++)
        {
            if (array[i].ValueKind != JsonValueKind.Number || !array[i].TryGetDouble(out numbers[i]) || !double.IsFinite(numbers[i]))
            {
                throw new NetworkFileException(string.Create(CultureInfo.InvariantCulture, $"{fileName}: number {i} of the list '{name}' of the metadata '{EncodingKey}' is no finite number."));
            }
        }

        return numbers;
    }
}

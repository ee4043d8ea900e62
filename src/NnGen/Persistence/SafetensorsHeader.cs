namespace NnGen;

/// <summary>What the header of a safetensors file says of one tensor. Immutable; nothing is checked against the data yet.</summary>
/// <param name="Name">The tensor's name.</param>
/// <param name="Type">The element type.</param>
/// <param name="TypeName">What the file calls it.</param>
/// <param name="Shape">The sizes of the axes.</param>
/// <param name="Begin">The first byte, counted from the end of the header.</param>
/// <param name="End">The byte behind the last one.</param>
/// <param name="Position">Where in the file the tensor is described, for messages.</param>
internal sealed record SafetensorsEntry(string Name, SafetensorsType Type, string TypeName, int[] Shape, long Begin, long End, long Position);

/// <summary>The header of a safetensors file, and the rules that a header has to keep. Immutable.</summary>
internal sealed class SafetensorsHeader(List<SafetensorsEntry> entries, Dictionary<string, string> metadata)
{
    /// <summary>The key that is no tensor.</summary>
    internal const string MetadataName = "__metadata__";

    /// <summary>The bytes before the header: its length.</summary>
    internal const int LengthBytes = 8;

    /// <summary>The longest header: that of the reference implementation.</summary>
    internal const int MaximumBytes = 100_000_000;

    /// <summary>The tensors in the order of the header.</summary>
    internal List<SafetensorsEntry> Entries { get; } = entries;

    /// <summary>The text that the file carries along.</summary>
    internal Dictionary<string, string> Metadata { get; } = metadata;

    /// <summary>The product of the sizes; -1 where one is negative or the product is more than an array can have.</summary>
    internal static long CountElements(ReadOnlySpan<int> shape)
    {
        long elements = 1;
        foreach (int size in shape)
        {
            if (size < 0)
            {
                return -1;
            }

            // Both factors are below 2^31, so the product fits.
            elements *= size;
            if (elements > Array.MaxLength)
            {
                return -1;
            }
        }

        return elements;
    }

    /// <summary>
    /// The tensors in the order of their data. Together they cover the data from the first byte on, without gap or overlap, each exactly
    /// as long as its type and shape say.
    /// </summary>
    /// <exception cref="InvalidDataException">They do not.</exception>
    internal List<SafetensorsEntry> InOrderOfData(CheckedReader reader)
    {
        foreach (SafetensorsEntry entry in Entries)
        {
            CheckLength(entry, reader);
        }

        var ordered = new List<SafetensorsEntry>(Entries);
        ordered.Sort(static (x, y) => (x.Begin, x.End).CompareTo((y.Begin, y.End)));
        long end = 0;
        string before = "the header";
        foreach (SafetensorsEntry entry in ordered)
        {
            if (entry.Begin != end)
            {
                string fault = entry.Begin < end ? "overlaps" : "leaves a gap to";
                throw reader.Error(entry.Position, $"tensor {MessageText.Quoted(entry.Name)} begins at byte {entry.Begin} of the data and {fault} {before}, which ends at {end}");
            }

            end = entry.End;
            before = MessageText.Quoted(entry.Name);
        }

        return ordered;
    }

    private static void CheckLength(SafetensorsEntry entry, CheckedReader reader)
    {
        string name = MessageText.Quoted(entry.Name);
        long elements = CountElements(entry.Shape);
        if (elements < 0)
        {
            throw reader.Error(entry.Position, $"tensor {name} of shape [{string.Join(", ", entry.Shape)}] has more elements than an array can have");
        }

        long bytes = ByteCount(entry, elements);
        if (bytes > Array.MaxLength)
        {
            throw reader.Error(entry.Position, $"tensor {name} has {bytes} bytes, more than the {Array.MaxLength} an array can have");
        }

        // Written so that hostile offsets cannot overflow: neither is negative.
        if (entry.End < entry.Begin || entry.End - entry.Begin != bytes)
        {
            throw reader.Error(entry.Position, $"tensor {name} of type {entry.TypeName} and shape [{string.Join(", ", entry.Shape)}] has {bytes} bytes, but its data_offsets are [{entry.Begin}, {entry.End}]");
        }
    }

    // What an element of an unknown type takes is not known: its tensor is as long as it says.
    private static long ByteCount(SafetensorsEntry entry, long elements)
    {
        if (entry.Type != SafetensorsType.Other)
        {
            return elements * SafetensorsTypes.Bytes(entry.Type);
        }

        int bits = SafetensorsTypes.OtherBits(entry.TypeName);
        return bits == 0 ? Math.Max(0, entry.End - entry.Begin) : (elements * bits + 7) / 8;
    }
}

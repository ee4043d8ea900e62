using System.Globalization;
using System.Text;

namespace NnGen;

/// <summary>
/// How much a network relies on each property of its records: by how much its loss grows when that property's values are dealt out anew among the
/// records (Breiman, 2001). Immutable.
/// </summary>
/// <remarks>Of two properties that say the same, each looks unimportant, since the other still says it.</remarks>
public sealed class ImportanceReport
{
    /// <summary>The network.</summary>
    public required string Network { get; init; }

    /// <summary>The loss of the records as they are.</summary>
    public required double Loss { get; init; }

    /// <summary>How often each property was dealt out anew.</summary>
    public required int Repeats { get; init; }

    /// <summary>The properties, the most important first.</summary>
    public required IReadOnlyList<FieldImportance> Fields { get; init; }

    /// <summary>A table: a line for each property, the most important first.</summary>
    public override string ToString()
    {
        int width = Math.Max("property".Length, Fields.Max(field => field.Name.Length));
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Network}: loss {Loss:G6}, and by how much it grows without what a property says\n{"property".PadRight(width)}  {"loss grows by",13}  {"+-",10}");
        foreach (FieldImportance field in Fields)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{field.Name.PadRight(width)}  {field.Mean,13:G4}  {field.Deviation,10:G2}");
        }

        return text.ToString();
    }

    /// <summary>The table as CSV by RFC 4180: <c>property,mean,deviation</c>; numbers read back to the same bits.</summary>
    public string ToCsv()
    {
        var text = new StringBuilder("property,mean,deviation\r\n");
        foreach (FieldImportance field in Fields)
        {
            text.Append(CultureInfo.InvariantCulture, $"{field.Name},{field.Mean:R},{field.Deviation:R}\r\n");
        }

        return text.ToString();
    }

    /// <summary>A drawing: a bar for each property, with a line for its deviation. Needs nothing else; the same report gives the same bytes.</summary>
    public string ToSvg() => RecordDrawing.Bars($"Importance of what {Network} knows", "by how much the loss grows", [.. Fields.Select(field => (field.Name, field.Mean, field.Deviation))]);

    /// <summary>Writes <see cref="ToCsv"/> to a file. An existing file is replaced as a whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be written; what stood there is unchanged.</exception>
    public void SaveCsv(string path) => RecordDrawing.Save(path, ToCsv());

    /// <summary>Writes <see cref="ToSvg"/> to a file. An existing file is replaced as a whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be written; what stood there is unchanged.</exception>
    public void SaveSvg(string path) => RecordDrawing.Save(path, ToSvg());
}

/// <summary>How much a network relies on a property. Immutable.</summary>
/// <param name="Name">The property.</param>
/// <param name="Mean">By how much the loss grew on average; about 0 or less where the property does not matter.</param>
/// <param name="Deviation">The standard deviation over the repeats.</param>
public sealed record FieldImportance(string Name, double Mean, double Deviation);

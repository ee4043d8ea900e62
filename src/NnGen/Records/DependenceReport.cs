using System.Globalization;
using System.Text;

namespace NnGen;

/// <summary>
/// What a network predicts on average, over given records, if one property had a certain value in all of them (partial dependence; Friedman, 2001).
/// Immutable.
/// </summary>
/// <remarks>It puts values together that may never come together, such as a light car of eight cylinders.</remarks>
public sealed class DependenceReport
{
    /// <summary>The network.</summary>
    public required string Network { get; init; }

    /// <summary>The property.</summary>
    public required string Field { get; init; }

    /// <summary>What is predicted: the targets, or the classes whose probabilities they are.</summary>
    public required IReadOnlyList<string> Outputs { get; init; }

    /// <summary>The values of the property: numbers from small to large, or its classes.</summary>
    public required IReadOnlyList<DependencePoint> Points { get; init; }

    /// <summary>A table: a line for each value, a column for each output.</summary>
    public override string ToString()
    {
        int width = Math.Max(Field.Length, Points.Max(point => point.Value.Length));
        var text = new StringBuilder(Field.PadRight(width));
        foreach (string output in Outputs)
        {
            text.Append("  ").Append(output.PadLeft(10));
        }

        foreach (DependencePoint point in Points)
        {
            text.Append('\n').Append(point.Value.PadRight(width));
            for (int i = 0; i < Outputs.Count; i++)
            {
                text.Append("  ").Append(point.Means[i].ToString("G5", CultureInfo.InvariantCulture).PadLeft(Math.Max(10, Outputs[i].Length)));
            }
        }

        return text.ToString();
    }

    /// <summary>The table as CSV by RFC 4180; numbers read back to the same bits.</summary>
    public string ToCsv()
    {
        var text = new StringBuilder(Field);
        foreach (string output in Outputs)
        {
            text.Append(',').Append(RecordDrawing.CsvField(output));
        }

        text.Append("\r\n");
        foreach (DependencePoint point in Points)
        {
            text.Append(point.Number is double number ? number.ToString("R", CultureInfo.InvariantCulture) : RecordDrawing.CsvField(point.Value));
            foreach (double mean in point.Means)
            {
                text.Append(',').Append(mean.ToString("R", CultureInfo.InvariantCulture));
            }

            text.Append("\r\n");
        }

        return text.ToString();
    }

    /// <summary>A drawing: lines over a number, or bars for classes. Needs nothing else; the same report gives the same bytes.</summary>
    public string ToSvg() => RecordDrawing.Lines($"What {Network} predicts by {Field}", this);

    /// <summary>Writes <see cref="ToCsv"/> to a file. An existing file is replaced as a whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be written; what stood there is unchanged.</exception>
    public void SaveCsv(string path) => RecordDrawing.Save(path, ToCsv());

    /// <summary>Writes <see cref="ToSvg"/> to a file. An existing file is replaced as a whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be written; what stood there is unchanged.</exception>
    public void SaveSvg(string path) => RecordDrawing.Save(path, ToSvg());
}

/// <summary>What is predicted for a value of a property. Immutable.</summary>
/// <param name="Value">The value in words.</param>
/// <param name="Number">The value of a number; null for a class.</param>
/// <param name="Means">The average of each output.</param>
public sealed record DependencePoint(string Value, double? Number, IReadOnlyList<double> Means);

using System.Globalization;
using System.Numerics;

namespace NnGen;

/// <summary>The row of a table of separated values, whose values are texts.</summary>
internal sealed class CsvRecordRow(CsvReader rows, CsvText text, RecordSchema schema, int[] columns, string[] missingMarkers, char decimalSeparator) : RecordRow(schema)
{
    private static readonly NumberFormatInfo s_withComma = new() { NumberDecimalSeparator = ",", NumberGroupSeparator = "." };

    protected override string DropOption => $"{nameof(CsvOptions)}.{nameof(CsvOptions.DropRowsWithout)}";

    protected override bool IsMissing(int field) => CsvTable.IsMissing(TextOf(field), missingMarkers);

    protected override ReadOnlySpan<char> TextOf(int field) => text[columns[field]].Trim();

    protected override string MarkerOf(int field) => TextOf(field).IsEmpty ? "" : $" ({CsvNames.Quoted(TextOf(field))})";

    protected override N NumberOf<N>(int field)
    {
        ReadOnlySpan<char> found = TextOf(field);
        if (!N.TryParse(found, NumberStyles.Float, decimalSeparator == ',' ? s_withComma : NumberFormatInfo.InvariantInfo, out N number))
        {
            // What is no number of any kind has hints of its own.
            string problem = CsvNumbers.Problem(found, decimalSeparator, out double _) ?? $"{CsvNames.Quoted(found)} is no number of the type {typeof(N).Name}";
            throw Error(field, problem);
        }

        return N.IsFinite(number) ? number : throw Error(field, CsvNumbers.Problem(found, decimalSeparator, out double value) ?? string.Create(CultureInfo.InvariantCulture, $"{value:R} is too large for {typeof(N).Name}"));
    }

    protected override D DateOf<D>(int field) => D.TryParse(TextOf(field), CultureInfo.InvariantCulture, out D date)
        ? date
        : throw Error(field, $"{CsvNames.Quoted(TextOf(field))} is no {typeof(D).Name}; write it as 2026-11-28, 2026-11-28T12:30:00 or 12:30");

    protected override InvalidDataException Error(int field, string reason) => rows.Error(rows.RowLine, columns[field], reason);
}

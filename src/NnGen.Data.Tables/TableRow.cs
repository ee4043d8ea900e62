using System.Globalization;
using System.Numerics;

namespace NnGen;

/// <summary>A row of the part of a file that is in memory, as the values of a record's properties.</summary>
internal sealed class TableRow(TableFile table, RecordSchema schema, int[] columns) : RecordRow(schema)
{
    /// <summary>The row, from 0 in the part that is in memory.</summary>
    public int Row { get; set; }

    protected override string DropOption => table.DropOption;

    protected override bool IsMissing(int field) => Column(field).IsMissing(Row);

    protected override ReadOnlySpan<char> TextOf(int field) => Column(field).Text(Row).AsSpan().Trim();

    protected override string StringOf(int field) => Column(field).Text(Row).Trim();

    protected override N NumberOf<N>(int field)
    {
        TableColumn column = Column(field);
        if (!column.TryNumber(Row, out N number))
        {
            throw Error(field, $"{Quoted(field)}, {column.Kind}, is no number of the type {typeof(N).Name}");
        }

        return N.IsFinite(number) ? number : throw Error(field, $"{Quoted(field)} is not finite, or too large for {typeof(N).Name}");
    }

    protected override D DateOf<D>(int field)
    {
        TableColumn column = Column(field);
        return column.TryDate(Row, out D date) || (column.IsText && D.TryParse(TextOf(field), CultureInfo.InvariantCulture, out date))
            ? date
            : throw Error(field, $"{Quoted(field)}, {column.Kind}, is no {typeof(D).Name}; it may be a date, a time stamp, or a text such as 2026-11-28 or 2026-11-28T12:30:00");
    }

    protected override N[] VectorOf<N>(int field, int length)
    {
        if (Column(field).Elements(Row) is not var (elements, first, count))
        {
            throw Error(field, $"{Quoted(field)}, {Column(field).Kind}, is no row of numbers; a list was expected");
        }

        if (count != length)
        {
            throw Error(field, $"{Quoted(field)} has {count} numbers; {length} were expected");
        }

        var vector = new N[count];
        for (int i = 0; i < count; i++)
        {
            string? problem = elements.IsMissing(first + i) ? "is missing"
                : !elements.TryNumber(first + i, out vector[i]) ? $"is no number of the type {typeof(N).Name}"
                : !N.IsFinite(vector[i]) ? $"is not finite, or too large for {typeof(N).Name}"
                : null;
            if (problem is not null)
            {
                throw Error(field, $"number {i} of {Quoted(field)} {problem}");
            }
        }

        return vector;
    }

    protected override InvalidDataException Error(int field, string reason) => table.Error(Row, columns[field], reason);

    private TableColumn Column(int field) => table[columns[field]];

    private string Quoted(int field) => RecordColumns.Quoted(Column(field).Text(Row));
}

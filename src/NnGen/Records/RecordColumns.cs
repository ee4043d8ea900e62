using System.ComponentModel;

namespace NnGen;

/// <summary>Columns of files by the names of a record's properties. For what reads tables.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RecordColumns
{
    /// <summary>The column of a property: of that very name, or, where no <c>[Column]</c> says it, of one that is alike.</summary>
    /// <param name="field">The property.</param>
    /// <param name="columns">The names of the file's columns.</param>
    /// <param name="schema">The record.</param>
    /// <param name="name">What messages call the file.</param>
    /// <exception cref="InvalidDataException">There is none, or there are several.</exception>
    public static int Find(RecordField field, string[] columns, RecordSchema schema, string name)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(schema);
        string wanted = field.Column ?? field.Name;
        int[] found = [.. Enumerable.Range(0, columns.Length).Where(column => columns[column] == wanted)];
        if (found.Length == 0 && field.Column is null)
        {
            found = [.. Enumerable.Range(0, columns.Length).Where(column => RecordNames.AreAlike(columns[column], wanted))];
        }

        return found.Length switch
        {
            1 => found[0],
            0 => throw new InvalidDataException($"{name} has no column {CsvNames.Quoted(wanted)} for {schema.Name}.{field.Name}. Its columns are {CsvNames.List(columns)}; [Column(\"...\")] says what another is called."),
            _ => throw new InvalidDataException($"{name} has {found.Length} columns that may be {schema.Name}.{field.Name}: {CsvNames.List([.. found.Select(column => columns[column])])}. Rename one, or say with [Column(\"...\")] which is meant."),
        };
    }

    /// <summary>The column of a name.</summary>
    /// <param name="columns">The names of the file's columns.</param>
    /// <param name="column">The name.</param>
    /// <param name="name">What messages call the file.</param>
    /// <param name="parameter">The parameter that names the column.</param>
    /// <exception cref="ArgumentException">There is none, or there are several.</exception>
    public static int IndexOf(string[] columns, string column, string name, string parameter)
    {
        ArgumentNullException.ThrowIfNull(columns);
        return CsvTable.IndexOf(columns, column, name, parameter);
    }

    /// <summary>A text of a file in a message: short, on one line, whatever it holds.</summary>
    /// <param name="text">The text.</param>
    public static string Quoted(ReadOnlySpan<char> text) => CsvNames.Quoted(text);
}

namespace NnGen;

/// <summary>How a file of separated values is read. Immutable; the defaults read a comma-separated file with a header.</summary>
public sealed class CsvOptions
{
    /// <summary>Whether the first row names the columns. Without a header, they are named by their numbers from 0: "0", "1" and so on.</summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>
    /// What stands between two fields: a comma, a semicolon, a tab or whatever is no quote, line break or half a character. A first line
    /// such as <c>sep=;</c>, which Excel writes and reads, says it in place of this and is no row.
    /// </summary>
    public char Separator { get; init; } = ',';

    /// <summary>What stands before the decimals of a number: a point, or a comma, as in many countries. Digits are not grouped.</summary>
    public char DecimalSeparator { get; init; } = '.';

    /// <summary>The character that makes a line a comment where it stands first, such as <c>#</c>; null where there are no comments. Within quotes it is text.</summary>
    public char? CommentMarker { get; init; }

    /// <summary>Texts that stand for a missing value, such as "NA" or "?". An empty field is missing in any case.</summary>
    public IReadOnlyList<string> MissingMarkers { get; init; } = [];

    /// <summary>
    /// The columns a row must have a value in: rows that lack one are dropped while reading, and counted in
    /// <see cref="CsvTable.DroppedRows"/>. Missing values elsewhere are kept, and refused when their column is asked for.
    /// </summary>
    public IReadOnlyList<string> DropRowsWithout { get; init; } = [];

    /// <exception cref="ArgumentException">An option makes no sense; the message says which.</exception>
    internal void Check()
    {
        if (Separator is '"' or '\r' or '\n' or '\0' or CsvReader.NoCharacter || char.IsSurrogate(Separator))
        {
            throw new ArgumentException($"{nameof(Separator)} is U+{(int)Separator:X4}, but it must be a character other than a quote or a line break.", "options");
        }

        if (DecimalSeparator is not ('.' or ','))
        {
            throw new ArgumentException($"{nameof(DecimalSeparator)} is U+{(int)DecimalSeparator:X4}, but it must be a point or a comma.", "options");
        }

        if (DecimalSeparator == Separator)
        {
            throw new ArgumentException($"{nameof(Separator)} and {nameof(DecimalSeparator)} are both '{Separator}'; files with decimal commas usually have the {nameof(Separator)} ';'.", "options");
        }

        if (CommentMarker is '"' or '\r' or '\n' or ' ' or '\t' or '\0' or CsvReader.NoCharacter || CommentMarker == Separator || (CommentMarker is char marker && char.IsSurrogate(marker)))
        {
            throw new ArgumentException($"{nameof(CommentMarker)} is U+{(int)CommentMarker:X4}, but it must be a character other than a quote, a blank, a line break or the {nameof(Separator)}.", "options");
        }

        CheckTexts(MissingMarkers, nameof(MissingMarkers));
        CheckTexts(DropRowsWithout, nameof(DropRowsWithout));
    }

    private static void CheckTexts(IReadOnlyList<string> texts, string name)
    {
        for (int i = 0; i < (texts ?? throw Missing(name)).Count; i++)
        {
            if (texts[i] is null)
            {
                throw Missing($"{name}[{i}]");
            }
        }
    }

    private static ArgumentException Missing(string name) => new($"{name} is null, but it must be given.", "options");
}

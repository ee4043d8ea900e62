using System.ComponentModel;
using System.Numerics;

namespace NnGen;

/// <summary>
/// The row of a table that is being read, as the values of a record's properties. For emitted code, and for what reads tables: a kind of file says where its values are, and what is missing
/// and what a class is called is the same for all.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class RecordRow
{
    /// <summary>A row of records.</summary>
    /// <param name="schema">What is known of the record.</param>
    protected RecordRow(RecordSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        Schema = schema;
    }

    /// <summary>What is known of the record.</summary>
    protected RecordSchema Schema { get; }

    /// <summary>A number.</summary>
    /// <param name="field">Which of <see cref="RecordSchema.Fields"/>.</param>
    /// <exception cref="InvalidDataException">It is missing, or no number of the type, or not finite.</exception>
    public N Number<N>(int field)
        where N : struct, INumber<N>
    {
        CheckKnown(field);
        return NumberOf<N>(field);
    }

    /// <summary>A number that may be missing.</summary>
    /// <param name="field">Which of <see cref="RecordSchema.Fields"/>.</param>
    /// <exception cref="InvalidDataException">It is no number of the type, or not finite.</exception>
    public N? OptionalNumber<N>(int field)
        where N : struct, INumber<N> => IsMissing(field) ? null : NumberOf<N>(field);

    /// <summary>Yes or no: <c>true</c>, <c>yes</c> or <c>1</c>, and <c>false</c>, <c>no</c> or <c>0</c>, in letters of any size.</summary>
    /// <param name="field">Which of <see cref="RecordSchema.Fields"/>.</param>
    /// <exception cref="InvalidDataException">It is missing, or none of these.</exception>
    public bool Boolean(int field)
    {
        CheckKnown(field);
        return BooleanOf(field);
    }

    /// <summary>Yes or no, or missing.</summary>
    /// <param name="field">Which of <see cref="RecordSchema.Fields"/>.</param>
    /// <exception cref="InvalidDataException">It is neither.</exception>
    public bool? OptionalBoolean(int field) => IsMissing(field) ? null : BooleanOf(field);

    /// <summary>The number of a class, by its name: letters of any size, and what stands between the words of a name does not count.</summary>
    /// <param name="field">Which of <see cref="RecordSchema.Fields"/>.</param>
    /// <exception cref="InvalidDataException">It is missing, or no class.</exception>
    public int Class(int field)
    {
        CheckKnown(field);
        return ClassOf(field);
    }

    /// <summary>The number of a class; -1 where it is missing.</summary>
    /// <param name="field">Which of <see cref="RecordSchema.Fields"/>.</param>
    /// <exception cref="InvalidDataException">It is no class.</exception>
    public int OptionalClass(int field) => IsMissing(field) ? -1 : ClassOf(field);

    /// <summary>A text.</summary>
    /// <param name="field">Which of <see cref="RecordSchema.Fields"/>.</param>
    /// <exception cref="InvalidDataException">It is missing, or none of the named categories.</exception>
    public string Text(int field)
    {
        CheckKnown(field);
        return CategoryOf(field);
    }

    /// <summary>A text that may be missing.</summary>
    /// <param name="field">Which of <see cref="RecordSchema.Fields"/>.</param>
    /// <exception cref="InvalidDataException">It is none of the named categories.</exception>
    public string? OptionalText(int field) => IsMissing(field) ? null : CategoryOf(field);

    /// <summary>A date or a time, such as <c>2026-11-28</c>, <c>2026-11-28T12:30:00</c> or <c>12:30</c>.</summary>
    /// <param name="field">Which of <see cref="RecordSchema.Fields"/>.</param>
    /// <exception cref="InvalidDataException">It is missing, or no date.</exception>
    public D Date<D>(int field)
        where D : struct, ISpanParsable<D>
    {
        CheckKnown(field);
        return DateOf<D>(field);
    }

    /// <summary>A date or a time that may be missing.</summary>
    /// <param name="field">Which of <see cref="RecordSchema.Fields"/>.</param>
    /// <exception cref="InvalidDataException">It is no date.</exception>
    public D? OptionalDate<D>(int field)
        where D : struct, ISpanParsable<D> => IsMissing(field) ? null : DateOf<D>(field);

    /// <summary>A row of numbers.</summary>
    /// <param name="field">Which of <see cref="RecordSchema.Fields"/>.</param>
    /// <exception cref="InvalidDataException">It is missing, or not as many numbers as the property has.</exception>
    public N[] Vector<N>(int field)
        where N : struct, INumber<N>
    {
        CheckKnown(field);
        return VectorOf<N>(field, Schema.Fields[field].Length);
    }

    /// <summary>Whether a value is missing.</summary>
    /// <param name="field">Which of <see cref="RecordSchema.Fields"/>.</param>
    protected abstract bool IsMissing(int field);

    /// <summary>A value that is there, as text.</summary>
    /// <param name="field">Which of <see cref="RecordSchema.Fields"/>.</param>
    /// <exception cref="InvalidDataException">It is nothing that has a text.</exception>
    protected abstract ReadOnlySpan<char> TextOf(int field);

    /// <summary>The same as a string. Where rows have a text in common, they may share it.</summary>
    /// <param name="field">Which of <see cref="RecordSchema.Fields"/>.</param>
    /// <exception cref="InvalidDataException">It is nothing that has a text.</exception>
    protected virtual string StringOf(int field) => TextOf(field).ToString();

    /// <summary>A value that is there, as a number.</summary>
    /// <param name="field">Which of <see cref="RecordSchema.Fields"/>.</param>
    /// <exception cref="InvalidDataException">It is no number of the type, or not finite.</exception>
    protected abstract N NumberOf<N>(int field)
        where N : struct, INumber<N>;

    /// <summary>A value that is there, as yes or no.</summary>
    /// <param name="field">Which of <see cref="RecordSchema.Fields"/>.</param>
    /// <exception cref="InvalidDataException">It is neither.</exception>
    protected virtual bool BooleanOf(int field)
    {
        ReadOnlySpan<char> text = TextOf(field);
        bool Is(ReadOnlySpan<char> found, string word) => found.Equals(word, StringComparison.OrdinalIgnoreCase);
        return Is(text, "true") || Is(text, "yes") || Is(text, "1") || (Is(text, "false") || Is(text, "no") || Is(text, "0")
            ? false
            : throw Error(field, $"{CsvNames.Quoted(text)} is neither true, yes or 1 nor false, no or 0"));
    }

    /// <summary>A value that is there, as a date or a time.</summary>
    /// <param name="field">Which of <see cref="RecordSchema.Fields"/>.</param>
    /// <exception cref="InvalidDataException">It is none.</exception>
    protected abstract D DateOf<D>(int field)
        where D : struct, ISpanParsable<D>;

    /// <summary>A value that is there, as a row of numbers. Kinds of files that have one value in a place have none.</summary>
    /// <param name="field">Which of <see cref="RecordSchema.Fields"/>.</param>
    /// <param name="length">How many numbers it must have.</param>
    /// <exception cref="InvalidDataException">It is none, or one of another length.</exception>
    protected virtual N[] VectorOf<N>(int field, int length)
        where N : struct, INumber<N> => throw Error(field, $"{CsvNames.Quoted(TextOf(field))} is one value, and {Schema.Name}.{Schema.Fields[field].Name} has {length} numbers");

    /// <summary>What is wrong with a value, with the place in the file.</summary>
    /// <param name="field">Which of <see cref="RecordSchema.Fields"/>.</param>
    /// <param name="reason">What was found and what was expected, without a capital and a full stop.</param>
    protected abstract InvalidDataException Error(int field, string reason);

    /// <summary>How a row without the value can be left out, in words, such as the name of an option.</summary>
    protected abstract string DropOption { get; }

    /// <summary>What stands in the place of a missing value, in brackets, where that is not nothing.</summary>
    /// <param name="field">Which of <see cref="RecordSchema.Fields"/>.</param>
    protected virtual string MarkerOf(int field) => "";

    private void CheckKnown(int field)
    {
        if (IsMissing(field))
        {
            string nullable = Schema.Fields[field].IsTarget ? "" : $"make {Schema.Name}.{Schema.Fields[field].Name} nullable, or ";
            throw Error(field, $"the value is missing{MarkerOf(field)}; {nullable}drop such rows with {DropOption}");
        }
    }

    private string CategoryOf(int field)
    {
        // One string for each category, and not one for each row.
        IReadOnlyList<string> classes = Schema.Fields[field].Classes;
        return classes.Count > 0 ? classes[ClassOf(field)] : StringOf(field);
    }

    private int ClassOf(int field)
    {
        ReadOnlySpan<char> text = TextOf(field);
        IReadOnlyList<string> classes = Schema.Fields[field].Classes;
        for (int i = 0; i < classes.Count; i++)
        {
            if (text.SequenceEqual(classes[i]))
            {
                return i;
            }
        }

        for (int i = 0; i < classes.Count; i++)
        {
            if (RecordNames.AreAlike(text, classes[i]))
            {
                return i;
            }
        }

        throw Error(field, $"{CsvNames.Quoted(text)} is none of the classes {CsvNames.List([.. classes])}");
    }
}

using System.Globalization;
using System.Text;

namespace NnGen;

/// <summary>What a network knows of the record that it takes: its properties, and the columns that they become. Immutable.</summary>
public sealed class RecordSchema
{
    /// <summary>A schema.</summary>
    /// <param name="name">What the record is called.</param>
    /// <param name="fields">Its properties in order, targets among them.</param>
    public RecordSchema(string name, params IReadOnlyList<RecordField> fields)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(fields);
        Name = name;
        Fields = fields;
        Targets = [.. fields.Where(field => field.IsTarget)];
        Columns = [.. fields.Where(field => !field.IsTarget).SelectMany(field => field.Columns())];
    }

    /// <summary>What the record is called.</summary>
    public string Name { get; }

    /// <summary>Its properties in order, targets among them.</summary>
    public IReadOnlyList<RecordField> Fields { get; }

    /// <summary>Those that are predicted.</summary>
    public IReadOnlyList<RecordField> Targets { get; }

    /// <summary>The inputs of the network, in order.</summary>
    public IReadOnlyList<RecordColumn> Columns { get; }

    /// <summary>Whether the targets are numbers; otherwise there is one, an enum or a bool, or none.</summary>
    internal bool HasNumbersAsTargets => Targets.Count > 0 && Targets[0].Kind == RecordFieldKind.Number;

    /// <summary>A line for each property: its name, what it is, and its columns. Two records with the same text are the same to a network.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        int column = 0;
        foreach (RecordField field in Fields)
        {
            int count = field.IsTarget ? 0 : field.Columns().Count();
            string place = count == 0 ? "target" : count == 1 ? $"column {column}" : $"columns {column} to {column + count - 1}";
            text.Append(CultureInfo.InvariantCulture, $"{(text.Length == 0 ? "" : "\n")}{field.Name}: {field.Words}; {place}");
            column += count;
        }

        return text.ToString();
    }
}

/// <summary>A property or a field of a record. Immutable.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is.</param>
public sealed record RecordField(string Name, RecordFieldKind Kind)
{
    /// <summary>Whether it may be missing.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Whether it is predicted.</summary>
    public bool IsTarget { get; init; }

    /// <summary>What files call it; null where that is its name.</summary>
    public string? Column { get; init; }

    /// <summary>Of a text whose classes are learnt: how many have a column, or a row of the table, of their own; else 0.</summary>
    public int MaxClasses { get; init; }

    /// <summary>The learned features of each class of an enum or a text, which is then one column, the number of the class; 0 where each class has a column.</summary>
    public int EmbeddingFeatures { get; init; }

    /// <summary>The parts of a date that are columns.</summary>
    public IReadOnlyList<CalendarPart> Parts { get; init; } = [];

    /// <summary>The numbers of a vector; else 0.</summary>
    public int Length { get; init; }

    /// <summary>The classes of an enum or a text, in order; none where they are learnt.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>How a number is scaled.</summary>
    public Scaling Scaling { get; init; }

    /// <summary>What stands for a missing number.</summary>
    public Fill Fill { get; init; }

    /// <summary>What is added to a number before its logarithm is taken; null where none is.</summary>
    public double? LogOffset { get; init; }

    /// <summary>What it is, in words.</summary>
    internal string Words
    {
        get
        {
            string kind = Kind switch
            {
                RecordFieldKind.Number => "number",
                RecordFieldKind.Boolean => "yes or no",
                RecordFieldKind.Text when MaxClasses > 0 => string.Create(CultureInfo.InvariantCulture, $"text of at most {MaxClasses} kinds, and others"),
                RecordFieldKind.Calendar => "date by " + string.Join(", ", Parts),
                RecordFieldKind.Vector => string.Create(CultureInfo.InvariantCulture, $"{Length} numbers"),
                _ => "one of " + string.Join(", ", Classes),
            };
            string embedding = EmbeddingFeatures == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", embedded in {EmbeddingFeatures} feature{(EmbeddingFeatures == 1 ? "" : "s")}");
            string log = LogOffset is double offset ? string.Create(CultureInfo.InvariantCulture, $", ln(x + {offset:R})") : "";
            string scaling = Kind is RecordFieldKind.Number or RecordFieldKind.Vector && Scaling != Scaling.Standard ? $", scaling {Scaling}" : "";
            string fill = !IsOptional ? "" : Kind != RecordFieldKind.Number ? ", or missing" : $", or missing ({(Fill == Fill.Mean ? "mean" : "median")})";
            return kind + embedding + log + scaling + fill;
        }
    }

    /// <summary>The columns that it becomes.</summary>
    internal IEnumerable<RecordColumn> Columns()
    {
        IEnumerable<RecordColumn> own = Kind switch
        {
            _ when EmbeddingFeatures > 0 => [new RecordColumn(Name, this, IsScaled: false)],
            RecordFieldKind.Text when MaxClasses > 0 => [.. Enumerable.Range(0, MaxClasses).Select(i => Numbered(i, isScaled: false)), new RecordColumn($"{Name} is another", this, IsScaled: false)],
            RecordFieldKind.Enumeration or RecordFieldKind.Text => Classes.Select(name => new RecordColumn($"{Name} = {name}", this, IsScaled: false)),
            RecordFieldKind.Calendar => Parts.SelectMany(ColumnsOf),
            RecordFieldKind.Vector => Enumerable.Range(0, Length).Select(i => Numbered(i, isScaled: true)),
            _ => [new RecordColumn(Name, this, IsScaled: Kind == RecordFieldKind.Number)],
        };
        foreach (RecordColumn column in own)
        {
            yield return column;
        }

        if (IsOptional)
        {
            yield return new RecordColumn($"{Name} is missing", this, IsScaled: false);
        }
    }

    private RecordColumn Numbered(int number, bool isScaled) => new(string.Create(CultureInfo.InvariantCulture, $"{Name}[{number}]"), this, isScaled);

    private RecordColumn[] ColumnsOf(CalendarPart part) => part == CalendarPart.Year
        ? [new RecordColumn($"{Name}: {part}", this, IsScaled: true)]
        : [new RecordColumn($"{Name}: sine of {part}", this, IsScaled: false), new RecordColumn($"{Name}: cosine of {part}", this, IsScaled: false)];
}

/// <summary>One input of a network that takes records. Immutable.</summary>
/// <param name="Name">What it says, such as <c>Weight</c>, <c>Origin = Usa</c> or <c>Horsepower is missing</c>.</param>
/// <param name="Field">The property that it comes from.</param>
/// <param name="IsScaled">Whether it is a number with a scale; otherwise it is 0 or 1, or the number of a class that is embedded.</param>
public sealed record RecordColumn(string Name, RecordField Field, bool IsScaled);

/// <summary>What a property of a record is.</summary>
public enum RecordFieldKind
{
    /// <summary>A number.</summary>
    Number,

    /// <summary>Yes or no.</summary>
    Boolean,

    /// <summary>One of the members of an enum.</summary>
    Enumeration,

    /// <summary>A text of a few kinds.</summary>
    Text,

    /// <summary>A date, or a time of day.</summary>
    Calendar,

    /// <summary>A row of numbers.</summary>
    Vector,
}

namespace NnGen.Compiler.Model;

/// <summary>The record that a network takes: the type in <c>[Input&lt;Car&gt;]</c>, with what its properties mean.</summary>
/// <param name="Type">The type as emitted code writes it: <c>global::Samples.Car</c>.</param>
/// <param name="Name">Its simple name.</param>
/// <param name="IsReference">Whether it is a class, which may be null.</param>
/// <param name="IsPublic">Whether everybody may name it, so that the members that take it are public.</param>
/// <param name="Members">The properties and fields that mean something, those of base classes first, in the order of the text.</param>
public sealed record RecordDeclaration(string Type, string Name, bool IsReference, bool IsPublic, EquatableArray<RecordMember> Members)
{
    /// <summary>How a record is made of a row of a table: the arguments of a constructor, then what is set; none where it cannot be made.</summary>
    public EquatableArray<RecordArgument> Arguments { get; init; }

    /// <summary>Whether <see cref="Arguments"/> make one, and something reads such rows.</summary>
    public bool CanBeMade { get; init; }

    /// <summary>Whether the project refers to what reads Parquet files.</summary>
    public bool ReadsParquet { get; init; }

    /// <summary>Whether the project refers to what reads Arrow files.</summary>
    public bool ReadsArrow { get; init; }

    /// <summary>Whether a row of single values makes one: whether no member is a row of numbers itself.</summary>
    public bool IsFlat => Members.All(member => member.Kind != RecordMemberKind.Vector);

    /// <summary>The members that are columns.</summary>
    public IEnumerable<RecordMember> Features => Members.Where(member => !member.IsTarget);

    /// <summary>The members that are to be predicted.</summary>
    public IReadOnlyList<RecordMember> Targets => [.. Members.Where(member => member.IsTarget)];

    /// <summary>The number of columns that a network takes.</summary>
    public long Columns => Features.Sum(member => member.Columns);
}

/// <summary>A property or a field of a record.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type as emitted code writes it, without the question mark.</param>
/// <param name="Kind">What it is.</param>
public sealed record RecordMember(string Name, string Type, RecordMemberKind Kind)
{
    /// <summary>Whether it may be missing.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Whether it is to be predicted.</summary>
    public bool IsTarget { get; init; }

    /// <summary>What files call it; null where that is its name.</summary>
    public string? Column { get; init; }

    /// <summary>The classes: the members of an enum, or the texts of <c>[OneHot]</c> or <c>[Embed]</c>.</summary>
    public EquatableArray<string> Classes { get; init; }

    /// <summary>The member of <c>Scaling</c>.</summary>
    public string Scaling { get; init; } = "Standard";

    /// <summary>The member of <c>Fill</c> that says what stands for a missing number.</summary>
    public string Fill { get; init; } = "Mean";

    /// <summary>What is added before the logarithm; null where none is taken.</summary>
    public double? LogOffset { get; init; }

    /// <summary>Of a text whose classes are learnt: how many have a column, or a row of the table, of their own; 0 where <see cref="Classes"/> says them.</summary>
    public int MaxClasses { get; init; }

    /// <summary>The learned features of each class, which is then one column, its number; 0 where each class has a column.</summary>
    public int EmbeddingFeatures { get; init; }

    /// <summary>The number that stands for a missing class where classes are looked up: that of the row behind those of all classes.</summary>
    public int MissingClass => MaxClasses > 0 ? MaxClasses + 1 : Classes.Count;

    /// <summary>The parts of a date: members of <c>CalendarPart</c>.</summary>
    public EquatableArray<string> Parts { get; init; }

    /// <summary>The numbers of a vector.</summary>
    public int Length { get; init; }

    /// <summary>The columns that it gives: the parts of a date that go round are two each.</summary>
    public int Columns => (IsOptional ? 1 : 0) + Kind switch
    {
        _ when EmbeddingFeatures > 0 => 1,
        RecordMemberKind.Enumeration => Classes.Count,
        RecordMemberKind.Text => MaxClasses > 0 ? MaxClasses + 1 : Classes.Count,
        RecordMemberKind.Calendar => Parts.Sum(part => part == "Year" ? 1 : 2),
        RecordMemberKind.Vector => Length,
        _ => 1,
    };
}

/// <summary>What a member of a record is. The names are those of the library's <c>RecordFieldKind</c>.</summary>
public enum RecordMemberKind
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

/// <summary>What is handed over to make a record.</summary>
/// <param name="Name">The parameter, or the member that is set.</param>
/// <param name="Member">The index of the member among those that mean something; -1 for one that means nothing and is left at its default.</param>
/// <param name="IsSet">Whether it is set after construction.</param>
public sealed record RecordArgument(string Name, int Member, bool IsSet);

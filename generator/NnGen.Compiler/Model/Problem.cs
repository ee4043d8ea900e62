namespace NnGen.Compiler.Model;

/// <summary>Something that is wrong with a declaration.</summary>
/// <param name="Kind">The entry of <see cref="ProblemKinds"/>.</param>
/// <param name="Node">The index in <see cref="NetworkDeclaration.Nodes"/> of the attribute at fault, -1 for the class, or <see cref="AtBudget"/>.</param>
/// <param name="Arguments">What fills the message's holes.</param>
public sealed record Problem(ProblemKind Kind, int Node, EquatableArray<string> Arguments)
{
    /// <summary>The <see cref="Node"/> of problems at <c>[Budget]</c>.</summary>
    public const int AtBudget = -2;

    /// <summary>The option at fault, as in <see cref="OptionDeclaration.Name"/>; null for the attribute as a whole. With the class, an option of <c>[Network]</c>.</summary>
    public string? Option { get; init; }

    /// <summary>Which element of the option's array is at fault; -1 for the whole of it.</summary>
    public int Element { get; init; } = -1;

    /// <summary>The message with its holes filled.</summary>
    public string Message => string.Format(System.Globalization.CultureInfo.InvariantCulture, Kind.MessageFormat, Arguments.Cast<object>().ToArray());
}

/// <summary>One kind of problem: a line in <see cref="ProblemKinds"/>.</summary>
/// <param name="Id"><c>NNG</c> and three digits: 0xx errors, 1xx warnings, 2xx advice.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Title">What went wrong, in a few words.</param>
/// <param name="MessageFormat">What is wrong and what to write instead, in the user's words, with the numbers.</param>
public sealed record ProblemKind(string Id, ProblemSeverity Severity, string Title, string MessageFormat);

/// <summary>How bad a problem is.</summary>
public enum ProblemSeverity
{
    /// <summary>Nothing can be compiled.</summary>
    Error,

    /// <summary>Legal, but surely not meant.</summary>
    Warning,

    /// <summary>Advice.</summary>
    Info,
}

using System.Globalization;
using Microsoft.CodeAnalysis;
using NnGen.Compiler.Model;

namespace NnGen.Generator.Parsing;

/// <summary>The attributes of NnGen on a property or a field of a record, or on the parameter of a positional record that it comes from.</summary>
internal sealed class MemberAttributes
{
    private readonly IReadOnlyList<(string Kind, AttributeData Data)> _all;

    public MemberAttributes(ISymbol member)
    {
        IEnumerable<ISymbol> parameters = member.ContainingType.IsRecord
            ? member.ContainingType.InstanceConstructors.SelectMany(constructor => constructor.Parameters).Where(parameter => parameter.Name == member.Name)
            : [];
        _all = [.. parameters.Prepend(member)
            .SelectMany(symbol => symbol.GetAttributes())
            .Where(attribute => attribute.AttributeClass is { ContainingType: null, ContainingNamespace: { Name: MetadataNames.Namespace, ContainingNamespace.IsGlobalNamespace: true } })
            .Select(attribute => (AttributeKinds.KindOf(attribute.AttributeClass!), attribute))];
    }

    /// <summary>Whether there is one of that name.</summary>
    public bool Has(string kind) => _all.Any(attribute => attribute.Kind == kind);

    /// <summary>The member as its attributes say; what an attribute cannot say of it goes to <paramref name="reject"/>.</summary>
    public RecordMember? Apply(RecordMember member, Func<string, string, RecordMember?> reject)
    {
        foreach ((string kind, AttributeData data) in _all)
        {
            object? Value(string name) => data.NamedArguments.Where(argument => argument.Key == name).Select(argument => argument.Value.Value).FirstOrDefault();
            switch (kind)
            {
                case "Column" when data.ConstructorArguments.Length == 1 && data.ConstructorArguments[0].Value is string column:
                    member = member with { Column = column.Trim() };
                    break;
                case "Scale" when member.Kind == RecordMemberKind.Vector:
                    member = member with { Scaling = NameOf(data) };
                    break;
                case "Scale" or "Log" when member.Kind != RecordMemberKind.Number:
                    return reject($"bears [{kind}], but is no number", $"remove [{kind}]");
                case "Scale" or "Log" when member.IsTarget && (kind == "Log" || NameOf(data) != "Standard"):
                    return reject($"bears [{kind}], but is a target, which is scaled to mean 0 and deviation 1", $"remove [{kind}]");
                case "Scale":
                    member = member with { Scaling = NameOf(data) };
                    break;
                case "Log":
                    member = member with { LogOffset = Value("Offset") as double? ?? 0 };
                    break;
                case "Missing" when member.Kind != RecordMemberKind.Number || !member.IsOptional:
                    return reject("bears [Missing], but is no number that may be missing", "remove [Missing], or declare it nullable, such as 'float?'");
                case "OneHot" when member.Kind != RecordMemberKind.Text:
                    return reject("bears [OneHot], but is no string", "remove [OneHot]; an enum is one-hot without it");
                case "Embed" when member.Kind is not (RecordMemberKind.Enumeration or RecordMemberKind.Text):
                    return reject("bears [Embed], but is no enum and no string, so it has no classes to look up", "remove [Embed], or declare an enum of what it may be");
                case "Embed" when member.IsTarget:
                    return reject("bears [Embed], but is a target, which is not looked up", "remove [Embed]");
                case "Embed" when data.ConstructorArguments.FirstOrDefault().Value is int and < 1:
                    return reject($"bears [Embed] of {data.ConstructorArguments[0].Value} features", "say how many learned features stand for each class, at least 1, such as [Embed(4)]");
                case "Embed" when member.Kind == RecordMemberKind.Enumeration && (CategoriesOf(data).Length > 0 || Value("Max") is not null):
                    return reject("bears [Embed] that says categories, but is an enum, whose members they are", "say only the features of each, such as [Embed(4)]");
                case "Embed":
                    member = member with { EmbeddingFeatures = data.ConstructorArguments.FirstOrDefault().Value as int? ?? 0 };
                    break;
                case "Calendar" when member.Kind != RecordMemberKind.Calendar:
                    return reject("bears [Calendar], but is no date and no time", "remove [Calendar]");
                case "Features" when member.Kind != RecordMemberKind.Vector:
                    return reject("bears [Features], but is no array of float or double", "remove [Features]");
                case "Missing":
                    member = member with { Fill = NameOf(data) };
                    break;
            }
        }

        return member.Kind switch
        {
            RecordMemberKind.Text => ReadText(member, reject),
            RecordMemberKind.Calendar => ReadCalendar(member, reject),
            RecordMemberKind.Vector => ReadVector(member, reject),
            _ => member,
        };
    }

    private RecordMember? ReadText(RecordMember member, Func<string, string, RecordMember?> reject)
    {
        if (Find("OneHot") is not null && Find("Embed") is not null)
        {
            return reject("bears [OneHot] and [Embed], each of which says what becomes of it", "remove one of the two: both take the categories");
        }

        if ((Find("OneHot") ?? Find("Embed")) is not AttributeData data)
        {
            return reject("is a string, of which a network can make nothing by itself", "say its categories, [OneHot(\"a\", \"b\")], or let them be learnt, [OneHot(Max = 20)]; declare an enum, or leave it out with [Ignore]");
        }

        string[] classes = CategoriesOf(data);
        (string name, string features) = member.EmbeddingFeatures > 0 ? ("Embed", member.EmbeddingFeatures.ToString(CultureInfo.InvariantCulture) + ", ") : ("OneHot", "");
        int max = data.NamedArguments.Where(argument => argument.Key == "Max").Select(argument => argument.Value.Value as int? ?? 0).FirstOrDefault();
        bool isSound = classes.Length > 0 ? max == 0 && classes.Distinct(StringComparer.Ordinal).Count() == classes.Length && classes.All(text => text.Trim().Length > 0 && text.Trim() == text) : max is >= 1 and <= MostClasses;
        return isSound
            ? member with { Classes = new(classes), MaxClasses = classes.Length > 0 ? 0 : max }
            : reject($"bears [{name}] that says no categories", $"name each of them once, [{name}({features}\"a\", \"b\")], or the most that are learnt, [{name}({features}Max = 20)], from 1 to {MostClasses}, and not both");
    }

    private RecordMember? ReadCalendar(RecordMember member, Func<string, string, RecordMember?> reject)
    {
        string[] possible = CalendarParts.Of(member.Type);
        TypedConstant parts = Find("Calendar")?.ConstructorArguments.FirstOrDefault() ?? default;
        string[] named = parts.Kind == TypedConstantKind.Array && !parts.IsNull ? [.. parts.Values.Select(NameOf)] : [];
        string known = string.Join(", ", possible.Select(part => $"CalendarPart.{part}"));
        return named.Length > 0 && named.Distinct().Count() == named.Length && named.All(possible.Contains)
            ? member with { Parts = new(named) }
            : reject(named.Length == 0 ? "is a date or a time, of which many things may matter" : "bears [Calendar] with parts that it has not, or with one twice", $"say what matters with [Calendar(...)]: {known}; or leave it out with [Ignore]");
    }

    private RecordMember? ReadVector(RecordMember member, Func<string, string, RecordMember?> reject)
    {
        int length = Find("Features")?.ConstructorArguments.FirstOrDefault().Value as int? ?? 0;
        return length < 1
            ? reject("is an array, whose length the network must know", "say it with [Features(49)], at least 1, or leave it out with [Ignore]")
            : member.IsOptional ? reject("is an array that may be missing", "make it one that is always there") : member with { Length = length };
    }

    /// <summary>The categories that an attribute names.</summary>
    private static string[] CategoriesOf(AttributeData data) =>
        [.. data.ConstructorArguments.Where(argument => argument.Kind == TypedConstantKind.Array && !argument.IsNull).SelectMany(argument => argument.Values).Select(value => value.Value as string ?? "")];

    private const int MostClasses = 10_000;

    private AttributeData? Find(string kind) => _all.Where(attribute => attribute.Kind == kind).Select(attribute => attribute.Data).FirstOrDefault();

    /// <summary>The name of the enum's member that is the first argument.</summary>
    private static string NameOf(AttributeData data) => NameOf(data.ConstructorArguments.FirstOrDefault());

    private static string NameOf(TypedConstant argument)
    {
        IFieldSymbol? member = argument.Type?.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => Equals(field.ConstantValue, argument.Value));
        return member?.Name ?? "";
    }
}

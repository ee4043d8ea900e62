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
                case "Missing":
                    member = member with { Fill = NameOf(data) };
                    break;
            }
        }

        return member;
    }

    /// <summary>The name of the enum's member that is the first argument.</summary>
    private static string NameOf(AttributeData data)
    {
        TypedConstant argument = data.ConstructorArguments.FirstOrDefault();
        IFieldSymbol? member = argument.Type?.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => Equals(field.ConstantValue, argument.Value));
        return member?.Name ?? "";
    }
}

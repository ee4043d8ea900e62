using Microsoft.CodeAnalysis;
using NnGen.Compiler.Model;

namespace NnGen.Generator.Parsing;

/// <summary>Reads the record of <c>[Input&lt;Car&gt;]</c>: what each of its properties and fields means to the network.</summary>
internal sealed class RecordReader
{
    private readonly INamedTypeSymbol _host;
    private readonly Compilation _compilation;
    private readonly List<(ProblemKind Kind, string[] Arguments)> _problems = [];

    private RecordReader(INamedTypeSymbol host, Compilation compilation)
    {
        _host = host;
        _compilation = compilation;
    }

    /// <summary>The type that an <c>[Input&lt;T&gt;]</c> names; null for other attributes.</summary>
    public static ITypeSymbol? RecordOf(AttributeData attribute) =>
        attribute.AttributeClass is { IsGenericType: true } type && AttributeKinds.KindOf(type) == MetadataNames.Input ? type.TypeArguments[0] : null;

    /// <summary>What a type means to a network, and what is wrong with it.</summary>
    /// <param name="type">The type.</param>
    /// <param name="host">The network.</param>
    /// <param name="compilation">Says what the network may see.</param>
    public static ReadRecord Read(ITypeSymbol type, INamedTypeSymbol host, Compilation compilation)
    {
        if (type.TypeKind == TypeKind.Error)
        {
            // C# has said so.
            return new ReadRecord(null, [], IsComplete: false);
        }

        var reader = new RecordReader(host, compilation);
        RecordDeclaration? record = type is INamedTypeSymbol named && named.TypeKind is TypeKind.Class or TypeKind.Struct ? reader.ReadType((INamedTypeSymbol)type) : null;
        if (record is null && reader._problems.Count == 0)
        {
            reader.Misfits(type.Name.Length == 0 ? type.ToDisplayString() : type.Name, "it is no class, struct or record", "declare one with a property for each thing that is known");
        }

        return new ReadRecord(record, reader._problems, reader.IsComplete);
    }

    private bool IsComplete { get; set; } = true;

    private RecordDeclaration? ReadType(INamedTypeSymbol type)
    {
        if (!IsVisible(type))
        {
            Misfits(type.Name, "it is private or protected, or file-local", "make it internal or public, so that other files may name it");
            return null;
        }

        ISymbol[] all = [.. RecordMembers.Of(type, member => _compilation.IsSymbolAccessibleWithin(member, _host))];
        var members = new List<RecordMember>();
        var symbols = new List<ISymbol>();
        foreach (ISymbol symbol in all)
        {
            if (ReadMember(type, symbol) is RecordMember member)
            {
                members.Add(member);
                symbols.Add(symbol);
            }
        }

        if (_problems.Count == 0 && IsComplete)
        {
            CheckAll(type, members);
        }

        RecordArgument[]? arguments = RecordConstruction.Of(type, symbols, member => _compilation.IsSymbolAccessibleWithin(member, _host));
        bool readsArrow = Knows(MetadataNames.RecordArrow);
        return new RecordDeclaration(NameOf(type), type.Name, type.IsReferenceType, IsPublic(type), new(members))
        {
            Arguments = new(arguments ?? []),
            CanBeMade = arguments is not null && (readsArrow || members.All(member => member.Kind != RecordMemberKind.Vector)),
            ReadsParquet = Knows(MetadataNames.RecordParquet),
            ReadsArrow = readsArrow,
        };

        bool Knows(string reader) => _compilation.GetTypeByMetadataName(reader) is not null;
    }

    private void CheckAll(INamedTypeSymbol type, List<RecordMember> members)
    {
        RecordMember[] targets = [.. members.Where(member => member.IsTarget)];
        if (members.Count == targets.Length)
        {
            Misfits(type.Name, targets.Length == 0 ? "it has no properties or fields that the network may read" : "all its properties are targets", "give it a property for each thing that is known, such as 'public float Weight { get; init; }'");
        }
        else if (targets.Select(target => target.Kind).Distinct().Count() > 1 || (targets.Length > 1 && targets[0].Kind != RecordMemberKind.Number))
        {
            Misfits(type.Name, $"its targets are {string.Join(", ", targets.Select(target => $"'{target.Name}'"))}, of which only numbers can be several", "mark one enum or one bool with [Target], or numbers alone");
        }
    }

    private RecordMember? ReadMember(INamedTypeSymbol owner, ISymbol symbol)
    {
        var attributes = new MemberAttributes(symbol);
        if (attributes.Has("Ignore"))
        {
            return null;
        }

        ITypeSymbol type = symbol is IPropertySymbol property ? property.Type : ((IFieldSymbol)symbol).Type;
        bool isOptional = type.IsReferenceType && type.NullableAnnotation == NullableAnnotation.Annotated;
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            isOptional = true;
            type = nullable.TypeArguments[0];
        }

        if (type.TypeKind == TypeKind.Error)
        {
            IsComplete = false;
            return null;
        }

        if (KindOf(type) is not RecordMemberKind kind)
        {
            return Reject(symbol.Name, owner, $"is {WordsOf(type)}", "leave it out with [Ignore], or declare what the network is to know of it as a number, a bool, an enum, a string of a few kinds, a date or an array of numbers");
        }

        string[] classes = kind == RecordMemberKind.Enumeration ? [.. EnumMembers(type)] : [];
        if (kind == RecordMemberKind.Enumeration && (classes.Length == 0 || type.GetAttributes().Any(attribute => attribute.AttributeClass is { Name: "FlagsAttribute", ContainingNamespace.Name: "System" })))
        {
            return Reject(symbol.Name, owner, $"is the enum {type.Name}, which {(classes.Length == 0 ? "has no members" : "is one of [Flags], so that a value may be several members at once")}", "leave it out with [Ignore], or declare a bool for each thing that may be so");
        }

        bool isTarget = attributes.Has("Target");
        if (isTarget && isOptional)
        {
            return Reject(symbol.Name, owner, "is a target that may be missing", "make its type one that is always known, and leave out records without it");
        }

        if (isTarget && kind is not (RecordMemberKind.Number or RecordMemberKind.Boolean or RecordMemberKind.Enumeration))
        {
            return Reject(symbol.Name, owner, "is a target that is neither a number nor an enum nor a bool", "declare an enum of what may be predicted");
        }

        var member = new RecordMember(symbol.Name, NameOf(type), kind)
        {
            IsOptional = isOptional,
            IsTarget = isTarget,
            Classes = new(classes),
        };
        return attributes.Apply(member, (what, fix) => Reject(symbol.Name, owner, what, fix));
    }

    private RecordMember? Reject(string member, INamedTypeSymbol owner, string what, string fix)
    {
        _problems.Add((ProblemKinds.PropertyWithoutMeaning, [member, owner.Name, what, fix]));
        return null;
    }

    private void Misfits(string record, string what, string fix) => _problems.Add((ProblemKinds.RecordDoesNotFit, [record, _host.Name, what, fix]));

    private static RecordMemberKind? KindOf(ITypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Enum } => RecordMemberKind.Enumeration,
        { SpecialType: SpecialType.System_Boolean } => RecordMemberKind.Boolean,
        { SpecialType: >= SpecialType.System_SByte and <= SpecialType.System_Double } => RecordMemberKind.Number,
        { SpecialType: SpecialType.System_String } => RecordMemberKind.Text,
        { SpecialType: SpecialType.System_DateTime } => RecordMemberKind.Calendar,
        { Name: "DateOnly" or "TimeOnly" or "DateTimeOffset", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } => RecordMemberKind.Calendar,
        IArrayTypeSymbol { IsSZArray: true, ElementType.SpecialType: SpecialType.System_Single or SpecialType.System_Double } => RecordMemberKind.Vector,
        { Name: "Half", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } => RecordMemberKind.Number,
        _ => null,
    };

    /// <summary>The members with values of their own, in the order of the text; a second name of the same value is none.</summary>
    private static IEnumerable<string> EnumMembers(ITypeSymbol type)
    {
        var values = new HashSet<object?>();
        return type.GetMembers().OfType<IFieldSymbol>().Where(field => field.HasConstantValue && values.Add(field.ConstantValue)).Select(field => field.Name);
    }

    private static string WordsOf(ITypeSymbol type)
    {
        return $"of the type {type.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)}, of which a network can make nothing";
    }

    /// <summary>Whether the emitted file may name it.</summary>
    private static bool IsVisible(INamedTypeSymbol type) => Around(type).All(part => !part.IsFileLocal && part.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal);

    private static bool IsPublic(INamedTypeSymbol type) => Around(type).All(part => part.DeclaredAccessibility == Accessibility.Public);

    private static IEnumerable<INamedTypeSymbol> Around(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? part = type; part is not null; part = part.ContainingType)
        {
            yield return part;
        }
    }

    private static string NameOf(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
}

/// <summary>What was read of a record.</summary>
/// <param name="Record">The record, as far as it was understood; null where the type is none.</param>
/// <param name="Problems">What is wrong with it.</param>
/// <param name="IsComplete">Whether C# understands all of it.</param>
internal readonly record struct ReadRecord(RecordDeclaration? Record, IReadOnlyList<(ProblemKind Kind, string[] Arguments)> Problems, bool IsComplete);

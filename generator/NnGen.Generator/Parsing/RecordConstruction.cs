using Microsoft.CodeAnalysis;
using NnGen.Compiler.Model;

namespace NnGen.Generator.Parsing;

/// <summary>Finds out how a record is made of the values of its members.</summary>
internal static class RecordConstruction
{
    /// <summary>The arguments of the constructor that takes the most members, then what is set; null where no way sets all of them.</summary>
    /// <param name="type">The record.</param>
    /// <param name="members">The members that mean something.</param>
    /// <param name="isAccessible">Whether the network may see a member.</param>
    public static RecordArgument[]? Of(INamedTypeSymbol type, IReadOnlyList<ISymbol> members, Func<ISymbol, bool> isAccessible)
    {
        if (type.IsAbstract)
        {
            return null;
        }

        IEnumerable<IMethodSymbol> constructors = type.InstanceConstructors
            .Where(constructor => isAccessible(constructor) && constructor.Parameters.All(parameter => parameter.RefKind is RefKind.None or RefKind.In && !IsCopy(type, parameter)))
            .OrderByDescending(constructor => constructor.Parameters.Length);
        foreach (IMethodSymbol constructor in constructors)
        {
            if (With(constructor, type, members, isAccessible) is { } arguments)
            {
                return arguments;
            }
        }

        return null;
    }

    private static bool IsCopy(INamedTypeSymbol type, IParameterSymbol parameter) => SymbolEqualityComparer.Default.Equals(parameter.Type, type);

    private static RecordArgument[]? With(IMethodSymbol constructor, INamedTypeSymbol type, IReadOnlyList<ISymbol> members, Func<ISymbol, bool> isAccessible)
    {
        var arguments = new List<RecordArgument>();
        var isGiven = new bool[members.Count];
        foreach (IParameterSymbol parameter in constructor.Parameters)
        {
            int member = IndexOf(members, parameter);
            if (member < 0 && !Is(type, parameter))
            {
                // A parameter of which nobody knows what it becomes.
                return null;
            }

            arguments.Add(new RecordArgument(parameter.Name, member, IsSet: false));
            if (member >= 0)
            {
                isGiven[member] = true;
            }
        }

        for (int i = 0; i < members.Count; i++)
        {
            if (!isGiven[i] && IsSettable(members[i], isAccessible))
            {
                arguments.Add(new RecordArgument(members[i].Name, i, IsSet: true));
                isGiven[i] = true;
            }
            else if (!isGiven[i] && !IsComputed(members[i]))
            {
                return null;
            }
        }

        bool setsRequired = constructor.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "SetsRequiredMembersAttribute");
        foreach (ISymbol required in setsRequired ? [] : RecordMembers.Of(type, _ => true).Where(IsRequired))
        {
            if (!members.Any(member => member.Name == required.Name))
            {
                arguments.Add(new RecordArgument(required.Name, -1, IsSet: true));
            }
        }

        return [.. arguments];
    }

    /// <summary>The member that a parameter becomes: of the same type, and of the same name but for the case of the first letter.</summary>
    private static int IndexOf(IReadOnlyList<ISymbol> members, IParameterSymbol parameter)
    {
        for (int i = 0; i < members.Count; i++)
        {
            if (Matches(members[i], parameter))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Whether a parameter becomes some member, such as one that is ignored.</summary>
    private static bool Is(INamedTypeSymbol type, IParameterSymbol parameter) => RecordMembers.Of(type, _ => true).Any(member => Matches(member, parameter));

    private static bool Matches(ISymbol member, IParameterSymbol parameter) =>
        string.Equals(member.Name, parameter.Name, StringComparison.OrdinalIgnoreCase) && SymbolEqualityComparer.Default.Equals(TypeOf(member), parameter.Type);

    private static ITypeSymbol TypeOf(ISymbol member) => member is IPropertySymbol property ? property.Type : ((IFieldSymbol)member).Type;

    private static bool IsSettable(ISymbol member, Func<ISymbol, bool> isAccessible) =>
        member is IFieldSymbol { IsReadOnly: false } || (member is IPropertySymbol { SetMethod: { } setter } && isAccessible(setter));

    /// <summary>Whether a property follows from others: it has no memory of its own.</summary>
    private static bool IsComputed(ISymbol member) =>
        member is IPropertySymbol { SetMethod: null } property && !property.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));

    private static bool IsRequired(ISymbol member) => member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true };
}

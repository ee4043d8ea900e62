namespace NnGen.Compiler.Model.Spaces;

/// <summary>A space whose networks are all compiled into the assembly, as it is read: what a pipeline compares. Immutable, equal by value, nothing of Roslyn.</summary>
/// <param name="Space">The space.</param>
/// <param name="Combinations">The number of different combinations of the networks' choices.</param>
/// <param name="Candidates">What may become its members, none where the combinations are more than <see cref="FamilyCompiler.MostCombinations"/>.</param>
public sealed record FamilyDeclaration(SpaceDeclaration Space, double Combinations, EquatableArray<FamilyCandidate> Candidates);

/// <summary>A network that may become a member.</summary>
/// <param name="Name">What its class is called.</param>
/// <param name="Options">The option of each choice of the network; -1 where a choice has no meaning.</param>
public sealed record FamilyCandidate(string Name, EquatableArray<int> Options)
{
    /// <summary>The network; null where it was not understood.</summary>
    public NetworkDeclaration? Declaration { get; init; }

    /// <summary>Why it was not understood.</summary>
    public string? Fault { get; init; }
}

using NnGen.Compiler.Kernels.Cost;
using NnGen.Compiler.Model;
using NnGen.Compiler.Model.Spaces;

namespace NnGen.Compiler.Print;

/// <summary>A family whose members are known.</summary>
/// <param name="Space">The space.</param>
/// <param name="Members">The members.</param>
/// <param name="Fault">Why the first candidate that is no member is none; null where all are.</param>
public sealed record AssessedFamily(SpaceDeclaration Space, EquatableArray<FamilyMember> Members, string? Fault);

/// <summary>A member of a family.</summary>
/// <param name="Name">What its class is called.</param>
/// <param name="Options">As <see cref="FamilyCandidate.Options"/>.</param>
/// <param name="Declaration">The network.</param>
/// <param name="Costs">What it costs.</param>
public sealed record FamilyMember(string Name, EquatableArray<int> Options, NetworkDeclaration Declaration, NetworkCosts Costs);

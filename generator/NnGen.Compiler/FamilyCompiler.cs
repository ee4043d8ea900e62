using NnGen.Compiler.Model;
using NnGen.Compiler.Model.Spaces;
using NnGen.Compiler.Print;

namespace NnGen.Compiler;

/// <summary>Makes of a family its members, and the file that declares them. The members themselves are networks as any other.</summary>
public static class FamilyCompiler
{
    /// <summary>The most members: each is a network of its own in the assembly, some thousand lines of C#.</summary>
    public const int MostMembers = 64;

    /// <summary>The most combinations of choices that are looked at, since some may be impossible or over the budget.</summary>
    public const int MostCombinations = 256;

    /// <summary>The candidates that are possible and within the budgets, with what they cost.</summary>
    /// <param name="family">The family.</param>
    /// <param name="cancellation">Asked between the networks.</param>
    /// <exception cref="OperationCanceledException">Nobody wants the result any more.</exception>
    public static AssessedFamily Assess(FamilyDeclaration family, CancellationToken cancellation = default)
    {
        var members = new List<FamilyMember>();
        string? fault = null;
        foreach (FamilyCandidate candidate in family.Candidates)
        {
            cancellation.ThrowIfCancellationRequested();
            CandidateCosts costs = candidate.Declaration is { } declaration ? CandidateCosts.Of(family.Space, declaration) : new CandidateCosts(null, candidate.Fault);
            fault ??= costs.Fault;
            if (costs.Costs is not null)
            {
                members.Add(new FamilyMember(candidate.Name, candidate.Options, candidate.Declaration!, costs.Costs));
            }
        }

        return new AssessedFamily(family.Space, new(members), fault);
    }

    /// <summary>The members' declarations, and the file that names them; of a family that has none, or too many, a file with the same signatures.</summary>
    /// <param name="family">The family.</param>
    /// <param name="cancellation">Asked between the networks.</param>
    /// <exception cref="OperationCanceledException">Nobody wants the result any more.</exception>
    public static EmittedFamily Emit(FamilyDeclaration family, CancellationToken cancellation = default)
    {
        AssessedFamily assessed = Assess(family, cancellation);
        return assessed.Members.Count is 0 or > MostMembers
            ? new EmittedFamily(FamilyPrinter.Skeleton(family.Space), default)
            : new EmittedFamily(FamilyPrinter.Print(assessed), new(assessed.Members.Select(member => member.Declaration)));
    }
}

/// <summary>What the compiler makes of a family.</summary>
/// <param name="File">The file that declares the members and lists them.</param>
/// <param name="Members">The networks, to be compiled as any other.</param>
public sealed record EmittedFamily(EmittedFile File, EquatableArray<NetworkDeclaration> Members);

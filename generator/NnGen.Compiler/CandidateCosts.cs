using System.Globalization;
using NnGen.Compiler.Kernels.Cost;
using NnGen.Compiler.Model;
using NnGen.Compiler.Model.Spaces;

namespace NnGen.Compiler;

/// <summary>Whether a candidate of a space is a network within the budgets, and what it costs, before any C# of it is written.</summary>
/// <param name="Costs">What it costs; null where it is no network, or costs too much.</param>
/// <param name="Fault">Why; null where there is none.</param>
public sealed record CandidateCosts(NetworkCosts? Costs, string? Fault)
{
    /// <summary>Whether it is a network, but costs too much.</summary>
    public bool IsOverBudget { get; init; }

    /// <summary>Asks the compiler.</summary>
    /// <param name="space">The space, which may bound nanoseconds.</param>
    /// <param name="candidate">The candidate.</param>
    public static CandidateCosts Of(SpaceDeclaration space, NetworkDeclaration candidate)
    {
        (NetworkCosts? costs, EquatableArray<Problem> problems) = NetworkCompiler.Assess(candidate);
        if (problems.FirstOrDefault(problem => problem.Kind.Severity == ProblemSeverity.Error) is { } first)
        {
            return new CandidateCosts(null, $"{first.Kind.Id}: {first.Message}") { IsOverBudget = first.Kind == ProblemKinds.OverBudget };
        }

        return space.MostNanoseconds > 0 && costs!.Nanoseconds > space.MostNanoseconds
            ? new CandidateCosts(null, string.Format(CultureInfo.InvariantCulture, "a prediction takes {0:0} ns by the cost model, more than {1:R}", costs.Nanoseconds, space.MostNanoseconds)) { IsOverBudget = true }
            : new CandidateCosts(costs, null);
    }
}

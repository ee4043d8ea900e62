using NnGen.Search;

namespace NnGen.Tests.Search;

/// <summary>Every method with options for small searches.</summary>
internal static class MethodsUnderTest
{
    internal static readonly string[] CostNames = ["parameters"];

    internal static readonly Dictionary<string, Func<ChoiceSpace, SearchMethod>> All = new()
    {
        ["random search"] = space => new RandomSearchMethod(space, new SearchOptions { Seed = 5 }),
        ["random search with cuts"] = space => new RandomSearchMethod(space, new SearchOptions { Seed = 5, Stopping = new CurveStopping() }),
    };

    /// <summary>The bowl, with the sum of the options as cost; every ninth trial fails.</summary>
    internal static TrialResult Train(ChoiceSpace space, Trial trial)
    {
        double[] costs = [trial.Configuration.Sum()];
        TrialResult result = Spaces.Train(space, trial);
        return trial.Number % 9 == 8 ? TrialResult.Failed("numbers became infinite", 1)
            : result.Outcome == TrialOutcome.Cut ? TrialResult.Cut(result.Objective, result.Spent, result.Curve, costs)
            : TrialResult.Completed(result.Objective, result.Spent, result.Curve, costs);
    }
}

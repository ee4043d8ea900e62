using NnGen.Search;

namespace NnGen.Tests.Search;

/// <summary>Every method with options for small searches.</summary>
internal static class MethodsUnderTest
{
    internal static readonly string[] CostNames = ["parameters"];

    internal static readonly Dictionary<string, Func<ChoiceSpace, SearchMethod>> All = new()
    {
        ["random search"] = space => new RandomSearchMethod(space, new SearchOptions { Seed = 5 }),
        ["grid"] = space => new GridSearchMethod(space),
        ["regularised evolution"] = space => new RegularizedEvolution(space, new SearchOptions { Seed = 5 }, populationSize: 10, sampleSize: 3),
        ["successive halving"] = space => new SuccessiveHalving(space, ResourceLadder.Epochs(1, 9), new SearchOptions { Seed = 5 }),
        ["Hyperband"] = space => new Hyperband(space, ResourceLadder.Epochs(1, 9), new SearchOptions { Seed = 5, Lag = 4 }),
        ["ASHA"] = space => new Asha(space, ResourceLadder.Epochs(1, 9), new SearchOptions { Seed = 5 }),
        ["smaller data first"] = space => new Asha(space, ResourceLadder.Data(4, 0.1), new SearchOptions { Seed = 5 }),
        ["NSGA-II"] = space => new Nsga2(space, [0], new SearchOptions { Seed = 5 }, populationSize: 12),
        ["predictor"] = space => new PredictorSearch(space, new SearchOptions { Seed = 5 }),
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

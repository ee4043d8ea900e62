using NnGen.Search;
using NnGen.Tool.Commands;

namespace NnGen.Tool.Training;

/// <summary>The methods by their names on the command line.</summary>
internal static class SearchMethods
{
    private const int Reduction = 3;
    private const int MostRungs = 4;

    private static readonly IReadOnlyList<(string Name, string Meaning, Func<ChoiceSpace, SearchOptions, SearchMethod> Create)> s_all =
    [
        ("random", "random search (Bergstra and Bengio, 2012)", (space, options) => new RandomSearchMethod(space, options)),
        ("grid", "every network of a small space", (space, options) => new GridSearchMethod(space, options)),
        ("evolution", "regularised evolution (Real et al., 2019)", (space, options) => new RegularizedEvolution(space, options)),
        ("halving", "successive halving (Jamieson and Talwalkar, 2016)", (space, options) => new SuccessiveHalving(space, Ladder(options), options)),
        ("hyperband", "Hyperband (Li et al., 2018)", (space, options) => new Hyperband(space, Ladder(options), options)),
        ("asha", "asynchronous successive halving (Li et al., 2020)", (space, options) => new Asha(space, Ladder(options), options)),
        ("small-data", "successive halving over growing shares of the data (Klein et al., 2017)", (space, options) => new SuccessiveHalving(space, ResourceLadder.Data(options.Epochs, 1.0 / 9), options)),
        ("nsga2", "quality against parameters (Deb et al., 2002)", (space, options) => new Nsga2(space, [0], options)),
        ("predictor", "a model of the history chooses (White et al., 2021)", (space, options) => new PredictorSearch(space, options)),
    ];

    /// <summary>Each name with what it means.</summary>
    public static IEnumerable<(string Name, string Meaning)> All => s_all.Select(method => (method.Name, method.Meaning));

    /// <summary>The method that a search asks for.</summary>
    /// <exception cref="ToolException">There is none of that name, or it cannot search such a space.</exception>
    public static SearchMethod Create(SearchSettings settings, ChoiceSpace space)
    {
        var found = s_all.FirstOrDefault(method => method.Name == settings.Method);
        if (found.Create is null)
        {
            throw new ToolException($"There is no method '{settings.Method}'; there are {string.Join(", ", All.Select(method => method.Name))}.");
        }

        var options = new SearchOptions { Seed = settings.Seed, Epochs = settings.Epochs, Lag = settings.Lag, Stopping = settings.Cut ? new CurveStopping() : null };
        try
        {
            return found.Create(space, options);
        }
        catch (ArgumentException exception)
        {
            throw new ToolException(exception.Message);
        }
    }

    /// <summary>Up to four rungs, the last of which is all epochs.</summary>
    private static ResourceLadder Ladder(SearchOptions options) => ResourceLadder.Epochs(Math.Max(1, (int)(options.Epochs / Math.Pow(Reduction, MostRungs - 1))), options.Epochs, Reduction);
}

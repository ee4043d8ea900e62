using NnGen.Search;

namespace NnGen.Benchmarks.Searches;

/// <summary>A method with the options that it is compared with.</summary>
internal sealed record MethodCase(string Name, Func<SearchTask, ulong, SearchMethod> Create)
{
    /// <summary>What all are compared with.</summary>
    public static readonly MethodCase Random = new("random search", (task, seed) => new RandomSearchMethod(task.Space, Options(task, seed)));

    public static readonly MethodCase[] All =
    [
        Random,
        new("random search, cuts", (task, seed) => new RandomSearchMethod(task.Space, Options(task, seed, new CurveStopping()))),
        new("regularised evolution", (task, seed) => new RegularizedEvolution(task.Space, Options(task, seed), populationSize: 10, sampleSize: 4)),
        new("regularised evolution, cuts", (task, seed) => new RegularizedEvolution(task.Space, Options(task, seed, new CurveStopping()), populationSize: 10, sampleSize: 4)),
        new("successive halving", (task, seed) => new SuccessiveHalving(task.Space, ResourceLadder.Epochs(1, task.Epochs), Options(task, seed))),
        new("Hyperband", (task, seed) => new Hyperband(task.Space, ResourceLadder.Epochs(1, task.Epochs), Options(task, seed))),
        new("ASHA", (task, seed) => new Asha(task.Space, ResourceLadder.Epochs(1, task.Epochs), Options(task, seed))),
        new("ASHA, smaller data first", (task, seed) => new Asha(task.Space, ResourceLadder.Data(task.Epochs, 0.1), Options(task, seed))),
        new("predictor, Gaussian process", (task, seed) => new PredictorSearch(task.Space, Options(task, seed))),
        new("predictor, network", (task, seed) => new PredictorSearch(task.Space, Options(task, seed), new NetworkPredictor<TrialPredictor, float>(), refitAfter: 3)),
        new("predictor, Gaussian process, cuts", (task, seed) => new PredictorSearch(task.Space, Options(task, seed, new CurveStopping()))),
    ];

    /// <summary>Quality against cost, and random search beside it.</summary>
    public static readonly MethodCase Nsga2 = new("NSGA-II", (task, seed) => new Nsga2(task.Space, [0], Options(task, seed), populationSize: 12));

    private static SearchOptions Options(SearchTask task, ulong seed, CurveStopping? stopping = null) => new() { Seed = seed, Epochs = task.Epochs, Stopping = stopping };
}

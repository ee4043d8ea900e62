namespace NnGen.Search;

/// <summary>Searches among networks that are compiled into the application: no compiler at run time, no reflection, so with Native AOT too.</summary>
/// <remarks>
/// <code>
/// ArchitectureReport found = ArchitectureSearch.Run(
/// [
///     ArchitectureCandidate.Of&lt;SmallNet, float&gt;(training, validation, Training),
///     ArchitectureCandidate.Of&lt;WideNet, float&gt;(training, validation, Training),
///     ArchitectureCandidate.Of&lt;DeepNet, float&gt;(training, validation, Training),
/// ]);
/// Console.WriteLine(found);
///
/// static TrainingOptions Training(Trial trial) => new() { Epochs = trial.Epochs, Optimizer = new Adam(0.003) };
/// </code>
/// The best score of many is a little too good, because luck helped to choose it: keep a test set that the search never sees.
/// </remarks>
public static class ArchitectureSearch
{
    /// <summary>The name of the only choice of <see cref="SpaceOf"/>.</summary>
    public const string ChoiceName = "network";

    /// <summary>Searches a list of candidates.</summary>
    /// <param name="candidates">The candidates, at least one, all of different names.</param>
    /// <param name="method">Makes the method for the list's space, of one choice with an option for each; null for a grid: each is trained once, for 10 epochs.</param>
    /// <param name="options">Limits, workers, history; null for no limits and one worker. A history must be of <see cref="SpaceOf"/> the same candidates and of <see cref="ArchitectureCandidate.CostNames"/>.</param>
    /// <param name="cancellation">Stops; trials that run are asked to stop and forgotten.</param>
    /// <exception cref="ArgumentException">There are no candidates, or two have one name, or data or training options do not fit.</exception>
    /// <exception cref="InvalidOperationException">The history is one of another search.</exception>
    public static ArchitectureReport Run(
        IReadOnlyList<ArchitectureCandidate> candidates,
        Func<ChoiceSpace, SearchMethod>? method = null,
        SearchRunOptions? options = null,
        CancellationToken cancellation = default)
    {
        ChoiceSpace space = options?.History?.Space ?? SpaceOf(candidates);
        string[] names = [.. candidates.Select(candidate => candidate.Name)];
        if (space.Choices.Count != 1 || !space.Choices[0].Options.SequenceEqual(names))
        {
            throw new ArgumentException("The history is of another space than that of these candidates; read it with ArchitectureSearch.SpaceOf(candidates).", nameof(options));
        }

        return Run((method ?? (all => new GridSearchMethod(all)))(space), configuration => candidates[configuration[0]], options, cancellation);
    }

    /// <summary>Searches a family of networks whose choices are known, so that a method can tell which are alike.</summary>
    /// <param name="method">A method that was asked for nothing yet, over the family's space.</param>
    /// <param name="candidateOf">The candidate of a configuration; the same one whenever it is asked for, on any thread.</param>
    /// <param name="options">Limits, workers, history; null for no limits and one worker. A history must have <see cref="ArchitectureCandidate.CostNames"/>.</param>
    /// <param name="cancellation">Stops; trials that run are asked to stop and forgotten.</param>
    /// <exception cref="ArgumentException">The method was asked for trials before, or data or training options do not fit.</exception>
    /// <exception cref="InvalidOperationException">The history is one of another search.</exception>
    public static ArchitectureReport Run(
        SearchMethod method,
        Func<Configuration, ArchitectureCandidate> candidateOf,
        SearchRunOptions? options = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(candidateOf);
        options ??= new SearchRunOptions { MaxTrials = null };
        SearchOutcome outcome = SearchRunner.Run(
            method,
            (trial, token) => Candidate(trial).Train(trial, token) is TrialResult result ? result with { Costs = Candidate(trial).Costs } : null!,
            options.With(options.History ?? new SearchHistory(method.Space, ArchitectureCandidate.CostNames)),
            cancellation);
        return new ArchitectureReport(outcome, candidateOf);

        ArchitectureCandidate Candidate(Trial trial)
            => candidateOf(trial.Configuration) ?? throw new InvalidOperationException($"There is no candidate for {method.Space.Describe(trial.Configuration)}.");
    }

    /// <summary>The space of a list of candidates: one choice, whose options are their names.</summary>
    /// <param name="candidates">The candidates, at least one, all of different names.</param>
    /// <exception cref="ArgumentException">There are no candidates, or two have one name.</exception>
    public static ChoiceSpace SpaceOf(IReadOnlyList<ArchitectureCandidate> candidates)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        if (candidates.Count == 0)
        {
            throw new ArgumentException("There are no candidates to search among; give at least one.", nameof(candidates));
        }

        return new ChoiceSpace([new Choice(ChoiceName, [.. candidates.Select(candidate => candidate?.Name ?? throw new ArgumentException("A candidate is null.", nameof(candidates)))])]);
    }
}

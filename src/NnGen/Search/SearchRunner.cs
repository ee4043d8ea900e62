namespace NnGen.Search;

/// <summary>Runs a search: asks a method for trials, has them trained on several threads, and tells it what came of them.</summary>
public static class SearchRunner
{
    /// <summary>Runs a search until a limit is reached or the method has nothing left. The trials are the same for any number of workers.</summary>
    /// <param name="method">A method that was asked for nothing yet.</param>
    /// <param name="train">
    /// Trains a trial and says what came of it; called on several threads at once. It should ask <see cref="Trial.ShouldStop"/> after each epoch. A
    /// <see cref="TrainingException"/> makes a trial one that failed; any other exception ends the search and is thrown by this method.
    /// </param>
    /// <param name="options">Limits, workers, history; null for the defaults.</param>
    /// <param name="cancellation">Stops; trials that run are asked to stop and forgotten.</param>
    /// <exception cref="ArgumentException">The method was asked for trials before, or the history is of another space.</exception>
    /// <exception cref="InvalidOperationException">The history has other trials than this search asks for: it is one of another method, seed or space.</exception>
    public static SearchOutcome Run(
        SearchMethod method,
        Func<Trial, CancellationToken, TrialResult> train,
        SearchRunOptions? options = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(train);
        options ??= new SearchRunOptions();
        options.Check();
        if (method.Trials.Count > 0)
        {
            throw new ArgumentException($"The method was asked for {method.Trials.Count} trials before; a run needs a new one.", nameof(method));
        }

        if (options.History is SearchHistory history && !ReferenceEquals(history.Space, method.Space))
        {
            throw new ArgumentException("The history is of another space than the method searches; read it with the method's own space.", nameof(options));
        }

        return new SearchRun(method, train, options, cancellation).Run();
    }
}

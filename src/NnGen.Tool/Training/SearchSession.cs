using NnGen.InMemory;
using NnGen.Search;
using NnGen.Tool.Commands;
using NnGen.Tool.Data;
using NnGen.Tool.Spaces;

namespace NnGen.Tool.Training;

/// <summary>A search from its settings to its end: what the command shows, and tests run.</summary>
internal sealed class SearchSession : IDisposable
{
    private readonly SpaceSource _source;
    private readonly Candidates _candidates;
    private readonly Lock _gate = new();
    private readonly List<RejectedCandidate> _rejected = [];

    private SearchSession(SearchSettings settings, SpaceSource source, NetworkSpace space, SearchData data)
    {
        Settings = settings;
        _source = source;
        Space = space;
        Data = data;
        _candidates = new Candidates(source.Project, space, data, settings);
        // The history is read with this space, whose rule remembers what it refused.
        Choices = new ChoiceSpace(space.Choices.Choices, IsPossible);
    }

    /// <summary>What was asked for.</summary>
    public SearchSettings Settings { get; }

    /// <summary>What is searched.</summary>
    public NetworkSpace Space { get; }

    /// <summary>Its choices.</summary>
    public ChoiceSpace Choices { get; }

    /// <summary>What is learnt.</summary>
    public SearchData Data { get; }

    /// <summary>What is judged.</summary>
    public SearchMetric Metric => _candidates.Metric ?? SearchMetric.All[0];

    /// <summary>The candidates that were no networks, or cost too much: none of them was compiled.</summary>
    public IReadOnlyList<RejectedCandidate> Rejected => _rejected;

    /// <summary>Opens the space and the data, and tries one network on them.</summary>
    /// <exception cref="ToolException">Something does not fit; the message says what, and what to do.</exception>
    public static async Task<SearchSession> OpenAsync(SearchSettings settings, CancellationToken cancellation)
    {
        SpaceSource source = await SpaceSource.OpenAsync(settings.Source, cancellation).ConfigureAwait(false);
        try
        {
            NetworkSpace space = source.Find(settings.Space, settings.Source);
            Configuration first = FirstPossible(space, settings.Seed);
            bool takesRecords = space.Text(first).Contains("[Input<", StringComparison.Ordinal);
            var session = new SearchSession(settings, source, space, OpenData(settings, takesRecords));
            session._candidates.Probe(first, cancellation);
            return session;
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    /// <summary>Runs the search.</summary>
    /// <param name="history">What is known already; gets the rest.</param>
    /// <param name="progress">Told of each trial.</param>
    /// <param name="cancellation">Ends it; what is finished by then stays.</param>
    /// <exception cref="ToolException">The history is one of another search.</exception>
    public SearchOutcome Run(SearchHistory history, IProgress<FinishedTrial>? progress, CancellationToken cancellation)
    {
        SearchMethod method = SearchMethods.Create(Settings, Choices);
        var options = new SearchRunOptions { Workers = Settings.Workers, MaxTrials = Settings.Trials, MaxTime = Settings.Budget, History = history, Progress = progress };
        bool isResumed = history.Count > 0;
        try
        {
            return SearchRunner.Run(method, _candidates.Run, options, cancellation);
        }
        catch (InvalidOperationException exception) when (isResumed)
        {
            throw new ToolException($"{Settings.HistoryPath}: {exception.Message} Has the space changed since? Begin anew in another folder with --output.");
        }
    }

    /// <summary>The history of the settings' folder; an empty one unless the search goes on.</summary>
    /// <exception cref="ToolException">It is damaged, or of another space.</exception>
    public SearchHistory OpenHistory()
    {
        if (!Settings.Resume || !File.Exists(Settings.HistoryPath))
        {
            return new SearchHistory(Choices, Candidates.CostNames);
        }

        try
        {
            return SearchHistory.Load(Settings.HistoryPath, Choices, Candidates.CostNames);
        }
        catch (InvalidDataException exception)
        {
            throw new ToolException($"{exception.Message} Has the space changed since? Begin anew in another folder with --output.");
        }
    }

    /// <summary>The network of a trial, as a user pastes it, and how to train it.</summary>
    public string Paste(FinishedTrial finished) => $"""
        {Space.Text(finished.Trial.Configuration).TrimEnd()}

        // {ChosenTraining.Of(Choices, Space.TrainingChoices, finished.Trial.Configuration).Text(finished.Trial.Epochs, Settings.Patience)}
        """;

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();

    private static Configuration FirstPossible(NetworkSpace space, ulong seed)
    {
        SearchMethod draws = new RandomSearchMethod(space.Choices, new SearchOptions { Seed = seed });
        try
        {
            if (draws.Next() is Trial trial)
            {
                return trial.Configuration;
            }
        }
        catch (InvalidOperationException)
        {
            // Said below, with a reason.
        }

        Configuration some = space.Choices.Create([.. space.Choices.Choices.Select(_ => 0)]);
        throw new ToolException($"Of the networks of {space.Name} that were tried none is possible; of the one with all first options, {space.Check(some).Fault ?? "nothing is wrong, but hardly any other is possible"}.");
    }

    private static SearchData OpenData(SearchSettings settings, bool takesRecords)
    {
        foreach (string path in new[] { settings.Data, settings.Labels ?? settings.Data }.Where(path => !File.Exists(path)))
        {
            throw new ToolException(Directory.Exists(path) ? $"'{path}' is a folder; name the file with the data." : $"There is no file '{path}' with data.");
        }

        if (settings.Labels is not null)
        {
            return new ImageData(settings.Data, settings.Labels, settings.Rows, settings.Validation, settings.Seed);
        }

        if (settings.Data.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) || settings.Data.EndsWith("ubyte", StringComparison.OrdinalIgnoreCase))
        {
            throw new ToolException($"'{settings.Data}' seems to have images: name the file of their labels with --labels.");
        }

        var csv = new CsvOptions { Separator = settings.Separator, DecimalSeparator = '.' };
        return takesRecords
            ? new RecordData(settings.Data, csv, settings.Validation, settings.Seed)
            : new CsvData(settings.Data, csv, settings.Target, settings.Ignore, settings.Validation, settings.Seed);
    }

    private bool IsPossible(Configuration configuration)
    {
        CandidateFacts facts = Space.Check(configuration);
        if (facts.Fault is not null)
        {
            lock (_gate)
            {
                if (!_rejected.Any(known => known.Configuration.Equals(configuration)))
                {
                    _rejected.Add(new RejectedCandidate(configuration, facts.Fault, facts.IsOverBudget));
                }
            }
        }

        return facts.Fault is null;
    }
}

/// <summary>A candidate that was never compiled.</summary>
/// <param name="Configuration">What was chosen.</param>
/// <param name="Fault">Why it is none.</param>
/// <param name="IsOverBudget">Whether it is a network, but costs too much.</param>
internal sealed record RejectedCandidate(Configuration Configuration, string Fault, bool IsOverBudget);

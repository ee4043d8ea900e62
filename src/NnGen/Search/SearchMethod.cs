using NnGen.Numerics;

namespace NnGen.Search;

/// <summary>
/// Decides what is tried: <see cref="Next"/> asks for a trial, <see cref="Report"/> tells what came of it, in any order and any number of trials at a time.
/// <see cref="SearchRunner"/> does both on several threads. Not safe for several threads by itself.
/// </summary>
/// <remarks>
/// Results are taken note of in the order in which the trials were asked for, and none earlier than <see cref="SearchOptions.Lag"/> says. So the trials depend on
/// the space, the options and the results only, never on which trial was faster.
/// </remarks>
public abstract class SearchMethod
{
    private readonly List<Trial> _trials = [];
    private readonly Dictionary<int, TrialResult> _reported = [];
    private readonly SortedDictionary<int, double> _bestByEpochs = [];
    private int _learnt;
    private double _spent;

    private protected SearchMethod(ChoiceSpace space, SearchOptions? options)
    {
        ArgumentNullException.ThrowIfNull(space);
        Space = space;
        Options = options ?? new SearchOptions();
        Options.Check();
    }

    /// <summary>What is searched.</summary>
    public ChoiceSpace Space { get; }

    /// <summary>Seed, epochs and the like.</summary>
    public SearchOptions Options { get; }

    /// <summary>The method's name, for tables.</summary>
    public abstract string Name { get; }

    /// <summary>The trials asked for so far, by their numbers.</summary>
    public IReadOnlyList<Trial> Trials => _trials;

    /// <summary>Whether there is nothing left to ask for. Until then a null from <see cref="Next"/> means that results are waited for.</summary>
    public bool IsFinished { get; private set; }

    /// <summary>
    /// What the trials so far took or will take, in epochs over all the data: of those whose results are taken note of what they took, of the others what is
    /// planned. The same whatever the number of workers, so a search that ends by it always ends at the same trial.
    /// </summary>
    public double CommittedCost
    {
        get
        {
            double planned = 0;
            for (int i = _learnt; i < _trials.Count; i++)
            {
                planned += _trials[i].PlannedCost;
            }

            return _spent + planned;
        }
    }

    /// <summary>Asks for a trial.</summary>
    /// <returns>The trial; null if a result must be reported first, or, where <see cref="IsFinished"/> says so, if nothing is left.</returns>
    /// <exception cref="InvalidOperationException">The space has hardly any possible configuration, or a grid has too many.</exception>
    public Trial? Next()
    {
        if (IsFinished || !TryLearn(_trials.Count - Options.Lag + 1))
        {
            return null;
        }

        Proposal proposal = Propose(_trials.Count);
        if (proposal.Waits)
        {
            if (!TryLearn(_trials.Count))
            {
                return null;
            }

            proposal = Propose(_trials.Count);
        }

        if (proposal.Trial is null)
        {
            IsFinished = !proposal.Waits;
            return null;
        }

        Trial trial = WithStopping(proposal.Trial);
        _trials.Add(trial);
        return trial;
    }

    /// <summary>Tells what came of a trial.</summary>
    /// <param name="trial">The number of a trial that was asked for.</param>
    /// <param name="result">What came of it.</param>
    /// <exception cref="ArgumentException">No such trial was asked for, or its result is known already.</exception>
    public void Report(int trial, TrialResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        if ((uint)trial >= (uint)_trials.Count)
        {
            throw new ArgumentException($"Trial {trial} was not asked for; {_trials.Count} were, numbered from 0.", nameof(trial));
        }

        if (trial < _learnt || !_reported.TryAdd(trial, result))
        {
            throw new ArgumentException($"The result of trial {trial} is known already; report each once.", nameof(trial));
        }
    }

    /// <summary>Proposes the trial of this number, from what was learnt so far; asked again after <see cref="Proposal.Wait"/>, when all is learnt.</summary>
    private protected abstract Proposal Propose(int number);

    /// <summary>Takes note of a result; called in the order of the trials' numbers.</summary>
    private protected abstract void Learn(Trial trial, TrialResult result);

    /// <summary>Whether the results of all trials asked for are taken note of.</summary>
    private protected bool KnowsAll => _learnt == _trials.Count;

    /// <summary>The random numbers of a proposal.</summary>
    private protected SearchRandom RandomOf(int number) => new(Options.Seed, number);

    /// <summary>A number to compare results by: the objective, or what is worse than all of them where there is none.</summary>
    private protected static double Rank(TrialResult result) => result.Outcome == TrialOutcome.Failed ? double.PositiveInfinity : result.Objective;

    /// <summary>A trial of a new network.</summary>
    private protected Trial NewTrial(int number, Configuration configuration, string origin) => new()
    {
        Number = number,
        Configuration = configuration,
        Epochs = Options.Epochs,
        Seed = SeedOf(number),
        Origin = origin,
    };

    private ulong SeedOf(int number)
    {
        var random = new CounterRandom(Options.Seed, RandomStreams.SearchSeeds);
        return ((ulong)random.UInt32At((ulong)number, 0, 0) << 32) | random.UInt32At((ulong)number, 0, 1);
    }

    // Takes note of the results of the first trials, so many in all; false where one is missing, and then of none.
    private bool TryLearn(int count)
    {
        for (int i = _learnt; i < count; i++)
        {
            if (!_reported.ContainsKey(i))
            {
                return false;
            }
        }

        for (; _learnt < count; _learnt++)
        {
            _reported.Remove(_learnt, out TrialResult? result);
            Trial trial = _trials[_learnt];
            _spent += result!.Spent;
            if (result.Outcome == TrialOutcome.Completed && trial.DataShare == 1)
            {
                _bestByEpochs[trial.Epochs] = Math.Min(result.Objective, _bestByEpochs.GetValueOrDefault(trial.Epochs, double.PositiveInfinity));
            }

            Learn(trial, result);
        }

        return true;
    }

    private Trial WithStopping(Trial trial) =>
        Options.Stopping is CurveStopping stopping && trial.DataShare == 1 && _bestByEpochs.TryGetValue(trial.Epochs, out double best)
            ? trial with { StopRule = stopping.Against(best) }
            : trial;
}

namespace NnGen.Search;

/// <summary>
/// The asynchronous successive halving algorithm, ASHA (Li, Jamieson, Rostamizadeh, Gonina, Ben-tzur, Hardt, Recht and Talwalkar, "A system for massively parallel hyperparameter
/// tuning", 2020): whoever is among the best part of a rung so far is promoted at once, and where nobody is, a new configuration is drawn for the first rung.
/// Nobody waits for a rung to be complete.
/// </summary>
/// <remarks>
/// The paper asks when a worker is free, so its trials depend on who was faster. Here results count in the order of the proposals and with a lag
/// (<see cref="SearchOptions.Lag"/>), which gives up some of the newest results and gains a search that can be repeated.
/// </remarks>
public sealed class Asha : SearchMethod
{
    private readonly List<(Trial Trial, double Rank)>[] _rungs;
    private readonly HashSet<int> _promoted = [];
    private readonly HashSet<Configuration> _drawn = [];

    /// <summary>ASHA.</summary>
    /// <param name="space">What is searched.</param>
    /// <param name="ladder">The rungs.</param>
    /// <param name="options">Seed and the like; the epochs are the ladder's. Null for the defaults.</param>
    public Asha(ChoiceSpace space, ResourceLadder ladder, SearchOptions? options = null)
        : base(space, options)
    {
        ArgumentNullException.ThrowIfNull(ladder);
        Ladder = ladder;
        _rungs = [.. ladder.Rungs.Select(_ => new List<(Trial, double)>())];
    }

    /// <summary>The rungs.</summary>
    public ResourceLadder Ladder { get; }

    /// <inheritdoc/>
    public override string Name => "ASHA";

    private protected override Proposal Propose(int number)
    {
        for (int rung = _rungs.Length - 2; rung >= 0; rung--)
        {
            if (Promotable(rung) is Trial below)
            {
                _promoted.Add(below.Number);
                return new Proposal(Ladder.OnRung(NewTrial(number, below.Configuration, ""), rung + 1, below), Waits: false);
            }
        }

        if (Space.DrawOther(RandomOf(number), _drawn) is Configuration drawn)
        {
            _drawn.Add(drawn);
            return new Proposal(Ladder.OnRung(NewTrial(number, drawn, "drawn"), 0, null), Waits: false);
        }

        // Everything was drawn; results that are on their way may still promote one.
        return KnowsAll ? Proposal.End : Proposal.Wait;
    }

    private protected override void Learn(Trial trial, TrialResult result) => _rungs[trial.Rung].Add((trial, Rank(result)));

    // The best of the best part of a rung that was not promoted yet; one that failed never is.
    private Trial? Promotable(int rung)
    {
        foreach ((Trial trial, double rank) in _rungs[rung].OrderBy(finished => finished.Rank).Take(_rungs[rung].Count / Ladder.Reduction))
        {
            if (!_promoted.Contains(trial.Number) && double.IsFinite(rank))
            {
                return trial;
            }
        }

        return null;
    }
}

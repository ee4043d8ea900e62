namespace NnGen.Search;

/// <summary>
/// Brackets of successive halving, one after the other and then from the first again: a number of drawn configurations on a rung, of which the best go to the next one when
/// all are there.
/// </summary>
public abstract class HalvingMethod : SearchMethod
{
    private readonly (int Configurations, int FirstRung)[] _brackets;
    private readonly Queue<(Configuration Configuration, Trial? Below)> _queue = new();
    private readonly List<(Trial Trial, double Rank)> _finished = [];
    private int _bracketsBegun;
    private int _rung;
    private int _onRung;

    private protected HalvingMethod(ChoiceSpace space, SearchOptions? options, ResourceLadder ladder, Func<ResourceLadder, (int Configurations, int FirstRung)[]> brackets)
        : base(space, options)
    {
        ArgumentNullException.ThrowIfNull(ladder);
        Ladder = ladder;
        _brackets = brackets(ladder);
    }

    /// <summary>The rungs.</summary>
    public ResourceLadder Ladder { get; }

    /// <summary>The number of configurations on the first rung of each bracket, and the number of that rung.</summary>
    public IReadOnlyList<(int Configurations, int FirstRung)> Brackets => _brackets;

    private protected override Proposal Propose(int number)
    {
        while (_queue.Count == 0)
        {
            // Whoever waits is asked again when every trial is known.
            if (_finished.Count < _onRung)
            {
                return Proposal.Wait;
            }

            // Those that failed are not trained further.
            int promoted = Math.Min(_onRung / Ladder.Reduction, _finished.Count(finished => double.IsFinite(finished.Rank)));
            if (_rung == Ladder.Rungs.Count - 1 || promoted == 0)
            {
                BeginBracket(RandomOf(number));
            }
            else
            {
                Promote(promoted);
            }
        }

        (Configuration configuration, Trial? below) = _queue.Dequeue();
        return new Proposal(Ladder.OnRung(NewTrial(number, configuration, "drawn"), _rung, below), Waits: false);
    }

    private protected override void Learn(Trial trial, TrialResult result) => _finished.Add((trial, Rank(result)));

    private void BeginBracket(SearchRandom random)
    {
        (int count, _rung) = _brackets[_bracketsBegun % _brackets.Length];
        _bracketsBegun++;
        var drawn = new HashSet<Configuration>();
        while (_queue.Count < count && Space.DrawOther(random, drawn) is Configuration configuration)
        {
            drawn.Add(configuration);
            _queue.Enqueue((configuration, null));
        }

        _onRung = _queue.Count;
        _finished.Clear();
    }

    // OrderBy keeps the order of equal ones, which is that of the trials' numbers.
    private void Promote(int count)
    {
        foreach ((Trial trial, _) in _finished.OrderBy(finished => finished.Rank).Take(count))
        {
            _queue.Enqueue((trial.Configuration, trial));
        }

        _rung++;
        _onRung = count;
        _finished.Clear();
    }
}

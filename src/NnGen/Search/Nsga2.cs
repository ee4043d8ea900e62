namespace NnGen.Search;

/// <summary>
/// NSGA-II (Deb, Pratap, Agarwal and Meyarivan, "A fast and elitist multiobjective genetic algorithm: NSGA-II", 2002): quality against cost. It looks for the whole front of networks of which none is
/// both better and cheaper than another (<see cref="SearchHistory.ParetoFront"/>), not for a single one.
/// </summary>
/// <remarks>
/// A generation has as many children as the population. Parents win tournaments of two, by front and then by how lonely they are; a child takes each option from one of its two
/// parents and each choice changes with the probability 1 / choices. Of parents and children together the best stay. The paper's operators are for numbers and bits;
/// these are the usual ones for options, of which ordered ones move to a neighbour in half of the cases. Children that were tried before are made again. A generation waits for the one before.
/// </remarks>
public sealed class Nsga2 : SearchMethod
{
    private const int MostRepeats = 50;

    private readonly int _populationSize;
    private readonly double _crossover;
    private readonly int[] _costs;
    private readonly HashSet<Configuration> _proposed = [];
    private readonly List<(Trial Trial, double[] Values)> _children = [];
    private List<Member> _parents = [];
    private int _asked;

    /// <summary>NSGA-II.</summary>
    /// <param name="space">What is searched.</param>
    /// <param name="costs">The numbers of the costs of results that are minimised beside the objective, from 0; at least one.</param>
    /// <param name="options">Seed, epochs and the like; null for the defaults.</param>
    /// <param name="populationSize">The size of a generation, at least 4.</param>
    /// <param name="crossover">The probability that a child has two parents; 0.9 by default, as in the paper.</param>
    /// <exception cref="ArgumentException">There are no costs, or one twice; or the options cut trials, which judges them by the objective alone.</exception>
    public Nsga2(ChoiceSpace space, IReadOnlyList<int> costs, SearchOptions? options = null, int populationSize = 20, double crossover = 0.9)
        : base(space, options)
    {
        ArgumentNullException.ThrowIfNull(costs);
        ArgumentOutOfRangeException.ThrowIfLessThan(populationSize, 4);
        if (!(crossover is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(crossover), crossover, "The probability of two parents must be from 0 to 1.");
        }

        if (costs.Count == 0 || costs.Distinct().Count() < costs.Count || costs.Min() < 0)
        {
            throw new ArgumentException("NSGA-II weighs the objective against at least one cost; give the numbers of the costs from 0, each once.", nameof(costs));
        }

        if (Options.Stopping is not null)
        {
            throw new ArgumentException($"{nameof(SearchOptions)}.{nameof(SearchOptions.Stopping)} cuts what will not beat the best objective, but a cheap network need not; leave it null.", nameof(options));
        }

        _costs = [.. costs];
        _populationSize = populationSize;
        _crossover = crossover;
    }

    /// <inheritdoc/>
    public override string Name => "NSGA-II";

    private protected override Proposal Propose(int number)
    {
        if (_asked == _populationSize)
        {
            if (!KnowsAll)
            {
                return Proposal.Wait;
            }

            _parents = Survivors();
            _children.Clear();
            _asked = 0;
        }

        SearchRandom random = RandomOf(number);
        Configuration? next = _parents.Count < 2 ? null : Child(random);
        string origin = next is null ? "drawn" : "child of generation " + ((number / _populationSize) - 1);
        next ??= Space.DrawOther(random, _proposed);
        if (next is null)
        {
            return Proposal.End;
        }

        _asked++;
        _proposed.Add(next);
        return new Proposal(NewTrial(number, next, origin), Waits: false);
    }

    private protected override void Learn(Trial trial, TrialResult result)
    {
        if (result.Outcome == TrialOutcome.Failed)
        {
            return;
        }

        if (result.Costs.Count <= _costs.Max())
        {
            throw new InvalidOperationException($"The result of trial {trial.Number} has {result.Costs.Count} costs, but NSGA-II was told to weigh cost {_costs.Max()}, counted from 0; report them with every result.");
        }

        double[] values = Dominance.Values(result, _costs);
        if (values.All(double.IsFinite))
        {
            _children.Add((trial, values));
        }
    }

    // The first fronts of parents and children, and of the front that does not fit the loneliest.
    private List<Member> Survivors()
    {
        List<(Trial Trial, double[] Values)> all = [.. _parents.Select(parent => (parent.Trial, parent.Values)), .. _children];
        int[] ranks = NonDominatedFronts.Ranks([.. all.Select(one => one.Values)]);
        var survivors = new List<Member>();
        for (int rank = 0; survivors.Count < Math.Min(_populationSize, all.Count); rank++)
        {
            int[] front = [.. Enumerable.Range(0, all.Count).Where(i => ranks[i] == rank)];
            double[] distances = NonDominatedFronts.CrowdingDistances([.. front.Select(i => all[i].Values)]);
            survivors.AddRange(front
                .Select((i, place) => new Member(all[i].Trial, all[i].Values, rank, distances[place]))
                .OrderByDescending(member => member.Distance)
                .Take(_populationSize - survivors.Count));
        }

        return survivors;
    }

    private Configuration? Child(SearchRandom random)
    {
        for (int repeat = 0; repeat < MostRepeats; repeat++)
        {
            Configuration first = Tournament(random);
            Configuration second = Tournament(random);
            int[] options = [.. first];
            bool hasTwo = random.Fraction() < _crossover;
            for (int i = 0; i < options.Length; i++)
            {
                options[i] = hasTwo && random.Below(2) == 1 ? second[i] : options[i];
                if (options[i] != Configuration.Inactive && Space.Choices[i].Options.Count > 1 && random.Below(options.Length) == 0)
                {
                    options[i] = Space.OtherOption(i, options[i], random);
                }
            }

            Configuration child = Space.Mended(options, random);
            if (!_proposed.Contains(child) && Space.IsPossible(child))
            {
                return child;
            }
        }

        return null;
    }

    private Configuration Tournament(SearchRandom random)
    {
        Member first = _parents[random.Below(_parents.Count)];
        Member second = _parents[random.Below(_parents.Count)];
        bool secondWins = second.Rank < first.Rank || (second.Rank == first.Rank && second.Distance > first.Distance);
        return (secondWins ? second : first).Trial.Configuration;
    }

    private sealed record Member(Trial Trial, double[] Values, int Rank, double Distance);
}

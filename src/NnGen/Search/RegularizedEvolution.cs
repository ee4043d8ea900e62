namespace NnGen.Search;

/// <summary>
/// Regularised, or ageing, evolution (Real, Aggarwal, Huang and Le, "Regularized evolution for image classifier architecture search", 2019). The population is the newest
/// trials; of a few drawn from it the best becomes a parent, whose child differs from it in one choice. Each dies of age and not of being bad, so a
/// lucky result does not rule for long.
/// </summary>
/// <remarks>
/// The paper has 100 in the population and draws 25 of them, for 20,000 trials; the defaults here are for some dozens of trials. Children that were tried before are
/// mutated again, since training them once more would tell little. Of ordered options, such as sizes, half of
/// the mutations go one step up or down; the paper had none. The first trials, as many as the population has, are drawn.
/// </remarks>
public sealed class RegularizedEvolution : SearchMethod
{
    private const int MostRepeats = 50;

    private readonly int _populationSize;
    private readonly int _sampleSize;
    private readonly Queue<(Trial Trial, double Rank)> _population = new();
    private readonly HashSet<Configuration> _proposed = [];

    /// <summary>An evolution.</summary>
    /// <param name="space">What is searched.</param>
    /// <param name="options">Seed, epochs and the like; null for the defaults.</param>
    /// <param name="populationSize">How many of the newest trials may become parents, at least 2.</param>
    /// <param name="sampleSize">How many of them are drawn for a tournament, at least 1; one may be drawn twice, as in the paper.</param>
    public RegularizedEvolution(ChoiceSpace space, SearchOptions? options = null, int populationSize = 20, int sampleSize = 5)
        : base(space, options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(populationSize, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleSize, 1);
        _populationSize = populationSize;
        _sampleSize = sampleSize;
    }

    /// <inheritdoc/>
    public override string Name => "regularised evolution";

    private protected override Proposal Propose(int number)
    {
        SearchRandom random = RandomOf(number);
        string origin = "drawn";
        Configuration? next = null;
        if (number >= _populationSize && _population.Count > 0)
        {
            Trial parent = Tournament(random);
            next = Child(parent.Configuration, random);
            origin = $"mutation of {parent.Number}";
        }

        if (next is null)
        {
            next = Space.DrawOther(random, _proposed);
            origin = "drawn";
        }

        if (next is null)
        {
            return Proposal.End;
        }

        _proposed.Add(next);
        return new Proposal(NewTrial(number, next, origin), Waits: false);
    }

    private protected override void Learn(Trial trial, TrialResult result)
    {
        _population.Enqueue((trial, Rank(result)));
        if (_population.Count > _populationSize)
        {
            _population.Dequeue();
        }
    }

    private Trial Tournament(SearchRandom random)
    {
        (Trial Trial, double Rank)[] population = [.. _population];
        (Trial Trial, double Rank) best = population[random.Below(population.Length)];
        for (int i = 1; i < _sampleSize; i++)
        {
            (Trial Trial, double Rank) other = population[random.Below(population.Length)];
            best = other.Rank < best.Rank ? other : best;
        }

        return best.Trial;
    }

    // Null where all neighbours seem to be known.
    private Configuration? Child(Configuration parent, SearchRandom random)
    {
        for (int repeat = 0; repeat < MostRepeats; repeat++)
        {
            Configuration? child = Space.Mutate(parent, random);
            if (child is null || !_proposed.Contains(child))
            {
                return child;
            }
        }

        return null;
    }
}

namespace NnGen.Search;

/// <summary>
/// Guesses before it trains: a model that is trained on the history tells the objective of some hundred configurations, and the most promising one is tried. The model is
/// the search's heuristic evaluation function. How one is chosen is Thompson sampling for each by itself, as White, Neiswanger and Savani, "BANANAS",
/// 2021, have it: a number is drawn from the prediction of each, and the smallest wins, so that what nobody knows gets its turns.
/// </summary>
/// <remarks>
/// The first trials are drawn. Half of the guessed ones are drawn too, the others are neighbours of the best known. What the model learns is the rank of each objective, as
/// the normal number of that rank: a loss of 1000 is bad, but not a thousand times as instructive as one of 1.
/// </remarks>
public sealed class PredictorSearch : SearchMethod
{
    private const int Guesses = 200;
    private const int BestParents = 5;
    private const int FewestToLearnFrom = 4;

    private readonly IObjectivePredictor _predictor;
    private readonly ConfigurationFeatures _features;
    private readonly int _initialTrials;
    private readonly int _refitAfter;
    private readonly List<(Trial Trial, double Rank)> _known = [];
    private readonly HashSet<Configuration> _proposed = [];
    private int _fittedTo;

    /// <summary>A search with a model.</summary>
    /// <param name="space">What is searched.</param>
    /// <param name="options">Seed, epochs and the like; null for the defaults.</param>
    /// <param name="predictor">The model; null for a <see cref="GaussianProcessPredictor"/>.</param>
    /// <param name="initialTrials">How many trials are drawn before the model is asked, at least 4.</param>
    /// <param name="refitAfter">The model learns anew when so many more results are known, at least 1.</param>
    public PredictorSearch(ChoiceSpace space, SearchOptions? options = null, IObjectivePredictor? predictor = null, int initialTrials = 12, int refitAfter = 1)
        : base(space, options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(initialTrials, FewestToLearnFrom);
        ArgumentOutOfRangeException.ThrowIfLessThan(refitAfter, 1);
        _predictor = predictor ?? new GaussianProcessPredictor();
        _features = new ConfigurationFeatures(space);
        _initialTrials = initialTrials;
        _refitAfter = refitAfter;
    }

    /// <inheritdoc/>
    public override string Name => $"predictor ({_predictor.Name})";

    private protected override Proposal Propose(int number)
    {
        SearchRandom random = RandomOf(number);
        Configuration? next;
        string origin = "drawn";
        if (number < _initialTrials || _known.Count < FewestToLearnFrom)
        {
            next = Space.DrawOther(random, _proposed);
        }
        else
        {
            Fit(number);
            next = MostPromising(random);
            origin = $"chosen by {_predictor.Name}";
        }

        if (next is null)
        {
            return Proposal.End;
        }

        _proposed.Add(next);
        return new Proposal(NewTrial(number, next, origin), Waits: false);
    }

    private protected override void Learn(Trial trial, TrialResult result) => _known.Add((trial, Rank(result)));

    private void Fit(int number)
    {
        if (_fittedTo > 0 && _known.Count - _fittedTo < _refitAfter)
        {
            return;
        }

        _fittedTo = _known.Count;
        _predictor.Fit([.. _known.Select(known => _features.Of(known.Trial.Configuration))], NormalScores([.. _known.Select(known => known.Rank)]), Options.Seed + (ulong)number);
    }

    private Configuration? MostPromising(SearchRandom random)
    {
        Configuration[] parents = [.. _known.OrderBy(known => known.Rank).Take(BestParents).Select(known => known.Trial.Configuration)];
        var seen = new HashSet<Configuration>(_proposed);
        Configuration? best = null;
        double smallest = double.PositiveInfinity;
        for (int i = 0; i < Guesses; i++)
        {
            Configuration? guess = i % 2 == 0 ? Space.Draw(random) : Space.Mutate(parents[random.Below(parents.Length)], random);
            if (guess is null || !seen.Add(guess))
            {
                continue;
            }

            (double mean, double deviation) = _predictor.Predict(_features.Of(guess));
            double drawn = mean + (deviation * random.Normal());
            if (drawn < smallest || best is null)
            {
                (best, smallest) = (guess, drawn);
            }
        }

        return best ?? Space.DrawOther(random, _proposed);
    }

    /// <summary>
    /// The normal number of each one's rank: of the k-th of n that which a share of (k - 3/8) / (n + 1/4) lies below (Blom, 1958), and of equal ones the mean of their ranks.
    /// </summary>
    internal static double[] NormalScores(IReadOnlyList<double> numbers)
    {
        var scores = new double[numbers.Count];
        for (int i = 0; i < scores.Length; i++)
        {
            int below = numbers.Count(number => number < numbers[i]);
            int equal = numbers.Count(number => number.Equals(numbers[i]));
            double rank = below + ((equal + 1) / 2.0);
            scores[i] = NormalQuantile.Of((rank - 0.375) / (scores.Length + 0.25));
        }

        return scores;
    }
}

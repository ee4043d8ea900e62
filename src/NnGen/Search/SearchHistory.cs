using System.Globalization;

namespace NnGen.Search;

/// <summary>
/// Every finished trial of a search with its result, by the trials' numbers. As CSV it can be read by people and tools, and a search goes on from it
/// (<see cref="SearchRunOptions.History"/>). Not safe for several threads by itself.
/// </summary>
public sealed partial class SearchHistory
{
    private readonly SortedDictionary<int, FinishedTrial> _trials = [];

    /// <summary>An empty history.</summary>
    /// <param name="space">What is searched.</param>
    /// <param name="costNames">What <see cref="TrialResult.Costs"/> are, such as <c>parameters</c>; all different. Null for none.</param>
    /// <exception cref="ArgumentException">A name is empty, or two are the same.</exception>
    public SearchHistory(ChoiceSpace space, IReadOnlyList<string>? costNames = null)
    {
        ArgumentNullException.ThrowIfNull(space);
        costNames ??= [];
        if (costNames.Any(string.IsNullOrWhiteSpace) || costNames.Distinct(StringComparer.Ordinal).Count() < costNames.Count)
        {
            throw new ArgumentException($"The costs are named {string.Join(", ", costNames.Select(name => $"'{name}'"))}; each must have a name of its own.", nameof(costNames));
        }

        Space = space;
        CostNames = [.. costNames];
    }

    /// <summary>What is searched.</summary>
    public ChoiceSpace Space { get; }

    /// <summary>What the costs of the results are.</summary>
    public IReadOnlyList<string> CostNames { get; }

    /// <summary>The number of finished trials.</summary>
    public int Count => _trials.Count;

    /// <summary>The finished trials by their numbers, of which some may be missing as long as they run.</summary>
    public IReadOnlyCollection<FinishedTrial> Trials => _trials.Values;

    /// <summary>What all trials took together, in epochs over all the data.</summary>
    public double Spent => _trials.Values.Sum(trial => trial.Result.Spent);

    /// <summary>
    /// The trial of the lowest objective among the completed ones that were to be trained the most: epochs first, then the share of the data, since others cannot be
    /// compared with them. Of equal ones the one with the lowest first cost, of such the earliest: the last of <see cref="ParetoFront"/> for that cost.
    /// Null if none was completed.
    /// </summary>
    public FinishedTrial? Best => ComparableTrials().Aggregate((FinishedTrial?)null, (best, trial) => best is null || IsBetter(trial.Result, best.Result) ? trial : best);

    /// <summary>Adds a trial.</summary>
    /// <param name="trial">The trial, of this space.</param>
    /// <param name="result">What came of it, with a cost for each of <see cref="CostNames"/>; one that failed may have none.</param>
    /// <exception cref="ArgumentException">There is a trial of this number, or choices or costs are more or fewer than there should be.</exception>
    public void Add(Trial trial, TrialResult result)
    {
        ArgumentNullException.ThrowIfNull(trial);
        ArgumentNullException.ThrowIfNull(result);
        if (trial.Configuration.Count != Space.Choices.Count)
        {
            throw new ArgumentException($"Trial {trial.Number} has {trial.Configuration.Count} choices; the history is of a space of {Space.Choices.Count}.", nameof(trial));
        }

        if (result.Costs.Count != CostNames.Count && !(result.Outcome == TrialOutcome.Failed && result.Costs.Count == 0))
        {
            throw new ArgumentException($"The result of trial {trial.Number} has {result.Costs.Count} costs; the history has {CostNames.Count} ({string.Join(", ", CostNames)}).", nameof(result));
        }

        if (!_trials.TryAdd(trial.Number, new FinishedTrial(trial, result)))
        {
            throw new ArgumentException($"The history has trial {trial.Number} already; each is added once.", nameof(trial));
        }
    }

    /// <summary>A finished trial; null if the history has none of this number.</summary>
    /// <param name="number">The trial's number.</param>
    public FinishedTrial? Find(int number) => _trials.GetValueOrDefault(number);

    /// <summary>
    /// Of the trials that <see cref="Best"/> chooses from those to which no other is better in one of objective and costs and at least as good in all: the ones
    /// worth a look, the cheapest first. Of such that are equal in everything the earliest only.
    /// </summary>
    /// <param name="costs">The numbers of the costs that count, from 0; none for all of them.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such cost.</exception>
    public IReadOnlyList<FinishedTrial> ParetoFront(params ReadOnlySpan<int> costs)
    {
        int[] counted = costs.IsEmpty ? [.. Enumerable.Range(0, CostNames.Count)] : costs.ToArray();
        foreach (int cost in counted)
        {
            if ((uint)cost >= (uint)CostNames.Count)
            {
                throw new ArgumentOutOfRangeException(nameof(costs), cost, string.Create(CultureInfo.InvariantCulture, $"The history has {CostNames.Count} costs, numbered from 0."));
            }
        }

        FinishedTrial[] trials = [.. ComparableTrials()];
        double[][] values = [.. trials.Select(trial => Dominance.Values(trial.Result, counted))];
        var front = new List<int>();
        for (int i = 0; i < trials.Length; i++)
        {
            bool isBeaten = Enumerable.Range(0, trials.Length).Any(j => Dominance.Dominates(values[j], values[i]) || (j < i && values[j].AsSpan().SequenceEqual(values[i])));
            if (!isBeaten)
            {
                front.Add(i);
            }
        }

        return [.. front.OrderBy(i => counted.Length == 0 ? values[i][0] : values[i][1]).ThenBy(i => values[i][0]).Select(i => trials[i])];
    }

    private static bool IsBetter(TrialResult trial, TrialResult best) =>
        trial.Objective < best.Objective || (trial.Objective.Equals(best.Objective) && trial.Costs.Count > 0 && trial.Costs[0] < best.Costs[0]);

    // The completed trials with the most epochs, and of these the largest share of the data.
    private IEnumerable<FinishedTrial> ComparableTrials()
    {
        FinishedTrial[] completed = [.. Trials.Where(finished => finished.Result.Outcome == TrialOutcome.Completed)];
        if (completed.Length == 0)
        {
            return [];
        }

        (int, double) most = completed.Max(finished => (finished.Trial.Epochs, finished.Trial.DataShare));
        return completed.Where(finished => (finished.Trial.Epochs, finished.Trial.DataShare).Equals(most));
    }
}

using System.Globalization;
using System.Text;

namespace NnGen.Search;

/// <summary>What came of a search among networks of the application. Immutable, but for the history, which is the caller's where he gave one.</summary>
public sealed class ArchitectureReport
{
    private readonly Func<Configuration, ArchitectureCandidate> _candidateOf;

    internal ArchitectureReport(SearchOutcome outcome, Func<Configuration, ArchitectureCandidate> candidateOf)
    {
        Outcome = outcome;
        _candidateOf = candidateOf;
    }

    /// <summary>The search: method, history, why it ended.</summary>
    public SearchOutcome Outcome { get; }

    /// <summary>The best trial, of those that were trained the most; null if none was completed.</summary>
    public FinishedTrial? Best => Outcome.Best;

    /// <summary>The candidate of the best trial; null if none was completed.</summary>
    public ArchitectureCandidate? BestCandidate => Best is FinishedTrial best ? CandidateOf(best) : null;

    /// <summary>The candidates of which none is both better and cheaper than another, the cheapest first; cost is the number of parameters.</summary>
    public IReadOnlyList<FinishedTrial> ParetoFront => Outcome.History.ParetoFront(0);

    /// <summary>The candidate of a trial.</summary>
    /// <param name="finished">A trial of this search.</param>
    public ArchitectureCandidate CandidateOf(FinishedTrial finished)
    {
        ArgumentNullException.ThrowIfNull(finished);
        return _candidateOf(finished.Trial.Configuration);
    }

    /// <summary>A table: a line for each trial, the longest trained first and of these the best; a star marks the front of quality against parameters.</summary>
    public override string ToString()
    {
        FinishedTrial[] trials =
        [
            .. Outcome.History.Trials
                .OrderByDescending(finished => finished.Result.Outcome == TrialOutcome.Completed)
                .ThenByDescending(finished => finished.Trial.Epochs * finished.Trial.DataShare)
                .ThenBy(finished => double.IsNaN(finished.Result.Objective))
                .ThenBy(finished => finished.Result.Objective),
        ];
        HashSet<int> front = [.. ParetoFront.Select(finished => finished.Trial.Number)];
        int width = trials.Aggregate("network".Length, (longest, finished) => Math.Max(longest, CandidateOf(finished).Name.Length));
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Outcome.Method}: {trials.Length} trials, {Outcome.History.Spent:0.#} epochs over all data; {InWords(Outcome.EndReason)}\n");
        text.Append($"  {"network".PadRight(width)}  {"objective",12}  {"epochs",6}  {"data",5}  {"parameters",10}  {"multiply-adds",13}  {"bytes",10}");
        foreach (FinishedTrial finished in trials)
        {
            ArchitectureCandidate candidate = CandidateOf(finished);
            string objective = finished.Result.Outcome == TrialOutcome.Failed ? "failed" : finished.Result.Objective.ToString("G6", CultureInfo.InvariantCulture);
            text.Append('\n').Append(front.Contains(finished.Trial.Number) ? "* " : "  ").Append(candidate.Name.PadRight(width));
            text.Append(CultureInfo.InvariantCulture, $"  {objective,12}  {finished.Result.Curve.Count,6}  {finished.Trial.DataShare * 100,4:0}%  {candidate.Parameters,10}  {candidate.MultiplyAdds,13}  {candidate.Bytes,10}");
            text.Append(finished.Result.Outcome == TrialOutcome.Cut ? "  cut" : "");
        }

        return text.ToString();
    }

    private static string InWords(SearchEndReason reason) => reason switch
    {
        SearchEndReason.NothingLeft => "nothing left to try",
        SearchEndReason.TrialLimit => "ended at the limit of trials",
        SearchEndReason.CostLimit => "ended at the limit of cost",
        SearchEndReason.TimeLimit => "ended at the limit of time",
        _ => "cancelled",
    };
}

using System.Globalization;
using System.Text;

namespace NnGen;

/// <summary>What came of a search, the best candidate first. Immutable.</summary>
public sealed class SearchReport
{
    /// <summary>The network's class.</summary>
    public required string Network { get; init; }

    /// <summary>What the candidates were compared by.</summary>
    public required SelectionScore ComparedBy { get; init; }

    /// <summary>The candidates that were tried: the best first, of equal ones the earlier; then those with a NaN score, then those that failed.</summary>
    public required IReadOnlyList<CandidateReport> Candidates { get; init; }

    /// <summary>Whether the caller cancelled before the last candidate was finished.</summary>
    public required bool IsCancelled { get; init; }

    /// <summary>The best candidate; null if none was finished with a score.</summary>
    public CandidateReport? Best => Candidates.Count > 0 && !double.IsNaN(Candidates[0].Score.Mean) ? Candidates[0] : null;

    /// <summary>The options of the best candidate, to train a network on all rows with.</summary>
    /// <exception cref="InvalidOperationException">No candidate was finished with a score.</exception>
    public TrainingOptions BestOptions => Best?.Candidate.Options ?? throw new InvalidOperationException(
        Candidates.Count == 0
            ? "The search was cancelled before the first candidate was finished, so none is best."
            : $"None of the {Candidates.Count} candidates is best: all failed or have the score NaN. The first one: {Candidates[0]}");

    /// <summary>A table: a line for each candidate, the best first.</summary>
    public override string ToString()
    {
        const string Heading = "candidate";
        int width = Candidates.Aggregate(Heading.Length, (longest, report) => Math.Max(longest, report.Candidate.Name.Length));
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Network}: {Candidates.Count} candidates by {ComparedBy.Name}{(IsCancelled ? ", then cancelled" : "")}\n");
        text.Append($"{Heading.PadRight(width)}  {"training loss",13}  {ComparedBy.Name,18}  {"+-",11}");
        foreach (CandidateReport report in Candidates)
        {
            text.Append('\n').Append(report.Candidate.Name.PadRight(width));
            if (report.Validation is CrossValidationReport validation)
            {
                text.Append(CultureInfo.InvariantCulture, $"  {validation.TrainingLoss.Mean,13:G6}  {report.Score.Mean,18:G6}");
                text.Append(double.IsNaN(report.Score.StandardDeviation) ? "" : string.Create(CultureInfo.InvariantCulture, $"  {report.Score.StandardDeviation,11:G4}"));
            }
            else
            {
                text.Append(CultureInfo.InvariantCulture, $"  failed in epoch {report.Failure!.Epoch}, step {report.Failure.Step}");
            }
        }

        return text.ToString();
    }
}
